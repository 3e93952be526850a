/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "weights-json.h"

/* json-glib's parser calls itself for every level, so the depth is bounded before it sees the text. */
enum { MAX_DEPTH = 16 };

/* Walks over the text outside of strings. Counts members by their colons; false if it is nested too deeply or has a
 * comment. JSON has none, but json-glib skips them, and a quotation mark in one would hide all that follows from us. */
static gboolean
scan (const char *text, gsize length, const char *what, guint *n_members, GError **error)
{
  gboolean is_string = FALSE;
  int depth = 0;

  *n_members = 0;
  for (gsize i = 0; i < length; i++)
    {
      char c = text[i];

      if (is_string && c == '\\')
        i++;
      else if (c == '"')
        is_string = !is_string;
      else if (is_string)
        continue;
      else if (c == '/')
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not JSON: %s"), what, _ ("it has a comment"));
          return FALSE;
        }
      else if (c == ':')
        (*n_members)++;
      else if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        depth--;
      if (depth > MAX_DEPTH)
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is nested too deeply"), what);
          return FALSE;
        }
    }
  return TRUE;
}

static guint count_members (JsonNode *node);

static void
count_member (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  *(guint *) user_data += 1 + count_members (node);
}

static void
count_element (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  *(guint *) user_data += count_members (node);
}

static guint
count_members (JsonNode *node)
{
  guint n = 0;

  if (JSON_NODE_HOLDS_OBJECT (node))
    json_object_foreach_member (json_node_get_object (node), count_member, &n);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    json_array_foreach_element (json_node_get_array (node), count_element, &n);
  return n;
}

JsonNode *
derm_json_parse (const char *text, gsize length, const char *what, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) reason = NULL;
  JsonNode *root;
  guint n_members;

  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not UTF-8 text"), what);
      return NULL;
    }
  if (length == 0) /* for the parser there is nothing at all then, not even an error */
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not JSON: %s"), what, _ ("it is empty"));
      return NULL;
    }
  if (!scan (text, length, what, &n_members, error))
    return NULL;
  if (!json_parser_load_from_data (parser, text, (gssize) length, &reason))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not JSON: %s"), what, reason->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not JSON: %s"), what, _ ("it is empty"));
      return NULL;
    }
  /* json-glib keeps the last of two members with one name: which of them was meant? */
  if (count_members (root) != n_members)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s names something twice"), what);
      return NULL;
    }
  return json_node_ref (root);
}

const char *
derm_json_get_string (JsonObject *object, const char *member, const char *what, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s has no text “%s”"), what, member);
      return NULL;
    }
  return json_node_get_string (node);
}

gboolean
derm_json_get_int (JsonObject *object, const char *member, DermRange range, const char *what, int *value,
                   GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node != NULL && json_node_get_value_type (node) == G_TYPE_INT64)
    {
      gint64 found = json_node_get_int (node);

      *value = (int) CLAMP (found, G_MININT, G_MAXINT);
      if (found >= (gint64) range.least && found <= (gint64) range.most)
        return TRUE;
    }
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s has no whole number “%s” from %lld to %lld"), what, member,
               (long long) range.least, (long long) range.most);
  return FALSE;
}

gboolean
derm_json_get_double (JsonObject *object, const char *member, const char *what, double *value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;

  if (type == G_TYPE_INT64 || type == G_TYPE_DOUBLE)
    {
      *value = json_node_get_double (node);
      if (isfinite (*value))
        return TRUE;
    }
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s has no number “%s”"), what, member);
  return FALSE;
}

double *
derm_json_get_numbers (JsonObject *object, const char *member, int n, DermRange range, const char *what, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autofree double *values = g_new (double, n);

  if (array == NULL || json_array_get_length (array) != (guint) n)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s: there is no list “%s” of %d numbers"), what, member, n);
      return NULL;
    }
  for (int i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, (guint) i);
      GType type = json_node_get_value_type (element);

      values[i] = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (element) : NAN;
      if (!(values[i] >= range.least && values[i] <= range.most))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s: number %d of “%s” is not from %g to %g"), what,
                       i + 1, member, range.least, range.most);
          return NULL;
        }
    }
  return g_steal_pointer (&values);
}
