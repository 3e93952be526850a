/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-calm.h"
#include "lens-command.h"
#include "lens-drag.h"
#include "lens-take.h"

#define LENS_RESPONSE_UNDO 1

DermImage *
lens_window_shown_image (LensWindow *self)
{
  return lens_picture_get_image (lens_canvas_get_picture (self->canvas));
}

DermPrediction *
lens_window_shown_prediction (LensWindow *self)
{
  return lens_bars_get_prediction (lens_result_get_bars (self->result));
}

const char *
lens_window_shown_truth (LensWindow *self)
{
  return self->shown != NULL ? lens_item_get_truth (self->shown) : NULL;
}

/* ---- the bar that tells of files ---- */

static void
on_notice_response (GtkInfoBar *bar, int response, LensWindow *self)
{
  if (response == GTK_RESPONSE_CANCEL && self->exporting != NULL)
    g_cancellable_cancel (self->exporting);
  if (response == LENS_RESPONSE_UNDO)
    lens_history_undo (self->history);
  gtk_info_bar_set_revealed (bar, FALSE);
}

/* To see it, and to read it without haste. */
static guint
seconds_for (const char *text)
{
  return 8 + (guint) g_utf8_strlen (text, -1) / 15;
}

void
lens_window_show_notice (LensWindow *self, const char *text, gboolean is_running)
{
  gtk_widget_set_visible (self->notice_undo, FALSE);
  gtk_widget_set_visible (self->notice_cancel, is_running);
  gtk_info_bar_set_show_close_button (self->notice_bar, !is_running);
  lens_calm_show (self->notice_bar, self->notice_label, text, is_running ? 0 : seconds_for (text));
}

void
lens_window_show_undoable (LensWindow *self, const char *text)
{
  lens_window_show_notice (self, text, FALSE);
  gtk_widget_set_visible (self->notice_undo, lens_history_can_undo (self->history));
}

/* The words are of what was done before, or undone. */
static void
on_history_changed (LensHistory *history, LensWindow *self)
{
  if (gtk_widget_get_visible (self->notice_undo))
    gtk_info_bar_set_revealed (self->notice_bar, FALSE);
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
  self->notice_undo = gtk_info_bar_add_button (self->notice_bar, _ ("_Undo"), LENS_RESPONSE_UNDO);
  gtk_widget_set_visible (self->notice_undo, FALSE);
  gtk_info_bar_set_revealed (self->notice_bar, FALSE);
  g_signal_connect_object (self->history, "changed", G_CALLBACK (on_history_changed), self, 0);
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
    copy_texture (self, lens_take_image (lens_window_shown_image (self)));
}

static void
on_copy_chart (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  copy_texture (user_data,
                lens_take_chart (lens_window_shown_prediction (user_data), lens_window_shown_truth (user_data)));
}

static void
on_copy_text (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GPtrArray) items = lens_selection_list (self->selection);
  g_autofree char *text = items->len > 1
                              ? lens_drag_dup_text (items)
                              : lens_take_text (lens_item_get_name (self->shown), lens_window_shown_prediction (self),
                                                lens_window_shown_truth (self));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
on_copy_command (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lens_command_dup (lens_item_get_file (self->shown), lens_window_shown_image (self),
                                            lens_window_shown_prediction (self), &error);

  if (text != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  else
    lens_window_show_error (self, lens_item_get_name (self->shown), error->message);
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
  g_autoptr (GtkPrintOperation) operation = lens_take_print (
      lens_window_shown_image (self), lens_window_shown_prediction (self), lens_window_shown_truth (self));

  g_signal_connect_object (operation, "done", G_CALLBACK (on_print_done), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), NULL);
}

void
lens_window_install_take (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "copy-image", .activate = on_copy_image }, { .name = "copy-chart", .activate = on_copy_chart },
    { .name = "copy-text", .activate = on_copy_text },   { .name = "copy-command", .activate = on_copy_command },
    { .name = "print", .activate = on_print },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  install_notice (self);
  lens_window_install_save (self);
}

void
lens_window_update_take_actions (LensWindow *self)
{
  static const char *const of_result[] = { "copy-image", "copy-chart", "copy-text", "copy-command", "print" };
  gboolean has_result = lens_window_shown_image (self) != NULL && lens_window_shown_prediction (self) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (of_result); i++)
    lens_window_set_enabled (self, of_result[i], has_result);
  lens_window_update_save_actions (self);
}
