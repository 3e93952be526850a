/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "explain-private.h"
#include "input-internal.h"

/* Grad-CAM: the maps of a layer, each times its mean gradient, added up in each view and brought back to the image. */

typedef struct {
  Work *work;
  NnShape shape; /* of the layer */
  double *cams;  /* owned, [views][rows][columns] */
} Cam;

static void
cam_clear (Cam *self)
{
  g_free (self->cams);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cam, cam_clear)

static void
fill_row (int row, float *values, gpointer data)
{
  const Cam *self = data;

  derm_work_fill (self->work, row, self->work->rgb, values);
}

static void
take_cam (int row, const NnTracePlan *plan, const NnTrace *trace, int image, gpointer data)
{
  const Cam *self = data;
  int layer = self->work->options.layer;
  gsize n_cells = (gsize) self->shape.h * self->shape.w, n = n_cells * (gsize) self->shape.c;
  g_autofree float *values = g_new (float, n), *gradients = g_new (float, n);
  double *cam = self->cams + (gsize) row * n_cells;

  nn_trace_values (plan, trace, image, layer, values);
  nn_trace_gradient (plan, trace, image, layer, gradients);
  for (gsize c = 0; c < (gsize) self->shape.c; c++)
    {
      double weight = 0;

      for (gsize i = 0; i < n_cells; i++)
        weight += (double) gradients[c * n_cells + i];
      weight /= (double) n_cells;
      for (gsize i = 0; i < n_cells; i++)
        cam[i] += weight * (double) values[c * n_cells + i];
    }
}

/* A plane's cells are places of the image: the mean of the views, each turned back. */
static float *
turn_back (const Cam *self, Found *found)
{
  const Work *work = self->work;
  gssize n_cells = (gssize) self->shape.h * self->shape.w;
  g_autofree double *sums = g_new0 (double, (gsize) n_cells);
  float *map = g_new (float, (gsize) n_cells);

  for (int view = 0; view < work->n_views; view++)
    {
      DermWalk walk = derm_input_walk (view, self->shape.w, self->shape.h);
      const double *cam = self->cams + view * n_cells;

      for (int y = 0; y < self->shape.h; y++)
        for (int x = 0; x < self->shape.w; x++)
          sums[walk.start + y * walk.down + x * walk.right] += *cam++;
    }
  for (gssize i = 0; i < n_cells; i++)
    map[i] = (float) (sums[i] / work->n_views);
  found->width = self->shape.w;
  found->height = self->shape.h;
  return map;
}

/* Rows taken for planes: a cell of a plane holds values from other places. Each value of the image gets what its place
 * in its plane has, a pixel the mean of its three. */
static float *
unpack (const Cam *self, Found *found)
{
  const Work *work = self->work;
  gsize n_pixels = work->n_values / 3, n_cells = (gsize) self->shape.h * self->shape.w;
  g_autofree double *sums = g_new0 (double, n_pixels);
  float *map = g_new (float, n_pixels);

  for (int view = 0; view < work->n_views; view++)
    for (gsize i = 0; i < work->n_values; i++)
      {
        gsize place = work->places[view][i] % n_pixels;
        gsize row = place / (gsize) work->width * (gsize) self->shape.h / (gsize) work->height;
        gsize column = place % (gsize) work->width * (gsize) self->shape.w / (gsize) work->width;

        sums[i / 3] += self->cams[(gsize) view * n_cells + row * (gsize) self->shape.w + column];
      }
  for (gsize i = 0; i < n_pixels; i++)
    map[i] = (float) (sums[i] / (3 * work->n_views));
  found->width = work->width;
  found->height = work->height;
  return map;
}

/* (transfer full) The slopes of all views. */
static float *
find_slopes (Cam *self, const DermRows *rows, Found *found, GError **error)
{
  const Work *work = self->work;
  gsize n = (gsize) work->n_outputs;
  g_autofree float *outputs = g_new (float, (gsize) rows->n_rows *n);
  float *slopes;

  if (!derm_classifier_pass_rows (work->classifier, rows, outputs, work->cancellable, error))
    return NULL;
  found->base = g_new (float, work->n_classes);
  derm_work_value (work, work->n_views, outputs, n, found->base);
  slopes = g_new (float, (gsize) rows->n_rows *n);
  for (int row = 0; row < rows->n_rows; row++)
    derm_work_slope (work, outputs, slopes + (gsize) row * n);
  return slopes;
}

DermExplanation *
derm_explain_by_gradcam (Work *work, GError **error)
{
  g_auto (Cam) self = { .work = work, .shape = derm_model_get_shapes (work->model)[work->options.layer + 1] };
  const DermRows rows = { work->n_views, fill_row, &self };
  Found found = { .is_final = TRUE };
  g_autofree float *slopes = find_slopes (&self, &rows, &found, error);
  const DermTraced traced = { slopes, work->options.layer, take_cam };

  if (slopes == NULL)
    return NULL;
  self.cams = g_new0 (double, (gsize) work->n_views *(gsize) self.shape.h *(gsize) self.shape.w);
  if (!derm_classifier_trace_rows (work->classifier, &rows, &traced, work->cancellable, error))
    {
      g_free (found.base);
      return NULL;
    }
  work->n_passes += 2 * work->n_views;
  found.map = derm_recipe_get_layout (derm_input_get_recipe (work->input)) == DERM_LAYOUT_ROWS
                  ? unpack (&self, &found)
                  : turn_back (&self, &found);
  return derm_explanation_new (work, &found, error);
}
