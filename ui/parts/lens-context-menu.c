/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-context-menu.h"

#include "lens-keys.h"

#define KEY "lens-context-menu"

typedef struct {
  GMenuModel *menu; /* owned */
  LensContextMenuReady is_ready;
  gpointer user_data;
} ContextMenu;

static void
context_menu_free (gpointer data)
{
  ContextMenu *self = data;

  g_object_unref (self->menu);
  g_free (self);
}

static gboolean
on_unused (gpointer user_data)
{
  GtkWidget *popover = user_data;

  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);

  return G_SOURCE_REMOVE;
}

/* The action of the item that closed it is still to be activated. */
static void
on_closed (GtkPopover *popover)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_unused, g_object_ref (popover), g_object_unref);
}

static GtkWidget *
popup_at (GtkWidget *widget, double x, double y)
{
  ContextMenu *self = g_object_get_data (G_OBJECT (widget), KEY);
  GtkWidget *popover = gtk_popover_menu_new_from_model (self->menu);
  GtkWidget *host = widget;

  /* A layout manager places popovers too; a widget that places its children itself does not know of this one. */
  while (gtk_widget_get_layout_manager (host) == NULL && gtk_widget_get_parent (host) != NULL)
    host = gtk_widget_get_parent (host);
  gtk_widget_translate_coordinates (widget, host, x, y, &x, &y);

  gtk_widget_set_parent (popover, host);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  g_signal_connect_object (host, "unmap", G_CALLBACK (on_unused), popover, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (popover));

  return popover;
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, GtkWidget *widget)
{
  ContextMenu *self = g_object_get_data (G_OBJECT (widget), KEY);

  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->is_ready == NULL || self->is_ready (widget, x, y, self->user_data))
    popup_at (widget, x, y);
}

static gboolean
on_menu_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  lens_context_menu_popup (widget);

  return TRUE;
}

void
lens_context_menu_attach (GtkWidget *widget, GMenuModel *menu, LensContextMenuReady is_ready, gpointer user_data)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger = gtk_shortcut_trigger_parse_string (lens_keys_find ("pane-menu")->keys);
  ContextMenu *self = g_new (ContextMenu, 1);

  self->menu = g_object_ref (menu);
  self->is_ready = is_ready;
  self->user_data = user_data;
  g_object_set_data_full (G_OBJECT (widget), KEY, self, context_menu_free);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (on_pressed), widget, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (on_menu_key, NULL, NULL)));
  gtk_widget_add_controller (widget, keys);
}

GtkWidget *
lens_context_menu_popup (GtkWidget *widget)
{
  return popup_at (widget, gtk_widget_get_width (widget) / 2.0, gtk_widget_get_height (widget) / 2.0);
}
