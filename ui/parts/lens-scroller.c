/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-scroller.h"

/* GTK's own takes the wheel whether it can scroll or not. */
static void
take_wheel (GtkScrolledWindow *scroller, gboolean is_taking)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (scroller));
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller)
          && gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        gtk_event_controller_set_propagation_phase (controller, is_taking ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
    }
}

void
lens_scroller_set_scrolls (GtkScrolledWindow *scroller, gboolean scrolls)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_NEVER, scrolls ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  take_wheel (scroller, scrolls);
}

void
lens_scroller_set_sideways (GtkScrolledWindow *scroller)
{
  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  take_wheel (scroller, FALSE);
}
