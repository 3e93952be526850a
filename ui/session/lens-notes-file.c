/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-notes-private.h"

#include <string.h>

#include "lens-jsonl.h"

void
lens_note_copy (LensNote *to, const LensNote *from)
{
  to->flag = from != NULL ? from->flag : LENS_FLAG_NONE;
  to->label = from != NULL ? g_strdup (from->label) : NULL;
  to->text = from != NULL ? g_strdup (from->text) : NULL;
}

void
lens_note_clear (LensNote *note)
{
  g_clear_pointer (&note->label, g_free);
  g_clear_pointer (&note->text, g_free);
  note->flag = LENS_FLAG_NONE;
}

gboolean
lens_note_is_same (const LensNote *a, const LensNote *b)
{
  return a->flag == b->flag && g_strcmp0 (a->label, b->label) == 0 && g_strcmp0 (a->text, b->text) == 0;
}

void
lens_entry_free (LensEntry *entry)
{
  lens_note_clear (&entry->note);
  g_clear_pointer (&entry->more, g_hash_table_unref);
  g_free (entry);
}

gboolean
lens_note_is_empty (const LensNote *note)
{
  return note->flag == LENS_FLAG_NONE && note->label == NULL && note->text == NULL;
}

GHashTable *
lens_notes_table_new (void)
{
  return g_hash_table_new_full (g_file_hash, (GEqualFunc) g_file_equal, g_object_unref,
                                (GDestroyNotify) lens_entry_free);
}

static char *
take_member (GHashTable *members, const char *name)
{
  g_autofree char *key = NULL;
  char *value = NULL;

  g_hash_table_steal_extended (members, name, (gpointer *) &key, (gpointer *) &value);
  if (value != NULL && *value == '\0')
    g_clear_pointer (&value, g_free);

  return value;
}

/* A name is a path, or an address of what has no path; as an address too if it is not UTF-8, which JSON cannot hold. */
static GFile *
file_of_name (const char *name, GFile *folder)
{
  g_autofree char *scheme = g_uri_parse_scheme (name);

  if (scheme != NULL && strstr (name, ":/") != NULL)
    return g_file_new_for_uri (name);

  return g_file_resolve_relative_path (folder, name);
}

static char *
name_of_file (GFile *file, GFile *folder)
{
  g_autofree char *path = g_file_get_relative_path (folder, file);

  if (path == NULL)
    path = g_file_get_path (file);
  if (path != NULL && g_utf8_validate (path, -1, NULL))
    return g_steal_pointer (&path);

  return g_file_get_uri (file);
}

/* The image that a line is about, or NULL. */
static GFile *
take_key (GHashTable *members, GFile *folder)
{
  g_autofree char *name = take_member (members, "file"), *hash = NULL, *address = NULL;

  if (name != NULL)
    return file_of_name (name, folder);
  hash = take_member (members, "sha256");
  if (hash == NULL)
    return NULL;
  address = g_strconcat (LENS_ITEM_HASH_SCHEME ":", hash, NULL);

  return g_file_new_for_uri (address);
}

/* FALSE if it is no line of ours. */
static gboolean
parse_line (const char *line, GFile *folder, GHashTable *notes)
{
  g_autoptr (GHashTable) members = lens_jsonl_parse (line);
  g_autofree char *flag = NULL;
  GFile *key;
  LensEntry *entry;

  if (members == NULL)
    return FALSE;
  flag = g_strdup (g_hash_table_lookup (members, "flag"));
  entry = g_new0 (LensEntry, 1);
  if (flag != NULL && !lens_flag_from_id (flag, &entry->note.flag))
    {
      g_free (entry);
      return FALSE; /* a newer program's: it is kept as it is */
    }
  key = take_key (members, folder);
  if (key == NULL)
    {
      g_free (entry);
      return FALSE;
    }
  entry->note.label = take_member (members, "label");
  entry->note.text = take_member (members, "note");
  g_hash_table_remove (members, "flag");
  if (g_hash_table_size (members) > 0)
    entry->more = g_steal_pointer (&members);
  g_hash_table_replace (notes, key, entry);

  return TRUE;
}

static GFile *
folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_file_new_for_path (folder);
}

void
lens_notes_parse (const char *content, const char *path, GHashTable *notes, GPtrArray *rest)
{
  g_auto (GStrv) lines = g_strsplit (content, "\n", -1);
  g_autoptr (GFile) folder = folder_of (path);

  for (int i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0' && !parse_line (lines[i], folder, notes))
      g_ptr_array_add (rest, g_strdup (lines[i]));
}

static void
append_member (GString *line, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;

  g_string_append (line, line->len > 1 ? ", " : "");
  lens_jsonl_append_string (line, name);
  g_string_append (line, ": ");
  lens_jsonl_append_string (line, value);
}

static char *
format_line (GFile *file, LensEntry *entry, GFile *folder)
{
  GString *line = g_string_new ("{");
  gboolean is_hash = g_file_has_uri_scheme (file, LENS_ITEM_HASH_SCHEME);
  g_autofree char *name = is_hash ? g_file_get_uri (file) : name_of_file (file, folder);
  g_autoptr (GList) keys = entry->more != NULL ? g_hash_table_get_keys (entry->more) : NULL;

  if (is_hash)
    append_member (line, "sha256", name + strlen (LENS_ITEM_HASH_SCHEME ":"));
  else
    append_member (line, "file", name);
  append_member (line, "flag", lens_flag_get_id (entry->note.flag));
  append_member (line, "label", entry->note.label);
  append_member (line, "note", entry->note.text);
  keys = g_list_sort (keys, (GCompareFunc) strcmp);
  for (GList *l = keys; l != NULL; l = l->next)
    append_member (line, l->data, g_hash_table_lookup (entry->more, l->data));
  g_string_append_c (line, '}');

  return g_string_free (line, FALSE);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char *
lens_notes_format (GHashTable *notes, GPtrArray *rest, const char *path)
{
  g_autoptr (GFile) folder = folder_of (path);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *content = g_string_new (NULL);
  GHashTableIter iter;
  gpointer file, entry;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, &file, &entry))
    g_ptr_array_add (lines, format_line (file, entry, folder));
  g_ptr_array_sort (lines, compare_lines); /* so that a file of the same notes is the same file */
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (content, "%s\n", (char *) g_ptr_array_index (lines, i));
  for (guint i = 0; i < rest->len; i++)
    g_string_append_printf (content, "%s\n", (char *) g_ptr_array_index (rest, i));

  return g_string_free (content, FALSE);
}
