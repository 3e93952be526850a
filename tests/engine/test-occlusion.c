/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Occlusion computes only what a patch reaches: the bits of whole passes, on every net that is a fixture, for every
 * level, number of threads, layout, view, size of patch and baseline. Linked with the engine's rooms. */

#include "config.h"

#include <string.h>

#include <derm.h>

#include "expected.h"
#include "explain-private.h"

typedef struct {
  const char *model; /* of tests/fixtures, or NULL for the bundled one */
  DermLayout layout;
  int views;
} Case;

static const Case cases[] = {
  { NULL, DERM_LAYOUT_PLANES, 8 },  { NULL, DERM_LAYOUT_ROWS, 8 },         { "odd", DERM_LAYOUT_PLANES, 1 },
  { "odd", DERM_LAYOUT_ROWS, 1 },   { "square64", DERM_LAYOUT_PLANES, 1 }, { "plain", DERM_LAYOUT_PLANES, 8 },
  { "plain", DERM_LAYOUT_ROWS, 1 }, { "half", DERM_LAYOUT_PLANES, 1 },
};

static DermModel *
open_model (const Case *c)
{
  g_autofree char *file = g_strdup_printf ("nn-%s.safetensors", c->model);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", file, NULL);
  g_autoptr (GError) error = NULL;
  DermModel *model = c->model != NULL ? derm_model_new_from_file (path, &error) : derm_model_new_bundled (&error);

  g_assert_no_error (error);
  return model;
}

static DermInput *
make_input (DermModel *model, const Case *c)
{
  g_autoptr (DermRecipe) packed = derm_recipe_with_layout (derm_model_get_recipe (model), c->layout);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (packed, c->views, &error);
  g_autoptr (GRand) random = g_rand_new_with_seed (31);
  int w = derm_recipe_get_width (packed), h = derm_recipe_get_height (packed);
  g_autofree guint8 *pixels = g_new (guint8, 3 * (gsize) w * h);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;

  g_assert_no_error (error);
  for (int i = 0; i < 3 * w * h; i++)
    pixels[i] = (guint8) g_rand_int_range (random, 0, 256);
  bytes = g_bytes_new (pixels, 3 * (gsize) w * h);
  image = derm_image_new_from_pixels (bytes, w, h, "noise", NULL);
  return derm_input_new (image, recipe, NULL);
}

/* Whole passes of one view. */
typedef struct {
  const Work *work;
  const float *shown, *hidden;
  int view;
} Whole;

static void
fill_row (int cell, float *values, gpointer data)
{
  const Whole *self = data;
  const Work *work = self->work;
  int left, right, top, bottom;

  derm_occlusion_find_span (cell % work->width, work->options.patch, work->width, &left, &right);
  derm_occlusion_find_span (cell / work->width, work->options.patch, work->height, &top, &bottom);
  memcpy (values, self->shown, work->n_values * sizeof *values);
  for (int y = top; y < bottom; y++)
    for (int i = 3 * (y * work->width + left); i < 3 * (y * work->width + right); i++)
      values[work->places[self->view][i]] = self->hidden[work->places[self->view][i]];
}

/* The outputs of all cells in all views, [cells][views][outputs]. */
static float *
pass_whole (const Work *work)
{
  gsize n = (gsize) work->n_outputs;
  int n_cells = work->width * work->height;
  g_autofree float *baseline = derm_work_make_baseline (work), *shown = g_new (float, work->n_values);
  g_autofree float *hidden = g_new (float, work->n_values), *outputs = g_new (float, n *n_cells);
  float *all = g_new (float, n *n_cells * work->n_views);

  for (int view = 0; view < work->n_views; view++)
    {
      Whole whole = { work, shown, hidden, view };
      const DermRows rows = { n_cells, fill_row, &whole, NULL };

      derm_work_fill (work, view, work->rgb, shown);
      derm_work_fill (work, view, baseline, hidden);
      g_assert_true (derm_classifier_pass_rows (work->classifier, &rows, outputs, NULL, NULL));
      for (int cell = 0; cell < n_cells; cell++)
        memcpy (all + ((gsize) cell * work->n_views + view) * n, outputs + (gsize) cell * n, n * sizeof *all);
    }
  return all;
}

static void
check_options (DermClassifier *classifier, DermInput *input, const DermExplainOptions *options)
{
  g_auto (Work) work = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplanation) explanation = NULL;
  g_autofree float *whole = NULL, *values = NULL;

  g_assert_true (derm_work_init (&work, classifier, input, options, &error));
  explanation = derm_explain_by_occlusion (&work, &error);
  g_assert_no_error (error);
  whole = pass_whole (&work);
  values = g_new (float, work.n_classes);
  for (int cell = 0; cell < work.width * work.height; cell++)
    {
      int n;
      const float *hidden = derm_explanation_get_hidden (explanation, cell % work.width, cell / work.width, &n);

      derm_work_value (&work, work.n_views, whole + (gsize) cell * work.n_views * work.n_outputs,
                       (gsize) work.n_outputs, values);
      g_assert_cmpmem (hidden, (gsize) n * sizeof *hidden, values, (gsize) work.n_classes * sizeof *values);
    }
}

/* Each size of patch with another baseline, level and number of threads, so that all have their turn. */
static void
test_bits (gconstpointer data)
{
  static const char *const levels[] = { "avx512", "avx2", "neon", "avx512", "avx2" };
  const Case *c = data;
  g_autoptr (DermModel) model = open_model (c);
  g_autoptr (DermInput) input = make_input (model, c);
  int n_cells = derm_input_get_width (input) * derm_input_get_height (input) * c->views; /* fewer sizes of more work */

  for (int patch = 2; patch <= 8; patch += n_cells > 3000 ? 4 : n_cells > 1000 ? 2 : 1)
    {
      g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_OCCLUSION);
      g_autoptr (DermClassifier) classifier
          = derm_classifier_new (model, levels[patch % G_N_ELEMENTS (levels)], 1 + patch % 3, NULL);

      options->class_index = 0;
      options->target = DERM_TARGET_LOGIT;
      options->patch = patch;
      options->baseline = (DermBaseline) (patch % (DERM_BASELINE_WHITE + 1));
      if (classifier == NULL) /* no such level here */
        classifier = derm_classifier_new (model, NULL, 1 + patch % 3, NULL);
      check_options (classifier, input, options);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/occlusion/bits/%s/%s/%d", cases[i].model != NULL ? cases[i].model : "bundled",
                             cases[i].layout == DERM_LAYOUT_ROWS ? "rows" : "planes", cases[i].views);

      g_test_add_data_func (path, &cases[i], test_bits);
    }
  return g_test_run ();
}
