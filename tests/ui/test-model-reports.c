/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-model-reports.h"
#include "lens-model-words.h"
#include "session-fixture.h"

/* What is known of a model class by class, and its card in the reader's language. */

#define N_CLASSES 7

static DermModel *
bundled (void)
{
  return derm_classifier_get_model (fixture_classifier ());
}

/* (transfer full) The bundled model's file in a folder, and beside it the two tables with their text changed. */
static DermModel *
copy_with (const char *folder, const char *old, const char *new)
{
  static const char *const names[] = { "confusion-likely.csv", "confusion-balanced.csv" };
  g_autofree char *reports = g_build_filename (folder, "reports", NULL);
  g_autofree char *to = g_build_filename (folder, "model.safetensors", NULL);
  g_autoptr (GFile) target = g_file_new_for_path (to), source = NULL;
  g_autoptr (GError) error = NULL;
  DermModel *model;

  source = g_file_new_for_path (derm_model_get_path (bundled ()));
  g_assert_true (g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error));
  g_mkdir_with_parents (reports, 0700);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *folder_of_model = g_path_get_dirname (derm_model_get_path (bundled ()));
      g_autofree char *from = g_build_filename (folder_of_model, "reports", names[i], NULL);
      g_autofree char *path = g_build_filename (reports, names[i], NULL), *text = NULL;
      g_autoptr (GString) changed = NULL;

      g_assert_true (g_file_get_contents (from, &text, NULL, &error));
      changed = g_string_new (text);
      if (old != NULL)
        g_assert_cmpuint (g_string_replace (changed, old, new, 0), ==, 1);
      g_assert_true (g_file_set_contents (path, changed->str, -1, &error));
    }
  model = derm_model_new_from_file (to, &error);
  g_assert_no_error (error);

  return model;
}

static void
test_bundled (void)
{
  static const int trained[] = { 292, 470, 994, 107, 1043, 5757, 125 }, held[] = { 69, 64, 189, 15, 88, 1747, 25 };
  static const int likely[] = { 26, 44, 84, 8, 42, 1706, 21 }, balanced[] = { 42, 40, 92, 10, 54, 1544, 23 };
  g_autoptr (LensModelReports) reports = lens_model_reports_new (bundled ());

  g_assert_cmpint (reports->n_classes, ==, N_CLASSES);
  g_assert_cmpmem (reports->n_trained, sizeof trained, trained, sizeof trained);
  g_assert_cmpmem (reports->n_held, sizeof held, held, sizeof held);
  g_assert_cmpmem (reports->n_right[DERM_DECISION_LIKELY], sizeof likely, likely, sizeof likely);
  g_assert_cmpmem (reports->n_right[DERM_DECISION_BALANCED], sizeof balanced, balanced, sizeof balanced);
}

/* Tables that are not of the images that the card counts are not shown. */
static void
test_others (void)
{
  static const char *const changes[][2] = {
    { NULL, NULL },                                         /* as they are */
    { "truth,akiec,bcc,bkl,df,mel,nv", "truth,akiec,bcc,bkl,df,nv,mel" }, /* another numbering */
    { "\nmel,", "\nmela," },
    { "\nvasc,", "\nvasc,1," },
    { "\nbcc,", "\nbcc,-" },
  };
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (DermModel) model = copy_with (folder, changes[i][0], changes[i][1]);
      g_autoptr (LensModelReports) reports = lens_model_reports_new (model);

      g_assert_nonnull (reports->n_held);
      g_assert_cmpint (reports->n_right[0] != NULL, ==, i == 0);
      g_assert_cmpint (reports->n_right[1] != NULL, ==, i == 0);
    }
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
test_no_card (void)
{
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  g_autoptr (LensModelReports) reports = lens_model_reports_new (model);

  g_assert_no_error (error);
  g_assert_null (reports->n_trained);
  g_assert_null (reports->n_held);
  g_assert_null (reports->n_right[0]);
}

/* Worked out by the formula in Python. */
static void
test_interval (void)
{
  static const struct {
    int right, n;
    double low, high;
  } known[] = { { 0, 10, 0.0, 0.277533 },
                { 10, 10, 0.722467, 1.0 },
                { 5, 10, 0.236593, 0.763407 },
                { 42, 88, 0.376066, 0.580380 } };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    {
      double low, high;

      lens_model_reports_get_interval (known[i].right, known[i].n, &low, &high);
      g_assert_cmpfloat_with_epsilon (low, known[i].low, 1e-5);
      g_assert_cmpfloat_with_epsilon (high, known[i].high, 1e-5);
    }
}

/* Whoever trains new weights gives the translators their words. */
static void
test_words (void)
{
  static const char *const keys[] = { "intended_use", "trained_on", "figures", "limits" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!lens_model_words_are_known (derm_model_get_card (bundled (), keys[i])))
      g_error ("lens-model-words.c has not “%s”", derm_model_get_card (bundled (), keys[i]));
  g_assert_true (lens_model_words_are_known (derm_model_get_calibration (bundled ())));
  g_assert_false (lens_model_words_are_known ("Of a user's model"));
  g_assert_cmpstr (lens_model_words ("Of a user's model"), ==, "Of a user's model");
  g_assert_null (lens_model_words (NULL));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/model-reports/bundled", test_bundled);
  g_test_add_func ("/model-reports/others", test_others);
  g_test_add_func ("/model-reports/no-card", test_no_card);
  g_test_add_func ("/model-reports/interval", test_interval);
  g_test_add_func ("/model-reports/words", test_words);

  return g_test_run ();
}
