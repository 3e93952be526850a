/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Few pixels that change the answer: that they do, that all of them are needed, and where there are none. */

#include <string.h>

#include <derm.h>

typedef struct {
  DermClassifier *classifier;
  DermInput *input;
  int top;
} Fixture;

static DermInput *
open_sample (DermModel *model, const char *name)
{
  g_autofree char *relative = g_strconcat ("samples/", name, NULL), *path = derm_data_path (relative);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (derm_model_get_recipe (model), 1, NULL);

  g_assert_no_error (error);
  return derm_input_new (image, recipe, NULL);
}

static void
set_up (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);
  g_autoptr (DermPrediction) prediction = NULL;

  g_assert_no_error (error);
  f->classifier = derm_classifier_new (model, NULL, 2, &error);
  f->input = open_sample (model, "drawn-07.jpg");
  prediction = derm_classifier_predict (f->classifier, f->input, &error);
  g_assert_no_error (error);
  f->top = derm_prediction_get_top (prediction);
}

static void
tear_down (Fixture *f, gconstpointer unused)
{
  g_object_unref (f->input);
  g_object_unref (f->classifier);
}

static int
answer_to (Fixture *f, const guint8 *pixels)
{
  gsize n = (gsize) 3 * (gsize) derm_input_get_width (f->input) * (gsize) derm_input_get_height (f->input);
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, n);
  g_autoptr (DermInput) input = derm_input_with_pixels (f->input, bytes, NULL);
  g_autoptr (DermPrediction) prediction = derm_classifier_predict (f->classifier, input, NULL);

  return derm_prediction_get_top (prediction);
}

/* Only the listed pixels differ; with any one of them given back, the class does not lead. */
static void
check_minimal (Fixture *f, DermChange *change)
{
  const guint8 *before = derm_input_get_rgb (f->input), *after = derm_input_get_rgb (derm_change_get_input (change));
  int n = derm_change_get_n_pixels (change), width = derm_input_get_width (f->input), n_different = 0;
  int answer = derm_prediction_get_top (derm_change_get_prediction (change));

  for (int i = 0; i < width * derm_input_get_height (f->input); i++)
    n_different += memcmp (before + 3 * i, after + 3 * i, 3) != 0;
  g_assert_cmpint (n_different, ==, n);
  for (int i = 0; i < n; i++)
    {
      g_autofree guint8 *pixels = g_memdup2 (after, (gsize) 3 * 28 * 28);
      int x, y;

      derm_change_get_pixel (change, i, &x, &y);
      memcpy (pixels + 3 * (y * width + x), before + 3 * (y * width + x), 3);
      g_assert_cmpint (answer_to (f, pixels), !=, answer);
    }
}

static void
test_any (Fixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermChange) change = derm_change_find (f->classifier, f->input, -1, DERM_CHANGE_MAX_PIXELS, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (derm_change_is_found (change));
  g_test_message ("%d pixels", derm_change_get_n_pixels (change));
  g_assert_cmpint (derm_prediction_get_top (derm_change_get_prediction (change)), !=, f->top);
  check_minimal (f, change);
}

static void
test_chosen (Fixture *f, gconstpointer unused)
{
  int wanted = f->top == 0 ? 1 : 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermChange) change = derm_change_find (f->classifier, f->input, wanted, 200, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (derm_change_is_found (change));
  g_assert_cmpint (derm_prediction_get_top (derm_change_get_prediction (change)), ==, wanted);
  check_minimal (f, change);
}

static void
test_none (Fixture *f, gconstpointer unused)
{
  int last = derm_model_get_n_classes (derm_classifier_get_model (f->classifier)) - 1;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermChange) change
      = derm_change_find (f->classifier, f->input, f->top == last ? 3 : last, 1, NULL, &error);

  g_assert_no_error (error);
  if (derm_change_is_found (change)) /* one pixel is enough: then it is one */
    g_assert_cmpint (derm_change_get_n_pixels (change), ==, 1);
  else
    {
      g_assert_cmpint (derm_change_get_n_pixels (change), ==, 0);
      g_assert_true (derm_change_get_input (change) == f->input);
      g_assert_cmpint (derm_prediction_get_top (derm_change_get_prediction (change)), ==, f->top);
    }
}

static void
test_refusals (Fixture *f, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) few = g_bytes_new ("abc", 3);

  g_assert_null (derm_change_find (f->classifier, f->input, f->top, 60, NULL, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_clear_error (&error);
  g_assert_null (derm_change_find (f->classifier, f->input, 7, 60, NULL, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_null (derm_change_find (f->classifier, f->input, -1, 60, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (derm_input_with_pixels (f->input, few, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
}

/* Said of an input whose pixels are others than those of the image, and of all that is made of it. */
static void
test_painted (Fixture *f, gconstpointer unused)
{
  g_autoptr (GBytes) same = derm_input_get_bytes (f->input);
  g_autoptr (DermInput) equal = derm_input_with_pixels (f->input, same, NULL);
  g_autofree guint8 *pixels = g_memdup2 (g_bytes_get_data (same, NULL), g_bytes_get_size (same));
  g_autoptr (GBytes) other = NULL;
  g_autoptr (DermInput) painted = NULL, back = NULL;

  pixels[5] ^= 1;
  other = g_bytes_new (pixels, g_bytes_get_size (same));
  painted = derm_input_with_pixels (f->input, other, NULL);
  back = derm_input_with_pixels (painted, other, NULL);
  g_assert_false (derm_input_is_painted (f->input));
  g_assert_false (derm_input_is_painted (equal));
  g_assert_true (derm_input_is_painted (painted));
  g_assert_true (derm_input_is_painted (back));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/change/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("any", test_any);
  ADD ("chosen", test_chosen);
  ADD ("none", test_none);
  ADD ("refusals", test_refusals);
  ADD ("painted", test_painted);
  return g_test_run ();
}
