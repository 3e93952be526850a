/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "derm-version.h"
#include "lesson-private.h"

/* All that a lesson can state: the kinds of claims and how each is measured. */

/* ---- predictions ---- */

gboolean
lesson_find_class (DermPrediction *prediction, const char *code, int *index, GError **error)
{
  *index = derm_prediction_find_label (prediction, code);
  return *index >= 0 || lesson_fail (error, _ ("“%s” is no class of this model."), code);
}

/* score, raw, logit CLASS IMAGE */
static gboolean
measure_score (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermPrediction *prediction = lesson_lab_predict (lab, claim->words, claim->words[2], error);
  const float *numbers;
  int index;

  if (prediction == NULL || !lesson_find_class (prediction, claim->words[1], &index, error))
    return FALSE;
  numbers = g_str_equal (claim->words[0], "score") ? derm_prediction_get_calibrated (prediction)
            : g_str_equal (claim->words[0], "raw") ? derm_prediction_get_scores (prediction)
                                                   : derm_prediction_get_logits (prediction);
  *value = numbers[index];
  return TRUE;
}

/* margin, entropy, distance, agreeing IMAGE */
static gboolean
measure_certainty (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermPrediction *prediction = lesson_lab_predict (lab, claim->words, claim->words[1], error);

  if (prediction == NULL)
    return FALSE;
  *value = g_str_equal (claim->words[0], "margin")     ? derm_prediction_get_margin (prediction)
           : g_str_equal (claim->words[0], "entropy")  ? derm_prediction_get_entropy (prediction)
           : g_str_equal (claim->words[0], "distance") ? derm_prediction_get_domain_distance (prediction)
                                                       : derm_prediction_get_n_agreeing_views (prediction);
  return TRUE;
}

/* answer IMAGE */
static gboolean
measure_answer (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermPrediction *prediction = lesson_lab_predict (lab, claim->words, claim->words[1], error);

  if (prediction == NULL)
    return FALSE;
  *text = g_strdup (derm_prediction_get_label (prediction, derm_prediction_get_top (prediction)));
  return TRUE;
}

/* gate IMAGE: "outside" ..., or "none" */
static gboolean
measure_gate (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermPrediction *prediction = lesson_lab_predict (lab, claim->words, claim->words[1], error);

  if (prediction == NULL)
    return FALSE;
  *text = derm_prediction_get_gate (prediction) == 0 ? g_strdup ("none")
                                                     : derm_gate_format (derm_prediction_get_gate (prediction));
  return TRUE;
}

/* ---- inputs ---- */

/* pixel red|green|blue X,Y IMAGE */
static gboolean
measure_pixel (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  static const char *const channels[] = { "red", "green", "blue" };
  DermInput *input = lesson_lab_make_input (lab, claim->words, claim->words[3], error);
  int x, y;

  if (input == NULL || !lesson_read_place (claim->words[2], &x, &y, error))
    return FALSE;
  if (x >= derm_input_get_width (input) || y >= derm_input_get_height (input))
    return lesson_fail (error, _ ("“%s” is beyond the input."), claim->words[2]);
  for (int i = 0; i < 3; i++)
    if (g_str_equal (claim->words[1], channels[i]))
      {
        *value = derm_input_get_rgb (input)[3 * (y * derm_input_get_width (input) + x) + i];
        return TRUE;
      }
  return lesson_fail (error, _ ("“%s” is neither red, green nor blue."), claim->words[1]);
}

/* number N IMAGE: what the network gets at that place of the long row, as a byte */
static gboolean
measure_number (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermInput *input = lesson_lab_make_input (lab, claim->words, claim->words[2], error);
  g_autofree float *values = NULL;
  gsize n;
  int index;

  values = input != NULL ? derm_input_list_values (input, 0, &n, error) : NULL;
  if (values == NULL || !lesson_read_int (claim->words[1], 0, (int) n - 1, &index, error))
    return FALSE;
  *value = (double) values[index] * derm_recipe_get_scale (derm_input_get_recipe (input));
  return TRUE;
}

/* painted NAME: how many pixels */
static gboolean
measure_painted (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  const LessonPaint *paint = lesson_find_paint (lab->lesson, claim->words[1]);
  DermRecipe *recipe = derm_model_get_recipe (derm_classifier_get_model (lab->classifier));

  if (paint == NULL)
    return lesson_fail (error, _ ("nothing is painted by the name “%s”"), claim->words[1]);
  *value = lesson_paint_count (paint, derm_recipe_get_width (recipe), derm_recipe_get_height (recipe));
  return TRUE;
}

/* ---- the model and its reports ---- */

/* model WHAT */
static gboolean
measure_model (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermModel *model = derm_classifier_get_model (lab->classifier);
  DermRecipe *recipe = derm_model_get_recipe (model);
  int width = derm_recipe_get_width (recipe), height = derm_recipe_get_height (recipe);
  const struct {
    const char *name;
    double value;
  } numbers[] = {
    { "parameters", (double) derm_model_get_n_parameters (model) },
    { "multiply-adds", (double) derm_model_get_n_macs (model) },
    { "layers", derm_model_get_n_layers (model) },
    { "classes", derm_model_get_n_classes (model) },
    { "width", width },
    { "height", height },
    { "pixels", width * height },
    { "values", 3 * width * height },
    { "views", derm_recipe_get_views (recipe) },
    { "threshold", derm_model_get_domain_threshold (model) },
    { "calibration-error", derm_model_get_calibration_error (model) },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (claim->words[1], numbers[i].name))
      {
        *value = numbers[i].value;
        return TRUE;
      }
  return lesson_fail (error, _ ("“%s” is nothing that a model has."), claim->words[1]);
}

/* maps LAYER: how many channels the layer has */
static gboolean
measure_maps (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermModel *model = derm_classifier_get_model (lab->classifier);
  g_autofree char *words = NULL;
  int layer, shape[3];
  guint64 n_parameters, n_macs;

  if (!lesson_read_int (claim->words[1], 0, derm_model_get_n_layers (model) - 1, &layer, error))
    return FALSE;
  words = derm_model_describe_layer (model, layer, shape, &n_parameters, &n_macs);
  *value = shape[0];
  return TRUE;
}

/* share CLASS: of the class in the training data */
static gboolean
measure_share (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermModel *model = derm_classifier_get_model (lab->classifier);
  const double *shares = derm_model_get_shares (model);

  for (int i = 0; shares != NULL && i < derm_model_get_n_classes (model); i++)
    if (g_str_equal (derm_model_get_label (model, i), claim->words[1]))
      {
        *value = shares[i];
        return TRUE;
      }
  return lesson_fail (error, _ ("“%s” is no class of this model."), claim->words[1]);
}

/* The numbers under that name in data/model/reports: a value and its interval, or a value alone. */
static gboolean
find_figure (JsonNode *root, const char *name, int part, double *value)
{
  JsonObject *report = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *all = report != NULL ? json_object_get_member (report, "value_low_high") : NULL, *found = NULL;
  JsonArray *numbers;

  if (all != NULL && JSON_NODE_HOLDS_OBJECT (all))
    found = json_object_get_member (json_node_get_object (all), name);
  if (found == NULL && report != NULL && part == 0)
    {
      found = json_object_get_member (report, name);
      *value = found != NULL && JSON_NODE_HOLDS_VALUE (found) ? json_node_get_double (found) : NAN;
      return isfinite (*value);
    }
  numbers = found != NULL && JSON_NODE_HOLDS_ARRAY (found) ? json_node_get_array (found) : NULL;
  if (numbers == NULL || part >= (int) json_array_get_length (numbers))
    return FALSE;
  *value = json_array_get_double_element (numbers, (guint) part);
  return TRUE;
}

/* report FILE NAME value|low|high */
static gboolean
measure_report (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  static const char *const parts[] = { "value", "low", "high" };
  g_autofree char *below = g_strdup_printf ("model/reports/%s.json", claim->words[1]), *path = derm_data_path (below);
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!lesson_is_name (claim->words[1]) || path == NULL || !json_parser_load_from_file (parser, path, NULL))
    return lesson_fail (error, _ ("there is no report “%s”."), claim->words[1]);
  for (int i = 0; i < (int) G_N_ELEMENTS (parts); i++)
    if (g_str_equal (claim->words[3], parts[i])
        && find_figure (json_parser_get_root (parser), claim->words[2], i, value))
      return TRUE;
  return lesson_fail (error, _ ("the report has no figure “%s”."), claim->words[2]);
}

/* ---- of other claims ---- */

/* sum, difference, times, ratio A B; percent A */
static gboolean
measure_derived (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  double numbers[2] = { 0.0 };

  for (int i = 0; claim->words[i + 1] != NULL && i < 2; i++)
    {
      const double *measured
          = g_hash_table_lookup (lab->values, lesson_claim_find (lab->lesson->claims, claim->words[i + 1]));

      if (measured == NULL)
        return lesson_fail (error, _ ("“%s” could not be measured."), claim->words[i + 1]);
      numbers[i] = *measured;
    }
  *value = g_str_equal (claim->words[0], "sum")          ? numbers[0] + numbers[1]
           : g_str_equal (claim->words[0], "difference") ? numbers[0] - numbers[1]
           : g_str_equal (claim->words[0], "times")      ? numbers[0] * numbers[1]
           : g_str_equal (claim->words[0], "percent")    ? 100.0 * numbers[0]
                                                         : numbers[0] / numbers[1];
  return isfinite (*value) || lesson_fail (error, _ ("“%s” could not be measured."), claim->name);
}

static const LessonKind kinds[] = {
  { "score", 2, FALSE, FALSE, measure_score },
  { "raw", 2, FALSE, FALSE, measure_score },
  { "logit", 2, FALSE, FALSE, measure_score },
  { "margin", 1, FALSE, FALSE, measure_certainty },
  { "entropy", 1, FALSE, FALSE, measure_certainty },
  { "distance", 1, FALSE, FALSE, measure_certainty },
  { "agreeing", 1, FALSE, FALSE, measure_certainty },
  { "answer", 1, TRUE, FALSE, measure_answer },
  { "gate", 1, TRUE, FALSE, measure_gate },
  { "pixel", 3, FALSE, FALSE, measure_pixel },
  { "number", 2, FALSE, FALSE, measure_number },
  { "painted", 1, FALSE, FALSE, measure_painted },
  { "cell", 4, FALSE, FALSE, lesson_measure_cell },
  { "terms", 4, FALSE, FALSE, lesson_measure_terms },
  { "bias", 4, FALSE, FALSE, lesson_measure_terms },
  { "part", 5, FALSE, FALSE, lesson_measure_part },
  { "product", 5, FALSE, FALSE, lesson_measure_term },
  { "weight", 5, FALSE, FALSE, lesson_measure_term },
  { "factor", 5, FALSE, FALSE, lesson_measure_term },
  { "hidden", 3, FALSE, FALSE, lesson_measure_hidden },
  { "strongest", 4, FALSE, FALSE, lesson_measure_strongest },
  { "fewest", 2, FALSE, FALSE, lesson_measure_fewest },
  { "model", 1, FALSE, FALSE, measure_model },
  { "maps", 1, FALSE, FALSE, measure_maps },
  { "share", 1, FALSE, FALSE, measure_share },
  { "report", 3, FALSE, FALSE, measure_report },
  { "sum", 2, FALSE, TRUE, measure_derived },
  { "difference", 2, FALSE, TRUE, measure_derived },
  { "times", 2, FALSE, TRUE, measure_derived },
  { "ratio", 2, FALSE, TRUE, measure_derived },
  { "percent", 1, FALSE, TRUE, measure_derived },
};

const LessonKind *
lesson_kind_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

gboolean
lesson_lab_measure (LessonLab *self, const LessonClaim *claim, double *value, char **text, GError **error)
{
  if (!lesson_kind_find (claim->words[0])->measure (self, claim, value, text, error))
    return FALSE;
  if (!claim->is_text)
    g_hash_table_insert (self->values, (gpointer) claim, g_memdup2 (value, sizeof *value));
  return TRUE;
}
