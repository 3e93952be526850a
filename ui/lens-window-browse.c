/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-calm.h"

#define OFFER_SECONDS 20 /* the menu has the same */

/* Folders, and how far the work on what was found in them is. */

static gboolean
wants_subfolders (LensWindow *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self), "recursive");

  return g_variant_get_boolean (state);
}

void
lens_window_update_progress (LensWindow *self)
{
  guint n_left = self->pending->len + (self->queue != NULL ? lens_queue_get_n_left (self->queue) : 0);

  lens_window_set_enabled (self, "stop", n_left > 0 || !lens_scan_is_idle (self->scan));
  lens_window_set_enabled (self, "pause", n_left > 0);
  if (n_left == 0) /* what comes next does not wait */
    g_action_group_change_action_state (G_ACTION_GROUP (self), "pause", g_variant_new_boolean (FALSE));
  lens_browser_set_n_left (self->browser, n_left, !lens_scan_is_idle (self->scan));
  lens_window_follow_run (self, n_left > 0 || !lens_scan_is_idle (self->scan));
}

void
lens_window_update_browse_actions (LensWindow *self)
{
  GFile *file = self->shown != NULL ? lens_item_get_file (self->shown) : NULL;

  lens_window_set_enabled (self, "open-folder", self->classifier != NULL);
  lens_window_set_enabled (self, "open-siblings",
                           file != NULL && g_file_is_native (file) && !lens_item_is_sample (self->shown));
  lens_window_set_enabled (self, "open-truth", self->classifier != NULL);
  lens_window_set_enabled (self, "truth-columns", self->classifier != NULL && self->truth_file != NULL);
  lens_window_set_enabled (self, "remove", lens_selection_get_n_selected (self->selection) > 0);
  lens_window_update_note_actions (self);
}

void
lens_window_adopt (LensWindow *self, LensItem *item)
{
  lens_window_apply_note (self, item);
  lens_window_apply_truth (self, item);
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

  lens_run_stop (&self->run);
  lens_scan_stop (self->scan);
  if (self->queue != NULL)
    lens_queue_clear (self->queue);
  lens_window_update_progress (self);
}

static void
on_pause (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  g_simple_action_set_state (action, value);
  lens_run_stop (&self->run); /* the user is here */
  if (self->queue != NULL)
    lens_queue_set_paused (self->queue, g_variant_get_boolean (value));
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
  lens_window_refuse_file (self, name, reason);
  lens_window_update_progress (self);
}

static void
on_scan_done (LensScan *scan, LensWindow *self)
{
  lens_window_check_truth (self);
  lens_window_update_progress (self);
}

void
lens_window_open_folder (LensWindow *self, GFile *folder, gboolean is_recursive)
{
  g_return_if_fail (LENS_IS_WINDOW (self));

  if (self->queue == NULL)
    return; /* the page says already that there is no model */

  lens_window_forget_failures (self);
  gtk_info_bar_set_revealed (self->offer_bar, FALSE);
  self->is_select_found = TRUE;
  lens_window_remember_file (self, folder);
  lens_scan_add (self->scan, folder, is_recursive);
  lens_window_update_progress (self);
}

void
lens_window_scan (LensWindow *self, GFile *file)
{
  lens_scan_add (self->scan, file, wants_subfolders (self));
  lens_window_update_progress (self);
}

gboolean
lens_window_is_lent (GFile *file)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);
  g_autoptr (GFile) documents = g_file_new_for_path (path);

  return g_file_has_prefix (file, documents);
}

/* One image of a folder was opened: the others may be wanted. */
void
lens_window_offer_folder (LensWindow *self, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *base = folder != NULL ? g_file_get_basename (folder) : NULL;
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : NULL;
  g_autofree char *text = NULL;

  if (name == NULL || !g_file_is_native (file) || lens_window_is_lent (file))
    return;
  text = g_strdup_printf (_ ("There may be more images in the folder “%s”."), name);
  lens_calm_show (self->offer_bar, self->offer_label, text, OFFER_SECONDS);
}

static void
open_siblings (LensWindow *self)
{
  GFile *file = self->shown != NULL ? lens_item_get_file (self->shown) : NULL;
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

static void
on_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  LensWindowChosen chosen = (LensWindowChosen) g_object_get_data (G_OBJECT (dialog), "chosen");
  g_autoptr (GFile) file = lens_window_end_chooser_for_one (self, response);

  if (file != NULL)
    chosen (self, file);
}

void
lens_window_choose (LensWindow *self, const char *title, GtkFileChooserAction action, LensWindowChosen chosen)
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
  lens_window_choose (user_data, _ ("Open a Folder"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, on_folder_chosen);
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
  g_auto (GStrv) labels = lens_window_dup_labels (self);

  g_action_group_change_action_state (G_ACTION_GROUP (self), "pause", g_variant_new_boolean (FALSE));
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
    { .name = "recursive", .state = "false", .change_state = on_recursive },
    { .name = "stop", .activate = on_stop },
    { .name = "pause", .state = "false", .change_state = on_pause },
  };

  self->scan = lens_scan_new ();
  lens_browser_set_items (self->browser, G_LIST_MODEL (self->items));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "browse", lens_browser_get_actions (self->browser));
  g_signal_connect_object (self->scan, "found", G_CALLBACK (on_found), self, 0);
  g_signal_connect_object (self->scan, "failed", G_CALLBACK (on_scan_failed), self, 0);
  g_signal_connect_object (self->scan, "done", G_CALLBACK (on_scan_done), self, 0);
  g_signal_connect_object (self->offer_bar, "response", G_CALLBACK (on_offer), self, 0);
  lens_window_install_notes (self);
  lens_window_install_truth (self);
}

void
lens_window_stop_browsing (LensWindow *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  if (self->scan != NULL)
    lens_scan_stop (self->scan);
  lens_window_stop_notes (self);
  g_clear_object (&self->scan);
  g_clear_object (&self->truth);
  g_clear_object (&self->truth_file);
  g_clear_object (&self->truth_used);
}
