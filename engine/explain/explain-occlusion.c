/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "explain-private.h"

/* Occlusion: one pass for each cell of the input and each view, the patch around the cell hidden. What the patch does
 * not reach is not computed again: derm_classifier_pass_rows() gives the bits of whole passes all the same. */

/* The work, in rounds: some cells of one view. */
typedef struct {
  Work *work;
  int n_cells;
  float **shown, **hidden; /* owned, of each view: the network's values of the input and of the baseline */
  float *outputs;          /* owned, [cells][views][outputs] */
  float *base;             /* owned, [views][outputs]: nothing hidden */
  const int *cells;        /* of the round; the cell n_cells hides nothing */
  int view;                /* of the round */
} Occlusion;

static void
occlusion_clear (Occlusion *self)
{
  for (int view = 0; view < self->work->n_views; view++)
    {
      g_free (self->shown[view]);
      g_free (self->hidden[view]);
    }
  g_free (self->shown);
  g_free (self->hidden);
  g_free (self->outputs);
  g_free (self->base);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Occlusion, occlusion_clear)

static void
occlusion_init (Occlusion *self, Work *work)
{
  gsize n_outputs = (gsize) work->n_views * work->n_outputs;
  g_autofree float *baseline = derm_work_make_baseline (work);

  *self = (Occlusion){ .work = work, .n_cells = work->width * work->height };
  self->shown = g_new0 (float *, work->n_views);
  self->hidden = g_new0 (float *, work->n_views);
  self->outputs = g_new0 (float, n_outputs * self->n_cells);
  self->base = g_new0 (float, n_outputs);
  for (int view = 0; view < work->n_views; view++)
    {
      self->shown[view] = g_new (float, work->n_values);
      self->hidden[view] = g_new (float, work->n_values);
      derm_work_fill (work, view, work->rgb, self->shown[view]);
      derm_work_fill (work, view, baseline, self->hidden[view]);
    }
}

static void
fill_row (int row, float *values, gpointer data)
{
  const Occlusion *self = data;
  const Work *work = self->work;
  const guint32 *places = work->places[self->view];
  int cell = self->cells[row], left, right, top, bottom;

  memcpy (values, self->shown[self->view], sizeof (float) * work->n_values);
  if (cell == self->n_cells)
    return;
  derm_occlusion_find_span (cell % work->width, work->options.patch, work->width, &left, &right);
  derm_occlusion_find_span (cell / work->width, work->options.patch, work->height, &top, &bottom);
  for (int y = top; y < bottom; y++)
    for (int i = 3 * (y * work->width + left); i < 3 * (y * work->width + right); i++)
      values[places[i]] = self->hidden[self->view][places[i]];
}

/* Passes the cells in one view. */
static gboolean
run_round (Occlusion *self, int view, GArray *cells, GError **error)
{
  Work *work = self->work;
  const DermRows rows = { (int) cells->len, fill_row, self, self->shown[view] };
  gsize n = (gsize) work->n_outputs, of_cell = n * (gsize) work->n_views;
  g_autofree float *outputs = g_new (float, n * cells->len);

  self->view = view;
  self->cells = (const int *) (gconstpointer) cells->data;
  if (!derm_classifier_pass_rows (work->classifier, &rows, outputs, work->cancellable, error))
    return FALSE;
  for (gsize i = 0; i < cells->len; i++)
    {
      float *to = self->cells[i] == self->n_cells ? self->base : self->outputs + (gsize) self->cells[i] * of_cell;

      memcpy (to + (gsize) view * n, outputs + i * n, n * sizeof *to);
    }
  work->n_passes += (int) cells->len;
  return TRUE;
}

/* Of a coarse map: one cell in the middle of every patch stands for all of it. */
static int
stand_in (const Work *work, int x, int y)
{
  int step = work->options.patch, column = x / step * step + (step - 1) / 2, row = y / step * step + (step - 1) / 2;

  return MIN (row, work->height - 1) * work->width + MIN (column, work->width - 1);
}

/* The map of what is done: so many views; of the first, if it is_coarse, only stand-ins. */
static DermExplanation *
make_map (const Occlusion *self, int n_views, gboolean is_coarse, GError **error)
{
  const Work *work = self->work;
  gsize n = (gsize) work->n_classes, stride = (gsize) work->n_outputs;
  Found found = { .width = work->width, .height = work->height, .is_final = n_views == work->n_views && !is_coarse };

  found.map = g_new (float, self->n_cells);
  found.hidden = g_new (float, n * self->n_cells);
  found.base = g_new (float, n);
  derm_work_value (work, n_views, self->base, stride, found.base);
  for (int cell = 0; cell < self->n_cells; cell++)
    {
      int from = is_coarse ? stand_in (work, cell % work->width, cell / work->width) : cell;
      float *hidden = found.hidden + (gsize) cell * n;

      derm_work_value (work, n_views, self->outputs + (gsize) from * stride * (gsize) work->n_views, stride, hidden);
      found.map[cell] = found.base[work->options.class_index] - hidden[work->options.class_index];
    }
  return derm_explanation_new (work, &found, error);
}

/* Tells of what is done. */
static gboolean
tell (const Occlusion *self, int n_views, gboolean is_coarse, GError **error)
{
  const Work *work = self->work;
  g_autoptr (DermExplanation) partial = NULL;

  if (work->partial == NULL)
    return TRUE;
  partial = make_map (self, n_views, is_coarse, error);
  if (partial == NULL)
    return FALSE;
  work->partial (partial, (double) work->n_passes / ((self->n_cells + 1.0) * work->n_views), work->partial_data);
  return TRUE;
}

/* The cells of a round: in front the input itself, if it is wanted; stand-ins, the others, or with -1 all. */
static GArray *
list_cells (const Occlusion *self, gboolean with_base, int are_stand_ins)
{
  const Work *work = self->work;
  GArray *cells = g_array_new (FALSE, FALSE, sizeof (int));

  if (with_base)
    g_array_append_val (cells, self->n_cells);
  for (int cell = 0; cell < self->n_cells; cell++)
    if (are_stand_ins == -1 || (stand_in (work, cell % work->width, cell / work->width) == cell) == are_stand_ins)
      g_array_append_val (cells, cell);
  return cells;
}

DermExplanation *
derm_explain_by_occlusion (Work *work, GError **error)
{
  g_auto (Occlusion) self = { .work = work };
  g_autoptr (GArray) coarse = NULL, others = NULL, all = NULL;

  occlusion_init (&self, work);
  coarse = list_cells (&self, TRUE, TRUE);
  others = list_cells (&self, FALSE, FALSE);
  all = list_cells (&self, TRUE, -1);
  if (!run_round (&self, 0, coarse, error) || !tell (&self, 1, TRUE, error) || !run_round (&self, 0, others, error))
    return NULL;
  for (int view = 1; view < work->n_views; view++)
    if (!tell (&self, view, FALSE, error) || !run_round (&self, view, all, error))
      return NULL;
  return make_map (&self, work->n_views, FALSE, error);
}
