/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

/* Flags, labels and texts that are noted of the images. */

static void
set_state (LensWindow *self, const char *name, const char *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)),
                             g_variant_new_string (state));
}

/* What is noted of the selection is noted of each image in it; the one on screen comes last. */
static GPtrArray *
list_noted (LensWindow *self)
{
  GPtrArray *items = lens_selection_list (self->selection);

  if (self->shown != NULL)
    {
      g_ptr_array_remove (items, self->shown);
      g_ptr_array_add (items, g_object_ref (self->shown));
    }
  return items;
}

void
lens_window_update_note_actions (LensWindow *self)
{
  gboolean has_item = self->shown != NULL, has_bar = has_item && !self->is_presenting;
  const char *label = has_item ? lens_item_get_label (self->shown) : NULL;

  lens_window_set_enabled (self, "flag", has_item);
  lens_window_set_enabled (self, "label", has_item);
  lens_window_set_enabled (self, "edit-flag", has_bar);
  lens_window_set_enabled (self, "edit-label", has_bar);
  lens_window_set_enabled (self, "edit-note", has_bar);
  set_state (self, "flag", has_item ? lens_flag_get_id (lens_item_get_flag (self->shown)) : "");
  set_state (self, "label", label != NULL ? label : "");
}

static void
on_item_changed (LensWindow *self)
{
  lens_window_update_note_actions (self);
}

void
lens_window_show_note (LensWindow *self)
{
  if (self->noted != NULL)
    g_clear_signal_handler (&self->noted_id, self->noted);
  g_clear_object (&self->noted);
  if (self->shown != NULL)
    self->noted = g_object_ref (self->shown);
  if (self->noted != NULL)
    self->noted_id = g_signal_connect_swapped (self->noted, "changed", G_CALLBACK (on_item_changed), self);
  lens_notes_seal (self->notes);
  lens_note_bar_set_item (self->note_bar, self->noted);
  gtk_widget_set_visible (GTK_WIDGET (self->note_bar), self->noted != NULL && !self->is_presenting);
  lens_window_update_note_actions (self);
}

void
lens_window_apply_note (LensWindow *self, LensItem *item)
{
  const LensNote *note = lens_notes_get (self->notes, lens_item_get_key (item));

  if (note != NULL)
    lens_item_set_note (item, note->flag, note->label, note->text);
  else
    lens_item_set_note (item, LENS_FLAG_NONE, NULL, NULL);
}

static void
on_note_changed (LensNotes *notes, GFile *file, LensWindow *self)
{
  LensItem *item = file != NULL ? g_hash_table_lookup (self->by_key, file) : NULL;

  if (file == NULL)
    lens_window_for_each_item (self, lens_window_apply_note);
  else if (item != NULL)
    {
      lens_window_apply_note (self, item);
      lens_view_touch (lens_browser_get_view (self->browser));
    }
  lens_window_update_note_actions (self);
}

static void
on_save_failed (LensNotes *notes, const char *name, const char *reason, LensWindow *self)
{
  lens_window_show_error (self, name, reason);
}

static void
on_text_edited (LensNoteBar *bar, const char *text, LensWindow *self)
{
  if (self->noted != NULL)
    lens_notes_set_text (self->notes, lens_item_get_key (self->noted), text);
}

static void
on_text_done (LensNoteBar *bar, LensWindow *self)
{
  if (self->notes != NULL) /* the focus leaves the text of a window that is closed, too */
    lens_notes_seal (self->notes);
}

/* One image was judged, and more may wait: the next one's turn. value: what it was given; empty, that was taken back.
 */
static void
go_on (LensWindow *self, GPtrArray *items, GVariant *value)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self), "go-on");

  if (g_variant_get_boolean (state) && items->len == 1 && *g_variant_get_string (value, NULL) != '\0'
      && lens_selection_get_current_item (self->selection) == self->shown) /* a filter may hide it */
    g_action_group_activate_action (G_ACTION_GROUP (self), "next", NULL);
}

static void
on_go_on (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
}

static void
on_flag (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GPtrArray) items = list_noted (self);
  LensFlag flag;

  if (!lens_flag_from_id (g_variant_get_string (value, NULL), &flag))
    return;
  lens_notes_begin (self->notes);
  for (guint i = 0; i < items->len; i++)
    lens_notes_set_flag (self->notes, lens_item_get_key (g_ptr_array_index (items, i)), flag);
  lens_notes_end (self->notes);
  go_on (self, items, value);
}

static void
on_label (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GPtrArray) items = list_noted (self);

  lens_notes_begin (self->notes);
  for (guint i = 0; i < items->len; i++)
    lens_notes_set_label (self->notes, lens_item_get_key (g_ptr_array_index (items, i)),
                          g_variant_get_string (value, NULL));
  lens_notes_end (self->notes);
  go_on (self, items, value);
}

static void
on_edit_flag (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_note_bar_popup_flag (LENS_WINDOW (user_data)->note_bar);
}

static void
on_edit_label (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_note_bar_popup_label (LENS_WINDOW (user_data)->note_bar);
}

static void
on_edit_note (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_note_bar_focus_text (LENS_WINDOW (user_data)->note_bar);
}

/* What was undone is seen: its image is selected. */
static void
show_file (LensWindow *self, GFile *file)
{
  LensItem *item = file != NULL ? g_hash_table_lookup (self->by_key, file) : NULL;
  guint place = item != NULL ? lens_view_find (lens_browser_get_view (self->browser), item) : GTK_INVALID_LIST_POSITION;

  if (place == GTK_INVALID_LIST_POSITION || item == self->shown)
    return;
  lens_selection_set_current (self->selection, place);
  lens_browser_scroll_to (self->browser, place);
}

static void
undo_note (gboolean is_undo, gpointer data)
{
  LensWindow *self = data;
  g_autoptr (GFile) file = is_undo ? lens_notes_undo (self->notes) : lens_notes_redo (self->notes);

  show_file (self, file);
}

/* One chain of changes, whatever was changed. */
static void
on_recorded (LensNotes *notes, LensWindow *self)
{
  lens_history_push (self->history, undo_note, self, NULL);
}

gboolean
lens_window_open_notes (LensWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_filename_display_name (path);

  g_return_val_if_fail (LENS_IS_WINDOW (self), FALSE);

  if (!lens_notes_open (self->notes, path, TRUE, &error))
    lens_window_show_error (self, name, error->message);

  return error == NULL;
}

static void
on_notes_chosen (LensWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL && lens_window_open_notes (self, path))
    lens_window_keep_notes_file (self, file);
  else if (path == NULL)
    lens_window_show_error (self, _ ("Notes"), _ ("notes can only be kept in a local file"));
}

static void
on_notes_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_choose (user_data, _ ("Keep Notes in a File"), GTK_FILE_CHOOSER_ACTION_SAVE, on_notes_chosen);
}

static void
set_notes (LensWindow *self, LensNotes *notes)
{
  self->notes = notes;
  g_signal_connect_object (notes, "changed", G_CALLBACK (on_note_changed), self, 0);
  g_signal_connect_object (notes, "recorded", G_CALLBACK (on_recorded), self, 0);
  g_signal_connect_object (notes, "save-failed", G_CALLBACK (on_save_failed), self, 0);
}

void
lens_window_share_notes (LensWindow *self, LensWindow *other)
{
  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (LENS_IS_WINDOW (other));
  g_return_if_fail (other->notes != NULL);

  g_object_unref (self->notes);
  set_notes (self, lens_notes_new_beside (other->notes));
  lens_window_for_each_item (self, lens_window_apply_note);
}

void
lens_window_install_notes (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "notes-file", .activate = on_notes_file },
    { .name = "flag", .parameter_type = "s", .state = "''", .change_state = on_flag },
    { .name = "label", .parameter_type = "s", .state = "''", .change_state = on_label },
    { .name = "go-on", .state = "false", .change_state = on_go_on },
    { .name = "edit-flag", .activate = on_edit_flag },
    { .name = "edit-label", .activate = on_edit_label },
    { .name = "edit-note", .activate = on_edit_note },
  };

  set_notes (self, lens_notes_new ());
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->note_bar, "text-edited", G_CALLBACK (on_text_edited), self, 0);
  g_signal_connect_object (self->note_bar, "text-done", G_CALLBACK (on_text_done), self, 0);
}

void
lens_window_stop_notes (LensWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (self->noted != NULL)
    g_clear_signal_handler (&self->noted_id, self->noted);
  g_clear_object (&self->noted);
  if (self->notes != NULL && !lens_notes_flush (self->notes, &error))
    g_warning ("%s: %s", lens_notes_get_path (self->notes), error->message);
  g_clear_object (&self->notes);
}
