/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "samples-private.h"
#include "weights-json.h"

/* What `derm predict --format jsonl` writes: an object a line. --format json writes the same lines between brackets,
 * with a comma at the end of each, and is read likewise. */

enum { MAX_LINE = 1 << 20 };

typedef struct {
  DermSamples *self;
  char **labels; /* owned, of the first line */
  int *order;    /* owned */
  int n_classes;
  guint line;
} Reader;

static void
reader_clear (Reader *reader)
{
  g_strfreev (reader->labels);
  g_free (reader->order);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
refuse_member (const Reader *reader, const char *member, GError **error)
{
  return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u: there is no “%s” as derm predict writes it"),
                              reader->line, member);
}

/* NULL if it is not there or no string. */
static const char *
get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* (transfer full) NULL for anything but strings. */
static char **
get_strings (JsonObject *object, const char *member)
{
  JsonArray *array = get_array (object, member);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return NULL;
      g_strv_builder_add (list, json_node_get_string (node));
    }
  return array != NULL && json_array_get_length (array) > 0 ? g_strv_builder_end (list) : NULL;
}

/* The classes, which all lines have to have in one order. */
static gboolean
take_labels (Reader *reader, JsonObject *object, GError **error)
{
  DermSamples *self = reader->self;
  g_auto (GStrv) labels = get_strings (object, "labels");

  if (labels == NULL)
    return refuse_member (reader, "labels", error);
  if (reader->labels != NULL)
    return g_strv_equal ((const char *const *) reader->labels, (const char *const *) labels)
           || derm_samples_refuse (error, DERM_ERROR_FORMAT,
                                   _ ("line %u: its labels are not those of the lines before"), reader->line);
  if (self->has_own_labels)
    {
      g_strfreev (self->labels);
      self->labels = g_strdupv (labels);
    }
  reader->n_classes = (int) g_strv_length (labels);
  if (reader->n_classes != (int) g_strv_length (self->labels))
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("the file has %u classes, and the model has %u"),
                                g_strv_length (labels), g_strv_length (self->labels));
  for (int k = 0; k < reader->n_classes; k++)
    for (int other = 0; other < k; other++)
      if (g_ascii_strcasecmp (labels[other], labels[k]) == 0)
        return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u: the class “%s” is there twice"),
                                    reader->line, labels[k]);
  reader->labels = g_steal_pointer (&labels);
  reader->order = derm_samples_map_labels (self, (const char *const *) reader->labels, error);
  return reader->order != NULL;
}

/* (transfer full) As many numbers as there are classes, or NULL with an error. */
static float *
get_numbers (const Reader *reader, JsonObject *object, const char *member, GError **error)
{
  JsonArray *array = get_array (object, member);
  g_autofree float *numbers = g_new (float, reader->n_classes);

  if (array == NULL || json_array_get_length (array) != (guint) reader->n_classes)
    {
      refuse_member (reader, member, error);
      return NULL;
    }
  for (int k = 0; k < reader->n_classes; k++)
    {
      JsonNode *node = json_array_get_element (array, (guint) k);
      GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

      if ((type != G_TYPE_DOUBLE && type != G_TYPE_INT64) || !isfinite ((float) json_node_get_double (node)))
        {
          refuse_member (reader, member, error);
          return NULL;
        }
      numbers[k] = (float) json_node_get_double (node);
    }
  return g_steal_pointer (&numbers);
}

/* By these results are told from those of another model, and images that are there twice are found. */
static gboolean
check_origin (const Reader *reader, JsonObject *object, GError **error)
{
  static const char *const needed[] = { "file", "label", "input_sha256", "model_sha256", "recipe", "decision" };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (get_string (object, needed[i]) == NULL)
      return refuse_member (reader, needed[i], error);
  return TRUE;
}

static gboolean
take_answer (Reader *reader, JsonObject *object, GError **error)
{
  g_autofree float *scores = NULL, *logits = NULL;
  g_autofree char *model = NULL;
  const char *name = get_string (object, "model"), *version = get_string (object, "model_version");

  if (!take_labels (reader, object, error) || (scores = get_numbers (reader, object, "calibrated", error)) == NULL
      || (logits = get_numbers (reader, object, "logits", error)) == NULL || !check_origin (reader, object, error))
    return FALSE;
  model = name != NULL ? g_strchomp (g_strjoin (" ", name, version, NULL)) : NULL;
  return derm_samples_add_row (reader->self,
                               &(SampleRow){ .line = reader->line,
                                             .file = get_string (object, "file"),
                                             .answer = get_string (object, "label"),
                                             .truth = get_string (object, "truth"),
                                             .input_sha256 = get_string (object, "input_sha256"),
                                             .model_sha256 = get_string (object, "model_sha256"),
                                             .recipe = get_string (object, "recipe"),
                                             .decision = get_string (object, "decision"),
                                             .values = "calibrated",
                                             .model = model,
                                             .scores = scores,
                                             .logits = logits },
                               reader->order, error);
}

static gboolean
take_line (Reader *reader, const char *text, gsize length, GError **error)
{
  g_autofree char *what = g_strdup_printf (_ ("line %u"), reader->line);
  g_autoptr (JsonNode) root = NULL;
  const char *status;

  if (length > MAX_LINE)
    return derm_samples_refuse (error, DERM_ERROR_TOO_LARGE, _ ("line %u is longer than %d MiB"), reader->line,
                                MAX_LINE >> 20);
  root = derm_json_parse (text, length, what, error);
  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u: this is no result of derm predict"),
                                reader->line);
  status = get_string (json_node_get_object (root), "status");
  if (g_strcmp0 (status, "error") == 0)
    {
      reader->self->n_errors++;
      return TRUE;
    }
  if (g_strcmp0 (status, "ok") != 0)
    return refuse_member (reader, "status", error);
  return take_answer (reader, json_node_get_object (root), error);
}

/* The line without spaces around it, a comma behind it, and the brackets of --format json. */
static void
trim (const char **start, const char **end)
{
  while (*start < *end && g_ascii_isspace (**start))
    (*start)++;
  while (*end > *start && (g_ascii_isspace ((*end)[-1]) || (*end)[-1] == ','))
    (*end)--;
  if (*end - *start == 1 && (**start == '[' || **start == ']'))
    *start = *end;
}

gboolean
derm_samples_read_jsonl (DermSamples *self, GBytes *bytes, GError **error)
{
  g_auto (Reader) reader = { .self = self };
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  self->kind = DERM_SAMPLES_RESULTS;
  for (const char *p = text, *next; p < text + size; p = next)
    {
      const char *line_end = memchr (p, '\n', (gsize) (text + size - p)), *start = p, *end;

      end = line_end != NULL ? line_end : text + size;
      next = line_end != NULL ? line_end + 1 : end;
      reader.line++;
      trim (&start, &end);
      if (start < end && !take_line (&reader, start, (gsize) (end - start), error))
        return FALSE;
    }
  return derm_samples_finish_rows (self, error);
}
