/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

typedef struct {
  LensReading *reading;
  GString *told;    /* properties that changed, and "changed" */
  GString *refused; /* "name: reason" */
} Fixture;

static void
on_failed (LensReading *reading, const char *name, const char *reason, Fixture *fixture)
{
  g_string_append_printf (fixture->refused, "%s: %s", name, reason);
}

static void
listen (Fixture *fixture)
{
  static const char *const names[] = { "classifier", "recipe", "decision", "scores", "is-loading" };

  fixture->told = fixture_told ();
  fixture->refused = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *signal = g_strconcat ("notify::", names[i], NULL);

      fixture_listen (fixture->reading, signal, fixture->told, names[i]);
    }
  fixture_listen (fixture->reading, "changed", fixture->told, "changed");
  g_signal_connect (fixture->reading, "failed", G_CALLBACK (on_failed), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->reading = lens_reading_new (fixture_classifier (), NULL);
  listen (fixture);
}

static void
set_up_without (Fixture *fixture, gconstpointer data)
{
  fixture->reading = lens_reading_new (NULL, "the file is not there");
  listen (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->reading);
  g_string_free (fixture->refused, TRUE);
}

static gboolean
is_idle (gpointer reading)
{
  return !lens_reading_is_loading (reading);
}

static void
open_model (Fixture *fixture, const char *name)
{
  g_autofree char *path = fixture_model_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_reading_open_model (fixture->reading, file);
}

static void
use_model (Fixture *fixture, const char *name)
{
  open_model (fixture, name);
  fixture_wait (is_idle, fixture->reading, "the model");
}

static const char *
recipe_name (Fixture *fixture)
{
  return derm_recipe_get_name (lens_reading_get_recipe (fixture->reading));
}

static void
test_begin (Fixture *fixture, gconstpointer data)
{
  DermModel *model = derm_classifier_get_model (fixture_classifier ());
  g_auto (GStrv) labels = lens_reading_dup_labels (fixture->reading);
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermRecipe) recipe = NULL;

  g_object_get (fixture->reading, "classifier", &classifier, "recipe", &recipe, NULL);
  g_assert_true (classifier == fixture_classifier ());
  g_assert_true (recipe == derm_model_get_recipe (model));
  g_assert_true (lens_reading_get_model (fixture->reading) == model);
  g_assert_cmpuint (g_strv_length (labels), ==, 7);
  g_assert_cmpstr (labels[0], ==, derm_model_get_label (model, 0));
  g_assert_false (lens_reading_can_go_back (fixture->reading));
  g_assert_null (lens_reading_get_model_error (fixture->reading));
  g_assert_cmpint (lens_reading_get_decision (fixture->reading), ==, DERM_DECISION_LIKELY);
  g_assert_cmpint (lens_reading_get_scores (fixture->reading), ==, LENS_SCORES_CALIBRATED);
}

/* The properties are what they will be before anybody is told to read anew. */
static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  DermModel *model = lens_reading_get_model (fixture->reading);
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (derm_model_get_recipe (model), DERM_FILTER_BOX);
  g_autoptr (DermRecipe) same = derm_recipe_with_filter (derm_model_get_recipe (model), DERM_FILTER_BOX);

  lens_reading_set_recipe (fixture->reading, box);
  fixture_assert_told (fixture->told, "recipe changed ");
  g_assert_true (lens_reading_get_recipe (fixture->reading) == box);
  lens_reading_set_recipe (fixture->reading, same); /* the same by another object */
  fixture_assert_told (fixture->told, "");
  lens_reading_set_recipe (fixture->reading, derm_model_get_recipe (model));
  fixture_assert_told (fixture->told, "recipe changed ");
  g_assert_cmpstr (fixture->refused->str, ==, "");
}

static void
test_recipe_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermRecipe) large = derm_recipe_new ("large", 64, 64, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  DermRecipe *before = lens_reading_get_recipe (fixture->reading);

  lens_reading_set_recipe (fixture->reading, large);
  g_assert_true (g_str_has_prefix (fixture->refused->str, "large: "));
  g_assert_true (lens_reading_get_recipe (fixture->reading) == before);
  fixture_assert_told (fixture->told, "");
}

static void
test_decision (Fixture *fixture, gconstpointer data)
{
  lens_reading_set_decision (fixture->reading, DERM_DECISION_BALANCED);
  lens_reading_set_decision (fixture->reading, DERM_DECISION_BALANCED);
  fixture_assert_told (fixture->told, "decision changed ");
  use_model (fixture, "torch/f16.pth"); /* without shares there is one decision only */
  g_string_truncate (fixture->told, 0);
  lens_reading_set_decision (fixture->reading, DERM_DECISION_LIKELY);
  fixture_assert_told (fixture->told, "decision changed ");
  lens_reading_set_decision (fixture->reading, DERM_DECISION_BALANCED);
  g_assert_cmpint (lens_reading_get_decision (fixture->reading), ==, DERM_DECISION_LIKELY);
  g_assert_true (
      g_str_has_prefix (fixture->refused->str, derm_model_get_name (lens_reading_get_model (fixture->reading))));
  fixture_assert_told (fixture->told, "");
}

/* Other numbers of what is known: nothing is read anew. */
static void
test_scores (Fixture *fixture, gconstpointer data)
{
  lens_reading_set_scores (fixture->reading, LENS_SCORES_LOGITS);
  lens_reading_set_scores (fixture->reading, LENS_SCORES_LOGITS);
  g_assert_cmpint (lens_reading_get_scores (fixture->reading), ==, LENS_SCORES_LOGITS);
  fixture_assert_told (fixture->told, "scores ");
}

/* With a model comes its own recipe, and back again. */
static void
test_other_model (Fixture *fixture, gconstpointer data)
{
  DermModel *bundled = lens_reading_get_model (fixture->reading);
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (derm_model_get_recipe (bundled), DERM_FILTER_BOX);

  lens_reading_set_recipe (fixture->reading, box);
  g_string_truncate (fixture->told, 0);
  use_model (fixture, "torch/f16.pth");
  fixture_assert_told (fixture->told, "is-loading is-loading classifier recipe changed ");
  g_assert_true (lens_reading_get_model (fixture->reading) != bundled);
  g_assert_cmpstr (recipe_name (fixture), ==, "published");
  g_assert_true (lens_reading_can_go_back (fixture->reading));

  lens_reading_use_bundled (fixture->reading);
  fixture_assert_told (fixture->told, "classifier recipe changed ");
  g_assert_true (lens_reading_get_model (fixture->reading) == bundled);
  g_assert_cmpstr (recipe_name (fixture), ==, "dermlens");
  g_assert_false (lens_reading_can_go_back (fixture->reading));
  lens_reading_use_bundled (fixture->reading);
  fixture_assert_told (fixture->told, "");
}

/* What is being opened does not come after the user has gone back. */
static void
test_back_while_loading (Fixture *fixture, gconstpointer data)
{
  open_model (fixture, "torch/f16.pth");
  lens_reading_use_bundled (fixture->reading);
  g_assert_false (lens_reading_is_loading (fixture->reading));
  fixture_run_for (200);
  g_assert_true (lens_reading_get_classifier (fixture->reading) == fixture_classifier ());
  fixture_assert_told (fixture->told, "is-loading is-loading ");
}

static void
test_model_refused (Fixture *fixture, gconstpointer data)
{
  use_model (fixture, "torch/hostile-system.pth");
  g_assert_true (g_str_has_prefix (fixture->refused->str, "hostile-system.pth: "));
  g_assert_nonnull (strstr (fixture->refused->str, "The answers are still those of "));
  g_assert_true (lens_reading_get_classifier (fixture->reading) == fixture_classifier ());
  fixture_assert_told (fixture->told, "is-loading is-loading ");
}

/* ---- a calibration from a file ---- */

enum { N_IMAGES = 120 };

/* (transfer full) Of made-up images, whose logits are all far too sure; for that recipe of the model. */
static GFile *
make_calibration (DermModel *model, DermRecipe *recipe)
{
  g_auto (GStrv) labels = g_new0 (char *, derm_model_get_n_classes (model) + 1);
  const int n = derm_model_get_n_classes (model);
  g_autofree float *logits = g_new0 (float, N_IMAGES *n), *scores = g_new (float, n);
  g_autoptr (DermEvaluationSet) set = NULL;
  g_autoptr (DermRecalibration) made = NULL;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "dermlens-test-calibration.json", NULL);
  g_autoptr (GError) error = NULL;

  for (int k = 0; k < n; k++)
    labels[k] = g_strdup (derm_model_get_label (model, k));
  set = derm_evaluation_set_new ((const char *const *) labels, &error);
  for (int i = 0; i < N_IMAGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("image %d", i);
      const int answer = i % n, truth = i % 3 == 0 ? (answer + 1) % n : answer;

      for (int k = 0; k < n; k++)
        {
          logits[i * n + k] = k == answer ? 6.0f : 0.0f;
          scores[k] = k == answer ? 0.94f : 0.01f;
        }
      derm_evaluation_set_add_scores (set, name, truth, scores, n, &error);
    }
  made = derm_recalibration_new (&(DermRecalibrationSubject){ set, logits, model, recipe, "made up", "2026-01-01", 1,
                                                              DERM_SCALING_TEMPERATURE, 0.9 },
                                 &error);
  g_assert_no_error (error);
  derm_recalibration_save (made, path, &error);
  g_assert_no_error (error);

  return g_file_new_for_path (path);
}

static void
calibrate (Fixture *fixture, GFile *file)
{
  g_string_truncate (fixture->told, 0);
  lens_reading_open_calibration (fixture->reading, file);
  fixture_wait (is_idle, fixture->reading, "the calibration");
}

/* The model stays, with other scores; the recipe too. It goes with another recipe, and with another model. */
static void
test_calibration (Fixture *fixture, gconstpointer data)
{
  DermModel *bundled = lens_reading_get_model (fixture->reading);
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (derm_model_get_recipe (bundled), DERM_FILTER_BOX);
  g_autoptr (GFile) file = make_calibration (bundled, derm_model_get_recipe (bundled));

  fixture_listen (fixture->reading, "calibrated", fixture->told, "calibrated");
  fixture_listen (fixture->reading, "uncalibrated", fixture->told, "uncalibrated");
  calibrate (fixture, file);
  fixture_assert_told (fixture->told, "is-loading is-loading classifier calibrated changed ");
  g_assert_true (lens_reading_is_calibrated (fixture->reading));
  g_assert_nonnull (strstr (derm_model_get_calibration (lens_reading_get_model (fixture->reading)), "made up"));
  g_assert_false (lens_reading_can_go_back (fixture->reading)); /* it is the bundled model */
  calibrate (fixture, file);                                    /* of the model's own scores, again */
  g_assert_cmpstr (fixture->refused->str, ==, "");

  g_string_truncate (fixture->told, 0);
  lens_reading_set_recipe (fixture->reading, box);
  fixture_assert_told (fixture->told, "classifier uncalibrated recipe changed ");
  g_assert_true (lens_reading_get_model (fixture->reading) == bundled);
  calibrate (fixture, file);
  g_assert_nonnull (strstr (fixture->refused->str, "calibration"));
  g_assert_false (lens_reading_is_calibrated (fixture->reading));

  lens_reading_set_recipe (fixture->reading, derm_model_get_recipe (bundled));
  calibrate (fixture, file);
  g_string_truncate (fixture->told, 0);
  lens_reading_drop_calibration (fixture->reading);
  fixture_assert_told (fixture->told, "classifier changed ");
  lens_reading_drop_calibration (fixture->reading);
  fixture_assert_told (fixture->told, "");
  calibrate (fixture, file);
  use_model (fixture, "torch/f16.pth");
  g_assert_false (lens_reading_is_calibrated (fixture->reading));
  g_file_delete (file, NULL, NULL);
}

/* Another recipe was chosen while it was read. */
static void
test_calibration_too_late (Fixture *fixture, gconstpointer data)
{
  DermModel *bundled = lens_reading_get_model (fixture->reading);
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (derm_model_get_recipe (bundled), DERM_FILTER_BOX);
  g_autoptr (GFile) file = make_calibration (bundled, derm_model_get_recipe (bundled));

  lens_reading_open_calibration (fixture->reading, file);
  lens_reading_set_recipe (fixture->reading, box);
  fixture_wait (is_idle, fixture->reading, "the calibration");
  g_assert_false (lens_reading_is_calibrated (fixture->reading));
  g_assert_true (lens_reading_get_classifier (fixture->reading) == fixture_classifier ());
  g_file_delete (file, NULL, NULL);
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  open_model (fixture, "torch/f16.pth");
  lens_reading_close (fixture->reading);
  g_string_truncate (fixture->told, 0);
  fixture_run_for (200);
  fixture_assert_told (fixture->told, "");
  g_assert_true (lens_reading_get_classifier (fixture->reading) == fixture_classifier ());
}

/* There is no bundled model: another one can be opened, but there is nothing to go back to. */
static void
test_no_model (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) none = lens_reading_dup_labels (fixture->reading);

  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpstr (lens_reading_get_model_error (fixture->reading), ==, "the file is not there");
  g_assert_null (lens_reading_get_recipe (fixture->reading));
  lens_reading_set_decision (fixture->reading, DERM_DECISION_BALANCED);
  g_assert_cmpint (lens_reading_get_decision (fixture->reading), ==, DERM_DECISION_LIKELY);
  fixture_assert_told (fixture->told, "");

  use_model (fixture, "gone.pth"); /* there are no answers that could stay */
  g_assert_true (g_str_has_prefix (fixture->refused->str, "gone.pth: "));
  g_assert_null (strstr (fixture->refused->str, "The answers"));
  use_model (fixture, "torch/f16.pth");
  g_assert_nonnull (lens_reading_get_classifier (fixture->reading));
  g_assert_false (lens_reading_can_go_back (fixture->reading));
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/reading/begin", test_begin);
  add ("/reading/recipe", test_recipe);
  add ("/reading/recipe-refused", test_recipe_refused);
  add ("/reading/decision", test_decision);
  add ("/reading/scores", test_scores);
  add ("/reading/other-model", test_other_model);
  add ("/reading/back-while-loading", test_back_while_loading);
  add ("/reading/model-refused", test_model_refused);
  add ("/reading/calibration", test_calibration);
  add ("/reading/calibration-too-late", test_calibration_too_late);
  add ("/reading/close", test_close);
  g_test_add ("/reading/no-model", Fixture, NULL, set_up_without, test_no_model, tear_down);

  return g_test_run ();
}
