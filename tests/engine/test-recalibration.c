/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Scales against SciPy's and thresholds against NumPy's, in fixtures/scaling.json by make_scaling_fixture.py; halves,
 * sets and the file by made-up logits of the bundled model. */

#include <derm.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "scaling-fit.h"

enum { N_CLASSES = 7, N = 400 };

static DermModel *model;
static const char *folder;

/* ---- fits ---- */

static void
check_fit (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node);
  JsonArray *truth = json_object_get_array_member (entry, "truth"),
            *logits = json_object_get_array_member (entry, "logits");
  JsonArray *scales = json_object_get_array_member (entry, "scales"),
            *offsets = json_object_get_array_member (entry, "offsets");
  int n_classes = (int) json_object_get_int_member (entry, "classes");
  g_autofree float *values = g_new (float, json_array_get_length (logits));
  g_autofree int *classes = g_new (int, json_array_get_length (truth));
  g_autofree double *scale = g_new (double, n_classes), *offset = g_new (double, n_classes);
  const ScalingData data = { n_classes, json_array_get_length (truth), values, classes };
  double one = 0;

  g_test_message ("%s", json_object_get_string_member (entry, "name"));
  for (guint i = 0; i < json_array_get_length (truth); i++)
    classes[i] = (int) json_array_get_int_element (truth, i);
  for (guint i = 0; i < json_array_get_length (logits); i++)
    values[i] = (float) json_array_get_double_element (logits, i);
  g_assert_true (derm_scaling_fit_temperature (&data, &one));
  g_assert_cmpfloat_with_epsilon (one, json_object_get_double_member (entry, "scale"), 1e-6);
  g_assert_true (derm_scaling_fit_vector (&data, scale, offset));
  for (int k = 0; k < n_classes; k++)
    {
      g_assert_cmpfloat_with_epsilon (scale[k], json_array_get_double_element (scales, (guint) k), 1e-5);
      g_assert_cmpfloat_with_epsilon (offset[k], json_array_get_double_element (offsets, (guint) k), 1e-5);
    }
  /* at least as low as SciPy's */
  g_assert_cmpfloat (derm_scaling_measure (&data, scale, offset), <=,
                     json_object_get_double_member (entry, "nll_vector") + 1e-12);
}

static void
assert_threshold (JsonObject *entry, const char *member, gsize n, double coverage)
{
  JsonArray *scores = json_object_get_array_member (entry, "own_scores");
  JsonNode *expected = json_object_get_member (entry, member);
  g_autofree float *own = g_new (float, n);
  double threshold = -1;

  for (gsize i = 0; i < n; i++)
    own[i] = (float) json_array_get_double_element (scores, (guint) i);
  g_assert_true (derm_scaling_find_threshold (own, n, coverage, &threshold) == !JSON_NODE_HOLDS_NULL (expected));
  if (!JSON_NODE_HOLDS_NULL (expected))
    g_assert_cmpfloat_with_epsilon (threshold, json_node_get_double (expected), 1e-7);
}

static void
check_thresholds (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *entry = json_node_get_object (node);
  gsize n = json_array_get_length (json_object_get_array_member (entry, "truth"));

  assert_threshold (entry, "threshold_90", n, 0.9);
  assert_threshold (entry, "threshold_95", n, 0.95);
  assert_threshold (entry, "first_18_threshold_95", 18, 0.95);
  assert_threshold (entry, "first_19_threshold_95", 19, 0.95);
}

static void
test_scipy (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "scaling.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (json_parser_get_root (parser))), ==, 3);
  json_array_foreach_element (json_node_get_array (json_parser_get_root (parser)), check_fit, NULL);
  json_array_foreach_element (json_node_get_array (json_parser_get_root (parser)), check_thresholds, NULL);
}

/* All right, all wrong, a class without images: there is no minimum. */
static void
test_no_minimum (void)
{
  static const float logits[] = { 2, 0, 0, 0, 2, 0, 3, 0, 0 };
  static const int right[] = { 0, 1, 0 }, wrong[] = { 1, 0, 2 };
  double scale[3], offset[3];

  g_assert_false (derm_scaling_fit_temperature (&(ScalingData){ 3, 3, logits, right }, scale));
  g_assert_false (derm_scaling_fit_temperature (&(ScalingData){ 3, 3, logits, wrong }, scale));
  g_assert_false (derm_scaling_fit_temperature (&(ScalingData){ 3, 0, logits, right }, scale));
  g_assert_false (derm_scaling_fit_vector (&(ScalingData){ 3, 3, logits, right }, scale, offset));
}

/* ---- a calibration ---- */

typedef struct {
  DermEvaluationSet *set;
  float *logits;
} Made;

static void
made_clear (Made *made)
{
  g_object_unref (made->set);
  g_free (made->logits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Made, made_clear)

/* `n` images, two of each lesion, whose logits are three times as far apart as they should be. step: through them in
 * that order. */
static Made
make (guint n, guint step, gboolean is_training)
{
  const char *labels[N_CLASSES + 1] = { NULL };
  Made made = { NULL, g_new (float, n *N_CLASSES) };

  for (int k = 0; k < N_CLASSES; k++)
    labels[k] = derm_model_get_label (model, k);
  made.set = derm_evaluation_set_new (labels, NULL);
  for (guint i = 0, image = 0; i < n; i++, image = (image + step) % n)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (image);
      g_autofree char *name = g_strdup_printf ("image %u", image), *lesion = g_strdup_printf ("lesion %u", image / 2);
      float *z = made.logits + i * N_CLASSES, scores[N_CLASSES], sum = 0;
      int truth = (int) (image % N_CLASSES);

      for (int k = 0; k < N_CLASSES; k++)
        z[k] = (float) (6 * (g_rand_double (random) + g_rand_double (random) + (k == truth ? 0.4 : 0)));
      for (int k = 0; k < N_CLASSES; k++)
        sum += scores[k] = expf (z[k]);
      for (int k = 0; k < N_CLASSES; k++)
        scores[k] /= sum;
      g_assert_true (
          derm_evaluation_set_add (made.set, &(DermScoredItem){ name, lesion, truth, -1, scores, is_training }, NULL));
    }
  return made;
}

static DermRecalibration *
fit (const Made *made, DermScalingMethod method, double coverage, GError **error)
{
  return derm_recalibration_new (&(DermRecalibrationSubject){ made->set, made->logits, model,
                                                              derm_model_get_recipe (model), "a folder", "2026-01-01",
                                                              1, method, coverage },
                                 error);
}

static void
test_halves (void)
{
  g_auto (Made) made = make (N, 1, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecalibration) found = fit (&made, DERM_SCALING_TEMPERATURE, 0.9, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (derm_recalibration_get_n_fitted (found) % 2, ==, 0); /* whole lesions */
  g_assert_cmpuint (derm_recalibration_get_n_fitted (found) + derm_recalibration_get_n_checked (found), ==, N);
  g_assert_cmpfloat (derm_recalibration_get_scale (found, 0), <, 0.9);
  g_assert_cmpfloat (derm_recalibration_get_scale (found, 0), ==, derm_recalibration_get_scale (found, 6));
  g_assert_cmpfloat (derm_recalibration_get_offset (found, 3), ==, 0);
  g_assert_cmpfloat (derm_recalibration_get_figure (found, DERM_MEASURE_NLL, DERM_SCALING_TEMPERATURE), <,
                     derm_recalibration_get_figure (found, DERM_MEASURE_NLL, -1));
  g_assert_cmpfloat (derm_recalibration_get_figure (found, DERM_MEASURE_ECE, DERM_SCALING_TEMPERATURE), <,
                     derm_recalibration_get_figure (found, DERM_MEASURE_ECE, -1));
  g_assert_cmpfloat (derm_recalibration_get_coverage (found), ==, 0.9);
  g_assert_cmpuint (derm_recalibration_get_n_drawn (found), ==, 50);
  g_assert_cmpuint (derm_recalibration_get_n_covered (found), ==, 50);
  g_assert_cmpfloat (derm_recalibration_get_measured (found), >, 0.75);
}

/* The order of the images changes nothing, another seed does. */
static void
test_order (void)
{
  g_auto (Made) made = make (N, 1, FALSE);
  g_auto (Made) other = make (N, 7, FALSE);
  g_autoptr (DermRecalibration) one = fit (&made, DERM_SCALING_VECTOR, 0.9, NULL);
  g_autoptr (DermRecalibration) two = fit (&other, DERM_SCALING_VECTOR, 0.9, NULL);
  g_autoptr (DermRecalibration) seeded = derm_recalibration_new (
      &(DermRecalibrationSubject){ made.set, made.logits, model, derm_model_get_recipe (model), "a folder",
                                   "2026-01-01", 2, DERM_SCALING_VECTOR, 0.9 },
      NULL);

  for (int k = 0; k < N_CLASSES; k++)
    {
      g_assert_cmpfloat (derm_recalibration_get_scale (one, k), ==, derm_recalibration_get_scale (two, k));
      g_assert_cmpfloat (derm_recalibration_get_offset (one, k), ==, derm_recalibration_get_offset (two, k));
      g_assert_cmpfloat (derm_recalibration_get_scale (one, k), !=, derm_recalibration_get_scale (seeded, k));
    }
  g_assert_cmpfloat (derm_recalibration_get_threshold (one), ==, derm_recalibration_get_threshold (two));
}

/* (n + 1) (1 - α) has to be at most n, and each half at least 20 images. */
static void
test_too_few (void)
{
  g_auto (Made) made = make (144, 1, FALSE);
  g_auto (Made) few = make (38, 1, FALSE);
  g_autoptr (DermRecalibration) narrow = fit (&made, DERM_SCALING_TEMPERATURE, 0.95, NULL); /* 18 lesions */
  g_autoptr (DermRecalibration) wide = fit (&made, DERM_SCALING_TEMPERATURE, 0.94, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpfloat (derm_recalibration_get_coverage (narrow), ==, 0);
  g_assert_cmpfloat (derm_recalibration_get_coverage (wide), ==, 0.94);
  derm_recalibration_append_text (text, narrow, 3);
  g_assert_nonnull (strstr (text->str, "No sets of classes"));
  g_assert_null (fit (&few, DERM_SCALING_TEMPERATURE, 0.9, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_EMPTY);
}

/* Over many draws the right class is in the set as often as was asked for. */
static void
test_coverage (void)
{
  g_auto (Made) made = make (N, 1, FALSE);
  double sum = 0;

  for (guint64 seed = 1; seed <= 200; seed++)
    {
      g_autoptr (DermRecalibration) found = derm_recalibration_new (
          &(DermRecalibrationSubject){ made.set, made.logits, model, derm_model_get_recipe (model), "x", "2026-01-01",
                                       seed, DERM_SCALING_TEMPERATURE, 0.8 },
          NULL);

      sum += derm_recalibration_get_measured (found);
    }
  /* expected: ceil (51 · 0.8) / 51 */
  g_assert_cmpfloat_with_epsilon (sum / 200, 41. / 51, 0.015);
}

/* ---- the file, and its use ---- */

static void
test_file (void)
{
  g_auto (Made) made = make (N, 1, TRUE);
  g_autofree char *path = g_build_filename (folder, "calibration.json", NULL), *one = NULL, *two = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermRecalibration) found = fit (&made, DERM_SCALING_VECTOR, 0.9, NULL);
  g_autoptr (DermRecalibration) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (derm_recalibration_save (found, path, NULL));
  g_file_get_contents (path, &one, NULL, NULL);
  again = derm_recalibration_new_from_file (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (derm_recalibration_is_training (again));
  g_assert_true (derm_recalibration_save (again, path, NULL));
  g_file_get_contents (path, &two, NULL, NULL);
  g_assert_cmpstr (one, ==, two);
}

static void
test_apply (void)
{
  g_auto (Made) made = make (N, 1, FALSE);
  g_autoptr (DermRecalibration) found = fit (&made, DERM_SCALING_TEMPERATURE, 0.9, NULL);
  DermRecipe *recipe = derm_model_get_recipe (model);
  g_autoptr (DermRecipe) other = derm_recipe_with_filter (recipe, DERM_FILTER_BOX);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) calibrated = derm_recalibration_apply (found, model, recipe, &error);
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (3 * 28 * 28), 3 * 28 * 28);
  g_autofree int *set = NULL;
  double sum = 0;
  guint n;

  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_sha256 (calibrated), ==, derm_model_get_sha256 (model));
  g_assert_nonnull (strstr (derm_model_get_calibration (calibrated), "temperature scaling"));
  g_assert_cmpfloat (derm_model_get_coverage (calibrated), ==, 0.9);
  g_assert_cmpfloat (derm_model_get_coverage (model), ==, 0);
  classifier = derm_classifier_new (calibrated, NULL, 1, NULL);
  image = derm_image_new_from_pixels (pixels, 28, 28, "black", NULL);
  input = derm_input_new (image, recipe, NULL);
  prediction = derm_classifier_predict (classifier, input, NULL);
  for (int k = 0; k < N_CLASSES; k++)
    sum += exp (derm_recalibration_get_scale (found, 0) * (double) derm_prediction_get_logits (prediction)[k]);
  set = derm_prediction_list_covering_set (prediction, &n);
  for (int k = 0, place = 0; k < N_CLASSES; k++)
    {
      double score
          = exp (derm_recalibration_get_scale (found, 0) * (double) derm_prediction_get_logits (prediction)[k]) / sum;
      gboolean is_in_set = FALSE;

      g_assert_cmpfloat_with_epsilon ((double) derm_prediction_get_calibrated (prediction)[k], score, 1e-6);
      for (place = 0; place < (int) n; place++)
        is_in_set |= set[place] == k;
      g_assert_true (
          is_in_set
          == ((double) derm_prediction_get_calibrated (prediction)[k] >= derm_recalibration_get_threshold (found)));
    }
  g_assert_null (derm_recalibration_apply (found, model, other, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
}

static void
test_other_model (void)
{
  g_auto (Made) made = make (N, 1, FALSE);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-clean.safetensors", NULL);
  g_autoptr (DermModel) other = derm_model_new_from_file (path, NULL);
  g_autoptr (DermRecalibration) found = fit (&made, DERM_SCALING_TEMPERATURE, 0.9, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_recalibration_apply (found, other, derm_model_get_recipe (other), &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "another model"));
}

/* Each member is missed, and what is out of its range is refused. */
static void
test_hostile (void)
{
  static const char *const changes[][2] = {
    { "\"format\":\"dermlens-calibration\"", "\"format\":\"x\"" },
    { "\"format_version\":1", "\"format_version\":2" },
    { "\"method\":\"temperature\"", "\"method\":\"magic\"" },
    { "\"labels\":[", "\"labels\":[1," },
    { "\"scale\":[", "\"scale\":[1," },
    { "\"offset\":[", "\"offset\":[1e9," },
    { "\"model_sha256\"", "\"other\"" },
    { "\"recipe_sha256\"", "\"other\"" },
    { "\"images_fitted\"", "\"other\"" },
    { "\"coverage\":0.9", "\"coverage\":1.5" },
    { "\"coverage\":0.9", "\"coverage\":null" },
    { "\"training_data\":false", "\"training_data\":0" },
    { "\"seed\":\"1\"", "\"seed\":\"x\"" },
    { "{", "[" },
    { "\"date\"", "\"source\"" },
  };
  g_auto (Made) made = make (N, 1, FALSE);
  g_autoptr (DermRecalibration) found = fit (&made, DERM_SCALING_TEMPERATURE, 0.9, NULL);
  g_autofree char *path = g_build_filename (folder, "hostile.json", NULL), *content = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (derm_recalibration_save (found, path, NULL));
  g_file_get_contents (path, &content, NULL, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autoptr (GString) text = g_string_new (content);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", changes[i][1]);
      g_assert_cmpuint (g_string_replace (text, changes[i][0], changes[i][1], 1), ==, 1);
      g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
      g_assert_null (derm_recalibration_new_from_file (file, NULL, &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
    }
}

int
main (int argc, char *argv[])
{
  g_autofree char *made = g_dir_make_tmp ("recalibration-XXXXXX", NULL);
  g_autofree char *one = g_build_filename (made, "calibration.json", NULL),
                  *other = g_build_filename (made, "hostile.json", NULL);
  int status;

  g_test_init (&argc, &argv, NULL);
  model = derm_model_new_bundled (NULL);
  folder = made;
  g_test_add_func ("/recalibration/scipy", test_scipy);
  g_test_add_func ("/recalibration/no-minimum", test_no_minimum);
  g_test_add_func ("/recalibration/halves", test_halves);
  g_test_add_func ("/recalibration/order", test_order);
  g_test_add_func ("/recalibration/too-few", test_too_few);
  g_test_add_func ("/recalibration/coverage", test_coverage);
  g_test_add_func ("/recalibration/file", test_file);
  g_test_add_func ("/recalibration/apply", test_apply);
  g_test_add_func ("/recalibration/other-model", test_other_model);
  g_test_add_func ("/recalibration/hostile", test_hostile);
  status = g_test_run ();
  g_object_unref (model);
  g_unlink (one);
  g_unlink (other);
  g_rmdir (made);
  return status;
}
