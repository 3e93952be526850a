/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-view.h"
#include "ui-fixture.h"

/* Keys of the network that belong to the window: a clicker, and the space bar that plays the layers. */

static GtkWidget *
find_view (GtkWidget *widget)
{
  GtkWidget *found = LENS_IS_NET_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_view (child);

  return found;
}

static LensWindow *
open_network (LensPass **pass)
{
  LensWindow *window = fixture_window_with_samples ();
  LensSession *session = lens_window_get_session (window);

  lens_session_set_aspect (session, LENS_ASPECT_NETWORK);
  fixture_wait_idle (window);
  *pass = lens_session_get_pass (session);
  g_assert_nonnull (lens_pass_get_activations (*pass));

  return window;
}

/* What the window itself does with the key, before whatever has the focus. */
static gboolean
click (LensWindow *window, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller)
          && gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", key, 0u, state, &is_handled);
    }

  return is_handled;
}

/* With an audience Page Down and Page Up go from layer to layer, and never on to the next image; in the other views,
 * and without an audience, they are the images' keys. */
static void
test_clicker (void)
{
  LensPass *pass;
  LensWindow *window = open_network (&pass);
  LensSession *session = lens_window_get_session (window);
  LensItem *item = lens_shown_get_item (lens_session_get_shown (session));
  const int last = lens_pass_get_n_steps (pass) - 1;

  lens_pass_open (pass, 1);
  g_assert_false (click (window, GDK_KEY_Page_Down, 0));
  g_assert_cmpint (lens_pass_get_open (pass), ==, 1);
  lens_session_set_presenting (session, TRUE);
  g_assert_true (click (window, GDK_KEY_Page_Down, 0));
  g_assert_cmpint (lens_pass_get_open (pass), ==, 2);
  g_assert_true (click (window, GDK_KEY_KP_Page_Down, 0));
  g_assert_cmpint (lens_pass_get_open (pass), ==, 3);
  g_assert_true (click (window, GDK_KEY_Page_Up, 0));
  g_assert_cmpint (lens_pass_get_open (pass), ==, 2);
  g_assert_false (click (window, GDK_KEY_Page_Up, GDK_CONTROL_MASK));
  g_assert_cmpint (lens_pass_get_open (pass), ==, 2);
  lens_pass_open (pass, last);
  g_assert_true (click (window, GDK_KEY_Page_Down, 0)); /* no further, and to no other image */
  g_assert_cmpint (lens_pass_get_open (pass), ==, last);
  g_assert_true (lens_shown_get_item (lens_session_get_shown (session)) == item);
  lens_session_set_aspect (session, LENS_ASPECT_IMAGE);
  g_assert_true (click (window, GDK_KEY_Page_Down, 0));
  g_assert_true (lens_shown_get_item (lens_session_get_shown (session)) != item);
  g_assert_cmpint (lens_pass_get_open (pass), ==, last);
  lens_session_set_presenting (session, FALSE);
  fixture_close_window (window);
}

/* The space bar plays and pauses, unless animations are not wanted. */
static void
test_space (void)
{
  LensPass *pass;
  LensWindow *window = open_network (&pass);
  GtkWidget *view = find_view (GTK_WIDGET (window));
  GtkSettings *settings = gtk_widget_get_settings (view);
  gboolean had_animations;

  g_object_get (settings, "gtk-enable-animations", &had_animations, NULL);
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  lens_pass_open (pass, 1);
  fixture_press (view, GDK_KEY_space, 0);
  g_assert_true (lens_pass_is_playing (pass));
  fixture_press (view, GDK_KEY_space, 0);
  g_assert_false (lens_pass_is_playing (pass));
  g_assert_null (lens_pass_get_cell (pass)); /* it chooses nothing */
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  {
    g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

    for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
      {
        g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
        gboolean is_handled = FALSE;

        if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
          g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_space, 0u, 0, &is_handled);
        g_assert_false (is_handled);
      }
  }
  g_assert_false (lens_pass_is_playing (pass));
  g_object_set (settings, "gtk-enable-animations", had_animations, NULL);
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/network-keys/clicker", test_clicker);
  g_test_add_func ("/network-keys/space", test_space);

  return g_test_run ();
}
