/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-result-words.h"
#include "lens-save-calibration.h"
#include "derm-fixture.h"
#include "ui-fixture.h"

/* A calibration that is fitted on the images that are open. */

enum { N_IMAGES = 60, N_SAMPLES = 7 };

static void
set_up (FixtureFolder *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;

  fixture->folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  for (int i = 0; i < GPOINTER_TO_INT (data); i++)
    {
      g_autofree char *sample = fixture_sample (1 + i % N_SAMPLES),
                      *path = g_strdup_printf ("%s/case %02d.jpg", fixture->folder, i);
      g_autoptr (GFile) from = g_file_new_for_path (sample);
      g_autoptr (GFile) to = g_file_new_for_path (path);

      g_assert_true (g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, NULL));
    }
  folder = g_file_new_for_path (fixture->folder);
  fixture->window = fixture_window ();
  fixture_open_folder (fixture->window, folder, FALSE);
  fixture_wait_idle (fixture->window);
}

/* Three of four answers are right. */
static void
open_table (FixtureFolder *fixture, guint n)
{
  g_autoptr (GString) table = g_string_new ("image_id,dx\n");
  g_autofree char *path = fixture_scratch_path ("truth.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < n; i++)
    {
      DermPrediction *prediction = fixture_prediction_of (fixture->window, i);
      int top = derm_prediction_get_top (prediction), n_classes = derm_prediction_get_n_classes (prediction);
      g_autofree char *id = g_strdup (lens_item_get_name (fixture_listed (fixture->window, i)));

      *strrchr (id, '.') = '\0';
      g_string_append_printf (table, "%s,%s\n", id,
                              derm_prediction_get_label (prediction, i % 4 == 0 ? (top + 1) % n_classes : top));
    }
  g_assert_true (g_file_set_contents (path, table->str, -1, NULL));
  fixture_open_truth (fixture->window, file);
  lens_session_set_aspect (lens_window_get_session (fixture->window), LENS_ASPECT_EVALUATE);
  fixture_wait_idle (fixture->window);
}

static gboolean
has_answer (gpointer window)
{
  return fixture_has_saved (window) || fixture_error (window) != NULL;
}

static void
fit (FixtureFolder *fixture, DermScalingMethod method, const char *path)
{
  lens_save_calibration (lens_window_get_session (fixture->window), method, path, FALSE);
  fixture_wait (has_answer, fixture->window, "an answer");
}

static void
test_fit (FixtureFolder *fixture, gconstpointer data)
{
  LensSession *session = lens_window_get_session (fixture->window);
  g_autofree char *path = fixture_scratch_path ("fit.json"), *before = NULL, *after = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermRecalibration) calibration = NULL;
  g_autoptr (GError) error = NULL;

  fixture_wait_idle (fixture->window);
  before = lens_result_words_certainty (fixture_prediction_of (fixture->window, 0), NULL);
  g_assert_null (strstr (before, "coverage"));
  open_table (fixture, N_IMAGES);
  g_assert_true (fixture_is_enabled (fixture->window, "fit-calibration"));
  fit (fixture, DERM_SCALING_TEMPERATURE, path);
  g_assert_null (fixture_error (fixture->window));
  g_assert_nonnull (strstr (fixture_notice (fixture->window), "fit.json"));
  g_assert_nonnull (strstr (fixture_notice (fixture->window), "NLL goes from"));
  calibration = derm_recalibration_new_from_file (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (derm_recalibration_get_n_fitted (calibration) + derm_recalibration_get_n_checked (calibration), ==,
                    N_IMAGES);
  lens_session_open_calibration (session, file);
  fixture_wait_idle (fixture->window);
  after = lens_result_words_certainty (fixture_prediction_of (fixture->window, 0), NULL);
  g_assert_nonnull (strstr (after, "Set with 90 % coverage: "));
}

/* Nothing is written of too few images, and it is said why. */
static void
test_few (FixtureFolder *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_scratch_path ("few.json");

  fixture_wait_idle (fixture->window);
  g_assert_false (fixture_is_enabled (fixture->window, "fit-calibration"));
  open_table (fixture, 8);
  fit (fixture, DERM_SCALING_VECTOR, path);
  g_assert_false (fixture_has_saved (fixture->window));
  g_assert_nonnull (strstr (fixture_error (fixture->window), "20"));
  g_assert_false (fixture_is_file (path));
}

#define add(path, n, test) g_test_add (path, FixtureFolder, GINT_TO_POINTER (n), set_up, test, fixture_tear_down_folder)

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  add ("/calibration/fit", N_IMAGES, test_fit);
  add ("/calibration/few", 8, test_few);

  return g_test_run ();
}
