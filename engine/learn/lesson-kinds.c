/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "derm-error.h"
#include "derm-version.h"
#include "lesson-lab.h"

/* All that a lesson can state: the kinds of claims and how each is measured. */

static gboolean fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
fail (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_OPTION, message);
  return FALSE;
}

/* ---- predictions ---- */

static gboolean
find_class (DermPrediction *prediction, const char *code, int *index, GError **error)
{
  *index = derm_prediction_find_label (prediction, code);
  return *index >= 0 || fail (error, _ ("“%s” is no class of this model."), code);
}

/* score, raw, logit CLASS IMAGE */
static gboolean
measure_score (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermPrediction *prediction = lesson_lab_predict (lab, claim->words, claim->words[2], error);
  const float *numbers;
  int index;

  if (prediction == NULL || !find_class (prediction, claim->words[1], &index, error))
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
    return fail (error, _ ("“%s” is beyond the input."), claim->words[2]);
  for (int i = 0; i < 3; i++)
    if (g_str_equal (claim->words[1], channels[i]))
      {
        *value = derm_input_get_rgb (input)[3 * (y * derm_input_get_width (input) + x) + i];
        return TRUE;
      }
  return fail (error, _ ("“%s” is neither red, green nor blue."), claim->words[1]);
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
    return fail (error, _ ("nothing is painted by the name “%s”"), claim->words[1]);
  *value = lesson_paint_count (paint, derm_recipe_get_width (recipe), derm_recipe_get_height (recipe));
  return TRUE;
}

/* ---- the network ---- */

static gboolean
read_cell (DermActivations *activations, char **words, DermCell *cell, GError **error)
{
  if (!lesson_read_int (words[1], -1, derm_activations_get_n_layers (activations) - 1, &cell->layer, error)
      || !lesson_read_int (words[2], 0, 99999, &cell->channel, error)
      || !lesson_read_place (words[3], &cell->column, &cell->row, error))
    return FALSE;
  return isfinite (derm_activations_get_value (activations, cell)) || fail (error, _ ("the network has no such cell."));
}

/* What `cell LAYER CHANNEL X,Y …` and the like begin with. */
static DermActivations *
trace_cell (LessonLab *lab, const LessonClaim *claim, DermCell *cell, GError **error)
{
  const char *image = claim->words[lesson_kind_find (claim->words[0])->n_words];
  DermActivations *activations = lesson_lab_trace (lab, claim->words, image, error);

  return activations != NULL && read_cell (activations, claim->words, cell, error) ? activations : NULL;
}

/* cell LAYER CHANNEL X,Y IMAGE */
static gboolean
measure_cell (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);

  if (activations == NULL)
    return FALSE;
  *value = derm_activations_get_value (activations, &cell);
  return TRUE;
}

/* terms, bias LAYER CHANNEL X,Y IMAGE: how many products there are, and the bias */
static gboolean
measure_terms (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  gboolean is_bias = g_str_equal (claim->words[0], "bias");
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);
  int n = 0;
  g_autofree DermTerm *terms = activations != NULL ? derm_activations_list_terms (activations, &cell, &n) : NULL;

  if (terms == NULL)
    return activations == NULL ? FALSE : fail (error, _ ("the network has no such cell."));
  *value = 0.0;
  for (int i = 0; i < n; i++)
    if (terms[i].is_bias == is_bias)
      *value += is_bias ? terms[i].product : 1.0;
  return TRUE;
}

/* part LAYER CHANNEL X,Y SOURCE IMAGE: the sum of the products with cells of that channel */
static gboolean
measure_part (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);
  int n = 0, source;
  g_autofree DermTerm *terms = activations != NULL ? derm_activations_list_terms (activations, &cell, &n) : NULL;

  if (activations == NULL || !lesson_read_int (claim->words[4], 0, 99999, &source, error))
    return FALSE;
  *value = 0.0;
  for (int i = 0; i < n; i++)
    *value += !terms[i].is_bias && terms[i].cell.channel == source ? terms[i].product : 0.0;
  return TRUE;
}

/* product, weight, factor LAYER CHANNEL X,Y N IMAGE: of the N-th term */
static gboolean
measure_term (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermCell cell;
  DermActivations *activations = trace_cell (lab, claim, &cell, error);
  int n = 0, index;
  g_autofree DermTerm *terms = activations != NULL ? derm_activations_list_terms (activations, &cell, &n) : NULL;

  if (activations == NULL || !lesson_read_int (claim->words[4], 0, n - 1, &index, error))
    return FALSE;
  *value = g_str_equal (claim->words[0], "weight")   ? terms[index].weight
           : g_str_equal (claim->words[0], "factor") ? terms[index].value
                                                     : terms[index].product;
  return TRUE;
}

/* ---- explanations ---- */

/* (transfer full) For the class. */
static DermExplanation *
explain_class (LessonLab *lab, char **words, const char *code, const char *image, GError **error)
{
  DermExplanation *explanation = lesson_lab_explain (lab, words, image, error);
  DermPrediction *prediction = explanation != NULL ? lesson_lab_predict (lab, words, image, error) : NULL;
  int index;

  if (prediction == NULL || !find_class (prediction, code, &index, error))
    return NULL;
  return derm_explanation_with_class (explanation, index);
}

/* hidden CLASS X,Y IMAGE: the class's score with the patch hidden whose left upper pixel that is */
static gboolean
measure_hidden (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  g_autoptr (DermExplanation) explanation = explain_class (lab, claim->words, claim->words[1], claim->words[3], error);
  int x, y, patch[4], n;

  if (explanation == NULL || !lesson_read_place (claim->words[2], &x, &y, error))
    return FALSE;
  for (int row = 0; row < derm_explanation_get_height (explanation); row++)
    for (int column = 0; column < derm_explanation_get_width (explanation); column++)
      if (derm_explanation_get_patch (explanation, column, row, patch) && patch[0] == x && patch[1] == y
          && patch[2] == patch[3])
        {
          *value = derm_explanation_get_hidden (explanation, column, row,
                                                &n)[derm_explanation_get_options (explanation)->class_index];
          return TRUE;
        }
  return fail (error, _ ("no whole patch begins at %s."), claim->words[2]);
}

/* strongest for|against CLASS value|x|y IMAGE: the strongest patch, and its left upper pixel */
static gboolean
measure_strongest (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  g_autoptr (DermExplanation) explanation = explain_class (lab, claim->words, claim->words[2], claim->words[4], error);
  int x, y, patch[4];
  float strongest;

  if (explanation == NULL)
    return FALSE;
  strongest = derm_explanation_find_strongest (explanation, g_str_equal (claim->words[1], "for"), &x, &y);
  if (x < 0 || !derm_explanation_get_patch (explanation, x, y, patch))
    return fail (error, _ ("no patch has that sign."));
  *value = g_str_equal (claim->words[3], "x") ? patch[0] : g_str_equal (claim->words[3], "y") ? patch[1] : strongest;
  return TRUE;
}

/* fewest CLASS|any IMAGE: pixels of the smallest change that is found */
static gboolean
measure_fewest (LessonLab *lab, const LessonClaim *claim, double *value, char **text, GError **error)
{
  DermPrediction *prediction = lesson_lab_predict (lab, claim->words, claim->words[2], error);
  g_autoptr (DermChange) found = NULL;
  int index = -1;

  if (prediction == NULL
      || (!g_str_equal (claim->words[1], "any") && !find_class (prediction, claim->words[1], &index, error)))
    return FALSE;
  found = derm_change_find (lab->classifier, derm_prediction_get_input (prediction), index, DERM_CHANGE_MAX_PIXELS,
                            lab->cancellable, error);
  if (found == NULL)
    return FALSE;
  *value = derm_change_get_n_pixels (found);
  return derm_change_is_found (found) || fail (error, _ ("no change was found."));
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
  return fail (error, _ ("“%s” is nothing that a model has."), claim->words[1]);
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
  return fail (error, _ ("“%s” is no class of this model."), claim->words[1]);
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
    return fail (error, _ ("there is no report “%s”."), claim->words[1]);
  for (int i = 0; i < (int) G_N_ELEMENTS (parts); i++)
    if (g_str_equal (claim->words[3], parts[i])
        && find_figure (json_parser_get_root (parser), claim->words[2], i, value))
      return TRUE;
  return fail (error, _ ("the report has no figure “%s”."), claim->words[2]);
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
        return fail (error, _ ("“%s” could not be measured."), claim->words[i + 1]);
      numbers[i] = *measured;
    }
  *value = g_str_equal (claim->words[0], "sum")          ? numbers[0] + numbers[1]
           : g_str_equal (claim->words[0], "difference") ? numbers[0] - numbers[1]
           : g_str_equal (claim->words[0], "times")      ? numbers[0] * numbers[1]
           : g_str_equal (claim->words[0], "percent")    ? 100.0 * numbers[0]
                                                         : numbers[0] / numbers[1];
  return isfinite (*value) || fail (error, _ ("“%s” could not be measured."), claim->name);
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
  { "cell", 4, FALSE, FALSE, measure_cell },
  { "terms", 4, FALSE, FALSE, measure_terms },
  { "bias", 4, FALSE, FALSE, measure_terms },
  { "part", 5, FALSE, FALSE, measure_part },
  { "product", 5, FALSE, FALSE, measure_term },
  { "weight", 5, FALSE, FALSE, measure_term },
  { "factor", 5, FALSE, FALSE, measure_term },
  { "hidden", 3, FALSE, FALSE, measure_hidden },
  { "strongest", 4, FALSE, FALSE, measure_strongest },
  { "fewest", 2, FALSE, FALSE, measure_fewest },
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
