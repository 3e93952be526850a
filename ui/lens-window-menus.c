/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include "lens-context-menu.h"

/* The menus of the panes: list, image, input, scores. */

/* The image under the pointer is selected, alone or among others: the menu is about what is selected. */
static gboolean
select_under_pointer (GtkWidget *strip, double x, double y, gpointer user_data)
{
  LensWindow *self = user_data;
  LensItem *item = lens_strip_find_at (LENS_STRIP (strip), x, y);
  guint place = item != NULL ? lens_view_find (lens_browser_get_view (self->browser), item) : GTK_INVALID_LIST_POSITION;

  if (place == GTK_INVALID_LIST_POSITION)
    return FALSE;
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), place))
    lens_selection_set_current (self->selection, place);

  return TRUE;
}

static gboolean
leave_closed_menu (gpointer user_data)
{
  GtkWindow *window = user_data;
  GtkWidget *focus = gtk_window_get_focus (window);
  GtkWidget *menu
      = focus != NULL && !gtk_widget_get_mapped (focus) ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  if (menu != NULL && !gtk_widget_grab_focus (gtk_widget_get_parent (menu)))
    gtk_window_set_focus (window, NULL);

  return G_SOURCE_REMOVE;
}

/* GTK 4.8 leaves the focus in a menu that is closed from one of its submenus, and a window whose focus is nowhere on
 * screen hears no key at all. */
static void
on_focus (LensWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && !gtk_widget_get_mapped (focus))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, leave_closed_menu, g_object_ref (self), g_object_unref);
}

void
lens_window_install_menus (LensWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/dermlens/Dermlens/lens-context-menus.ui");
  const struct {
    GtkWidget *widget;
    const char *id;
    LensContextMenuReady is_ready;
  } menus[] = {
    { GTK_WIDGET (lens_browser_get_strip (self->browser)), "list_menu", select_under_pointer },
    { GTK_WIDGET (lens_canvas_get_picture (self->canvas)), "image_menu", NULL },
    { GTK_WIDGET (lens_result_get_input_view (self->result)), "input_menu", NULL },
    { GTK_WIDGET (lens_result_get_bars (self->result)), "scores_menu", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (menus); i++)
    lens_context_menu_attach (menus[i].widget, G_MENU_MODEL (gtk_builder_get_object (builder, menus[i].id)),
                              menus[i].is_ready, self);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (on_focus), NULL);
}
