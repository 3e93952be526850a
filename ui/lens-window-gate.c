/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

/* An image of which the engine says that its scores should not be trusted: they are grey until the user wants them. */

static void
on_trust_image (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  /* the button goes: the keyboard stays with the scores that it showed */
  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->result)))
    gtk_widget_child_focus (GTK_WIDGET (self->result), GTK_DIR_TAB_FORWARD);
  lens_item_trust (self->shown);
  lens_window_update_gate (self);
}

void
lens_window_install_gate (LensWindow *self)
{
  static const GActionEntry entries[] = { { .name = "trust-image", .activate = on_trust_image } };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  lens_window_update_gate (self);
}

void
lens_window_update_gate (LensWindow *self)
{
  DermPrediction *prediction = lens_bars_get_prediction (lens_result_get_bars (self->result));
  gboolean is_trusted = self->shown != NULL && lens_item_is_trusted (self->shown);

  lens_result_set_trusted (self->result, is_trusted);
  lens_window_set_enabled (self, "trust-image",
                           self->shown != NULL && !is_trusted && prediction != NULL
                               && derm_prediction_get_gate (prediction) != 0);
}
