/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Every number of a pass: the logits are those of the prediction, the terms of a cell make its value, and what lies
 * outside of its receptive field does not matter. All layers of five nets, planes and rows taken for planes, turned
 * views. */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <derm.h>

typedef struct {
  const char *model; /* NULL: the bundled one */
  DermLayout layout;
  int view;
} Case;

static const Case cases[] = {
  { NULL, DERM_LAYOUT_PLANES, 5 },       { NULL, DERM_LAYOUT_ROWS, 3 },      { "odd", DERM_LAYOUT_PLANES, 0 },
  { "square64", DERM_LAYOUT_PLANES, 0 }, { "plain", DERM_LAYOUT_PLANES, 7 }, { "half", DERM_LAYOUT_ROWS, 0 },
};

static DermClassifier *
open_classifier (const Case *c)
{
  g_autofree char *file = g_strdup_printf ("nn-%s.safetensors", c->model);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model
      = c->model != NULL ? derm_model_new_from_file (path, &error) : derm_model_new_bundled (&error);
  DermClassifier *classifier;

  g_assert_no_error (error);
  classifier = derm_classifier_new (model, NULL, 2, &error);
  g_assert_no_error (error);
  return classifier;
}

/* Random pixels; where keep (nullable) is not 0, those of `base`. */
static DermInput *
make_input (DermClassifier *classifier, const Case *c, guint seed, DermInput *base, const guint8 *keep)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (DermRecipe) packed
      = derm_recipe_with_layout (derm_model_get_recipe (derm_classifier_get_model (classifier)), c->layout);
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (packed, c->view > 0 ? 8 : 1, NULL);
  int width = derm_recipe_get_width (recipe), height = derm_recipe_get_height (recipe);
  gsize n = 3 * (gsize) width * (gsize) height;
  g_autofree guint8 *pixels = g_new (guint8, n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;

  for (gsize i = 0; i < n; i++)
    {
      pixels[i] = (guint8) g_rand_int_range (random, 0, 256);
      if (keep != NULL && keep[i / 3])
        pixels[i] = derm_input_get_rgb (base)[i];
    }
  bytes = g_bytes_new (pixels, n);
  image = derm_image_new_from_pixels (bytes, width, height, "noise", NULL);
  return derm_input_new (image, recipe, NULL);
}

static DermActivations *
pass (DermClassifier *classifier, DermInput *input, int view)
{
  g_autoptr (GError) error = NULL;
  DermActivations *activations = derm_activations_new (classifier, input, view, &error);

  g_assert_no_error (error);
  return activations;
}

static DermCell
draw_cell (DermActivations *activations, int layer, GRand *random)
{
  int shape[3];
  gsize n;

  derm_activations_get_values (activations, layer, shape, &n);
  return (DermCell){ layer, g_rand_int_range (random, 0, shape[0]), g_rand_int_range (random, 0, shape[1]),
                     g_rand_int_range (random, 0, shape[2]) };
}

static void
check_terms (DermActivations *activations, const DermCell *cell)
{
  double sum = 0, size = 1e-30;
  int n;
  g_autofree DermTerm *terms = derm_activations_list_terms (activations, cell, &n);

  g_assert_cmpint (n, >, 0);
  for (int i = 0; i < n; i++)
    {
      g_assert_cmpint (terms[i].cell.layer, ==, terms[i].is_bias ? cell->layer : cell->layer - 1);
      if (!terms[i].is_bias)
        g_assert_cmpfloat (terms[i].value, ==, derm_activations_get_value (activations, &terms[i].cell));
      sum += terms[i].product;
      size += fabs (terms[i].product);
    }
  if (fabs (sum - (double) derm_activations_get_value (activations, cell)) > 1e-5 * size)
    g_error ("layer %d (%s), channel %d, row %d, column %d: %d terms make %g, not %g", cell->layer,
             derm_activations_get_op (activations, cell->layer), cell->channel, cell->row, cell->column, n, sum,
             (double) derm_activations_get_value (activations, cell));
}

static void
test_terms (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (DermClassifier) classifier = open_classifier (c);
  g_autoptr (DermInput) input = make_input (classifier, c, 1, NULL, NULL);
  g_autoptr (DermActivations) activations = pass (classifier, input, c->view);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (int layer = 0; layer < derm_activations_get_n_layers (activations); layer++)
    for (int i = 0; i < 200; i++)
      {
        DermCell cell = draw_cell (activations, layer, random);

        check_terms (activations, &cell);
      }
}

/* The last layer is the prediction's logits, the first what the recipe gives. */
static void
test_ends (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (DermClassifier) classifier = open_classifier (c);
  g_autoptr (DermInput) turned = make_input (classifier, c, 1, NULL, NULL), input = NULL;
  g_autoptr (DermActivations) activations = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  Case upright = *c;
  gsize n, n_in;
  g_autofree float *values = NULL;
  const float *got;

  upright.view = 0;
  input = make_input (classifier, &upright, 1, NULL, NULL);
  activations = pass (classifier, input, 0);
  prediction = derm_classifier_predict (classifier, input, NULL);
  got = derm_activations_get_values (activations, derm_activations_get_n_layers (activations) - 1, NULL, &n);
  g_assert_cmpmem (got, n * sizeof *got, derm_prediction_get_logits (prediction), n * sizeof *got);

  g_clear_object (&activations);
  activations = pass (classifier, turned, c->view);
  values = derm_input_list_values (turned, c->view, &n_in, NULL);
  got = derm_activations_get_values (activations, -1, NULL, &n);
  g_assert_cmpmem (got, n * sizeof *got, values, n_in * sizeof *values);
}

static int
count_pixels (const guint8 *field, gsize n)
{
  int count = 0;

  for (gsize i = 0; i < n; i++)
    count += field[i];
  return count;
}

/* Other pixels outside of the field leave the cell as it is, but for rounding. */
static void
check_field (DermClassifier *classifier, const Case *c, DermActivations *activations, const DermCell *cell)
{
  gsize n;
  g_autofree guint8 *field = derm_activations_list_field (activations, cell, &n);
  g_autoptr (DermInput) changed = make_input (classifier, c, 77, derm_activations_get_input (activations), field);
  g_autoptr (DermActivations) other = pass (classifier, changed, c->view);
  double scale = (double) derm_activations_get_scale (activations, cell->layer);
  int planes[4];

  g_assert_true (derm_activations_find_field (activations, cell, planes));
  g_assert_cmpint (count_pixels (field, n), >=, c->layout == DERM_LAYOUT_PLANES ? planes[2] * planes[3] : 1);
  g_assert_cmpfloat_with_epsilon ((double) derm_activations_get_value (activations, cell),
                                  (double) derm_activations_get_value (other, cell), 1e-4 * scale);
}

static void
test_field (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (DermClassifier) classifier = open_classifier (c);
  g_autoptr (DermInput) input = make_input (classifier, c, 1, NULL, NULL);
  g_autoptr (DermActivations) activations = pass (classifier, input, c->view);
  g_autoptr (GRand) random = g_rand_new_with_seed (2);

  for (int layer = -1; layer < derm_activations_get_n_layers (activations); layer++)
    for (int i = 0; i < 8; i++)
      {
        DermCell cell = draw_cell (activations, layer, random);

        check_field (classifier, c, activations, &cell);
      }
}

/* By hand: conv 3 × 3, twice after a pool. */
static void
test_known_field (void)
{
  const Case c = { NULL, DERM_LAYOUT_PLANES, 0 };
  g_autoptr (DermClassifier) classifier = open_classifier (&c);
  g_autoptr (DermInput) input = make_input (classifier, &c, 1, NULL, NULL);
  g_autoptr (DermActivations) activations = pass (classifier, input, 0);
  const DermCell conv_2 = { 4, 26, 8, 4 }, corner = { 0, 0, 0, 27 };
  const DermCell logit = { derm_activations_get_n_layers (activations) - 1, 2, 0, 0 };
  const int expected[] = { 5, 13, 8, 8 }, of_corner[] = { 26, 0, 2, 2 };
  int field[4];

  g_assert_cmpstr (derm_activations_get_op (activations, 4), ==, "conv");
  g_assert_true (derm_activations_find_field (activations, &conv_2, field));
  g_assert_cmpmem (field, sizeof field, expected, sizeof expected); /* pooled 3 to 5 is 6 to 11, and one each side */
  g_assert_true (derm_activations_find_field (activations, &corner, field));
  g_assert_cmpmem (field, sizeof field, of_corner, sizeof of_corner);
  g_assert_true (derm_activations_find_field (activations, &logit, field));
  g_assert_cmpint (field[2] * field[3], ==, 784);
}

static void
test_refusals (void)
{
  const Case c = { "half", DERM_LAYOUT_PLANES, 0 };
  g_autoptr (DermClassifier) classifier = open_classifier (&c);
  g_autoptr (DermInput) input = make_input (classifier, &c, 1, NULL, NULL);
  g_autoptr (DermActivations) activations = pass (classifier, input, 0);
  const DermCell none[] = { { -2, 0, 0, 0 }, { 99, 0, 0, 0 }, { 0, 8, 0, 0 }, { 0, 0, -1, 0 }, { 0, 0, 0, 28 } };
  const DermCell of_input = { -1, 0, 0, 0 };
  g_autoptr (GError) error = NULL;
  int field[4], n;
  gsize n_pixels;

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_assert_true (isnan (derm_activations_get_value (activations, &none[i])));
      g_assert_null (derm_activations_list_terms (activations, &none[i], &n));
      g_assert_false (derm_activations_find_field (activations, &none[i], field));
      g_assert_null (derm_activations_list_field (activations, &none[i], &n_pixels));
    }
  g_assert_null (derm_activations_list_terms (activations, &of_input, &n));
  g_assert_null (derm_activations_new (classifier, input, 1, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_clear_error (&error);
  g_assert_false (derm_activations_save (activations, 99, "a.npy", &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
}

/* A row of the table for each value, which reads back as the same number; what it is stands in a file beside it. */
static void
test_table (void)
{
  const Case c = { "half", DERM_LAYOUT_PLANES, 0 };
  g_autoptr (DermClassifier) classifier = open_classifier (&c);
  g_autoptr (DermInput) input = make_input (classifier, &c, 1, NULL, NULL);
  g_autoptr (DermActivations) activations = pass (classifier, input, 0);
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL), *path = g_build_filename (folder, "layer.csv", NULL);
  g_autofree char *beside = g_strconcat (path, ".json", NULL), *text = NULL, *about = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) rows = NULL;
  int shape[3];
  gsize n;
  const float *values = derm_activations_get_values (activations, 2, shape, &n);

  g_assert_true (derm_activations_save (activations, 2, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL) && g_file_get_contents (beside, &about, NULL, NULL));
  rows = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, n + 2); /* the head, and nothing behind the last */
  g_assert_cmpstr (rows[0], ==, "channel,x,y,value");
  for (int i = 0; i < (int) n; i++)
    {
      g_auto (GStrv) cells = g_strsplit (rows[i + 1], ",", -1);

      g_assert_cmpint (atoi (cells[0]), ==, i / (shape[1] * shape[2]));
      g_assert_cmpint (atoi (cells[1]), ==, i % shape[2]);
      g_assert_cmpint (atoi (cells[2]), ==, i / shape[2] % shape[1]);
      g_assert_true ((float) g_ascii_strtod (cells[3], NULL) == values[i]);
    }
  g_assert_nonnull (strstr (about, derm_input_get_sha256 (input)));
  g_assert_cmpint (remove (path) + remove (beside) + remove (folder), ==, 0);
}

static void
add (const char *name, gsize i, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/activations/%s/%" G_GSIZE_FORMAT, name, i);

  g_test_add_data_func (path, &cases[i], func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add ("terms", i, test_terms);
      add ("ends", i, test_ends);
      add ("field", i, test_field);
    }
  g_test_add_func ("/activations/known-field", test_known_field);
  g_test_add_func ("/activations/refusals", test_refusals);
  g_test_add_func ("/activations/table", test_table);
  return g_test_run ();
}
