/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-command.h"
#include "lens-drag.h"
#include "lens-export.h"
#include "lens-take.h"

typedef struct {
  GWeakRef window; /* LensWindow */
  char *name;      /* of the file, as people read it */
} Saving;

typedef struct {
  DermImage *image;
  DermPrediction *prediction;
  char *path;
  char *truth; /* or NULL */
} Figure;

static Saving *
saving_new (LensWindow *self, const char *path)
{
  Saving *saving = g_new0 (Saving, 1);

  g_weak_ref_init (&saving->window, self);
  saving->name = g_filename_display_basename (path);
  return saving;
}

static void
saving_free (Saving *saving)
{
  g_weak_ref_clear (&saving->window);
  g_free (saving->name);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
figure_free (Figure *figure)
{
  g_object_unref (figure->image);
  g_object_unref (figure->prediction);
  g_free (figure->truth);
  g_free (figure->path);
  g_free (figure);
}

/* What is on screen, which may have another recipe or crop than the row in the list. */
static DermImage *
shown_image (LensWindow *self)
{
  return lens_picture_get_image (lens_canvas_get_picture (self->canvas));
}

static DermPrediction *
shown_prediction (LensWindow *self)
{
  return lens_bars_get_prediction (lens_result_get_bars (self->result));
}

/* The class that the image is known to show, or NULL. */
static const char *
shown_truth (LensWindow *self)
{
  return self->shown != NULL ? lens_item_get_truth (self->shown) : NULL;
}

/* ---- the bar that tells of files ---- */

static void
on_notice_response (GtkInfoBar *bar, int response, LensWindow *self)
{
  if (response == GTK_RESPONSE_CANCEL && self->exporting != NULL)
    g_cancellable_cancel (self->exporting);
  gtk_info_bar_set_revealed (bar, FALSE);
}

static void
show_notice (LensWindow *self, const char *text, gboolean is_running)
{
  gtk_label_set_text (self->notice_label, text);
  gtk_widget_set_visible (self->notice_cancel, is_running);
  gtk_info_bar_set_show_close_button (self->notice_bar, !is_running);
  gtk_info_bar_set_revealed (self->notice_bar, TRUE);
}

static void
install_notice (LensWindow *self)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "xalign", 0.0,
                                   "hexpand", TRUE, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  GtkWidget *bar = gtk_info_bar_new ();

  self->notice_bar = GTK_INFO_BAR (bar);
  self->notice_label = GTK_LABEL (label);
  gtk_info_bar_add_child (self->notice_bar, label);
  self->notice_cancel = gtk_info_bar_add_button (self->notice_bar, _ ("_Cancel"), GTK_RESPONSE_CANCEL);
  gtk_info_bar_set_revealed (self->notice_bar, FALSE);
  g_signal_connect_object (bar, "response", G_CALLBACK (on_notice_response), self, 0);
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->error_bar))), bar,
                              GTK_WIDGET (self->error_bar));
}

/* ---- copy ---- */

static void
copy_texture (LensWindow *self, GdkTexture *texture)
{
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (self)), texture);
  g_object_unref (texture);
}

/* Several images go as their files. */
static void
on_copy_image (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GPtrArray) items = lens_selection_list (self->selection);
  g_autoptr (GdkContentProvider) files = items->len > 1 ? lens_drag_files (items) : NULL;

  if (files != NULL)
    gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), files);
  else
    copy_texture (self, lens_take_image (shown_image (self)));
}

static void
on_copy_chart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy_texture (user_data, lens_take_chart (shown_prediction (user_data), shown_truth (user_data)));
}

static void
on_copy_text (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GPtrArray) items = lens_selection_list (self->selection);
  g_autofree char *text = items->len > 1 ? lens_drag_dup_text (items)
                                         : lens_take_text (lens_item_get_name (self->shown), shown_prediction (self),
                                                           shown_truth (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
on_copy_command (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text
      = lens_command_dup (lens_item_get_file (self->shown), shown_image (self), shown_prediction (self), &error);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  else
    lens_window_show_error (self, lens_item_get_name (self->shown), error->message);
}

/* ---- save and export ---- */

static void
save_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Figure *figure = task_data;
  GError *error = NULL;

  if (derm_figure_save (figure->image, figure->prediction, figure->truth, figure->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_figure_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (LensWindow) self = g_weak_ref_get (&saving->window);
  g_autoptr (GError) error = NULL;
  gboolean is_saved = g_task_propagate_boolean (G_TASK (result), &error);
  g_autofree char *text = NULL;

  if (self == NULL || self->transfer == NULL)
    return; /* closed meanwhile */

  /* TRANSLATORS: name of a file */
  text = g_strdup_printf (_ ("The figure is saved in %s"), saving->name);
  if (is_saved)
    show_notice (self, text, FALSE);
  else
    lens_window_show_error (self, saving->name, error->message);
}

void
lens_window_save_figure (LensWindow *self, const char *path)
{
  g_autoptr (GTask) task = NULL;
  Figure *figure;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (shown_prediction (self) == NULL)
    return; /* another image was chosen while the dialog was open, and is not done */

  figure = g_new0 (Figure, 1);
  figure->image = g_object_ref (shown_image (self));
  figure->prediction = g_object_ref (shown_prediction (self));
  figure->truth = g_strdup (shown_truth (self));
  figure->path = g_strdup (path);
  task = g_task_new (NULL, NULL, on_figure_saved, saving_new (self, path));
  g_task_set_task_data (task, figure, (GDestroyNotify) figure_free);
  g_task_run_in_thread (task, save_in_thread);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  g_autoptr (LensWindow) self = g_weak_ref_get (&saving->window);
  g_autoptr (GError) error = NULL;
  gssize n = lens_export_finish (result, &error);
  g_autofree char *text = NULL;

  if (self == NULL || self->transfer == NULL)
    return; /* closed meanwhile */

  g_clear_object (&self->exporting);
  lens_window_update_actions (self);
  if (n >= 0)
    {
      /* TRANSLATORS: number of results, and name of a file */
      text = g_strdup_printf (ngettext ("%d result is saved in %s", "%d results are saved in %s", (gulong) n), (int) n,
                              saving->name);
      show_notice (self, text, FALSE);
      return;
    }
  gtk_info_bar_set_revealed (self->notice_bar, FALSE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lens_window_show_error (self, saving->name, error->message);
}

static GPtrArray *
list_items (LensWindow *self, gboolean is_all)
{
  GPtrArray *items = is_all ? g_ptr_array_new_with_free_func (g_object_unref) : lens_selection_list (self->selection);

  for (guint i = 0; is_all && i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->items), i));
  for (guint i = 0; is_all && i < self->pending->len; i++) /* they have no row yet */
    g_ptr_array_add (items, g_object_ref (g_ptr_array_index (self->pending, i)));

  return items;
}

void
lens_window_export (LensWindow *self, gboolean is_all, const char *path)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GVariant) is_hiding_names = NULL;
  g_autofree char *text = NULL;
  Saving *saving;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (path != NULL);

  if (self->exporting != NULL || self->classifier == NULL)
    return;

  items = list_items (self, is_all);
  is_hiding_names = g_action_group_get_action_state (G_ACTION_GROUP (self), "hide-names");
  saving = saving_new (self, path);
  self->exporting = g_cancellable_new ();
  text = g_strdup_printf (_ ("Saving %s as the results come in…"), saving->name);
  if (!lens_window_is_idle (self))
    show_notice (self, text, TRUE);
  lens_window_update_actions (self);
  lens_export_async (self->classifier, items, path, g_variant_get_boolean (is_hiding_names), self->exporting, on_exported,
                     saving);
}

/* ---- dialogs ---- */

static void
add_filter (GtkFileChooserNative *chooser, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static void
ask_for_file (LensWindow *self, const char *title, const char *name, GCallback on_answer)
{
  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"),
                                               _ ("_Cancel"));
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", on_answer, self, 0);
}

/* (transfer full) The path that was chosen, or NULL. */
static char *
end_dialog (LensWindow *self, int response)
{
  g_autoptr (GFile) file = lens_window_end_chooser_for_one (self, response);
  char *path = NULL;

  if (file != NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      path = g_file_get_path (file);
      if (path == NULL)
        lens_window_show_error (self, name, _ ("it is not in a folder of this computer"));
    }

  return path;
}

static void
on_figure_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autofree char *path = end_dialog (self, response);

  if (path != NULL)
    lens_window_save_figure (self, path);
}

static void
on_all_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autofree char *path = end_dialog (self, response);

  if (path != NULL)
    lens_window_export (self, TRUE, path);
}

static void
on_selected_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autofree char *path = end_dialog (self, response);

  if (path != NULL)
    lens_window_export (self, FALSE, path);
}

static void
on_save_figure (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autofree char *stem = g_strdup (lens_item_get_name (self->shown));
  g_autofree char *name = NULL;
  char *dot = strrchr (stem, '.');

  if (self->chooser != NULL)
    return;

  if (dot != NULL && dot != stem)
    *dot = '\0';
  /* TRANSLATORS: proposed name of a file; %s is the name of the image */
  name = g_strdup_printf (_ ("%s result.png"), stem);
  ask_for_file (self, _ ("Save Figure"), name, G_CALLBACK (on_figure_chosen));
  add_filter (self->chooser, _ ("Pictures (PNG)"), "png");
  add_filter (self->chooser, _ ("Drawings (SVG)"), "svg");
  add_filter (self->chooser, _ ("Documents (PDF)"), "pdf");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
ask_for_export (LensWindow *self, const char *title, GCallback on_answer)
{
  if (self->chooser != NULL)
    return;

  ask_for_file (self, title, _ ("results.csv"), on_answer);
  add_filter (self->chooser, _ ("Tables (CSV)"), "csv");
  add_filter (self->chooser, _ ("Lines of JSON (JSONL)"), "jsonl");
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
on_export_all (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_for_export (user_data, _ ("Export All Results"), G_CALLBACK (on_all_chosen));
}

static void
on_export_selected (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ask_for_export (user_data, _ ("Export Selected Results"), G_CALLBACK (on_selected_chosen));
}

/* ---- print ---- */

static void
on_print_done (GtkPrintOperation *operation, GtkPrintOperationResult result, LensWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  lens_window_show_error (self, _ ("Print"), error->message);
}

static void
on_print (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GtkPrintOperation) operation = lens_take_print (shown_image (self), shown_prediction (self), shown_truth (self));

  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

void
lens_window_install_take (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy-image", .activate = on_copy_image },
    { .name = "copy-chart", .activate = on_copy_chart },
    { .name = "copy-text", .activate = on_copy_text },
    { .name = "copy-command", .activate = on_copy_command },
    { .name = "save-figure", .activate = on_save_figure },
    { .name = "export-all", .activate = on_export_all },
    { .name = "export-selected", .activate = on_export_selected },
    { .name = "hide-names", .state = "false" },
    { .name = "print", .activate = on_print },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  install_notice (self);
}

void
lens_window_update_take_actions (LensWindow *self)
{
  static const char *const of_result[]
      = { "copy-image", "copy-chart", "copy-text", "copy-command", "save-figure", "print" };
  static const char *const of_list[] = { "export-all", "export-selected" };
  gboolean has_result = shown_image (self) != NULL && shown_prediction (self) != NULL;
  gboolean has_list = self->shown != NULL && self->classifier != NULL && self->exporting == NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (of_result); i++)
    lens_window_set_enabled (self, of_result[i], has_result);
  for (gsize i = 0; i < G_N_ELEMENTS (of_list); i++)
    lens_window_set_enabled (self, of_list[i], has_list);
}
