/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-notes-private.h"

#include "lens-notes-writer.h"

#define SAVE_MS 300 /* from a change to the writing of it, and of those that come meanwhile */

typedef struct {
  GFile *file; /* owned */
  LensNote before, after;
  guint act;        /* changes of one number are undone as one */
  gboolean is_text; /* a change of the text, which the next one may go on with */
} Change;

struct _LensNotes {
  GObject parent_instance;

  LensNotesWriter *writer; /* owned */

  char *path;
  GHashTable *notes; /* owned GFile -> owned LensEntry */
  GPtrArray *rest;   /* owned lines that are none of ours */
  GPtrArray *done;   /* owned Change, the last at the end */
  GPtrArray *undone;
  gboolean is_sealed;
  guint act;     /* of the next change */
  guint n_begun; /* acts that are not ended */

  guint save_id;
  gboolean is_dirty;
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (LensNotes, lens_notes, G_TYPE_OBJECT)

enum { CHANGED, RECORDED, SAVED, SAVE_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void save_soon (LensNotes *self);

static void
copy_note (LensNote *to, const LensNote *from)
{
  to->flag = from != NULL ? from->flag : LENS_FLAG_NONE;
  to->label = from != NULL ? g_strdup (from->label) : NULL;
  to->text = from != NULL ? g_strdup (from->text) : NULL;
}

static void
clear_note (LensNote *note)
{
  g_clear_pointer (&note->label, g_free);
  g_clear_pointer (&note->text, g_free);
  note->flag = LENS_FLAG_NONE;
}

static gboolean
is_same_note (const LensNote *a, const LensNote *b)
{
  return a->flag == b->flag && g_strcmp0 (a->label, b->label) == 0 && g_strcmp0 (a->text, b->text) == 0;
}

void
lens_entry_free (LensEntry *entry)
{
  clear_note (&entry->note);
  g_clear_pointer (&entry->more, g_hash_table_unref);
  g_free (entry);
}

static void
change_free (Change *change)
{
  g_object_unref (change->file);
  clear_note (&change->before);
  clear_note (&change->after);
  g_free (change);
}

static void
put (LensNotes *self, GFile *file, const LensNote *note)
{
  LensEntry *entry = g_hash_table_lookup (self->notes, file);

  if (entry == NULL)
    {
      entry = g_new0 (LensEntry, 1);
      g_hash_table_insert (self->notes, g_object_ref (file), entry);
    }
  clear_note (&entry->note);
  copy_note (&entry->note, note);
  if (entry->more == NULL && lens_note_is_empty (note))
    g_hash_table_remove (self->notes, file);

  self->is_dirty = TRUE;
  save_soon (self);
  g_signal_emit (self, signals[CHANGED], 0, file);
}

/* Takes over what note holds. */
static void
change (LensNotes *self, GFile *file, LensNote *note, gboolean is_text)
{
  Change *last = self->done->len > 0 ? g_ptr_array_index (self->done, self->done->len - 1) : NULL;
  Change *change = g_new0 (Change, 1);
  gboolean is_new = FALSE;

  if (self->n_begun == 0)
    self->act++;
  change->file = g_object_ref (file);
  change->act = self->act;
  change->is_text = is_text;
  change->after = *note;
  copy_note (&change->before, lens_notes_get (self, file));
  if (is_same_note (&change->before, &change->after))
    {
      change_free (change);
      return;
    }

  if (is_text && last != NULL && last->is_text && !self->is_sealed && g_file_equal (last->file, file))
    {
      clear_note (&last->after);
      copy_note (&last->after, &change->after);
      change_free (change);
      change = last;
    }
  else
    {
      is_new = last == NULL || last->act != change->act;
      g_ptr_array_add (self->done, change);
    }
  self->is_sealed = FALSE;
  g_ptr_array_set_size (self->undone, 0);
  put (self, file, &change->after);
  if (is_new)
    g_signal_emit (self, signals[RECORDED], 0);
}

static void
lens_notes_dispose (GObject *object)
{
  LensNotes *self = LENS_NOTES (object);
  g_autoptr (GError) error = NULL;

  if (!lens_notes_flush (self, &error))
    g_warning ("%s: %s", self->path, error->message);

  G_OBJECT_CLASS (lens_notes_parent_class)->dispose (object);
}

static void
lens_notes_finalize (GObject *object)
{
  LensNotes *self = LENS_NOTES (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_hash_table_unref (self->notes);
  g_ptr_array_unref (self->rest);
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  lens_notes_writer_free (self->writer);
  g_free (self->path);

  G_OBJECT_CLASS (lens_notes_parent_class)->finalize (object);
}

static void
lens_notes_class_init (LensNotesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_notes_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_notes_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[RECORDED] = g_signal_new ("recorded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE_FAILED] = g_signal_new ("save-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                       G_TYPE_STRING, G_TYPE_STRING);
}

static void
lens_notes_init (LensNotes *self)
{
  self->writer = lens_notes_writer_new ();
  self->notes = lens_notes_table_new ();
  self->rest = g_ptr_array_new_with_free_func (g_free);
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
}

LensNotes *
lens_notes_new (void)
{
  return g_object_new (LENS_TYPE_NOTES, NULL);
}

static void
fail_saving (LensNotes *self, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_name (path);

  self->is_dirty = TRUE; /* tried again with the next change, and when the window closes */
  g_signal_emit (self, signals[SAVE_FAILED], 0, name, reason);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensNotes *self = LENS_NOTES (source);
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
  LensNotes *self = user_data;

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
save_soon (LensNotes *self)
{
  if (self->path != NULL && self->save_id == 0 && !self->is_saving)
    self->save_id = g_timeout_add (SAVE_MS, on_save, self);
}

gboolean
lens_notes_flush (LensNotes *self, GError **error)
{
  g_return_val_if_fail (LENS_IS_NOTES (self), FALSE);

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
lens_notes_open (LensNotes *self, const char *path, gboolean is_copying, GError **error)
{
  g_autoptr (GHashTable) notes = lens_notes_table_new ();
  g_autoptr (GPtrArray) rest = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) own_error = NULL;
  g_autofree char *content = NULL;
  gboolean is_new;

  g_return_val_if_fail (LENS_IS_NOTES (self), FALSE);

  if (!g_file_get_contents (path, &content, NULL, &own_error)
      && !g_error_matches (own_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }
  if (!lens_notes_flush (self, error))
    return FALSE;

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
      g_ptr_array_set_size (self->done, 0);
      g_ptr_array_set_size (self->undone, 0);
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
lens_notes_get_path (LensNotes *self)
{
  return self->path;
}

const LensNote *
lens_notes_get (LensNotes *self, GFile *file)
{
  LensEntry *entry = g_hash_table_lookup (self->notes, file);

  return entry != NULL ? &entry->note : NULL;
}

static char *
dup_unless_empty (const char *text)
{
  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

void
lens_notes_set_flag (LensNotes *self, GFile *file, LensFlag flag)
{
  LensNote note;

  g_return_if_fail (LENS_IS_NOTES (self));

  copy_note (&note, lens_notes_get (self, file));
  note.flag = flag;
  change (self, file, &note, FALSE);
}

void
lens_notes_set_label (LensNotes *self, GFile *file, const char *label)
{
  LensNote note;

  g_return_if_fail (LENS_IS_NOTES (self));

  copy_note (&note, lens_notes_get (self, file));
  g_free (note.label);
  note.label = dup_unless_empty (label);
  change (self, file, &note, FALSE);
}

void
lens_notes_set_text (LensNotes *self, GFile *file, const char *text)
{
  LensNote note;

  g_return_if_fail (LENS_IS_NOTES (self));

  copy_note (&note, lens_notes_get (self, file));
  g_free (note.text);
  note.text = dup_unless_empty (text);
  change (self, file, &note, TRUE);
}

void
lens_notes_begin (LensNotes *self)
{
  g_return_if_fail (LENS_IS_NOTES (self));

  if (self->n_begun++ == 0)
    self->act++;
}

void
lens_notes_end (LensNotes *self)
{
  g_return_if_fail (LENS_IS_NOTES (self));
  g_return_if_fail (self->n_begun > 0);

  self->n_begun--;
}

void
lens_notes_seal (LensNotes *self)
{
  self->is_sealed = TRUE;
}

gboolean
lens_notes_can_undo (LensNotes *self)
{
  return self->done->len > 0;
}

gboolean
lens_notes_can_redo (LensNotes *self)
{
  return self->undone->len > 0;
}

/* Takes the last act of one pile to the other, change by change. Returns the image that was changed last in it. */
static GFile *
move_act (LensNotes *self, GPtrArray *from, GPtrArray *to, gboolean is_undo)
{
  Change *last = NULL, *change = NULL;

  while (from->len > 0 && (change == NULL || ((Change *) g_ptr_array_index (from, from->len - 1))->act == change->act))
    {
      change = g_ptr_array_steal_index (from, from->len - 1);
      if (last == NULL || !is_undo)
        last = change;
      g_ptr_array_add (to, change);
      put (self, change->file, is_undo ? &change->before : &change->after);
    }
  self->is_sealed = TRUE;

  return last != NULL ? g_object_ref (last->file) : NULL;
}

GFile *
lens_notes_undo (LensNotes *self)
{
  g_return_val_if_fail (LENS_IS_NOTES (self), NULL);

  return move_act (self, self->done, self->undone, TRUE);
}

GFile *
lens_notes_redo (LensNotes *self)
{
  g_return_val_if_fail (LENS_IS_NOTES (self), NULL);

  return move_act (self, self->undone, self->done, FALSE);
}
