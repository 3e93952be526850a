/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

/* Folders, notes and truth: what is done with many images. */

static void
set_state (LensWindow *self, const char *name, const char *state)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name)),
                             g_variant_new_string (state));
}

static gboolean
wants_subfolders (LensWindow *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self), "recursive");

  return g_variant_get_boolean (state);
}

/* The image on screen, if there can be a note on it: a pasted picture has no file by which it would be found again. */
static GFile *
get_noted_file (LensWindow *self)
{
  return self->shown != NULL ? lens_item_get_file (self->shown) : NULL;
}

void
lens_window_update_progress (LensWindow *self)
{
  guint n_left = self->pending->len + (self->queue != NULL ? lens_queue_get_n_left (self->queue) : 0);

  lens_window_set_enabled (self, "stop", n_left > 0 || !lens_scan_is_idle (self->scan));
  lens_browser_set_n_left (self->browser, n_left, !lens_scan_is_idle (self->scan));
}

void
lens_window_update_browse_actions (LensWindow *self)
{
  GFile *file = get_noted_file (self);
  const char *label = file != NULL ? lens_item_get_label (self->shown) : NULL;

  lens_window_set_enabled (self, "open-folder", self->classifier != NULL);
  lens_window_set_enabled (self, "open-siblings",
                           file != NULL && g_file_is_native (file) && !lens_item_is_sample (self->shown));
  lens_window_set_enabled (self, "open-truth", self->classifier != NULL);
  lens_window_set_enabled (self, "flag", file != NULL);
  lens_window_set_enabled (self, "label", file != NULL);
  lens_window_set_enabled (self, "edit-flag", file != NULL);
  lens_window_set_enabled (self, "edit-label", file != NULL);
  lens_window_set_enabled (self, "edit-note", file != NULL);
  set_state (self, "flag", file != NULL ? lens_flag_get_id (lens_item_get_flag (self->shown)) : "");
  set_state (self, "label", label != NULL ? label : "");
}

static void
on_item_changed (LensWindow *self)
{
  lens_window_update_browse_actions (self);
}

void
lens_window_show_note (LensWindow *self)
{
  if (self->noted != NULL)
    g_clear_signal_handler (&self->noted_id, self->noted);
  g_clear_object (&self->noted);
  if (get_noted_file (self) != NULL)
    self->noted = g_object_ref (self->shown);
  if (self->noted != NULL)
    self->noted_id = g_signal_connect_swapped (self->noted, "changed", G_CALLBACK (on_item_changed), self);
  lens_notes_seal (self->notes);
  lens_note_bar_set_item (self->note_bar, self->noted);
  gtk_widget_set_visible (GTK_WIDGET (self->note_bar), self->noted != NULL);
  lens_window_update_browse_actions (self);
}

static void
apply_note (LensWindow *self, LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  const LensNote *note = file != NULL ? lens_notes_get (self->notes, file) : NULL;

  if (note != NULL)
    lens_item_set_note (item, note->flag, note->label, note->text);
  else
    lens_item_set_note (item, LENS_FLAG_NONE, NULL, NULL);
}

static void
apply_truth (LensWindow *self, LensItem *item)
{
  int image = self->truth != NULL ? derm_truth_find (self->truth, lens_item_get_name (item)) : -1;
  int label = image >= 0 ? derm_truth_get_label (self->truth, (guint) image) : -1;

  lens_item_set_truth (item, label >= 0 ? derm_truth_get_labels (self->truth)[label] : NULL);
}

void
lens_window_adopt (LensWindow *self, LensItem *item)
{
  apply_note (self, item);
  apply_truth (self, item);
}

static void
for_each_item (LensWindow *self, void (*apply) (LensWindow *self, LensItem *item))
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      apply (self, item);
    }
  for (guint i = 0; i < self->pending->len; i++)
    apply (self, g_ptr_array_index (self->pending, i));
  lens_view_refresh (lens_browser_get_view (self->browser));
}

static void
on_note_changed (LensNotes *notes, GFile *file, LensWindow *self)
{
  LensItem *item = file != NULL ? g_hash_table_lookup (self->by_file, file) : NULL;

  if (file == NULL)
    for_each_item (self, apply_note);
  else if (item != NULL)
    {
      apply_note (self, item);
      lens_view_touch (lens_browser_get_view (self->browser));
    }
  lens_window_update_browse_actions (self);
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
    lens_notes_set_text (self->notes, lens_item_get_file (self->noted), text);
}

static void
on_text_done (LensNoteBar *bar, LensWindow *self)
{
  lens_notes_seal (self->notes);
}

static void
on_flag (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  GFile *file = get_noted_file (self);
  LensFlag flag;

  if (file != NULL && lens_flag_from_id (g_variant_get_string (value, NULL), &flag))
    lens_notes_set_flag (self->notes, file, flag);
}

static void
on_label (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  GFile *file = get_noted_file (self);

  if (file != NULL)
    lens_notes_set_label (self->notes, file, g_variant_get_string (value, NULL));
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
  LensItem *item = file != NULL ? g_hash_table_lookup (self->by_file, file) : NULL;
  guint place = item != NULL ? lens_view_find (lens_browser_get_view (self->browser), item) : GTK_INVALID_LIST_POSITION;

  if (place == GTK_INVALID_LIST_POSITION || item == self->shown)
    return;
  gtk_single_selection_set_selected (self->selection, place);
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

static void
on_recursive (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  g_simple_action_set_state (action, value);
}

static void
on_stop (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_scan_stop (self->scan);
  if (self->queue != NULL)
    lens_queue_clear (self->queue);
  lens_window_update_progress (self);
}

static void
on_found (LensScan *scan, GPtrArray *items, LensWindow *self)
{
  lens_window_add_found (self, items);
  lens_window_update_progress (self);
}

static void
on_scan_failed (LensScan *scan, const char *name, const char *reason, LensWindow *self)
{
  lens_window_show_error (self, name, reason);
  lens_window_update_progress (self);
}

void
lens_window_open_folder (LensWindow *self, GFile *folder, gboolean is_recursive)
{
  g_return_if_fail (LENS_IS_WINDOW (self));

  if (self->queue == NULL)
    return; /* the page says already that there is no model */

  gtk_info_bar_set_revealed (self->offer_bar, FALSE);
  self->is_select_found = TRUE;
  lens_scan_add (self->scan, folder, is_recursive);
  lens_window_update_progress (self);
}

void
lens_window_scan (LensWindow *self, GFile *file)
{
  lens_scan_add (self->scan, file, wants_subfolders (self));
  lens_window_update_progress (self);
}

/* One image of a folder was opened: the others may be wanted. */
void
lens_window_offer_folder (LensWindow *self, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *base = folder != NULL ? g_file_get_basename (folder) : NULL;
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : NULL;
  g_autofree char *text = NULL;

  if (name == NULL || !g_file_is_native (file))
    return;
  text = g_strdup_printf (_ ("There may be more images in the folder “%s”."), name);
  gtk_label_set_text (self->offer_label, text);
  gtk_info_bar_set_revealed (self->offer_bar, TRUE);
}

static void
open_siblings (LensWindow *self)
{
  GFile *file = get_noted_file (self);
  g_autoptr (GFile) folder = file != NULL ? g_file_get_parent (file) : NULL;

  gtk_info_bar_set_revealed (self->offer_bar, FALSE);
  if (folder == NULL)
    return;
  self->is_select_found = FALSE; /* the image stays on screen */
  lens_scan_add (self->scan, folder, wants_subfolders (self));
  lens_window_update_progress (self);
}

static void
on_offer (GtkInfoBar *bar, int response, LensWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    open_siblings (self);
  else
    gtk_info_bar_set_revealed (bar, FALSE);
}

static void
on_open_siblings (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  open_siblings (user_data);
}

typedef void (*Chosen) (LensWindow *self, GFile *file);

static void
on_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  Chosen chosen = (Chosen) g_object_get_data (G_OBJECT (dialog), "chosen");
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    chosen (self, file);
  gtk_native_dialog_destroy (dialog);
  g_clear_object (&self->chooser);
}

static void
choose (LensWindow *self, const char *title, GtkFileChooserAction action, Chosen chosen)
{
  const char *accept = action == GTK_FILE_CHOOSER_ACTION_SAVE ? _ ("_Use This File") : _ ("_Open");

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _ ("_Cancel"));
  if (action == GTK_FILE_CHOOSER_ACTION_SAVE)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), "dermlens-notes.jsonl");
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_object_set_data (G_OBJECT (self->chooser), "chosen", (gpointer) chosen);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_folder_chosen (LensWindow *self, GFile *file)
{
  lens_window_open_folder (self, file, wants_subfolders (self));
}

static void
on_open_folder (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _ ("Open a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, on_folder_chosen);
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

  if (path != NULL)
    lens_window_open_notes (self, path);
  else
    lens_window_show_error (self, _ ("Notes"), _ ("notes can only be kept in a local file"));
}

static void
on_notes_file (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _ ("Keep Notes in a File"), GTK_FILE_CHOOSER_ACTION_SAVE, on_notes_chosen);
}

typedef struct {
  GFile *file;
  GStrv labels;
} TruthRequest;

static void
truth_request_free (TruthRequest *request)
{
  g_object_unref (request->file);
  g_strfreev (request->labels);
  g_free (request);
}

static void
read_truth (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TruthRequest *request = data;
  GError *error = NULL;
  DermTruth *truth = derm_truth_new_from_file (request->file, (const char *const *) request->labels, NULL, NULL,
                                               cancellable, &error);

  if (truth != NULL)
    g_task_return_pointer (task, truth, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
report_problems (LensWindow *self, const char *name)
{
  guint n = derm_truth_get_n_problems (self->truth);
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%u row is of no use. The first: %s", "%u rows are of no use. The first: %s", n), n,
                          derm_truth_get_problem (self->truth, 0));
  lens_window_show_error (self, name, text);
}

static void
on_truth_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensWindow *self = LENS_WINDOW (source);
  TruthRequest *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *base = g_file_get_basename (request->file);
  g_autofree char *name = g_filename_display_name (base);

  self->n_truths--;
  if (g_cancellable_is_cancelled (self->transfer) || self->browser == NULL)
    return; /* closed meanwhile */
  if (truth == NULL)
    {
      lens_window_show_error (self, name, error->message);
      return;
    }

  g_set_object (&self->truth, truth);
  for_each_item (self, apply_truth);
  lens_browser_set_has_truth (self->browser, TRUE);
  report_problems (self, name);
}

static GStrv
dup_labels (LensWindow *self)
{
  DermModel *model = derm_classifier_get_model (self->classifier);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    g_strv_builder_add (builder, derm_model_get_label (model, i));

  return g_strv_builder_end (builder);
}

void
lens_window_open_truth (LensWindow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  TruthRequest *request;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (self->classifier != NULL);

  request = g_new (TruthRequest, 1);
  request->file = g_object_ref (file);
  request->labels = dup_labels (self);
  self->n_truths++;
  task = g_task_new (self, self->transfer, on_truth_read, NULL);
  g_task_set_source_tag (task, lens_window_open_truth);
  g_task_set_task_data (task, request, (GDestroyNotify) truth_request_free);
  g_task_run_in_thread (task, read_truth);
}

static void
on_open_truth (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose (user_data, _ ("Open a Table of Truth"), GTK_FILE_CHOOSER_ACTION_OPEN, lens_window_open_truth);
}

static void
on_progress (gpointer user_data)
{
  LensWindow *self = user_data;

  self->progress_id = 0;
  lens_window_update_progress (self);
}

static void
on_progressed (LensQueue *queue, LensItem *item, LensWindow *self)
{
  lens_view_touch (lens_browser_get_view (self->browser));
  if (self->progress_id == 0)
    self->progress_id = g_timeout_add_once (100, on_progress, self);
}

/* For a window with a model: its classes, and its queue's progress. */
void
lens_window_start_browsing (LensWindow *self)
{
  g_auto (GStrv) labels = dup_labels (self);

  lens_browser_set_classes (self->browser, (const char *const *) labels);
  lens_note_bar_set_classes (self->note_bar, (const char *const *) labels);
  g_signal_connect_object (self->queue, "progressed", G_CALLBACK (on_progressed), self, 0);
}

void
lens_window_install_browsing (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-folder", .activate = on_open_folder },
    { .name = "open-siblings", .activate = on_open_siblings },
    { .name = "open-truth", .activate = on_open_truth },
    { .name = "notes-file", .activate = on_notes_file },
    { .name = "recursive", .state = "false", .change_state = on_recursive },
    { .name = "stop", .activate = on_stop },
    { .name = "flag", .parameter_type = "s", .state = "''", .change_state = on_flag },
    { .name = "label", .parameter_type = "s", .state = "''", .change_state = on_label },
    { .name = "edit-flag", .activate = on_edit_flag },
    { .name = "edit-label", .activate = on_edit_label },
    { .name = "edit-note", .activate = on_edit_note },
  };

  self->scan = lens_scan_new ();
  self->notes = lens_notes_new ();
  lens_browser_set_items (self->browser, G_LIST_MODEL (self->items));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "browse", lens_browser_get_actions (self->browser));
  g_signal_connect_object (self->scan, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (self->scan, "failed", G_CALLBACK (on_scan_failed), self, 0);
  g_signal_connect_object (self->notes, "changed", G_CALLBACK (on_note_changed), self, 0);
  g_signal_connect_object (self->notes, "recorded", G_CALLBACK (on_recorded), self, 0);
  g_signal_connect_object (self->notes, "save-failed", G_CALLBACK (on_save_failed), self, 0);
  g_signal_connect_object (self->note_bar, "text-edited", G_CALLBACK (on_text_edited), self, 0);
  g_signal_connect_object (self->note_bar, "text-done", G_CALLBACK (on_text_done), self, 0);
  g_signal_connect_object (self->offer_bar, "response", G_CALLBACK (on_offer), self, 0);
}

void
lens_window_stop_browsing (LensWindow *self)
{
  g_autoptr (GError) error = NULL;

  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->noted != NULL)
    g_clear_signal_handler (&self->noted_id, self->noted);
  g_clear_object (&self->noted);
  if (self->scan != NULL)
    lens_scan_stop (self->scan);
  if (self->notes != NULL && !lens_notes_flush (self->notes, &error))
    g_warning ("%s: %s", lens_notes_get_path (self->notes), error->message);
  g_clear_object (&self->scan);
  g_clear_object (&self->notes);
  g_clear_object (&self->truth);
}
