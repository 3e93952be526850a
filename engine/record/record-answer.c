/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "record-table.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "json-numbers.h"

/* Fields of rows: what the network answers. */

/* ---- the answer ---- */

static const char *
get_status (const RecordRow *row, char *buffer)
{
  return row->prediction != NULL ? "ok" : "error";
}

static const char *
get_error (const RecordRow *row, char *buffer)
{
  return row->record->error;
}

static gint64
get_index (const RecordRow *row)
{
  return row->prediction != NULL ? derm_prediction_get_top (row->prediction) : -1;
}

static const char *
get_answer (const RecordRow *row, DermDecision decision)
{
  int answer = row->prediction != NULL ? derm_prediction_get_answer (row->prediction, decision) : -1;

  return answer >= 0 ? derm_prediction_get_label (row->prediction, answer) : NULL;
}

static const char *
get_label (const RecordRow *row, char *buffer)
{
  return get_answer (row, row->form->decision);
}

static const char *
get_likely (const RecordRow *row, char *buffer)
{
  return get_answer (row, DERM_DECISION_LIKELY);
}

static const char *
get_balanced (const RecordRow *row, char *buffer)
{
  return get_answer (row, DERM_DECISION_BALANCED);
}

static const char *
get_decision (const RecordRow *row, char *buffer)
{
  return derm_decision_get_id (row->form->decision);
}

/* ---- numbers of the classes ---- */

static const char *
get_values (const RecordRow *row, char *buffer)
{
  return derm_values_get_id (row->form->values);
}

static void
append_values (const RecordRow *row, GString *text, char separator, DermValues values)
{
  int n = 0;
  const float *numbers = row->prediction != NULL ? derm_prediction_get_values (row->prediction, values, &n) : NULL;

  derm_json_append_list (text, numbers, n, separator);
}

static void
append_scores (const RecordRow *row, GString *text, char separator)
{
  append_values (row, text, separator, DERM_VALUES_RAW);
}

static void
append_logits (const RecordRow *row, GString *text, char separator)
{
  append_values (row, text, separator, DERM_VALUES_LOGITS);
}

static void
append_calibrated (const RecordRow *row, GString *text, char separator)
{
  append_values (row, text, separator, DERM_VALUES_CALIBRATED);
}

static char **
list_labels (const RecordRow *row)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (int i = 0; i < derm_model_get_n_classes (row->model); i++)
    g_strv_builder_add (list, derm_model_get_label_in (row->model, row->record->recipe, i));
  return g_strv_builder_end (list);
}

void
derm_record_append_class (const RecordRow *row, GString *text, const char *code)
{
  int output = row->prediction != NULL ? derm_prediction_find_label (row->prediction, code) : -1;

  if (output >= 0)
    derm_json_append_list (text, derm_prediction_get_values (row->prediction, row->form->values, NULL) + output, 1,
                           ' ');
}

/* Floats as the scores that these are made of: what a platform's log() does differently is beyond their last digit. */
static void
append_margin (const RecordRow *row, GString *text, char separator)
{
  const float margin = row->prediction != NULL ? (float) derm_prediction_get_margin (row->prediction) : NAN;

  if (isfinite (margin))
    derm_json_append_float (text, margin);
}

static void
append_entropy (const RecordRow *row, GString *text, char separator)
{
  const float entropy = row->prediction != NULL ? (float) derm_prediction_get_entropy (row->prediction) : NAN;

  if (isfinite (entropy))
    derm_json_append_float (text, entropy);
}

const RecordField derm_record_answer_fields[] = {
  { "status", RECORD_TEXT, { get_status }, N_ ("ok or error") },
  { "error", RECORD_TEXT, { get_error }, N_ ("Why the image failed") },
  { "index", RECORD_INTEGER, { .integer = get_index }, N_ ("Place of the answer among the outputs") },
  { "label", RECORD_TEXT, { get_label }, N_ ("Code of the answer") },
  { NULL, RECORD_CLASSES, { 0 }, N_ ("The score of each class, in a field of its code; see --scores") },
  { "scores",
    RECORD_TEXT,
    { get_values },
    N_ ("What the scores of the classes are: calibrated, raw or logits"),
    .is_only_csv = TRUE },
  { "scores",
    RECORD_NUMBERS,
    { .numbers = append_scores },
    N_ ("Softmax of the logits, by output"),
    .is_only_json = TRUE },
  { "logits", RECORD_NUMBERS, { .numbers = append_logits }, N_ ("The network’s outputs, the mean over the views") },
  { "labels", RECORD_TEXTS, { .texts = list_labels }, N_ ("Codes of the outputs") },
  { "calibrated", RECORD_NUMBERS, { .numbers = append_calibrated }, N_ ("Calibrated scores, by output") },
  { "decision", RECORD_TEXT, { get_decision }, N_ ("How the answer was taken: likely or balanced") },
  { "likely", RECORD_TEXT, { get_likely }, N_ ("Code that the decision likely answers") },
  { "balanced", RECORD_TEXT, { get_balanced }, N_ ("Code that the decision balanced answers") },
  { "margin",
    RECORD_NUMBER,
    { .numbers = append_margin },
    N_ ("From the answer down to the class next to it, 0 to 1") },
  { "entropy",
    RECORD_NUMBER,
    { .numbers = append_entropy },
    N_ ("Of the calibrated scores: 0 if one class has all, 1 if all have the same") },
};
const guint derm_record_n_answer_fields = G_N_ELEMENTS (derm_record_answer_fields);
