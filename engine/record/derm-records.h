/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-json.h"
#include "derm-classifier.h"
#include "derm-record-fields.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/* Results as lines for other programs: CSV and JSON, the same from `derm predict` and from the window. The functions may be
 * called from any thread and know no locale. */

/**
 * DermValues:
 *
 * Which numbers the columns of a CSV hold. JSON has all of them.
 */
typedef enum {
  DERM_VALUES_CALIBRATED,
  DERM_VALUES_RAW,
  DERM_VALUES_LOGITS,
} DermValues;

const char *derm_values_get_id (DermValues values); /* "calibrated", "raw", "logits" */

/**
 * derm_values_from_id:
 * @id: (nullable): "calibrated", "raw", "logits"
 * @values: (out): the values of that id
 *
 * Returns: whether there are any
 */
gboolean derm_values_from_id (const char *id, DermValues *values);

/**
 * derm_prediction_get_values:
 * @n_values: (out) (optional): as many as there are outputs
 *
 * Returns: (array length=n_values) (transfer none): those numbers of a prediction, by output
 */
const float *derm_prediction_get_values (DermPrediction *self, DermValues values, int *n_values);

/**
 * DermRecordForm:
 * @columns: whose class codes head the columns of numbers; other recipes of a run have the same codes, perhaps in another
 *   order
 * @decision: that takes the answers
 * @has_noted: whether records end with what is noted of their images
 * @list_filter: (nullable): by what the images of the run were chosen among others; at the end of each record, if there is
 *   one
 * @is_untimed: whether records are without the time that the pass took, so that another run gives the same bytes
 * @fields: (nullable): which fields records have, of the format that they are written in; %NULL for the default
 *
 * What all records of one run share. Pointers are borrowed.
 */
typedef struct {
  DermClassifier *classifier;
  DermRecipe     *columns;
  DermValues      values;
  DermDecision    decision;
  gboolean        has_noted;
  const char     *list_filter;
  const DermRecordFields *fields;
  gboolean        is_untimed;
} DermRecordForm;

/* The code over a column. From here on a form that lacks its classifier or recipe, a record that lacks its recipe, and a
 * prediction of another number of classes than the form's are refused. */
const char  *derm_record_form_get_column (const DermRecordForm *form, int column);

/**
 * DermRecordNoted:
 * @truth: (nullable): code of the class that the image is known to show
 * @flag: (nullable): why somebody has put it aside
 * @label: (nullable): the class that somebody holds for right
 * @note: (nullable): any words
 *
 * What people say of one image. Each is empty in CSV, and null in JSON, if it is missing.
 */
typedef struct {
  const char *truth;
  const char *flag;
  const char *label;
  const char *note;
} DermRecordNoted;

/**
 * DermRecordSource:
 * @index: place among all images of the run, from 0
 * @size: bytes
 * @modified: nanoseconds since 1970, UTC
 * @sha256: (nullable): of its bytes
 *
 * What is known of an image's file; only fields that somebody names show it. Numbers below 0 are not known.
 */
typedef struct {
  gint64      index;
  gint64      size;
  gint64      modified;
  const char *sha256;
} DermRecordSource;

/**
 * DermRecord:
 * @file: as it is to be written; any bytes, those that are not UTF-8 become U+FFFD
 * @prediction: (nullable): taken with the form's decision; or else
 * @error: (nullable): why there is none
 * @noted: written if the form has it
 * @source: (nullable): what is known of the file
 *
 * One image under one recipe. Pointers are borrowed.
 */
typedef struct {
  const char     *file;
  DermRecipe     *recipe;
  DermPrediction *prediction;
  const char     *error;
  DermRecordNoted noted;
  const DermRecordSource *source;
} DermRecord;

/* The output that has the column's code in this record, which has a prediction; or -1. */
int          derm_record_form_find_column (const DermRecordForm *form, const DermRecord *record, int column);

/* One JSON object without a line end. */
void derm_record_append_json (GString *text, const DermRecordForm *form, const DermRecord *record);
/* Lines after RFC 4180, with their ends. */
void derm_record_append_csv_header (GString *text, const DermRecordForm *form);
void derm_record_append_csv (GString *text, const DermRecordForm *form, const DermRecord *record);

#pragma GCC visibility pop
G_END_DECLS
