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
  g_free (entry->size);
  g_free (entry->sha256);
  g_clear_pointer (&entry->more, g_hash_table_unref);
  g_clear_pointer (&entry->others, g_hash_table_unref);
  g_free (entry);
}

gboolean
lens_entry_is_empty (const LensEntry *entry)
{
  return lens_note_is_empty (&entry->note) && entry->more == NULL && entry->others == NULL;
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

/* ---- a line, to be written ---- */

static void
append_name (GString *line, const char *name)
{
  g_string_append (line, line->len > 1 ? ", " : "");
  lens_jsonl_append_string (line, name);
  g_string_append (line, ": ");
}

static void
append_member (GString *line, const char *name, const char *value)
{
  if (value == NULL || *value == '\0')
    return;
  append_name (line, name);
  lens_jsonl_append_string (line, value);
}

/* What is not ours, as it was. */
static void
append_foreign (GString *line, GHashTable *members, gboolean is_text)
{
  g_autoptr (GList) names = members != NULL ? g_hash_table_get_keys (members) : NULL;

  names = g_list_sort (names, (GCompareFunc) strcmp);
  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *value = g_hash_table_lookup (members, l->data);

      append_name (line, l->data);
      if (is_text)
        lens_jsonl_append_string (line, value);
      else
        g_string_append (line, value);
    }
}

static char *
format_line (GFile *file, LensEntry *entry, GFile *folder)
{
  GString *line = g_string_new ("{");
  gboolean is_hash = g_file_has_uri_scheme (file, LENS_ITEM_HASH_SCHEME);
  g_autofree char *name = is_hash ? g_file_get_uri (file) : name_of_file (file, folder);

  if (is_hash)
    append_member (line, "sha256", name + strlen (LENS_ITEM_HASH_SCHEME ":"));
  else
    append_member (line, "file", name);
  append_member (line, "flag", lens_flag_get_id (entry->note.flag));
  append_member (line, "label", entry->note.label);
  append_member (line, "note", entry->note.text);
  append_member (line, "file_size", entry->size);
  append_member (line, "file_sha256", entry->sha256);
  append_foreign (line, entry->more, TRUE);
  append_foreign (line, entry->others, FALSE);
  g_string_append_c (line, '}');

  return g_string_free (line, FALSE);
}

/* ---- a line that is read ---- */

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

/* Members that mean something to us hold strings. */
static gboolean
has_own_member (GHashTable *others)
{
  static const char *const own[] = { "file", "sha256", "flag", "label", "note", "file_size", "file_sha256" };

  for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
    if (g_hash_table_contains (others, own[i]))
      return TRUE;

  return FALSE;
}

/* Takes the members that are ours. FALSE if the flag is a newer program's: the line is kept as it is. */
static gboolean
take_note (GHashTable *members, LensEntry *entry)
{
  g_autofree char *flag = take_member (members, "flag");

  if (flag != NULL && !lens_flag_from_id (flag, &entry->note.flag))
    return FALSE;
  entry->note.label = take_member (members, "label");
  entry->note.text = take_member (members, "note");
  entry->size = take_member (members, "file_size");
  entry->sha256 = take_member (members, "file_sha256");

  return TRUE;
}

/* A name that no member has: "older", "older 2" ... */
static char *
dup_free_name (LensEntry *entry)
{
  char *name = g_strdup ("older");

  for (int i = 2; entry->more != NULL && g_hash_table_contains (entry->more, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("older %d", i);
    }

  return name;
}

/* Of two lines on one image the last counts; the other is kept in it. */
static void
keep_older (LensEntry *entry, const char *line)
{
  if (entry->more == NULL)
    entry->more = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (entry->more, dup_free_name (entry), g_strdup (line));
}

static void
add_entry (LensNotesContent *content, GFile *key, LensEntry *entry, GFile *folder)
{
  LensEntry *before = g_hash_table_lookup (content->notes, key);
  g_autofree char *older = before != NULL ? format_line (key, before, folder) : NULL;
  g_autofree char *line = older != NULL ? format_line (key, entry, folder) : NULL;

  if (older != NULL && !g_str_equal (older, line))
    keep_older (entry, older);
  g_hash_table_replace (content->notes, key, entry);
}

/* FALSE if the line is not one of ours. */
static gboolean
parse_line (const char *line, GFile *folder, LensNotesContent *content)
{
  g_autoptr (GHashTable) others = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) members = lens_jsonl_parse_any (line, others);
  LensEntry *entry;
  GFile *key;

  if (members == NULL || has_own_member (others))
    return FALSE;
  entry = g_new0 (LensEntry, 1);
  key = take_note (members, entry) ? take_key (members, folder) : NULL;
  if (key == NULL)
    {
      lens_entry_free (entry);
      return FALSE;
    }
  if (g_hash_table_size (members) > 0)
    entry->more = g_steal_pointer (&members);
  if (g_hash_table_size (others) > 0)
    entry->others = g_steal_pointer (&others);
  add_entry (content, key, entry, folder);

  return TRUE;
}

/* ---- the file ---- */

void
lens_notes_content_init (LensNotesContent *self)
{
  self->notes = lens_notes_table_new ();
  self->rest = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->n_damaged = 0;
}

void
lens_notes_content_clear (LensNotesContent *self)
{
  g_clear_pointer (&self->notes, g_hash_table_unref);
  g_clear_pointer (&self->rest, g_ptr_array_unref);
}

static GFile *
folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_file_new_for_path (folder);
}

static void
keep_bytes (LensNotesContent *content, const char *start, gsize length)
{
  if (length > 0)
    g_ptr_array_add (content->rest, g_bytes_new (start, length));
}

static gboolean
is_mark (const char *start, gsize length)
{
  return length >= 3 && memcmp (start, "\xef\xbb\xbf", 3) == 0;
}

/* Bytes that are not understood stay what they are: zero bytes, as a power cut leaves them, or another encoding. A byte
 * order mark stands where a file began that was put behind another one. */
static void
take_line (const char *start, gsize length, GFile *folder, LensNotesContent *content)
{
  gsize n_before = 0, n_after = 0, n_mark, n;
  g_autofree char *line = NULL;

  while (n_before < length && start[n_before] == '\0')
    n_before++;
  while (n_after < length - n_before && start[length - 1 - n_after] == '\0')
    n_after++;
  n_mark = is_mark (start + n_before, length - n_before) ? 3 : 0;
  n = length - n_before - n_mark - n_after;
  line = g_strndup (start + n_before + n_mark, n);
  content->n_damaged += strlen (line) < n || !g_utf8_validate (line, -1, NULL) || n_before + n_after > 0;
  if (strlen (line) == n && parse_line (line, folder, content))
    {
      keep_bytes (content, start, n_before);
      keep_bytes (content, start + length - n_after, n_after);
    }
  else
    keep_bytes (content, start, length);
}

static void
take_lines (const char *data, gsize size, GFile *folder, LensNotesContent *content)
{
  const char *end = data + size;

  for (const char *start = data, *next; start < end; start = next)
    {
      const char *line_end = memchr (start, '\n', (gsize) (end - start));

      next = line_end != NULL ? line_end + 1 : end;
      take_line (start, (gsize) ((line_end != NULL ? line_end : end) - start), folder, content);
    }
}

/* UTF-16 and UTF-32, as some editors write them, are understood as a whole or not at all. Of UTF-8 only the mark in
 * front is no part of the notes. */
gboolean
lens_notes_parse (GBytes *bytes, const char *path, LensNotesContent *content, GError **error)
{
  g_autoptr (GFile) folder = folder_of (path);
  g_autofree char *text = NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  DermTextEncoding encoding = derm_text_find_encoding ((const guint8 *) data, size);

  if (encoding == DERM_TEXT_UTF16 || encoding == DERM_TEXT_UTF32)
    {
      text = derm_text_decode ((const guint8 *) data, size, NULL, error);
      if (text == NULL)
        return FALSE;
      data = text;
      size = strlen (text);
    }
  take_lines (data, size, folder, content);

  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

GBytes *
lens_notes_format (const LensNotesContent *content, const char *path)
{
  g_autoptr (GFile) folder = folder_of (path);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);
  GHashTableIter iter;
  gpointer file, entry;

  g_hash_table_iter_init (&iter, content->notes);
  while (g_hash_table_iter_next (&iter, &file, &entry))
    g_ptr_array_add (lines, format_line (file, entry, folder));
  g_ptr_array_sort (lines, compare_lines); /* so that a file of the same notes is the same file */
  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (char *) g_ptr_array_index (lines, i));
  for (guint i = 0; i < content->rest->len; i++)
    {
      gsize size;
      const char *line = g_bytes_get_data (g_ptr_array_index (content->rest, i), &size);

      g_string_append_len (text, line, (gssize) size);
      g_string_append_c (text, '\n');
    }

  return g_string_free_to_bytes (text);
}
