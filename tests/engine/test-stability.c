/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What becomes of an answer when the image is a little different: the plan, planted cases, the same bits for any number
 * of threads and CPU level, hostile sizes, refusals, cancelling. */

#include "explain-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#define MADE_OF "the recipe makes of the image"

/* Noise around a brightness, so that a pixel out of place is noticed. */
static DermImage *
make_image (int width, int height, int grey, int noise)
{
  gsize n = (gsize) 3 * width * height;
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree guint8 *pixels = g_malloc (n);
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < n; i++)
    pixels[i] = (guint8) (grey + (noise > 0 ? g_rand_int_range (random, -noise, noise + 1) : 0));
  bytes = g_bytes_new (pixels, n);
  return derm_image_new_from_pixels (bytes, width, height, "noise", NULL);
}

static DermStability *
shake_with (DermClassifier *classifier, DermImage *image, DermRecipe *recipe, guint seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermInput) input = derm_input_new (image, recipe, &error);
  g_autoptr (DermShaker) shaker = derm_shaker_new (classifier, input, image, seed);
  DermStability *stability = derm_shaker_run (shaker, NULL, &error);

  g_assert_no_error (error);
  return stability;
}

/* By the bundled model, in one view. */
static DermStability *
shake (ExplainFixture *f, DermImage *image, guint seed)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (derm_model_get_recipe (f->model), 1, NULL);

  return shake_with (f->classifier, image, recipe, seed);
}

static void
test_plan (ExplainFixture *f, gconstpointer unused)
{
  static const int expected[] = { 10, 16, 10, 4, 10, 100 };
  g_autoptr (DermImage) image = make_image (60, 50, 128, 60);
  g_autoptr (DermStability) one = shake (f, image, 0), other = shake (f, image, 1);
  int n_different = 0, n;

  g_assert_cmpint (derm_stability_get_n_disturbances (one), ==, 150);
  g_assert_cmpint (derm_stability_get_seed (other), ==, 1);
  for (int shake_kind = 0; shake_kind < DERM_N_SHAKES; shake_kind++)
    {
      derm_stability_count (one, shake_kind, DERM_DECISION_LIKELY, &n);
      g_assert_cmpint (n, ==, expected[shake_kind]);
    }
  for (int i = 0; i < 150; i++)
    {
      g_autofree char *words = derm_stability_describe_disturbance (one, i);
      DermDisturbance a, b;

      g_assert_true (derm_stability_get_disturbance (one, i, &a) && derm_stability_get_disturbance (other, i, &b));
      g_assert_cmpfloat (ABS (a.turn), <=, 10);
      g_assert_cmpfloat (MAX (ABS (a.right), ABS (a.down)), <=, 1.0 / 28);
      g_assert_true (a.brightness >= 0.9 - 1e-12 && a.brightness <= 1.1 + 1e-12);
      g_assert_true (a.blur >= 0 && a.blur <= 1.0 / 28);
      g_assert_true (a.quality == 0 || (a.quality >= 50 && a.quality <= 95));
      g_assert_cmpint (strlen (words), >, 5);
      n_different += memcmp (&a, &b, sizeof a) != 0;
      g_assert_true (a.shake == DERM_SHAKE_ALL || memcmp (&a, &b, sizeof a) == 0);
    }
  g_assert_cmpint (n_different, ==, 100); /* what is drawn */
  g_assert_null (derm_stability_describe_disturbance (one, 150));
  g_assert_null (derm_stability_get_disturbed (one, -1));
}

/* One colour everywhere: no turn, shift or blur changes a byte of the input. */
static void
test_constant (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermImage) image = make_image (300, 90, 150, 0);
  g_autoptr (DermStability) stability = shake (f, image, 0);
  const char *before = derm_input_get_sha256 (derm_prediction_get_input (derm_stability_get_prediction (stability)));

  for (int i = 0; i < 50; i++)
    {
      const char *now = derm_input_get_sha256 (derm_prediction_get_input (derm_stability_get_disturbed (stability, i)));
      DermDisturbance what;

      derm_stability_get_disturbance (stability, i, &what);
      if (what.shake == DERM_SHAKE_BRIGHTNESS)
        g_assert_cmpstr (now, !=, before);
      else if (what.shake != DERM_SHAKE_JPEG)
        g_assert_cmpstr (now, ==, before);
    }
}

/* ---- a net whose answer is known: the second class where the mean is above a byte of 128 ---- */

static void
append_float (GByteArray *file, float value)
{
  guint32 bits;

  memcpy (&bits, &value, 4);
  bits = GUINT32_TO_LE (bits);
  g_byte_array_append (file, (const guint8 *) &bits, 4);
}

static DermClassifier *
open_planted (void)
{
  static const char header[]
      = "{\"__metadata__\":{\"dermlens\":\"1\",\"layers\":\"[{\\\"op\\\":\\\"flatten\\\"},"
        "{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}]\","
        "\"classes\":\"[{\\\"code\\\":\\\"dark\\\",\\\"name\\\":\\\"Dark\\\",\\\"group\\\":\\\"unknown\\\"},"
        "{\\\"code\\\":\\\"light\\\",\\\"name\\\":\\\"Light\\\",\\\"group\\\":\\\"unknown\\\"}]\","
        "\"recipe\":\"{\\\"name\\\":\\\"tiny\\\",\\\"width\\\":4,\\\"height\\\":4,\\\"filter\\\":\\\"box\\\","
        "\\\"layout\\\":\\\"planes\\\",\\\"scale\\\":255}\",\"card\":\"{\\\"name\\\":\\\"Tiny\\\",\\\"version\\\":"
        "\\\"1\\\",\\\"licence\\\":\\\"CC0\\\"}\"},"
        "\"g.weight\":{\"dtype\":\"F32\",\"shape\":[2,48],\"data_offsets\":[0,384]},"
        "\"g.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[384,392]}}";
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *folder = g_dir_make_tmp ("dermlens-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "planted.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = NULL;
  guint64 length = GUINT64_TO_LE (strlen (header));
  DermClassifier *classifier;

  g_byte_array_append (file, (const guint8 *) &length, 8);
  g_byte_array_append (file, (const guint8 *) header, (guint) strlen (header));
  for (int i = 0; i < 96; i++)
    append_float (file, i < 48 ? 0 : 100);
  append_float (file, 0);
  append_float (file, -4800 * 128.5f / 255);
  g_assert_true (g_file_set_contents (path, (const char *) file->data, file->len, NULL));
  model = derm_model_new_from_file (path, &error);
  g_assert_no_error (error);
  g_remove (path);
  g_rmdir (folder);
  classifier = derm_classifier_new (model, NULL, 2, &error);
  g_assert_no_error (error);
  return classifier;
}

static void
test_planted (void)
{
  g_autoptr (DermClassifier) classifier = open_planted ();
  DermRecipe *recipe = derm_model_get_recipe (derm_classifier_get_model (classifier));
  g_autoptr (DermImage) image = make_image (80, 60, 128, 0);
  g_autoptr (DermStability) stability = shake_with (classifier, image, recipe, 0);
  g_autofree char *words = derm_stability_describe (stability, DERM_DECISION_LIKELY), *expected = NULL;
  double lowest, median, highest;
  int n_changed = 0;

  for (int i = 0; i < 150; i++)
    {
      int answer = derm_prediction_get_top (derm_stability_get_disturbed (stability, i));
      DermDisturbance what;

      derm_stability_get_disturbance (stability, i, &what);
      if (what.brightness > 1.0101) /* by more than what JPEG changes */
        g_assert_cmpint (answer, ==, 1);
      else if (what.brightness <= 1)
        g_assert_cmpint (answer, ==, 0);
      n_changed += answer == 1;
    }
  g_assert_cmpint (derm_stability_count (stability, DERM_SHAKE_BRIGHTNESS, DERM_DECISION_LIKELY, NULL), ==, 5);
  g_assert_cmpint (derm_stability_count (stability, DERM_SHAKE_TURN, DERM_DECISION_LIKELY, NULL), ==, 0);
  g_assert_cmpint (derm_stability_count (stability, -1, DERM_DECISION_LIKELY, NULL), ==, n_changed);
  g_assert_cmpint (derm_stability_count (stability, -1, DERM_DECISION_BALANCED, NULL), ==, -1); /* no shares */
  g_assert_null (derm_stability_describe (stability, DERM_DECISION_BALANCED));
  expected = g_strdup_printf ("The answer changed in %d of 150 disturbances: light %d.", n_changed, n_changed);
  g_assert_cmpstr (words, ==, expected);
  g_assert_true (derm_stability_get_band (stability, DERM_TARGET_RAW, 1, &lowest, &median, &highest));
  g_assert_true (lowest < 1e-6 && highest > 1 - 1e-6 && median < 0.5);
  g_assert_false (derm_stability_get_band (stability, DERM_TARGET_RAW, 2, &lowest, &median, &highest));
}

/* The undisturbed value is in the band, and so is every other. */
static void
test_band (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermImage) image = make_image (200, 150, 120, 90);
  g_autoptr (DermStability) stability = shake (f, image, 0);

  for (int c = 0; c < 7; c++)
    {
      double lowest, median, highest;
      int n_below = 0;

      g_assert_true (derm_stability_get_band (stability, DERM_TARGET_SCORE, c, &lowest, &median, &highest));
      for (int i = -1; i < 150; i++)
        {
          DermPrediction *one
              = i < 0 ? derm_stability_get_prediction (stability) : derm_stability_get_disturbed (stability, i);
          double value = (double) derm_prediction_get_calibrated (one)[c];

          g_assert_true (value >= lowest && value <= highest);
          n_below += value < median;
        }
      g_assert_cmpint (n_below, <=, 75);
      g_assert_cmpfloat (lowest, <, highest);
    }
}

/* The same bits by one thread and by three, plain and as fast as may be. */
static void
test_same_bits (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermImage) image = make_image (500, 340, 120, 90);
  g_autoptr (DermStability) stability = shake (f, image, 3);
  g_autofree char *expected = derm_stability_format_json (stability);
  static const char *const levels[] = { NULL, "plain" };

  for (int n_threads = 1; n_threads <= 3; n_threads += 2)
    {
      g_autoptr (DermClassifier) classifier = derm_classifier_new (f->model, levels[n_threads / 2], n_threads, NULL);
      g_autoptr (DermRecipe) recipe = derm_recipe_with_views (derm_model_get_recipe (f->model), 1, NULL);
      g_autoptr (DermStability) again = shake_with (classifier, image, recipe, 3);
      g_autofree char *json = derm_stability_format_json (again);

      g_assert_cmpstr (json, ==, expected);
    }
}

static void
test_hostile (ExplainFixture *f, gconstpointer unused)
{
  static const int sizes[][2] = { { 1, 1 }, { 1, 3000 }, { 65535, 1 }, { 2, 2 }, { 5000, 3001 } };
  const double crops[][4] = { { 0, 0, 1, 1 }, { 0.999, 0.999, 1, 1 }, { 0, 0, 1e-5, 1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (crops); j++)
      {
        g_autoptr (DermImage) image = make_image (sizes[i][0], sizes[i][1], 128, 100);
        g_autoptr (DermRecipe) upright = derm_recipe_with_crop (derm_model_get_recipe (f->model), crops[j]);
        g_autoptr (DermRecipe) recipe = derm_recipe_with_views (upright, 1, NULL);
        g_autoptr (DermStability) stability = shake_with (f->classifier, image, recipe, 0);

        g_assert_true (derm_stability_is_of_image (stability));
        g_assert_cmpint (derm_stability_get_n_disturbances (stability), ==, 150);
      }
}

/* ---- an input that was painted on, and one of another image ---- */

static void
test_painted (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = make_image (100, 100, 128, 90);
  g_autoptr (DermInput) whole = derm_input_new (image, derm_input_get_recipe (f->input), NULL), painted = NULL;
  g_autofree guint8 *rgb = g_memdup2 (derm_input_get_rgb (whole), 3 * 784);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermShaker) wrong = NULL, right = NULL;
  g_autoptr (DermStability) stability = NULL;

  rgb[1000] ^= 128;
  bytes = g_bytes_new (rgb, 3 * 784);
  painted = derm_input_with_pixels (whole, bytes, NULL);
  wrong = derm_shaker_new (f->classifier, painted, image, 0);
  g_assert_null (derm_shaker_run (wrong, NULL, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_assert_nonnull (strstr (error->message, MADE_OF));
  g_clear_error (&error);
  right = derm_shaker_new (f->classifier, painted, NULL, 0);
  stability = derm_shaker_run (right, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (derm_stability_is_of_image (stability));
  g_assert_true (derm_prediction_get_input (derm_stability_get_prediction (stability)) == painted);
}

/* ---- from a main loop ---- */

typedef struct {
  GThread *thread;
  double share;
  GCancellable *cancellable; /* to be cancelled at the second, or NULL */
  int n;
} Progress;

static void
on_progress (DermShaker *shaker, double share, Progress *progress)
{
  g_assert_true (g_thread_self () == progress->thread);
  g_assert_cmpfloat (share, >, progress->share);
  progress->share = share;
  if (++progress->n == 2 && progress->cancellable != NULL)
    g_cancellable_cancel (progress->cancellable);
}

static void
test_async (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermShaker) shaker = derm_shaker_new (f->classifier, f->input, NULL, 0);
  g_autoptr (DermStability) expected = derm_shaker_run (shaker, NULL, NULL), stability = NULL;
  g_autofree char *json = NULL, *expected_json = derm_stability_format_json (expected);
  Progress progress = { .thread = g_thread_self () };

  explain_answer_init (&answer);
  g_signal_connect (shaker, "progress", G_CALLBACK (on_progress), &progress);
  derm_shaker_run_async (shaker, NULL, explain_on_answer, &answer);
  stability = derm_shaker_run_finish (shaker, explain_wait (&answer), &error);
  g_assert_no_error (error);
  json = derm_stability_format_json (stability);
  g_assert_cmpstr (json, ==, expected_json);
  g_assert_cmpint (progress.n, ==, 10);
  g_assert_cmpfloat (progress.share, ==, 1);
}

static void
test_cancel (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (DermShaker) shaker = derm_shaker_new (f->classifier, f->input, NULL, 0);
  Progress progress = { .thread = g_thread_self (), .cancellable = cancellable };

  g_signal_connect (shaker, "progress", G_CALLBACK (on_progress), &progress);
  g_assert_null (derm_shaker_run (shaker, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (progress.n, ==, 2);

  explain_answer_init (&answer);
  derm_shaker_run_async (shaker, cancellable, explain_on_answer, &answer);
  g_assert_null (derm_shaker_run_finish (shaker, explain_wait (&answer), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (progress.n, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/stability/" path, ExplainFixture, NULL, explain_set_up, func, explain_tear_down)
  ADD ("plan", test_plan);
  ADD ("constant", test_constant);
  g_test_add_func ("/stability/planted", test_planted);
  ADD ("band", test_band);
  ADD ("same-bits", test_same_bits);
  ADD ("hostile", test_hostile);
  ADD ("painted", test_painted);
  ADD ("async", test_async);
  ADD ("cancel", test_cancel);
  return g_test_run ();
}
