/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* What is asked from a main loop: the same answers as here and now, in the caller's main context; errors; and nothing
 * of what was cancelled. */

#include "explain-fixture.h"

#include <string.h>

/* The class that is nearest to lead, so that few pixels are enough. */
static int
find_second (ExplainFixture *f)
{
  g_autoptr (DermPrediction) prediction = derm_classifier_predict (f->classifier, f->input, NULL);

  return derm_prediction_get_second (prediction);
}

static void
test_change (ExplainFixture *f, gconstpointer unused)
{
  int wanted = find_second (f);
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermChange) expected = derm_change_find (f->classifier, f->input, wanted, 60, NULL, &error), change = NULL;
  int n;

  g_assert_no_error (error);
  explain_answer_init (&answer);
  derm_change_find_async (f->classifier, f->input, wanted, NULL, explain_on_answer, &answer);
  change = derm_change_find_finish (explain_wait (&answer), &error);
  g_assert_no_error (error);
  n = derm_change_get_n_pixels (expected);
  g_assert_true (derm_change_is_found (expected));
  g_assert_cmpint (derm_change_get_n_pixels (change), ==, n);
  g_assert_cmpstr (derm_input_get_sha256 (derm_change_get_input (change)), ==,
                   derm_input_get_sha256 (derm_change_get_input (expected)));
}

static void
test_change_refused (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;

  explain_answer_init (&answer);
  derm_change_find_async (f->classifier, f->input, 7, NULL, explain_on_answer, &answer);
  g_assert_null (derm_change_find_finish (explain_wait (&answer), &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
}

/* Long after it was found: a result that is there, but late. */
static void
test_change_late (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  explain_answer_init (&answer);
  derm_change_find_async (f->classifier, f->input, find_second (f), cancellable, explain_on_answer, &answer);
  explain_wait (&answer);
  g_cancellable_cancel (cancellable);
  g_assert_null (derm_change_find_finish (answer.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_activations (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermActivations) expected = derm_activations_new (f->classifier, f->input, 5, &error), activations = NULL;

  g_assert_no_error (error);
  explain_answer_init (&answer);
  derm_activations_new_async (f->classifier, f->input, 5, NULL, explain_on_answer, &answer);
  activations = derm_activations_new_finish (explain_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_cmpint (derm_activations_get_view (activations), ==, 5);
  for (int layer = -1; layer < derm_activations_get_n_layers (expected); layer++)
    {
      gsize n, n_expected;
      const float *values = derm_activations_get_values (activations, layer, NULL, &n);
      const float *wanted = derm_activations_get_values (expected, layer, NULL, &n_expected);

      g_assert_cmpmem (values, n * sizeof *values, wanted, n_expected * sizeof *wanted);
    }
}

static void
test_activations_refused (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  for (int is_cancelled = 0; is_cancelled < 2; is_cancelled++)
    {
      g_auto (ExplainAnswer) answer = { 0 };

      explain_answer_init (&answer);
      if (is_cancelled)
        g_cancellable_cancel (cancellable);
      derm_activations_new_async (f->classifier, f->input, is_cancelled ? 0 : 8, cancellable, explain_on_answer,
                                  &answer);
      g_assert_null (derm_activations_new_finish (explain_wait (&answer), &error));
      if (is_cancelled)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
      g_clear_error (&error);
    }
}

/* ---- random weights ---- */

static DermExplainer *
make_explainer (ExplainFixture *f)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_GRADIENT);

  return derm_explainer_new (f->classifier, f->input, options);
}

static void
assert_same_map (DermExplanation *a, DermExplanation *b)
{
  g_assert_cmpmem (derm_explanation_get_map (a, NULL), 784 * sizeof (float), derm_explanation_get_map (b, NULL),
                   784 * sizeof (float));
}

static void
test_random (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplainer) explainer = make_explainer (f);
  g_autoptr (DermExplanation) expected = derm_explainer_run_random (explainer, 3, NULL, &error), random = NULL;

  explain_answer_init (&answer);
  derm_explainer_run_random_async (explainer, 3, NULL, explain_on_answer, &answer);
  random = derm_explainer_run_random_finish (explainer, explain_wait (&answer), &error);
  g_assert_no_error (error);
  g_assert_true (answer.source == G_OBJECT (explainer));
  assert_same_map (random, expected);
}

typedef struct {
  GThread *thread;
  int n;
  double share;
  DermExplanation *first;    /* owned */
  GCancellable *cancellable; /* to be cancelled at the second draw, or NULL */
} Draws;

static void
on_drawn (DermExplainer *explainer, DermExplanation *random, double share, Draws *draws)
{
  g_assert_true (g_thread_self () == draws->thread);
  g_assert_cmpfloat (share, >, draws->share);
  draws->share = share;
  if (draws->n++ == 0)
    draws->first = g_object_ref (random);
  else if (draws->cancellable != NULL)
    g_cancellable_cancel (draws->cancellable);
}

static void
test_check (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplainer) explainer = make_explainer (f);
  g_autoptr (DermExplanation) explanation = derm_explainer_run (explainer, NULL, NULL), first = NULL;
  g_autofree double *expected = derm_explainer_check_weights (explainer, explanation, 4, NULL, NULL, NULL);
  g_autofree double *agreements = NULL;
  Draws draws = { .thread = g_thread_self () };
  int n;

  explain_answer_init (&answer);
  g_signal_connect (explainer, "drawn", G_CALLBACK (on_drawn), &draws);
  derm_explainer_check_weights_async (explainer, explanation, 4, NULL, explain_on_answer, &answer);
  agreements = derm_explainer_check_weights_finish (explainer, explain_wait (&answer), &n, &first, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (agreements, (gsize) n * sizeof *agreements, expected, 4 * sizeof *expected);
  g_assert_cmpfloat (derm_explanation_agree (explanation, first), ==, agreements[0]);
  g_assert_cmpint (draws.n, ==, 4);
  g_assert_cmpfloat (draws.share, ==, 1);
  assert_same_map (draws.first, first);
  g_clear_object (&draws.first);
}

static void
test_check_refused (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplainer) explainer = make_explainer (f);
  g_autoptr (DermExplanation) explanation = derm_explainer_run (explainer, NULL, NULL), first = NULL;
  int n = 9;

  explain_answer_init (&answer);
  derm_explainer_check_weights_async (explainer, explanation, 1001, NULL, explain_on_answer, &answer);
  g_assert_null (derm_explainer_check_weights_finish (explainer, explain_wait (&answer), &n, &first, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_assert_cmpint (n, ==, 0);
  g_assert_null (first);
}

/* No signal comes after it was cancelled, and it does not go on to the end. */
static void
test_check_cancelled (ExplainFixture *f, gconstpointer unused)
{
  g_auto (ExplainAnswer) answer = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplainer) explainer = make_explainer (f);
  g_autoptr (DermExplanation) explanation = derm_explainer_run (explainer, NULL, NULL);
  Draws draws = { .thread = g_thread_self (), .cancellable = cancellable };

  explain_answer_init (&answer);
  g_signal_connect (explainer, "drawn", G_CALLBACK (on_drawn), &draws);
  derm_explainer_check_weights_async (explainer, explanation, 1000, cancellable, explain_on_answer, &answer);
  g_assert_null (derm_explainer_check_weights_finish (explainer, explain_wait (&answer), NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  while (g_main_context_iteration (answer.context, FALSE))
    ;
  g_assert_cmpint (draws.n, ==, 2);
  g_clear_object (&draws.first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func)                                                                                                \
  g_test_add ("/explain-async/" path, ExplainFixture, NULL, explain_set_up, func, explain_tear_down)
  ADD ("change", test_change);
  ADD ("change-refused", test_change_refused);
  ADD ("change-late", test_change_late);
  ADD ("activations", test_activations);
  ADD ("activations-refused", test_activations_refused);
  ADD ("random", test_random);
  ADD ("check", test_check);
  ADD ("check-refused", test_check_refused);
  ADD ("check-cancelled", test_check_cancelled);
  return g_test_run ();
}
