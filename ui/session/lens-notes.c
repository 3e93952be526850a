/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-notes-private.h"

#include "lens-notes-store.h"

typedef struct {
  GFile *file; /* owned */
  GFile *from; /* owned; where a note was that has moved, or NULL */
  LensNote before, after;
  guint act;        /* changes of one number are undone as one */
  gboolean is_text; /* a change of the text, which the next one may go on with */
} Change;

struct _LensNotes {
  GObject parent_instance;

  LensNotesStore *store; /* owned, with other windows */
  GPtrArray *done;       /* owned Change, the last at the end */
  GPtrArray *undone;
  gboolean is_sealed;
  guint act;     /* of the next change */
  guint n_begun; /* acts that are not ended */
};

G_DEFINE_FINAL_TYPE (LensNotes, lens_notes, G_TYPE_OBJECT)

enum { CHANGED, RECORDED, SAVED, SAVE_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
change_free (Change *change)
{
  g_object_unref (change->file);
  g_clear_object (&change->from);
  lens_note_clear (&change->before);
  lens_note_clear (&change->after);
  g_free (change);
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
  lens_note_copy (&change->before, lens_notes_get (self, file));
  if (lens_note_is_same (&change->before, &change->after))
    {
      change_free (change);
      return;
    }

  if (is_text && last != NULL && last->is_text && !self->is_sealed && g_file_equal (last->file, file))
    {
      lens_note_clear (&last->after);
      lens_note_copy (&last->after, &change->after);
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
  lens_notes_store_put (self->store, file, &change->after);
  if (is_new)
    g_signal_emit (self, signals[RECORDED], 0);
}

gboolean
lens_notes_move (LensNotes *self, GFile *from, GFile *to)
{
  Change *last, *move;

  g_return_val_if_fail (LENS_IS_NOTES (self), FALSE);

  if (!lens_notes_store_move (self->store, from, to))
    return FALSE;
  if (self->n_begun == 0)
    self->act++;
  last = self->done->len > 0 ? g_ptr_array_index (self->done, self->done->len - 1) : NULL;
  move = g_new0 (Change, 1);
  move->file = g_object_ref (to);
  move->from = g_object_ref (from);
  move->act = self->act;
  g_ptr_array_add (self->done, move);
  g_ptr_array_set_size (self->undone, 0);
  self->is_sealed = TRUE;
  if (last == NULL || last->act != move->act)
    g_signal_emit (self, signals[RECORDED], 0);

  return TRUE;
}

void
lens_notes_copy (LensNotes *self, GFile *from, GFile *to)
{
  const LensNote *there;
  LensNote note;

  g_return_if_fail (LENS_IS_NOTES (self));

  there = lens_notes_get (self, from);
  if (there == NULL)
    return;
  lens_note_copy (&note, there);
  change (self, to, &note, FALSE);
}

static void
lens_notes_finalize (GObject *object)
{
  LensNotes *self = LENS_NOTES (object);

  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_object_unref (self->store);

  G_OBJECT_CLASS (lens_notes_parent_class)->finalize (object);
}

static void
lens_notes_class_init (LensNotesClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lens_notes_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[RECORDED] = g_signal_new ("recorded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVED] = g_signal_new ("saved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SAVE_FAILED] = g_signal_new ("save-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                       G_TYPE_STRING);
}

static void
lens_notes_init (LensNotes *self)
{
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
}

static void
on_changed (LensNotesStore *store, GFile *file, LensNotes *self)
{
  g_signal_emit (self, signals[CHANGED], 0, file);
}

static void
on_replaced (LensNotesStore *store, LensNotes *self)
{
  g_ptr_array_set_size (self->done, 0);
  g_ptr_array_set_size (self->undone, 0);
}

static void
on_saved (LensNotesStore *store, LensNotes *self)
{
  g_signal_emit (self, signals[SAVED], 0);
}

static void
on_save_failed (LensNotesStore *store, const char *reason, LensNotes *self)
{
  g_signal_emit (self, signals[SAVE_FAILED], 0, reason);
}

/* Takes over the store. */
static LensNotes *
new_of (LensNotesStore *store)
{
  LensNotes *self = g_object_new (LENS_TYPE_NOTES, NULL);

  self->store = store;
  g_signal_connect_object (store, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (store, "replaced", G_CALLBACK (on_replaced), self, 0);
  g_signal_connect_object (store, "saved", G_CALLBACK (on_saved), self, 0);
  g_signal_connect_object (store, "save-failed", G_CALLBACK (on_save_failed), self, 0);

  return self;
}

LensNotes *
lens_notes_new (void)
{
  return new_of (lens_notes_store_new ());
}

LensNotes *
lens_notes_new_beside (LensNotes *other)
{
  g_return_val_if_fail (LENS_IS_NOTES (other), NULL);

  return new_of (g_object_ref (other->store));
}

gboolean
lens_notes_flush (LensNotes *self, GError **error)
{
  g_return_val_if_fail (LENS_IS_NOTES (self), FALSE);

  return lens_notes_store_flush (self->store, error);
}

gboolean
lens_notes_open (LensNotes *self, const char *path, gboolean is_copying, GError **error)
{
  g_return_val_if_fail (LENS_IS_NOTES (self), FALSE);

  return lens_notes_store_open (self->store, path, is_copying, error);
}

const char *
lens_notes_get_path (LensNotes *self)
{
  return lens_notes_store_get_path (self->store);
}

guint
lens_notes_get_n_damaged (LensNotes *self)
{
  return lens_notes_store_get_n_damaged (self->store);
}

GPtrArray *
lens_notes_list_hashed (LensNotes *self)
{
  return lens_notes_store_list_hashed (self->store);
}

void
lens_notes_want_hash (LensNotes *self, GFile *file)
{
  lens_notes_store_want_hash (self->store, file);
}

const LensNote *
lens_notes_get (LensNotes *self, GFile *file)
{
  return lens_notes_store_get (self->store, file);
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

  lens_note_copy (&note, lens_notes_get (self, file));
  note.flag = flag;
  change (self, file, &note, FALSE);
}

void
lens_notes_set_label (LensNotes *self, GFile *file, const char *label)
{
  LensNote note;

  g_return_if_fail (LENS_IS_NOTES (self));

  lens_note_copy (&note, lens_notes_get (self, file));
  g_free (note.label);
  note.label = dup_unless_empty (label);
  change (self, file, &note, FALSE);
}

void
lens_notes_set_text (LensNotes *self, GFile *file, const char *text)
{
  LensNote note;

  g_return_if_fail (LENS_IS_NOTES (self));

  lens_note_copy (&note, lens_notes_get (self, file));
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

static void
exchange_text (char **text, const char *from, const char *to)
{
  if (g_strcmp0 (from, to) == 0 || g_strcmp0 (*text, from) != 0)
    return;
  g_free (*text);
  *text = g_strdup (to);
}

/* Only what the change itself has changed, and only where nobody changed it since, in another window: that stays. */
static void
exchange (LensNotes *self, GFile *file, const LensNote *from, const LensNote *to)
{
  LensNote note;

  lens_note_copy (&note, lens_notes_get (self, file));
  if (from->flag != to->flag && note.flag == from->flag)
    note.flag = to->flag;
  exchange_text (&note.label, from->label, to->label);
  exchange_text (&note.text, from->text, to->text);
  lens_notes_store_put (self->store, file, &note);
  lens_note_clear (&note);
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
      if (change->from != NULL)
        lens_notes_store_move (self->store, is_undo ? change->file : change->from,
                               is_undo ? change->from : change->file);
      else
        exchange (self, change->file, is_undo ? &change->after : &change->before,
                  is_undo ? &change->before : &change->after);
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
