/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-recipe.h"
#include "image-labels.h"
#include "image-private.h"
#include "model-json.h"

enum { MAX_LABELS = 4096, MAX_CODE = 100, MAX_JSON = 1 << 20 };

static const char *const published[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };
static const char *const csv[] = { "akiec", "bcc", "bkl", "df", "nv", "vasc", "mel", NULL };

const char *const *
derm_labels_published (void)
{
  return published;
}

const char *const *
derm_labels_csv (void)
{
  return csv;
}

gboolean
derm_labels_are_equal (char **a, char **b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

/* Codes become column heads: text without line breaks, and not endless. */
static gboolean
is_code (const char *text)
{
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > MAX_CODE)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

gboolean
derm_labels_check (const char *const *labels, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      if (!is_code (labels[i]))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("label %u is empty, too long or not text"), i);
          return FALSE;
        }
      if (!g_hash_table_add (seen, (gpointer) labels[i]))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("two outputs have the label “%s”"), labels[i]);
          return FALSE;
        }
    }
  if (g_hash_table_size (seen) > 0)
    return TRUE;
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("there are no labels"));
  return FALSE;
}

/* ---- labels.json ---- */

static char **
refuse (GError **error)
{
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE,
                       _ ("the labels are not {\"0\": \"code\", \"1\": …} or [\"code\", …]"));
  return NULL;
}

/* The node of output `index`, or NULL. */
static JsonNode *
find_label (JsonNode *root, guint index)
{
  g_autofree char *key = g_strdup_printf ("%u", index);

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_array_get_element (json_node_get_array (root), index);
  return json_object_get_member (json_node_get_object (root), key);
}

static char **
take_labels (JsonNode *root, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n;

  if (JSON_NODE_HOLDS_ARRAY (root))
    n = json_array_get_length (json_node_get_array (root));
  else if (JSON_NODE_HOLDS_OBJECT (root))
    n = json_object_get_size (json_node_get_object (root));
  else
    return refuse (error);
  if (n > MAX_LABELS)
    return refuse (error);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = find_label (root, i);

      if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
        return refuse (error);
      g_strv_builder_add (builder, json_node_get_string (node));
    }
  return g_strv_builder_end (builder);
}

static char **
read_json (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = derm_file_read (file, &name, NULL, error);
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) reason = NULL;
  const char *text;
  gsize size;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  if (size > MAX_JSON)
    return refuse (error);
  root = derm_json_parse (text != NULL ? text : "", size, _ ("the list of labels"), &reason);
  if (root != NULL)
    return take_labels (root, error);
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, reason->message);
  return NULL;
}

char **
derm_labels_from_text (const char *text, GError **error)
{
  g_auto (GStrv) labels = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_equal (text, "csv"))
    return g_strdupv ((char **) csv);
  if (g_str_equal (text, "published"))
    return g_strdupv ((char **) published);
  if (g_str_has_suffix (text, ".json"))
    labels = read_json (text, error);
  else
    labels = g_strsplit (text, ",", MAX_LABELS);
  for (char **label = labels; label != NULL && *label != NULL; label++)
    g_strstrip (*label);
  if (labels == NULL || !derm_labels_check ((const char *const *) labels, error))
    return NULL;
  return g_steal_pointer (&labels);
}
