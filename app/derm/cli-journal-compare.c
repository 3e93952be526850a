/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <json-glib/json-glib.h>

#include "cli-journal.h"

/* Whether rows of two runs were made by the same, and what differs. */

static void
difference_clear (gpointer data)
{
  CliJournalDifference *difference = data;

  g_free (difference->member);
  g_free (difference->of_a);
  g_free (difference->of_b);
}

static char *
show (const char *value)
{
  return g_strdup (value != NULL ? value : C_ ("journal", "none"));
}

/* A list as names with commas between them, a text as it is. */
static char *
show_json (JsonNode *node)
{
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  GString *text;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return show (NULL);
  if (array == NULL)
    return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
               ? json_node_dup_string (node)
               : json_to_string (node, FALSE);
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *one = show_json (json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", one);
    }
  return g_string_free (text, FALSE);
}

/* Takes over both values. */
static void
add_difference (GArray *differences, const char *member, char *of_a, char *of_b)
{
  CliJournalDifference difference = { g_strdup (member), of_a, of_b };

  g_array_append_val (differences, difference);
}

static void
compare_texts (GArray *differences, const char *member, const char *a, const char *b)
{
  if (g_strcmp0 (a, b) != 0)
    add_difference (differences, member, show (a), show (b));
}

/* Numbers may be written in several ways. */
static gboolean
is_same_node (JsonNode *a, JsonNode *b)
{
  return a == NULL || b == NULL ? a == b : json_node_equal (a, b);
}

/* Of two recipes only the parts that differ are told. */
static void
compare_objects (GArray *differences, JsonObject *a, JsonObject *b)
{
  g_autoptr (GList) of_a = json_object_get_members (a), of_b = json_object_get_members (b);

  for (GList *name = of_a; name != NULL; name = name->next)
    {
      JsonNode *one = json_object_get_member (a, name->data), *other = json_object_get_member (b, name->data);

      if (!is_same_node (one, other))
        add_difference (differences, name->data, show_json (one), show_json (other));
    }
  for (GList *name = of_b; name != NULL; name = name->next)
    if (!json_object_has_member (a, name->data))
      add_difference (differences, name->data, show (NULL), show_json (json_object_get_member (b, name->data)));
}

static void
compare_json (GArray *differences, const char *member, const char *a, const char *b)
{
  g_autoptr (JsonNode) of_a = a != NULL ? json_from_string (a, NULL) : NULL;
  g_autoptr (JsonNode) of_b = b != NULL ? json_from_string (b, NULL) : NULL;

  if (is_same_node (of_a, of_b))
    return;
  if (of_a != NULL && of_b != NULL && JSON_NODE_HOLDS_OBJECT (of_a) && JSON_NODE_HOLDS_OBJECT (of_b))
    compare_objects (differences, json_node_get_object (of_a), json_node_get_object (of_b));
  else
    add_difference (differences, member, show_json (of_a), show_json (of_b));
}

static char *
show_shard (const CliJournalHead *head)
{
  return head->n_shards > 0 ? g_strdup_printf ("%u/%u", head->shard, head->n_shards) : show (NULL);
}

GArray *
cli_journal_head_compare (const CliJournalHead *a, const CliJournalHead *b, gboolean with_shard)
{
  GArray *differences = g_array_new (FALSE, FALSE, sizeof (CliJournalDifference));

  g_array_set_clear_func (differences, difference_clear);
  compare_texts (differences, "model", a->model, b->model);
  compare_texts (differences, "weights_key", a->weights_key, b->weights_key);
  compare_json (differences, "recipe", a->recipe, b->recipe);
  compare_texts (differences, "calibration", a->calibration, b->calibration);
  compare_texts (differences, "format", a->format, b->format);
  compare_json (differences, "fields", a->fields, b->fields);
  compare_texts (differences, "decision", a->decision, b->decision);
  compare_texts (differences, "scores", a->scores, b->scores);
  compare_texts (differences, "version", a->version, b->version);
  compare_texts (differences, "by_hash", a->by_hash ? "true" : "false", b->by_hash ? "true" : "false");
  if (with_shard && (a->shard != b->shard || a->n_shards != b->n_shards))
    add_difference (differences, "shard", show_shard (a), show_shard (b));
  return differences;
}
