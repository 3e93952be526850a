/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-file.h"
#include "derm-json.h"
#include "derm-metrics.h"
#include "derm-version.h"
#include "image-file.h"
#include "made.h"
#include "recalibration-private.h"
#include "weights-json.h"

/* A small JSON object. What a later version adds is left alone; another format_version is refused. */

#define FORMAT "dermlens-calibration"

enum { FORMAT_VERSION = 1, MAX_BYTES = 1 << 20, MAX_TEXT = 200 };

#define MAX_FACTOR 1e3 /* as of a model's calibration */

static const char *const figure_ids[N_SCALED] = { "nll", "brier", "ece" };

/* ---- writing ---- */

/* As short as reads back the same: 0.9, not 0.90000000000000002. */
static void
append_number (GString *text, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value);
  if (g_ascii_strtod (buffer, NULL) != value)
    g_ascii_dtostr (buffer, sizeof buffer, value);
  g_string_append (text, isfinite (value) ? buffer : "null");
}

static void
append_named (GString *text, const char *name, double value)
{
  g_string_append_printf (text, ",\n \"%s\":", name);
  append_number (text, value);
}

static void
append_text (GString *text, const char *name, const char *value)
{
  g_string_append_printf (text, ",\n \"%s\":", name);
  derm_json_append_string (text, value);
}

static void
append_list (GString *text, const char *name, const double *values, guint n)
{
  g_string_append_printf (text, ",\n \"%s\":[", name);
  for (guint i = 0; i < n; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      append_number (text, values[i]);
    }
  g_string_append_c (text, ']');
}

static void
append_labels (GString *text, DermRecalibration *self)
{
  g_string_append (text, ",\n \"labels\":[");
  for (int k = 0; self->labels[k] != NULL; k++)
    {
      g_string_append (text, k > 0 ? "," : "");
      derm_json_append_string (text, self->labels[k]);
    }
  g_string_append_c (text, ']');
}

static void
append_figures (GString *text, const char *name, const double figures[N_SCALED])
{
  g_string_append_printf (text, ",\n \"%s\":{", name);
  for (int i = 0; i < N_SCALED; i++)
    {
      g_string_append_printf (text, "%s\"%s\":", i > 0 ? "," : "", figure_ids[i]);
      append_number (text, figures[i]);
    }
  g_string_append_c (text, '}');
}

static void
append_sets (GString *text, DermRecalibration *self)
{
  append_named (text, "coverage", self->coverage);
  append_named (text, "threshold", self->threshold);
  append_named (text, "images_of_threshold", self->n_drawn);
  append_named (text, "images_covered", self->n_covered);
  append_named (text, "coverage_measured", self->measured);
  append_named (text, "set_size", self->set_size);
}

gboolean
derm_recalibration_save (DermRecalibration *self, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;

  g_return_val_if_fail (DERM_IS_RECALIBRATION (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  n = g_strv_length (self->labels);
  g_string_append_printf (text, "{\"format\":\"%s\",\n \"format_version\":%d", FORMAT, FORMAT_VERSION);
  append_text (text, "method", derm_scaling_method_get_id (self->method));
  append_labels (text, self);
  append_list (text, "scale", self->scale, n);
  append_list (text, "offset", self->offset, n);
  append_text (text, "model", self->model);
  append_text (text, "model_sha256", self->model_sha256);
  append_text (text, "weights_key", self->weights_key);
  append_text (text, "recipe", self->recipe);
  append_text (text, "recipe_sha256", self->recipe_sha256);
  append_text (text, "source", self->source);
  append_text (text, "date", self->date);
  append_text (text, "version", derm_version ());
  g_string_append_printf (text, ",\n \"seed\":\"%" G_GUINT64_FORMAT "\"",
                          self->seed); /* a number of JSON has 53 bits */
  append_named (text, "images_fitted", self->n_fitted);
  append_named (text, "images_checked", self->n_checked);
  g_string_append_printf (text, ",\n \"by_lesion\":%s,\n \"training_data\":%s", self->is_by_lesion ? "true" : "false",
                          self->is_training ? "true" : "false");
  append_figures (text, "before", self->before);
  for (int method = 0; method < DERM_N_SCALINGS; method++)
    append_figures (text, derm_scaling_method_get_id ((DermScalingMethod) method), self->after[method]);
  append_sets (text, self);
  g_string_append (text, "}\n");
  return derm_file_replace_text (path, text->str, (gssize) text->len, 0666, error);
}

/* ---- reading ---- */

typedef struct {
  DermRecalibration *self;
  JsonObject *object;
  const char *what;
} Reader;

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, reason);
  return FALSE;
}

static gboolean
take_text (const Reader *reader, const char *name, char **text, GError **error)
{
  const char *found = derm_json_get_string (reader->object, name, reader->what, error);

  if (found == NULL)
    return FALSE;
  if (g_utf8_strlen (found, -1) > MAX_TEXT)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s: “%s” is longer than %d letters"), reader->what, name,
                   MAX_TEXT);
      return FALSE;
    }
  *text = g_strdup (found);
  return TRUE;
}

static gboolean
take_count (const Reader *reader, const char *name, guint *count, GError **error)
{
  int value = 0;

  if (!derm_json_get_int (reader->object, name, (DermRange){ 0, G_MAXINT }, reader->what, &value, error))
    return FALSE;
  *count = (guint) value;
  return TRUE;
}

static gboolean
take_bool (const Reader *reader, const char *name, gboolean *value, GError **error)
{
  JsonNode *node = json_object_get_member (reader->object, name);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s does not say “%s”"), reader->what, name);
      return FALSE;
    }
  *value = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
take_labels (const Reader *reader, GError **error)
{
  JsonNode *node = json_object_get_member (reader->object, "labels");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = array != NULL ? json_array_get_length (array) : 0;
  g_autoptr (GStrvBuilder) labels = g_strv_builder_new ();

  if (n == 0 || n > DERM_METRICS_MAX_CLASSES)
    return refuse (error, _ ("the calibration has no list of labels"));
  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_STRING)
        return refuse (error, _ ("the calibration has a label that is no text"));
      g_strv_builder_add (labels, json_node_get_string (element));
    }
  reader->self->labels = g_strv_builder_end (labels);
  return TRUE;
}

/* Figures that are not there, or null, stay unknown. */
static void
take_figures (const Reader *reader, const char *name, double figures[N_SCALED])
{
  JsonNode *node = json_object_get_member (reader->object, name);

  for (int i = 0; node != NULL && JSON_NODE_HOLDS_OBJECT (node) && i < N_SCALED; i++)
    {
      double value;

      if (derm_json_get_double (json_node_get_object (node), figure_ids[i], reader->what, &value, NULL))
        figures[i] = value;
    }
}

static gboolean
take_scales (const Reader *reader, GError **error)
{
  DermRecalibration *self = reader->self;
  const char *method = derm_json_get_string (reader->object, "method", reader->what, error);
  int n;

  if (method == NULL)
    return FALSE;
  if (!derm_scaling_method_from_id (method, &self->method))
    return refuse (error, _ ("the calibration is of a method that is not known here"));
  if (!take_labels (reader, error))
    return FALSE;
  n = (int) g_strv_length (self->labels);
  self->scale = derm_json_get_numbers (reader->object, "scale", n, (DermRange){ 1 / MAX_FACTOR, MAX_FACTOR },
                                       reader->what, error);
  if (self->scale != NULL)
    self->offset = derm_json_get_numbers (reader->object, "offset", n, (DermRange){ -MAX_FACTOR, MAX_FACTOR },
                                          reader->what, error);
  return self->offset != NULL;
}

static gboolean
take_sets (const Reader *reader, GError **error)
{
  DermRecalibration *self = reader->self;

  if (!derm_json_get_double (reader->object, "coverage", reader->what, &self->coverage, error)
      || !derm_json_get_double (reader->object, "threshold", reader->what, &self->threshold, error)
      || !take_count (reader, "images_of_threshold", &self->n_drawn, error)
      || !take_count (reader, "images_covered", &self->n_covered, error))
    return FALSE;
  if (self->coverage < 0 || self->coverage >= 1 || self->threshold < 0 || self->threshold > 1)
    return refuse (error, _ ("a number of the calibration is out of its range"));
  if (!derm_json_get_double (reader->object, "coverage_measured", reader->what, &self->measured, NULL))
    self->measured = NAN;
  if (!derm_json_get_double (reader->object, "set_size", reader->what, &self->set_size, NULL))
    self->set_size = NAN;
  return TRUE;
}

static gboolean
take_seed (const Reader *reader, GError **error)
{
  const char *seed = derm_json_get_string (reader->object, "seed", reader->what, error);

  return seed != NULL
         && (g_ascii_string_to_unsigned (seed, 10, 0, G_MAXUINT64, &reader->self->seed, NULL)
             || refuse (error, _ ("the calibration has a seed that is no number")));
}

static gboolean
take_all (const Reader *reader, GError **error)
{
  DermRecalibration *self = reader->self;
  JsonNode *key = json_object_get_member (reader->object, "weights_key");

  if (!take_scales (reader, error) || !take_text (reader, "model", &self->model, error)
      || !take_text (reader, "model_sha256", &self->model_sha256, error)
      || !take_text (reader, "recipe", &self->recipe, error)
      || !take_text (reader, "recipe_sha256", &self->recipe_sha256, error)
      || !take_text (reader, "source", &self->source, error) || !take_text (reader, "date", &self->date, error)
      || (key != NULL && !JSON_NODE_HOLDS_NULL (key) && !take_text (reader, "weights_key", &self->weights_key, error))
      || !take_count (reader, "images_fitted", &self->n_fitted, error)
      || !take_count (reader, "images_checked", &self->n_checked, error)
      || !take_bool (reader, "by_lesion", &self->is_by_lesion, error)
      || !take_bool (reader, "training_data", &self->is_training, error) || !take_sets (reader, error)
      || !take_seed (reader, error))
    return FALSE;
  take_figures (reader, "before", self->before);
  for (int method = 0; method < DERM_N_SCALINGS; method++)
    take_figures (reader, derm_scaling_method_get_id ((DermScalingMethod) method), self->after[method]);
  return TRUE;
}

static gboolean
check_format (const Reader *reader, GError **error)
{
  const char *format = derm_json_get_string (reader->object, "format", reader->what, NULL);
  int version = 0;

  if (g_strcmp0 (format, FORMAT) != 0)
    return refuse (error, _ ("this is no calibration that derm evaluate --fit-calibration has written"));
  return derm_json_get_int (reader->object, "format_version", (DermRange){ FORMAT_VERSION, FORMAT_VERSION },
                            reader->what, &version, error);
}

DermRecalibration *
derm_recalibration_new_from_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (DermRecalibration) self = NULL;
  Reader reader = { .what = _ ("the calibration") };

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  bytes = derm_file_read (file, &name, cancellable, error);
  if (bytes == NULL)
    return NULL;
  if (g_bytes_get_size (bytes) > MAX_BYTES)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("the file is larger than %d MiB"), MAX_BYTES >> 20);
      return NULL;
    }
  root = derm_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), reader.what, error);
  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (error, _ ("this is no calibration that derm evaluate --fit-calibration has written"));
      return NULL;
    }
  self = derm_made_new (DERM_TYPE_RECALIBRATION);
  reader.self = self;
  reader.object = json_node_get_object (root);
  return check_format (&reader, error) && take_all (&reader, error) ? g_steal_pointer (&self) : NULL;
}
