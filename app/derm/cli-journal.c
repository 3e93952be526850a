/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "cli-journal.h"

#include <derm.h>
#include <glib/gi18n.h>
#include <inttypes.h>
#include <json-glib/json-glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli-write.h"

struct _CliJournal {
  FILE *file;
  char *line;
  size_t room;
  guint64 length, offset;
  gboolean is_complete;
  guint64 n_listed;
  char list_hash[65];
};

void
cli_journal_head_clear (CliJournalHead *head)
{
  g_free (head->version);
  g_free (head->model);
  g_free (head->weights_key);
  g_free (head->recipe);
  g_free (head->calibration);
  g_free (head->format);
  g_free (head->fields);
  g_free (head->decision);
  g_free (head->scores);
  *head = (CliJournalHead){ 0 };
}

/* ---- writing ---- */

void
cli_journal_hash_name (const char *name, char hash[17])
{
  g_autofree char *whole = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);

  g_strlcpy (hash, whole, 17);
}

void
cli_journal_hash_rows (const char *rows, gsize length, char hash[17])
{
  g_autofree char *whole = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) rows, length);

  g_strlcpy (hash, whole, 17);
}

void
cli_journal_append_head (GString *text, const CliJournalHead *head)
{
  g_string_append_printf (text, "{\"dermlens-run\":%d", CLI_JOURNAL_VERSION);
  derm_json_append_member (text, "version", head->version);
  derm_json_append_member (text, "model", head->model);
  derm_json_append_member (text, "weights_key", head->weights_key);
  g_string_append_printf (text, ",\"recipe\":%s", head->recipe);
  derm_json_append_member (text, "calibration", head->calibration);
  derm_json_append_member (text, "format", head->format);
  g_string_append_printf (text, ",\"fields\":%s", head->fields != NULL ? head->fields : "null");
  derm_json_append_member (text, "decision", head->decision);
  derm_json_append_member (text, "scores", head->scores);
  if (head->n_shards > 0)
    g_string_append_printf (text, ",\"shard\":[%u,%u]", head->shard, head->n_shards);
  else
    g_string_append (text, ",\"shard\":null");
  g_string_append_printf (text, ",\"by_hash\":%s}\n", head->by_hash ? "true" : "false");
}

void
cli_journal_append_entry (GString *text, const CliJournalEntry *entry)
{
  g_string_append_printf (text, "%" PRIu64 " %" PRIu64 " %" PRId64 " %" PRId64 " %s %s%s%s\n", entry->index,
                          entry->offset, entry->size, entry->mtime, entry->name,
                          *entry->content != '\0' ? entry->content : "-", *entry->rows != '\0' ? " " : "", entry->rows);
}

void
cli_journal_append_end (GString *text, guint64 n_listed, const char *list_hash)
{
  g_string_append_printf (text, "end %" PRIu64 " %s\n", n_listed, list_hash);
}

/* ---- reading ---- */

char *
cli_journal_path (const char *output)
{
  return g_strconcat (output, ".run", NULL);
}

/* A whole line without its end, or NULL. */
static char *
read_line (CliJournal *journal, gsize *length)
{
  ssize_t n = getline (&journal->line, &journal->room, journal->file);

  if (n <= 0 || journal->line[n - 1] != '\n' || memchr (journal->line, '\0', (gsize) n) != NULL)
    return NULL;
  journal->line[n - 1] = '\0';
  *length = (gsize) n;
  return journal->line;
}

static char *
get_text (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? g_strdup (json_node_get_string (node)) : NULL;
}

static char *
get_json (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_to_string (node, FALSE) : NULL;
}

static gboolean
get_shard (JsonObject *object, CliJournalHead *head)
{
  JsonNode *node = json_object_get_member (object, "shard");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return node != NULL && JSON_NODE_HOLDS_NULL (node);
  if (json_array_get_length (array) != 2)
    return FALSE;
  head->shard = (guint) CLAMP (json_array_get_int_element (array, 0), 0, G_MAXUINT);
  head->n_shards = (guint) CLAMP (json_array_get_int_element (array, 1), 0, G_MAXUINT);
  return head->shard >= 1 && head->shard <= head->n_shards;
}

/* Why the line is no head, or NULL. */
static const char *
parse_head (const char *line, CliJournalHead *head)
{
  g_autoptr (JsonNode) node = json_from_string (line, NULL);
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL || !json_object_has_member (object, "dermlens-run"))
    return _ ("this is not the journal of a run");
  if (json_object_get_int_member_with_default (object, "dermlens-run", 0) != CLI_JOURNAL_VERSION)
    return _ ("the journal is of another version of derm");
  *head = (CliJournalHead){ .version = get_text (object, "version"),
                            .model = get_text (object, "model"),
                            .weights_key = get_text (object, "weights_key"),
                            .recipe = get_json (object, "recipe"),
                            .calibration = get_text (object, "calibration"),
                            .format = get_text (object, "format"),
                            .fields = get_json (object, "fields"),
                            .decision = get_text (object, "decision"),
                            .scores = get_text (object, "scores"),
                            .by_hash = json_object_get_boolean_member_with_default (object, "by_hash", FALSE) };
  if (get_shard (object, head) && head->model != NULL && head->recipe != NULL && head->format != NULL)
    return NULL;
  cli_journal_head_clear (head);
  return _ ("the journal's first line lacks members");
}

CliJournal *
cli_journal_open (const char *path, CliJournalHead *head, GError **error)
{
  g_autoptr (CliJournal) journal = g_new0 (CliJournal, 1);
  const char *line, *wrong;
  gsize length = 0;

  journal->file = cli_open_to_read (path);
  if (journal->file == NULL)
    {
      cli_write_error (error);
      return NULL;
    }
  line = read_line (journal, &length);
  if (line == NULL && ferror (journal->file))
    {
      cli_write_error (error);
      return NULL;
    }
  wrong = line != NULL ? parse_head (line, head) : _ ("this is not the journal of a run");
  if (wrong != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, wrong);
      return NULL;
    }
  journal->length = length;
  return g_steal_pointer (&journal);
}

static gboolean
is_hash (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789abcdef") == length;
}

static gboolean
parse_signed (const char *text, gint64 least, gint64 *number)
{
  return g_ascii_string_to_signed (text, 10, least, G_MAXINT64, number, NULL);
}

static gboolean
parse_entry (const char *line, CliJournalEntry *entry)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 8);
  guint n = g_strv_length (words);

  if (n < 6 || n > 7 || !g_ascii_string_to_unsigned (words[0], 10, 0, G_MAXUINT64, &entry->index, NULL)
      || !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXINT64, &entry->offset, NULL)
      || !parse_signed (words[2], -1, &entry->size) || !parse_signed (words[3], G_MININT64, &entry->mtime)
      || !is_hash (words[4], 16) || (strcmp (words[5], "-") != 0 && !is_hash (words[5], 64))
      || (n == 7 && !is_hash (words[6], 16)))
    return FALSE;
  g_strlcpy (entry->name, words[4], sizeof entry->name);
  g_strlcpy (entry->content, strcmp (words[5], "-") != 0 ? words[5] : "", sizeof entry->content);
  g_strlcpy (entry->rows, n == 7 ? words[6] : "", sizeof entry->rows);
  return TRUE;
}

static gboolean
parse_end (CliJournal *journal, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 4);

  if (g_strv_length (words) != 3 || strcmp (words[0], "end") != 0
      || !g_ascii_string_to_unsigned (words[1], 10, 0, G_MAXUINT64, &journal->n_listed, NULL)
      || !is_hash (words[2], 64))
    return FALSE;
  g_strlcpy (journal->list_hash, words[2], sizeof journal->list_hash);
  return TRUE;
}

gboolean
cli_journal_next (CliJournal *journal, CliJournalEntry *entry)
{
  gsize length = 0;
  const char *line = journal->file != NULL ? read_line (journal, &length) : NULL;

  if (line != NULL && parse_entry (line, entry) && entry->offset >= journal->offset)
    {
      journal->length += length;
      journal->offset = entry->offset;
      return TRUE;
    }
  journal->is_complete |= line != NULL && parse_end (journal, line);
  if (journal->file != NULL) /* nothing is taken from behind a line that is none */
    fclose (g_steal_pointer (&journal->file));
  return FALSE;
}

gboolean
cli_journal_is_complete (const CliJournal *journal, guint64 *n_listed, const char **list_hash)
{
  *n_listed = journal->n_listed;
  *list_hash = journal->list_hash;
  return journal->is_complete;
}

guint64
cli_journal_get_length (const CliJournal *journal)
{
  return journal->length;
}

void
cli_journal_free (CliJournal *journal)
{
  if (journal->file != NULL)
    fclose (journal->file);
  free (journal->line);
  g_free (journal);
}
