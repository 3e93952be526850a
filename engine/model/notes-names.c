/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "engine/nn/nn.h"
#include "model-names.h"

/* The forms in which names of classes are written. */

/* A whole number from 0 on, or text that is one; -1 for all else. */
static int
read_number (JsonNode *node)
{
  gint64 number = -1;
  GType type = node != NULL ? json_node_get_value_type (node) : G_TYPE_INVALID;
  guint64 parsed;

  if (type == G_TYPE_INT64)
    number = json_node_get_int (node);
  else if (type == G_TYPE_STRING
           && g_ascii_string_to_unsigned (json_node_get_string (node), 10, 0, NN_MAX_CHANNELS, &parsed, NULL))
    number = (gint64) parsed;
  return number >= 0 && number < NN_MAX_CHANNELS ? (int) number : -1;
}

static int
read_key (const char *key)
{
  guint64 number;

  return g_ascii_string_to_unsigned (key, 10, 0, NN_MAX_CHANNELS - 1, &number, NULL) ? (int) number : -1;
}

static gboolean
is_text (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* Puts the name to its number; false if there is one already, or if there cannot be so many. */
static gboolean
put (char **names, guint n, int number, const char *name)
{
  if (number < 0 || (guint) number >= n || names[number] != NULL)
    return FALSE;
  names[number] = g_strdup (name);
  return TRUE;
}

/* {"nv": 0, …} or {"0": "nv", …}. *is_form: whether all members are like that. */
static gboolean
read_object (JsonObject *object, char **names, guint n, gboolean *is_form)
{
  gboolean is_fine = TRUE;
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    {
      int to = read_number (value), from = read_key (key);
      gboolean is_plain = JSON_NODE_HOLDS_VALUE (value);

      if (is_plain && from >= 0 && is_text (value))
        is_fine &= put (names, n, from, json_node_get_string (value));
      else if (is_plain && (to >= 0 || json_node_get_value_type (value) == G_TYPE_INT64))
        is_fine &= put (names, n, to, key);
      else
        *is_form = FALSE;
    }
  return is_fine;
}

static const char *
get_name (JsonObject *object)
{
  static const char *const members[] = { "name", "label", "class", "code" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (is_text (json_object_get_member (object, members[i])))
      return json_object_get_string_member (object, members[i]);
  return NULL;
}

static int
get_number (JsonObject *object, int otherwise)
{
  static const char *const members[] = { "id", "index", "idx" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    if (json_object_has_member (object, members[i]))
      return read_number (json_object_get_member (object, members[i]));
  return otherwise;
}

/* ["nv", …] or [{"id": 0, "name": "nv"}, …] */
static gboolean
read_array (JsonArray *array, char **names, guint n, gboolean *is_form)
{
  gboolean is_fine = TRUE;

  for (guint i = 0; i < n; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;

      if (is_text (element))
        is_fine &= put (names, n, (int) i, json_node_get_string (element));
      else if (object != NULL && get_name (object) != NULL)
        is_fine &= put (names, n, get_number (object, (int) i), get_name (object));
      else
        *is_form = FALSE;
    }
  return is_fine;
}

char **
derm_notes_read_names (JsonNode *node, guint *n)
{
  g_auto (GStrv) names = NULL;
  gboolean is_form = TRUE, is_fine = FALSE;

  *n = 0;
  if (JSON_NODE_HOLDS_OBJECT (node))
    *n = json_object_get_size (json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    *n = json_array_get_length (json_node_get_array (node));
  if (*n == 0 || *n > NN_MAX_CHANNELS)
    {
      *n = 0;
      return NULL;
    }
  names = g_new0 (char *, *n + 1);
  if (JSON_NODE_HOLDS_OBJECT (node))
    is_fine = read_object (json_node_get_object (node), names, *n, &is_form);
  else
    is_fine = read_array (json_node_get_array (node), names, *n, &is_form);
  if (is_form && is_fine)
    return g_steal_pointer (&names);
  for (guint i = 0; i < *n; i++) /* after a gap there may be others */
    g_clear_pointer (&names[i], g_free);
  if (!is_form)
    *n = 0;
  return NULL;
}
