/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-transfer.h"

#define ZOOM_STEP 1.25
#define PAN_STEP 64.0

static void
open_files (LensWindow *self, GListModel *files)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  lens_window_open (self, items);
}

static void
on_chosen (GtkNativeDialog *dialog, int response, LensWindow *self)
{
  g_autoptr (GListModel) files = lens_window_end_chooser (self, response);

  if (files != NULL)
    open_files (self, files);
}

static void
on_open (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GtkFileFilter) images = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  if (self->chooser != NULL)
    return;

  self->chooser = gtk_file_chooser_native_new (_ ("Open Images"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Open"), _ ("_Cancel"));
  gtk_file_filter_set_name (images, _ ("Images"));
  gtk_file_filter_add_mime_type (images, "image/*");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), images);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_chosen), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
open_transfer (LensWindow *self, GObject *source, GAsyncResult *result, const char *what)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = lens_transfer_read_finish (source, result, &error);

  if (GDK_IS_DROP (source))
    gdk_drop_finish (GDK_DROP (source), items != NULL ? GDK_ACTION_COPY : 0);
  if (self->transfer == NULL)
    return; /* closed meanwhile */

  if (items != NULL)
    lens_window_open (self, items);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lens_window_show_error (self, what, error->message);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensWindow) self = user_data;

  open_transfer (self, source, result, _ ("Clipboard"));
}

static void
on_paste (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_transfer_read_async (G_OBJECT (gtk_widget_get_clipboard (GTK_WIDGET (self))), self->transfer, on_pasted,
                            g_object_ref (self));
}

static void
on_drop_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LensWindow) self = user_data;

  open_transfer (self, source, result, _ ("Drop"));
}

/* What is dragged within the window is open already. */
static gboolean
on_drop_accept (GtkDropTargetAsync *target, GdkDrop *drop, LensWindow *self)
{
  return gdk_drop_get_drag (drop) == NULL
         && gdk_content_formats_match (gtk_drop_target_async_get_formats (target), gdk_drop_get_formats (drop));
}

static gboolean
on_drop (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, LensWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->stack), "lens-drop");
  lens_transfer_read_async (G_OBJECT (drop), self->transfer, on_drop_read, g_object_ref (self));

  return TRUE;
}

static GdkDragAction
on_drag_enter (GtkDropTargetAsync *target, GdkDrop *drop, double x, double y, LensWindow *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self->stack), "lens-drop");

  return GDK_ACTION_COPY;
}

static void
on_drag_leave (GtkDropTargetAsync *target, GdkDrop *drop, LensWindow *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->stack), "lens-drop");
}

static void
step (LensWindow *self, int by)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint place = lens_selection_get_current (self->selection) + (guint) by;

  if (place >= n) /* also below the first: the subtraction wraps */
    return;
  lens_selection_set_current (self->selection, place);
  lens_browser_scroll_to (self->browser, place);
}

static void
on_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, 1);
}

static void
on_previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  step (user_data, -1);
}

/* parameter: "left" or "right", the key. The list runs in the direction of reading; in a right-to-left window its next
 * image is on the left. */
static void
on_arrow (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gboolean is_right = g_str_equal (g_variant_get_string (parameter, NULL), "right");
  gboolean is_rtl = gtk_widget_get_direction (user_data) == GTK_TEXT_DIR_RTL;

  step (user_data, is_right != is_rtl ? 1 : -1);
}

static void
on_zoom_in (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_zoom_by (lens_window_get_picture (user_data), ZOOM_STEP);
}

static void
on_zoom_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_zoom_by (lens_window_get_picture (user_data), 1.0 / ZOOM_STEP);
}

static void
on_zoom_fit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_fit (lens_window_get_picture (user_data));
}

static void
on_zoom_one (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_picture_zoom_to (lens_window_get_picture (user_data), 1.0);
}

static void
on_pan (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *where = g_variant_get_string (parameter, NULL);
  double dx = g_str_equal (where, "left") ? -PAN_STEP : g_str_equal (where, "right") ? PAN_STEP : 0.0;
  double dy = g_str_equal (where, "up") ? -PAN_STEP : g_str_equal (where, "down") ? PAN_STEP : 0.0;

  lens_picture_pan (lens_window_get_picture (user_data), dx, dy);
}

static void
on_toggle_sidebar (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  self->is_sidebar_wanted = g_variant_get_boolean (value);
  lens_window_keep_sidebar (self);
  lens_window_update_sidebar (self);
}

static void
on_sort_bars (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;

  lens_bars_set_sorted (lens_result_get_bars (self->result), g_variant_get_boolean (value));
  g_simple_action_set_state (action, value);
}

static void
on_close (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_close (user_data);
}

void
lens_window_install_actions (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open", .activate = on_open },
    { .name = "paste", .activate = on_paste },
    { .name = "next", .activate = on_next },
    { .name = "previous", .activate = on_previous },
    { .name = "arrow", .activate = on_arrow, .parameter_type = "s" },
    { .name = "zoom-in", .activate = on_zoom_in },
    { .name = "zoom-out", .activate = on_zoom_out },
    { .name = "zoom-fit", .activate = on_zoom_fit },
    { .name = "zoom-one", .activate = on_zoom_one },
    { .name = "pan", .activate = on_pan, .parameter_type = "s" },
    { .name = "toggle-sidebar", .state = "true", .change_state = on_toggle_sidebar },
    { .name = "sort-bars", .state = "false", .change_state = on_sort_bars },
    { .name = "close", .activate = on_close },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
lens_window_install_drop (LensWindow *self)
{
  GtkDropTargetAsync *target = gtk_drop_target_async_new (lens_transfer_dup_formats (), GDK_ACTION_COPY);

  g_signal_connect_object (target, "accept", G_CALLBACK (on_drop_accept), self, 0);
  g_signal_connect_object (target, "drag-enter", G_CALLBACK (on_drag_enter), self, 0);
  g_signal_connect_object (target, "drag-leave", G_CALLBACK (on_drag_leave), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

void
lens_window_set_enabled (LensWindow *self, const char *name, gboolean is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* The one place where it is decided what can be done now. */
void
lens_window_update_actions (LensWindow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_shown = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint place = lens_selection_get_current (self->selection); /* INVALID: the filter hides it */
  gboolean has_model = self->classifier != NULL;
  gboolean has_image = lens_picture_get_image (lens_canvas_get_picture (self->canvas)) != NULL;
  GAction *sidebar = g_action_map_lookup_action (G_ACTION_MAP (self), "toggle-sidebar");

  lens_window_set_enabled (self, "open", has_model);
  lens_window_set_enabled (self, "paste", has_model);
  lens_window_set_enabled (self, "next", n_shown > 0 && place + 1 < n_shown);
  lens_window_set_enabled (self, "previous", n_shown > 0 && place != GTK_INVALID_LIST_POSITION && place > 0);
  lens_window_set_enabled (self, "arrow", n_shown > 1);
  lens_window_set_enabled (self, "zoom-in", has_image);
  lens_window_set_enabled (self, "zoom-out", has_image);
  lens_window_set_enabled (self, "zoom-fit", has_image);
  lens_window_set_enabled (self, "zoom-one", has_image);
  lens_window_set_enabled (self, "pan", has_image);
  lens_window_set_enabled (self, "sort-bars", n > 0);
  lens_window_set_enabled (self, "toggle-sidebar", n > 1 && !self->is_presenting);
  gtk_widget_set_visible (self->list_button, n > 1 || !self->is_narrow); /* the title has more room then */
  gtk_widget_set_sensitive (self->compare_button, has_image);
  gtk_widget_set_sensitive (self->export_button, n > 0);
  lens_window_update_see_actions (self);
  lens_window_update_pair_actions (self);
  lens_window_update_model_actions (self);
  lens_window_update_recipe_actions (self);
  lens_window_update_browse_actions (self);
  lens_window_update_take_actions (self);
  g_simple_action_set_state (G_SIMPLE_ACTION (sidebar),
                             g_variant_new_boolean (gtk_widget_get_visible (GTK_WIDGET (self->sidebar))));
}
