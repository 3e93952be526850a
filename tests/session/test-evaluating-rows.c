/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "figures-fixture.h"
#include "lens-evaluating-rows.h"
#include "lens-vocabulary.h"

/* What is drawn of the answers to "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel), "photo 10.jpg" (vasc).
 */

static LensEvaluating *
evaluate (FixtureSession *fixture)
{
  fixture_open_table (fixture, "one.csv", "image_id,dx\nphoto 1,nv\nphoto 2,nv\nphoto 3,mel\nphoto 10,mel\n");
  lens_session_set_aspect (fixture->session, LENS_ASPECT_EVALUATE);
  fixture_wait_session (fixture->session);

  return lens_session_get_evaluating (fixture->session);
}

static int
find (LensEvaluating *evaluating, const char *label)
{
  return lens_labels_find (lens_evaluating_get_labels (evaluating), label);
}

/* A class without an image has no figure, and says so. */
static void
test_classes (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  g_autoptr (LensClassData) rows = lens_class_data_new (evaluating);
  const DermClassRow *mel = &rows->rows[find (evaluating, "mel")], *df = &rows->rows[find (evaluating, "df")];

  g_assert_cmpint (rows->n, ==, 7);
  g_assert_cmpstr (mel->label, ==, "mel");
  g_assert_cmpstr (mel->n, ==, "2");
  g_assert_cmpstr (mel->text, ==, "0.50");
  g_assert_nonnull (mel->interval);
  g_assert_true (mel->is_few);
  g_assert_true (mel->is_chosen);
  g_assert_cmpint (mel->group, ==, DERM_GROUP_MALIGNANT);
  g_assert_true (isnan (df->value));
  g_assert_cmpstr (df->text, ==, "n/a, no image");
  g_assert_null (df->interval);
}

/* It lasts longer than the evaluation that it is of. */
static void
test_matrix (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  g_autoptr (LensMatrixData) matrix = lens_matrix_data_new (evaluating);
  int nv = find (evaluating, "nv"), bkl = find (evaluating, "bkl");

  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_evaluating_get_evaluation (evaluating));
  g_assert_cmpint (matrix->matrix.n_classes, ==, 7);
  g_assert_cmpuint (matrix->matrix.counts[nv * 7 + bkl], ==, 1);
  g_assert_cmpstr (matrix->matrix.labels[nv], ==, "nv");
}

static void
test_curves (FixtureSession *fixture, gconstpointer data)
{
  LensEvaluating *evaluating = evaluate (fixture);
  g_autoptr (LensRocData) roc = lens_roc_data_new (evaluating);
  DermReliability *reliability = lens_reliability_new (evaluating);
  guint n = 0;

  g_assert_cmpfloat (roc->roc.found[0], ==, 0.0);
  g_assert_cmpfloat (roc->roc.found[roc->roc.n_points - 1], ==, 1.0);
  g_assert_cmpfloat (roc->roc.false_alarms[roc->roc.n_points - 1], ==, 1.0);
  g_assert_cmpfloat (roc->roc.mark_y, ==, 0.5);
  g_assert_cmpint (roc->roc.n_steps, ==, LENS_EVALUATING_BAND_STEPS);
  for (int i = 0; i < roc->roc.n_steps; i++)
    g_assert_cmpfloat (roc->roc.low[i], <=, roc->roc.high[i]);
  for (int i = 0; i < reliability->n_dots; i++)
    n += reliability->dots[i].n;
  g_assert_cmpuint (n, ==, 4);
  lens_reliability_free (reliability);
}

/* Accuracy is never alone. */
static void
test_first (FixtureSession *fixture, gconstpointer data)
{
  g_autoptr (LensFigureData) figures = lens_figure_data_new (evaluate (fixture));

  g_assert_cmpint (figures->n, ==, 5);
  g_assert_cmpstr (figures->lines[0].name, ==, "Melanoma recall");
  g_assert_cmpstr (figures->lines[0].value, ==, "0.50");
  g_assert_cmpint (figures->measures[3], ==, DERM_MEASURE_ACCURACY);
  g_assert_cmpstr (figures->lines[4].name, ==, "Always answering mel");
  g_assert_cmpstr (figures->lines[4].value, ==, "0.50");
  g_assert_true (figures->lines[4].is_dim);
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/evaluating-rows/classes", 4, test_classes);
  add ("/evaluating-rows/matrix", 4, test_matrix);
  add ("/evaluating-rows/curves", 4, test_curves);
  add ("/evaluating-rows/first", 4, test_first);

  return g_test_run ();
}
