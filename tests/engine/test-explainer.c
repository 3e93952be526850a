/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* How explanations are asked for: options, refinement, cancelling, classes, random weights, agreement. */

#include "explain-fixture.h"

#include <math.h>
#include <string.h>

static void
assert_refused (ExplainFixture *f, const DermExplainOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplanation) explanation = explain_run (f, options, &error);

  g_assert_null (explanation);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
}

static void
test_options (ExplainFixture *f, gconstpointer unused)
{
  const DermExplainOptions right = { .class_index = 0, .patch = 4, .steps = 4, .copies = 4, .noise = 0.1, .layer = 0 };
  DermExplainOptions wrong[12];

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    wrong[i] = right;
  wrong[0].class_index = 7;
  wrong[1].class_index = -2;
  wrong[2].patch = 1;
  wrong[3].patch = 9;
  wrong[4].views = 2;
  wrong[5].baseline = (DermBaseline) 4;
  wrong[6].target = (DermTarget) 3;
  wrong[7].method = (DermMethod) DERM_N_METHODS;
  wrong[8].method = DERM_METHOD_INTEGRATED;
  wrong[8].steps = 0;
  wrong[9].method = DERM_METHOD_SMOOTHGRAD;
  wrong[9].noise = NAN;
  wrong[10].method = DERM_METHOD_GRADCAM;
  wrong[10].layer = 99;
  wrong[11].method = DERM_METHOD_GRADCAM;
  wrong[11].layer = derm_model_get_n_layers (f->model) - 1; /* a vector */
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    assert_refused (f, &wrong[i]);
}

static void
test_ids (void)
{
  for (int method = 0; method < DERM_N_METHODS; method++)
    {
      DermMethod found;

      g_assert_true (derm_method_from_id (derm_method_get_id ((DermMethod) method), &found));
      g_assert_cmpint (found, ==, method);
    }
  for (int baseline = 0; baseline <= (int) DERM_BASELINE_WHITE; baseline++)
    {
      DermBaseline found;

      g_assert_true (derm_baseline_from_id (derm_baseline_get_id ((DermBaseline) baseline), &found));
      g_assert_cmpint (found, ==, baseline);
    }
  g_assert_false (derm_method_from_id ("occult", &(DermMethod){ 0 }));
  g_assert_false (derm_target_from_id (NULL, &(DermTarget){ 0 }));
}

/* The base is what the prediction says; hiding nothing that is there changes nothing. */
static void
test_base (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermPrediction) prediction = derm_classifier_predict (f->classifier, f->input, NULL);
  int top = derm_prediction_get_top (prediction);

  for (int method = 0; method < DERM_N_METHODS; method++)
    {
      g_autoptr (DermExplainOptions) options = derm_explain_options_new ((DermMethod) method);
      g_autoptr (DermExplanation) explanation = NULL;

      options->steps = options->copies = 2;
      explanation = explain_run (f, options, NULL);
      g_assert_cmpint (derm_explanation_get_options (explanation)->class_index, ==, top);
      g_assert_cmpint (derm_explanation_get_options (explanation)->views, ==, 8);
      g_assert_cmpfloat (derm_explanation_get_base (explanation), ==,
                         (double) derm_prediction_get_calibrated (prediction)[top]);
      g_assert_cmpstr (derm_explanation_get_label (explanation), ==, derm_prediction_get_label (prediction, top));
    }
}

typedef struct {
  int n;
  double last_share;
  int last_passes;
  GCancellable *cancellable; /* to be cancelled at the first, or NULL */
  DermExplanation *kept;     /* owned: the first whole view */
} Partials;

static void
on_partial (DermExplainer *explainer, DermExplanation *partial, double share, Partials *partials)
{
  g_assert_cmpfloat (share, >, partials->last_share);
  g_assert_cmpfloat (share, <, 1);
  g_assert_cmpint (derm_explanation_get_n_passes (partial), >, partials->last_passes);
  g_assert_false (derm_explanation_is_final (partial));
  partials->last_share = share;
  partials->last_passes = derm_explanation_get_n_passes (partial);
  if (partials->n++ == 1)
    g_set_object (&partials->kept, partial);
  if (partials->cancellable != NULL)
    g_cancellable_cancel (partials->cancellable);
}

/* A coarse map, the first view, and one more each time; the first view is the very map of one view alone. */
static void
test_refinement (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_OCCLUSION);
  g_autoptr (DermExplainer) explainer = derm_explainer_new (f->classifier, f->input, options);
  g_autoptr (DermExplanation) explanation = NULL, one_view = NULL;
  Partials partials = { 0 };

  g_signal_connect (explainer, "partial", G_CALLBACK (on_partial), &partials);
  explanation = derm_explainer_run (explainer, NULL, NULL);
  one_view = explain_one_view (f, DERM_METHOD_OCCLUSION);
  g_assert_cmpint (partials.n, ==, 8); /* coarse, 1 to 7 views */
  g_assert_cmpint (derm_explanation_get_n_passes (explanation), ==, 8 * 785);
  g_assert_cmpint (derm_explanation_get_n_passes (one_view), ==, 785);
  g_assert_cmpmem (derm_explanation_get_map (partials.kept, NULL), 784 * sizeof (float),
                   derm_explanation_get_map (one_view, NULL), 784 * sizeof (float));
  g_clear_object (&partials.kept);
}

static void
test_cancel (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_OCCLUSION);
  g_autoptr (DermExplainer) explainer = derm_explainer_new (f->classifier, f->input, options);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DermExplanation) explanation = NULL;
  Partials partials = { .cancellable = cancellable };

  g_signal_connect (explainer, "partial", G_CALLBACK (on_partial), &partials);
  explanation = derm_explainer_run (explainer, cancellable, &error);
  g_assert_null (explanation);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (partials.n, ==, 1);
  for (int method = 0; method < DERM_N_METHODS; method++)
    {
      g_autoptr (DermExplainOptions) other = derm_explain_options_new ((DermMethod) method);
      g_autoptr (DermExplainer) late = derm_explainer_new (f->classifier, f->input, other);

      g_clear_error (&error);
      g_assert_null (derm_explainer_run (late, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
}

typedef struct {
  DermExplanation *explanation; /* owned */
  GError *error;                /* owned */
  gboolean is_done;
  GThread *thread;
} Answer;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->explanation = derm_explainer_run_finish (DERM_EXPLAINER (source), result, &answer->error);
  answer->is_done = TRUE;
}

static void
on_partial_here (DermExplainer *explainer, DermExplanation *partial, double share, Answer *answer)
{
  g_assert_true (g_thread_self () == answer->thread);
  g_assert_false (answer->is_done);
}

static void
test_async (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_OCCLUSION);
  g_autoptr (DermExplainer) explainer = derm_explainer_new (f->classifier, f->input, options);
  g_autoptr (DermExplanation) expected = explain_run (f, options, NULL);
  Partials partials = { 0 };
  Answer answer = { .thread = g_thread_self () };

  g_signal_connect (explainer, "partial", G_CALLBACK (on_partial), &partials);
  g_signal_connect (explainer, "partial", G_CALLBACK (on_partial_here), &answer);
  derm_explainer_run_async (explainer, NULL, on_done, &answer);
  while (!answer.is_done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (answer.error);
  g_assert_cmpint (partials.n, ==, 8);
  g_assert_cmpmem (derm_explanation_get_map (answer.explanation, NULL), 784 * sizeof (float),
                   derm_explanation_get_map (expected, NULL), 784 * sizeof (float));
  g_clear_object (&answer.explanation);
  g_clear_object (&partials.kept);
}

/* Another class needs no pass, and is the same. */
static void
test_class (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplanation) one = explain_one_view (f, DERM_METHOD_OCCLUSION), other = NULL, expected = NULL;
  g_autoptr (DermExplainOptions) options = derm_explain_options_copy (derm_explanation_get_options (one));
  int patch[4], n, x, y;
  float strongest;

  options->class_index = 6;
  expected = explain_run (f, options, NULL);
  other = derm_explanation_with_class (one, 6);
  g_assert_cmpmem (derm_explanation_get_map (other, NULL), 784 * sizeof (float),
                   derm_explanation_get_map (expected, NULL), 784 * sizeof (float));
  g_assert_cmpfloat (derm_explanation_get_base (other), ==, derm_explanation_get_base (expected));
  g_assert_null (derm_explanation_with_class (one, 7));

  g_assert_true (derm_explanation_get_patch (one, 12, 13, patch));
  g_assert_cmpint (patch[0] * 1000000 + patch[1] * 10000 + patch[2] * 100 + patch[3], ==, 11120404);
  g_assert_true (derm_explanation_get_patch (one, 0, 27, patch));
  g_assert_cmpint (patch[0] * 1000000 + patch[1] * 10000 + patch[2] * 100 + patch[3], ==, 260302);
  strongest = derm_explanation_find_strongest (one, TRUE, &x, &y);
  g_assert_cmpfloat (strongest, >, 0);
  g_assert_cmpfloat (
      (double) strongest, ==,
      (double) ((float) derm_explanation_get_base (one)
                - derm_explanation_get_hidden (one, x, y, &n)[derm_explanation_get_options (one)->class_index]));
  g_assert_cmpint (n, ==, 7);
}

/* The map of what the bundled model sees does not survive random weights; the same seed gives the same bits. */
static void
test_random (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_GRADIENT);
  g_autoptr (DermExplainer) explainer = derm_explainer_new (f->classifier, f->input, options);
  g_autoptr (DermExplanation) explanation = derm_explainer_run (explainer, NULL, NULL);
  g_autoptr (DermExplanation) one = derm_explainer_run_random (explainer, 3, NULL, NULL);
  g_autoptr (DermExplanation) again = derm_explainer_run_random (explainer, 3, NULL, NULL);
  g_autoptr (DermExplanation) other = derm_explainer_run_random (explainer, 4, NULL, NULL);
  g_autofree double *agreements = derm_explainer_check_weights (explainer, explanation, 10, NULL, NULL, NULL);
  gsize size = 784 * sizeof (float);

  g_assert_cmpmem (derm_explanation_get_map (one, NULL), size, derm_explanation_get_map (again, NULL), size);
  g_assert_true (memcmp (derm_explanation_get_map (one, NULL), derm_explanation_get_map (other, NULL), size) != 0);
  g_assert_cmpint (derm_explanation_get_options (one)->class_index, ==,
                   derm_explanation_get_options (explanation)->class_index);
  g_assert_cmpfloat (agreements[3], ==, derm_explanation_agree (explanation, one));
  for (int i = 0; i < 10; i++)
    g_assert_cmpfloat (fabs (agreements[i]), <, 0.9);
}

/* A map of random weights says so wherever it goes: nobody takes it for the model's. */
static void
test_random_words (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_OCCLUSION);
  g_autoptr (DermExplainer) explainer = NULL;
  g_autoptr (DermExplanation) random = NULL, other_class = NULL, trained = explain_one_view (f, DERM_METHOD_OCCLUSION);
  g_autofree char *words = NULL, *json = NULL, *trained_words = derm_explanation_describe (trained);
  guint seed;

  options->views = 1;
  explainer = derm_explainer_new (f->classifier, f->input, options);
  random = derm_explainer_run_random (explainer, 3, NULL, NULL);
  other_class = derm_explanation_with_class (random, 2);
  g_assert_true (derm_explanation_is_random (other_class, &seed));
  g_assert_cmpuint (seed, ==, 3);
  words = derm_explanation_describe (other_class);
  json = derm_explanation_format_json (other_class);
  g_assert_true (g_str_has_prefix (words, "These weights are random"));
  g_assert_nonnull (strstr (json, "\"weights\":\"random\",\"weights_seed\":3"));
  g_assert_false (derm_explanation_is_random (trained, NULL));
  g_assert_null (strstr (trained_words, "random"));
}

static void
test_agreement (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplanation) occlusion = explain_one_view (f, DERM_METHOD_OCCLUSION);
  g_autoptr (DermExplanation) integrated = explain_one_view (f, DERM_METHOD_INTEGRATED);
  g_autoptr (DermExplanation) cam = explain_one_view (f, DERM_METHOD_GRADCAM);
  double both = derm_explanation_agree (occlusion, integrated);

  g_assert_cmpfloat_with_epsilon (derm_explanation_agree (occlusion, occlusion), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (derm_explanation_agree (cam, cam), 1, 1e-12);
  g_assert_cmpfloat (both, ==, derm_explanation_agree (integrated, occlusion));
  g_assert_cmpfloat (fabs (both), <=, 1);
  g_assert_cmpint (derm_explanation_get_width (cam), ==, 7);
}

/* More steps come nearer to the whole. */
static void
test_completeness (ExplainFixture *f, gconstpointer unused)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_INTEGRATED);
  g_autoptr (DermExplanation) few = NULL, many = NULL;

  options->target = DERM_TARGET_LOGIT;
  options->views = 1;
  options->steps = 2;
  few = explain_run (f, options, NULL);
  options->steps = 400;
  many = explain_run (f, options, NULL);
  g_assert_cmpfloat (derm_explanation_get_completeness_error (few), >, 0);
  g_assert_cmpfloat (derm_explanation_get_completeness_error (many), <,
                     derm_explanation_get_completeness_error (few) / 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explainer/ids", test_ids);
#define ADD(path, func) g_test_add ("/explainer/" path, ExplainFixture, NULL, explain_set_up, func, explain_tear_down)
  ADD ("options", test_options);
  ADD ("base", test_base);
  ADD ("refinement", test_refinement);
  ADD ("cancel", test_cancel);
  ADD ("async", test_async);
  ADD ("class", test_class);
  ADD ("random", test_random);
  ADD ("random-words", test_random_words);
  ADD ("agreement", test_agreement);
  ADD ("completeness", test_completeness);
  return g_test_run ();
}
