/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-notes-store.h"

#include "lens-notes-hasher.h"
#include "lens-notes-private.h"
#include "lens-notes-writer.h"

#define SAVE_MS 300 /* from a change to the writing of it, and of those that come meanwhile */

struct _LensNotesStore {
  GObject parent_instance;

  LensNotesWriter *writer; /* owned */
  LensNotesHasher *hasher; /* owned */

  char *path;
  LensNotesContent content;

  guint save_id;
  gboolean is_dirty;
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (LensNotesStore, lens_notes_store, G_TYPE_OBJECT)

enum { CHANGED, REPLACED, SAVED, SAVE_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void save_soon (LensNotesStore *self);

static LensEntry *
find_entry (LensNotesStore *self, GFile *file)
{
  return g_hash_table_lookup (self->content.notes, file);
}

static void
set_changed (LensNotesStore *self, GFile *file)
{
  self->is_dirty = TRUE;
  save_soon (self);
  g_signal_emit (self, signals[CHANGED], 0, file);
}

void
lens_notes_store_put (LensNotesStore *self, GFile *file, const LensNote *note)
{
  LensEntry *entry = find_entry (self, file);

  if (entry == NULL)
    {
      entry = g_new0 (LensEntry, 1);
      g_hash_table_insert (self->content.notes, g_object_ref (file), entry);
    }
  lens_note_clear (&entry->note);
  lens_note_copy (&entry->note, note);
  if (lens_entry_is_empty (entry))
    g_hash_table_remove (self->content.notes, file);
  else if (entry->sha256 == NULL)
    {
      entry->is_fresh = TRUE;
      lens_notes_hasher_add (self->hasher, file);
    }
  set_changed (self, file);
}

gboolean
lens_notes_store_move (LensNotesStore *self, GFile *from, GFile *to)
{
  LensEntry *entry = NULL;
  GFile *key = NULL;

  if (find_entry (self, to) != NULL
      || !g_hash_table_steal_extended (self->content.notes, from, (gpointer *) &key, (gpointer *) &entry))
    return FALSE;
  g_object_unref (key);
  g_hash_table_insert (self->content.notes, g_object_ref (to), entry);
  set_changed (self, from);
  set_changed (self, to);

  return TRUE;
}

/* ---- what the images hold that notes are on ---- */

void
lens_notes_store_want_hash (LensNotesStore *self, GFile *file)
{
  LensEntry *entry = find_entry (self, file);

  if (entry != NULL && entry->sha256 == NULL)
    lens_notes_hasher_add (self->hasher, file);
}

/* That of a note from before is written with the next change: to look at images changes no file. */
static void
on_hashed (LensNotesHasher *hasher, GFile *file, const char *size, const char *sha256, LensNotesStore *self)
{
  LensEntry *entry = find_entry (self, file);

  if (entry == NULL || sha256 == NULL)
    return;
  g_free (entry->size);
  g_free (entry->sha256);
  entry->size = g_strdup (size);
  entry->sha256 = g_strdup (sha256);
  self->is_dirty |= entry->is_fresh;
  entry->is_fresh = FALSE;
}

static void
on_all_hashed (LensNotesStore *self)
{
  if (self->is_dirty)
    save_soon (self);
}

static LensHashedNote *
hashed_note_new (GFile *file, const LensEntry *entry)
{
  LensHashedNote *hashed = g_new (LensHashedNote, 1);

  hashed->file = g_object_ref (file);
  hashed->size = g_strdup (entry->size);
  hashed->sha256 = g_strdup (entry->sha256);

  return hashed;
}

void
lens_hashed_note_free (LensHashedNote *self)
{
  g_object_unref (self->file);
  g_free (self->size);
  g_free (self->sha256);
  g_free (self);
}

GPtrArray *
lens_notes_store_list_hashed (LensNotesStore *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) lens_hashed_note_free);
  GHashTableIter iter;
  gpointer file, entry;

  g_hash_table_iter_init (&iter, self->content.notes);
  while (g_hash_table_iter_next (&iter, &file, &entry))
    if (((LensEntry *) entry)->sha256 != NULL && ((LensEntry *) entry)->size != NULL)
      g_ptr_array_add (list, hashed_note_new (file, entry));

  return list;
}

/* ---- the object ---- */

static void
lens_notes_store_dispose (GObject *object)
{
  LensNotesStore *self = LENS_NOTES_STORE (object);
  g_autoptr (GError) error = NULL;

  if (!lens_notes_store_flush (self, &error))
    g_warning ("%s", error->message);

  G_OBJECT_CLASS (lens_notes_store_parent_class)->dispose (object);
}

static void
lens_notes_store_finalize (GObject *object)
{
  LensNotesStore *self = LENS_NOTES_STORE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  lens_notes_content_clear (&self->content);
  lens_notes_writer_free (self->writer);
  lens_notes_hasher_stop (self->hasher);
  g_object_unref (self->hasher);
  g_free (self->path);

  G_OBJECT_CLASS (lens_notes_store_parent_class)->finalize (object);
}

static void
lens_notes_store_class_init (LensNotesStoreClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_notes_store_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_notes_store_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[REPLACED] = g_signal_new ("replaced", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE_FAILED] = g_signal_new ("save-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
}

static void
lens_notes_store_init (LensNotesStore *self)
{
  self->writer = lens_notes_writer_new ();
  self->hasher = lens_notes_hasher_new ();
  g_signal_connect_object (self->hasher, "hashed", G_CALLBACK (on_hashed), self, 0);
  g_signal_connect_object (self->hasher, "done", G_CALLBACK (on_all_hashed), self, G_CONNECT_SWAPPED);
  lens_notes_content_init (&self->content);
}

LensNotesStore *
lens_notes_store_new (void)
{
  return g_object_new (LENS_TYPE_NOTES_STORE, NULL);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensNotesStore *self = LENS_NOTES_STORE (source);
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (!lens_notes_writer_write_finish (result, &error))
    {
      self->is_dirty = TRUE; /* tried again with the next change, and when the window closes */
      g_signal_emit (self, signals[SAVE_FAILED], 0, error->message);
      return;
    }
  if (self->is_dirty)
    save_soon (self);
  else
    g_signal_emit (self, signals[SAVED], 0);
}

static gboolean
on_save (gpointer user_data)
{
  LensNotesStore *self = user_data;

  self->save_id = 0;
  if (self->is_saving || !self->is_dirty)
    return G_SOURCE_REMOVE;

  self->is_dirty = FALSE;
  self->is_saving = TRUE;
  lens_notes_writer_write_async (self->writer, G_OBJECT (self), self->path,
                                 lens_notes_format (&self->content, self->path), on_written, NULL);

  return G_SOURCE_REMOVE;
}

static void
save_soon (LensNotesStore *self)
{
  if (self->path != NULL && self->save_id == 0 && !self->is_saving)
    self->save_id = g_timeout_add (SAVE_MS, on_save, self);
}

gboolean
lens_notes_store_flush (LensNotesStore *self, GError **error)
{
  g_return_val_if_fail (LENS_IS_NOTES_STORE (self), FALSE);

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->path == NULL || !(self->is_dirty || self->is_saving))
    return TRUE;

  if (!lens_notes_writer_write (self->writer, self->path, lens_notes_format (&self->content, self->path), error))
    return FALSE;
  self->is_dirty = FALSE;

  return TRUE;
}

/* NULL without error: there is none. */
static GBytes *
read_file (const char *path, GError **error)
{
  g_autoptr (GError) own_error = NULL;
  gsize length;
  char *bytes = NULL;

  if (g_file_get_contents (path, &bytes, &length, &own_error))
    return g_bytes_new_take (bytes, length);
  if (!g_error_matches (own_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_propagate_error (error, g_steal_pointer (&own_error));

  return NULL;
}

/* Takes what is in it. */
static void
replace_content (LensNotesStore *self, LensNotesContent *content)
{
  lens_notes_content_clear (&self->content);
  self->content = *content;
  *content = (LensNotesContent){ NULL };
  g_signal_emit (self, signals[REPLACED], 0);
}

gboolean
lens_notes_store_open (LensNotesStore *self, const char *path, gboolean is_copying, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_auto (LensNotesContent) content = { NULL };
  g_autoptr (GBytes) bytes = NULL;
  GError *reason = NULL;

  g_return_val_if_fail (LENS_IS_NOTES_STORE (self), FALSE);

  /* first: it may be the same file */
  if (!lens_notes_store_flush (self, error))
    return FALSE;
  lens_notes_content_init (&content);
  bytes = read_file (absolute, &reason);
  if (reason != NULL || (bytes != NULL && !lens_notes_parse (bytes, absolute, &content, &reason)))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  g_free (self->path);
  self->path = g_steal_pointer (&absolute);
  if (bytes != NULL || !is_copying)
    replace_content (self, &content);
  else
    {
      self->is_dirty = TRUE;
      save_soon (self);
    }
  g_signal_emit (self, signals[CHANGED], 0, NULL);

  return TRUE;
}

guint
lens_notes_store_get_n_damaged (LensNotesStore *self)
{
  return self->content.n_damaged;
}

const char *
lens_notes_store_get_path (LensNotesStore *self)
{
  return self->path;
}

const LensNote *
lens_notes_store_get (LensNotesStore *self, GFile *file)
{
  LensEntry *entry = find_entry (self, file);

  return entry != NULL ? &entry->note : NULL;
}
