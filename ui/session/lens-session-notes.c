/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

void
lens_session_apply_note (LensSession *self, LensItem *item)
{
  const LensNote *note = lens_notes_get (self->notes, lens_item_get_key (item));

  if (note != NULL)
    lens_item_set_note (item, note->flag, note->label, note->text);
  else
    lens_item_set_note (item, LENS_FLAG_NONE, NULL, NULL);
}

static void
apply_all (LensSession *self)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->collection);

  for (guint i = 0; i < items->len; i++)
    lens_session_apply_note (self, g_ptr_array_index (items, i));
  lens_view_refresh (self->view);
}

static void
on_history (gboolean is_undo, gpointer data)
{
  LensSession *self = data;
  g_autoptr (GFile) file = is_undo ? lens_notes_undo (self->notes) : lens_notes_redo (self->notes);
  LensItem *item = file != NULL ? lens_collection_find (self->collection, file) : NULL;

  if (item != NULL && item != lens_shown_get_item (self->shown)) /* what was undone is seen */
    lens_session_reveal (self, item);
}

/* file: NULL for all of them. */
static void
on_changed (LensNotes *notes, GFile *file, LensSession *self)
{
  LensItem *item = file != NULL ? lens_collection_find (self->collection, file) : NULL;

  if (self->is_closed)
    return;
  if (file == NULL)
    {
      apply_all (self);
      if (!lens_notes_can_undo (self->notes) && !lens_notes_can_redo (self->notes))
        lens_history_forget (self->history, on_history, self); /* of the notes that were open before */
    }
  else if (item != NULL)
    {
      lens_session_apply_note (self, item);
      lens_view_touch (self->view);
    }
}

static void
on_save_failed (LensNotes *notes, const char *reason, LensSession *self)
{
  lens_messages_show_error (self->messages, NULL, reason);
}

/* One chain of changes, whatever was changed. */
static void
on_recorded (LensNotes *notes, LensSession *self)
{
  lens_history_push (self->history, on_history, self, NULL);
}

void
lens_session_set_notes (LensSession *self, LensNotes *notes)
{
  if (self->notes != NULL)
    g_signal_handlers_disconnect_by_data (self->notes, self);
  g_set_object (&self->notes, notes);
  g_signal_connect_object (notes, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (notes, "recorded", G_CALLBACK (on_recorded), self, 0);
  g_signal_connect_object (notes, "save-failed", G_CALLBACK (on_save_failed), self, 0);
  g_object_notify (G_OBJECT (self), "notes");
}

static void
tell_damage (LensSession *self, const char *name)
{
  guint n = lens_notes_get_n_damaged (self->notes);
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%u line is not text in UTF-8. It stays in the file as it is.",
                                    "%u lines are not text in UTF-8. They stay in the file as they are.", n),
                          n);
  lens_messages_show_error (self->messages, name, text);
}

static void
want_hashes (LensSession *self)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->collection);

  for (guint i = 0; i < items->len; i++)
    {
      GFile *file = lens_item_get_file (g_ptr_array_index (items, i));

      if (file != NULL)
        lens_notes_want_hash (self->notes, file);
    }
}

gboolean
lens_session_open_notes (LensSession *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (LENS_IS_SESSION (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  name = g_filename_display_name (path);
  if (!lens_notes_open (self->notes, path, TRUE, &error))
    {
      lens_messages_show_error (self->messages, name, error->message);
      return FALSE;
    }
  tell_damage (self, name);
  g_hash_table_remove_all (self->searched); /* other notes */
  want_hashes (self);
  lens_session_find_notes (self);

  return TRUE;
}

void
lens_session_share_notes (LensSession *self, LensSession *other)
{
  g_autoptr (LensNotes) notes = NULL;

  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (LENS_IS_SESSION (other));

  notes = lens_notes_new_beside (other->notes);
  lens_session_set_notes (self, notes);
  apply_all (self);
}

GPtrArray *
lens_session_list_noted (LensSession *self)
{
  GPtrArray *items;
  LensItem *shown;

  g_return_val_if_fail (LENS_IS_SESSION (self), NULL);

  items = lens_selection_list (self->selection);
  shown = lens_shown_get_item (self->shown);
  if (shown != NULL)
    {
      g_ptr_array_remove (items, shown);
      g_ptr_array_add (items, g_object_ref (shown));
    }

  return items;
}

/* ---- of several ---- */

/* What many images got at once may have been meant for one. before: the number of the history's change until then.
 * Takes over the text. */
static void
tell_noted (LensSession *self, guint64 before, guint n, char *text)
{
  g_autofree char *owned = text;

  if (n > 1 && lens_history_get_serial (self->history) != before) /* else they had it already */
    lens_messages_show_notice (self->messages, owned, LENS_NOTICE_UNDOABLE);
}

void
lens_session_note_flag (LensSession *self, GPtrArray *items, LensFlag flag)
{
  guint64 before;

  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (items != NULL);

  before = lens_history_get_serial (self->history);
  lens_notes_begin (self->notes);
  for (guint i = 0; i < items->len; i++)
    lens_notes_set_flag (self->notes, lens_item_get_key (items->pdata[i]), flag);
  lens_notes_end (self->notes);
  if (flag == LENS_FLAG_NONE)
    tell_noted (self, before, items->len,
                g_strdup_printf (ngettext ("%'u image has no flag now.", "%'u images have no flag now.", items->len),
                                 items->len));
  else
    tell_noted (self, before, items->len,
                /* TRANSLATORS: number of images; what they are flagged as, like "Poor image" */
                g_strdup_printf (
                    ngettext ("%'u image has the flag “%s” now.", "%'u images have the flag “%s” now.", items->len),
                    items->len, lens_flag_get_name (flag)));
}

void
lens_session_note_label (LensSession *self, GPtrArray *items, const char *label)
{
  guint64 before;

  g_return_if_fail (LENS_IS_SESSION (self));
  g_return_if_fail (items != NULL);
  g_return_if_fail (label != NULL);

  before = lens_history_get_serial (self->history);
  lens_notes_begin (self->notes);
  for (guint i = 0; i < items->len; i++)
    lens_notes_set_label (self->notes, lens_item_get_key (items->pdata[i]), label);
  lens_notes_end (self->notes);
  if (*label == '\0')
    tell_noted (self, before, items->len,
                g_strdup_printf (ngettext ("%'u image has no label now.", "%'u images have no label now.", items->len),
                                 items->len));
  else
    tell_noted (
        self, before, items->len,
        /* TRANSLATORS: number of images; code of a class, like akiec */
        g_strdup_printf (ngettext ("%'u image has the label %s now.", "%'u images have the label %s now.", items->len),
                         items->len, label));
}
