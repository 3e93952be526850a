/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-notes-store.h"

#include "lens-notes-private.h"
#include "lens-notes-writer.h"

#define SAVE_MS 300 /* from a change to the writing of it, and of those that come meanwhile */

struct _LensNotesStore {
  GObject parent_instance;

  LensNotesWriter *writer; /* owned */

  char *path;
  GHashTable *notes; /* owned GFile -> owned LensEntry */
  GPtrArray *rest;   /* owned lines that are none of ours */

  guint save_id;
  gboolean is_dirty;
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (LensNotesStore, lens_notes_store, G_TYPE_OBJECT)

enum { CHANGED, REPLACED, SAVED, SAVE_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void save_soon (LensNotesStore *self);

void
lens_notes_store_put (LensNotesStore *self, GFile *file, const LensNote *note)
{
  LensEntry *entry = g_hash_table_lookup (self->notes, file);

  if (entry == NULL)
    {
      entry = g_new0 (LensEntry, 1);
      g_hash_table_insert (self->notes, g_object_ref (file), entry);
    }
  lens_note_clear (&entry->note);
  lens_note_copy (&entry->note, note);
  if (entry->more == NULL && lens_note_is_empty (note))
    g_hash_table_remove (self->notes, file);

  self->is_dirty = TRUE;
  save_soon (self);
  g_signal_emit (self, signals[CHANGED], 0, file);
}

static void
lens_notes_store_dispose (GObject *object)
{
  LensNotesStore *self = LENS_NOTES_STORE (object);
  g_autoptr (GError) error = NULL;

  if (!lens_notes_store_flush (self, &error))
    g_warning ("%s: %s", self->path, error->message);

  G_OBJECT_CLASS (lens_notes_store_parent_class)->dispose (object);
}

static void
lens_notes_store_finalize (GObject *object)
{
  LensNotesStore *self = LENS_NOTES_STORE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_hash_table_unref (self->notes);
  g_ptr_array_unref (self->rest);
  lens_notes_writer_free (self->writer);
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
  signals[SAVE_FAILED] = g_signal_new ("save-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_STRING);
}

static void
lens_notes_store_init (LensNotesStore *self)
{
  self->writer = lens_notes_writer_new ();
  self->notes = lens_notes_table_new ();
  self->rest = g_ptr_array_new_with_free_func (g_free);
}

LensNotesStore *
lens_notes_store_new (void)
{
  return g_object_new (LENS_TYPE_NOTES_STORE, NULL);
}

static void
fail_saving (LensNotesStore *self, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_name (path);

  self->is_dirty = TRUE; /* tried again with the next change, and when the window closes */
  g_signal_emit (self, signals[SAVE_FAILED], 0, name, reason);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensNotesStore *self = LENS_NOTES_STORE (source);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->is_saving = FALSE;
  if (!lens_notes_writer_write_finish (result, &path, &error))
    {
      fail_saving (self, path, error->message);
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
                                 lens_notes_format (self->notes, self->rest, self->path), on_written, NULL);

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

  if (!lens_notes_writer_write (self->writer, self->path, lens_notes_format (self->notes, self->rest, self->path),
                                error))
    return FALSE;
  self->is_dirty = FALSE;

  return TRUE;
}

gboolean
lens_notes_store_open (LensNotesStore *self, const char *path, gboolean is_copying, GError **error)
{
  g_autoptr (GHashTable) notes = lens_notes_table_new ();
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) own_error = NULL;
  g_autofree char *content = NULL;
  gboolean is_new;

  g_return_val_if_fail (LENS_IS_NOTES_STORE (self), FALSE);

  /* first: it may be the same file */
  if (!lens_notes_store_flush (self, error))
    return FALSE;
  if (!g_file_get_contents (path, &content, NULL, &own_error)
      && !g_error_matches (own_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }

  is_new = content == NULL;
  g_free (self->path);
  self->path = g_canonicalize_filename (path, NULL);
  if (!is_new)
    lens_notes_parse (content, self->path, notes, rest);
  if (!is_new || !is_copying)
    {
      g_hash_table_unref (self->notes);
      self->notes = g_steal_pointer (&notes);
      g_ptr_array_unref (self->rest);
      self->rest = g_steal_pointer (&rest);
      g_signal_emit (self, signals[REPLACED], 0);
    }
  else
    {
      self->is_dirty = TRUE;
      save_soon (self);
    }
  g_signal_emit (self, signals[CHANGED], 0, NULL);

  return TRUE;
}

const char *
lens_notes_store_get_path (LensNotesStore *self)
{
  return self->path;
}

const LensNote *
lens_notes_store_get (LensNotesStore *self, GFile *file)
{
  LensEntry *entry = g_hash_table_lookup (self->notes, file);

  return entry != NULL ? &entry->note : NULL;
}
