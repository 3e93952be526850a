/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include "torch-notes.h"

/* Of the values that are looked at, each time that one is met: pickled values may refer to each other at will. So many
 * bytes of text count as one more. */
enum { MAX_DEPTH = 8, MAX_VISITS = 50000, MAX_TEXT = 1 << 16, TEXT_VISIT = 16 };

typedef struct {
  guint n_visits, depth;
} Notes;

static JsonNode *make_node (Notes *notes, const PickleValue *value);

/* Text, or a whole number as text; NULL for all else. */
static char *
dup_key (const PickleValue *key)
{
  if (key->kind == PICKLE_INT)
    return g_strdup_printf ("%" G_GINT64_FORMAT, key->integer);
  return key->kind == PICKLE_TEXT && key->n <= MAX_TEXT && memchr (key->text, '\0', key->n) == NULL
             ? g_strndup (key->text, key->n)
             : NULL;
}

static JsonNode *
make_object (Notes *notes, const PickleValue *dict)
{
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  for (guint i = 0; i + 1 < dict->n && notes->n_visits < MAX_VISITS; i += 2)
    {
      g_autofree char *key = dup_key (dict->items[i]);
      JsonNode *member = key != NULL ? make_node (notes, dict->items[i + 1]) : NULL;

      if (member != NULL)
        json_object_set_member (object, key, member);
    }
  json_node_take_object (node, object);
  return node;
}

/* A list that has something else in it than what can be said is left out as a whole: nothing must move up. */
static JsonNode *
make_array (Notes *notes, const PickleValue *list)
{
  g_autoptr (JsonArray) array = json_array_new ();
  JsonNode *node;

  for (guint i = 0; i < list->n; i++)
    {
      JsonNode *element = notes->n_visits < MAX_VISITS ? make_node (notes, list->items[i]) : NULL;

      if (element == NULL)
        return NULL;
      json_array_add_element (array, element);
    }
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_set_array (node, array);
  return node;
}

static JsonNode *
make_text (Notes *notes, const PickleValue *value)
{
  gboolean is_plain = value->n <= MAX_TEXT && memchr (value->text, '\0', value->n) == NULL;
  g_autofree char *text = is_plain ? g_strndup (value->text, value->n) : NULL;

  notes->n_visits += value->n / TEXT_VISIT;
  return text != NULL ? json_node_init_string (json_node_alloc (), text) : NULL;
}

static JsonNode *
make_container (Notes *notes, const PickleValue *value)
{
  JsonNode *node = NULL;

  if (notes->depth == MAX_DEPTH)
    return NULL;
  notes->depth++;
  if (value->kind == PICKLE_DICT)
    node = make_object (notes, value);
  else if (value->kind == PICKLE_OBJECT)
    node = value->state != NULL ? make_object (notes, value->state) : NULL;
  else
    node = make_array (notes, value);
  notes->depth--;
  return node;
}

/* NULL: it is left out. */
static JsonNode *
make_node (Notes *notes, const PickleValue *value)
{
  notes->n_visits++;
  switch (value->kind)
    {
    case PICKLE_NONE:
      return json_node_init_null (json_node_alloc ());
    case PICKLE_BOOL:
      return json_node_init_boolean (json_node_alloc (), value->integer != 0);
    case PICKLE_INT:
      return json_node_init_int (json_node_alloc (), value->integer);
    case PICKLE_FLOAT:
      return isfinite (value->real) ? json_node_init_double (json_node_alloc (), value->real) : NULL;
    case PICKLE_TEXT:
      return make_text (notes, value);
    case PICKLE_TUPLE:
    case PICKLE_LIST:
    case PICKLE_DICT:
    case PICKLE_OBJECT:
      return make_container (notes, value);
    case PICKLE_LONG:
    case PICKLE_BYTES:
    case PICKLE_GLOBAL:
    case PICKLE_TENSOR:
    case PICKLE_STORAGE:
    default:
      return NULL;
    }
}

JsonNode *
derm_torch_notes_new (const PickleValue *root)
{
  Notes notes = { 0 };
  JsonNode *node = make_node (&notes, root);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return node;
  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  return node;
}
