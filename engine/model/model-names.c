/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "model-names.h"
#include "recipe-labels.h"

enum { MAX_DEPTH = 8 };

typedef struct {
  DermNotes *notes;
  guint n_outputs;
  gboolean is_table; /* the names that are taken are from a table with numbers */
} Reading;

/* Without what programs write between words, in small letters. */
static char *
squeeze (const char *key)
{
  GString *out = g_string_new (NULL);

  for (const char *p = key; *p != '\0'; p++)
    if (strchr ("_- .", *p) == NULL)
      g_string_append_c (out, g_ascii_tolower (*p));
  return g_string_free (out, FALSE);
}

/* Whether a member of that name is about classes; others are only taken where a table leaves no doubt. */
static gboolean
is_about_classes (const char *key)
{
  static const char *const parts[]
      = { "class", "label", "categor", "diagnos", "targetname", "vocab", "lesiontype", "idxtoname", "idx2name" };
  g_autofree char *plain = squeeze (key);

  if (g_str_equal (plain, "names") || g_str_equal (plain, "dx"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (parts) && !g_str_has_prefix (plain, "classifier"); i++)
    if (strstr (plain, parts[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
fits (const Reading *reading, guint n)
{
  return n == reading->n_outputs || (reading->n_outputs == 1 && n == 2);
}

static char *
show (const char *key)
{
  GString *out = g_string_new (NULL);

  for (const char *p = key; *p != '\0'; p = g_utf8_next_char (p))
    g_string_append_unichar (out, g_unichar_isprint (g_utf8_get_char (p)) ? g_utf8_get_char (p) : 0xfffd);
  return g_string_free (out, FALSE);
}

static void
take (Reading *reading, const char *path, char **names, gboolean is_table)
{
  DermNotes *notes = reading->notes;

  g_strfreev (notes->codes);
  g_free (notes->codes_key);
  notes->codes = g_strdupv (names);
  notes->codes_key = show (path);
  reading->is_table = is_table;
}

/* The first names are taken, but a table with numbers before a mere list. The others are compared with them. */
static void
offer (Reading *reading, const char *path, char **names, gboolean is_table)
{
  DermNotes *notes = reading->notes;
  gboolean is_new = notes->codes == NULL, is_better = !is_new && is_table && !reading->is_table;
  g_autofree char *shown = is_better ? g_strdup (notes->codes_key) : show (path);

  if (!is_new && g_strv_equal ((const char *const *) notes->codes, (const char *const *) names))
    return;
  if (is_new || is_better)
    take (reading, path, names, is_table);
  if (!is_new)
    /* Translators: members of a file, like “classes” and “class_to_idx” */
    g_ptr_array_add (notes->remarks, g_strdup_printf (_ ("“%s” in the file is not used: “%s” contradicts it."), shown,
                                                      notes->codes_key));
}

static void
refuse (Reading *reading, const char *path)
{
  g_autofree char *shown = show (path);
  guint n = reading->n_outputs;

  g_ptr_array_add (
      reading->notes->remarks,
      g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "“%s” in the file is not used: it does not name the network's %u output once.",
                       "“%s” in the file is not used: it does not name each of the network's %u outputs once.", n),
          shown, n));
}

/* Whether the value was one for names, used or not. */
static gboolean
take_names (Reading *reading, const char *path, const char *key, JsonNode *node)
{
  g_auto (GStrv) names = NULL;
  guint n = 0;
  gboolean is_about = is_about_classes (key), is_table = JSON_NODE_HOLDS_OBJECT (node);

  names = derm_notes_read_names (node, &n);
  if (n == 0 || (!is_about && (!is_table || names == NULL || n < 4 || !fits (reading, n))))
    return FALSE;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_strstrip (names[i]);
  if (names != NULL && fits (reading, n) && derm_labels_check ((const char *const *) names, NULL))
    offer (reading, path, names, is_table);
  else
    refuse (reading, path);
  return TRUE;
}

/* ---- mean and standard deviation ---- */

static gboolean
read_three (JsonNode *node, double values[3])
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL || json_array_get_length (array) != 3)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      GType type = JSON_NODE_HOLDS_VALUE (element) ? json_node_get_value_type (element) : G_TYPE_INVALID;

      if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
        return FALSE;
      values[i] = json_node_get_double (element);
    }
  return TRUE;
}

/* (transfer full) The value, also where it is text that holds one; NULL for no value or any other text. */
static JsonNode *
open_value (JsonNode *node)
{
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return derm_notes_parse (json_node_get_string (node));
  return json_node_ref (node);
}

/* "mean" and "std", or "image_mean" and "image_std"; those of bytes are made those of numbers from 0 to 1. */
static void
take_normalisation (Reading *reading, const char *path, JsonObject *object, const char *key, JsonNode *node)
{
  DermNotes *notes = reading->notes;
  gsize length = strlen (key);
  g_autofree char *start = g_str_has_suffix (key, "mean") ? g_strndup (key, length - strlen ("mean")) : NULL;
  g_autofree char *other = start != NULL ? g_strconcat (start, "std", NULL) : NULL;
  g_autoptr (JsonNode) std = other != NULL ? open_value (json_object_get_member (object, other)) : NULL;
  double mean[3], deviation[3], divisor = 1;

  if (notes->mean_key != NULL || !read_three (node, mean) || !read_three (std, deviation))
    return;
  for (int i = 0; i < 3; i++)
    if (fabs (mean[i]) > 2 || deviation[i] > 2)
      divisor = 255;
  for (int i = 0; i < 3; i++)
    if (!(deviation[i] > 0) || fabs (mean[i]) > 255)
      return;
  for (int i = 0; i < 3; i++)
    {
      notes->mean[i] = mean[i] / divisor;
      notes->std[i] = deviation[i] / divisor;
    }
  notes->mean_key = show (path);
}

/* ---- all members ---- */

/* "nv,mel,bkl" or one name a line. */
static JsonNode *
split_text (const char *text)
{
  const char *separator = strchr (text, '\n') != NULL ? "\n" : ",";
  g_auto (GStrv) parts = g_strsplit (text, separator, -1);
  g_autoptr (JsonArray) array = json_array_new ();
  JsonNode *node;

  if (g_strv_length (parts) < 2)
    return NULL;
  for (char **part = parts; *part != NULL; part++)
    if (*g_strstrip (*part) != '\0')
      json_array_add_string_element (array, *part);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (node, array);
  return node;
}

static void
read_members (Reading *reading, JsonObject *object, const char *path, int depth)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      g_autofree char *below = *path != '\0' ? g_strdup_printf ("%s.%s", path, key) : g_strdup (key);
      g_autoptr (JsonNode) node = open_value (value);

      if (node == NULL && is_about_classes (key) && json_node_get_value_type (value) == G_TYPE_STRING)
        node = split_text (json_node_get_string (value));
      if (node == NULL || take_names (reading, below, key, node))
        continue;
      take_normalisation (reading, below, object, key, node);
      if (JSON_NODE_HOLDS_OBJECT (node) && depth < MAX_DEPTH)
        read_members (reading, json_node_get_object (node), below, depth + 1);
    }
}

void
derm_notes_read (DermNotes *self, JsonObject *notes, int n_outputs)
{
  Reading reading = { self, (guint) n_outputs, FALSE };

  self->remarks = g_ptr_array_new_with_free_func (g_free);
  if (notes != NULL && n_outputs > 0)
    read_members (&reading, notes, "", 0);
}

void
derm_notes_clear (DermNotes *self)
{
  g_clear_pointer (&self->codes, g_strfreev);
  g_clear_pointer (&self->codes_key, g_free);
  g_clear_pointer (&self->mean_key, g_free);
  g_clear_pointer (&self->remarks, g_ptr_array_unref);
}
