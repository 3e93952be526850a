/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-discard-dialog.h"
#include "ui-fixture.h"

/* What is painted is not lost in silence when the window is closed. */

static void
paint (LensWindow *window)
{
  LensEdits *edits = lens_session_get_edits (lens_window_get_session (window));

  lens_edits_begin (edits, LENS_EDIT_BRUSH, (const guint8[]){ 1, 2, 3 }, 4);
  lens_edits_paint_to (edits, 4, 4);
  lens_edits_finish (edits);
  fixture_wait_idle (window);
}

static GtkWindow *
find_question (LensWindow *parent)
{
  GListModel *all = gtk_window_get_toplevels ();
  GtkWindow *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (all, i);

      if (LENS_IS_DISCARD_DIALOG (window) && gtk_window_get_transient_for (window) == GTK_WINDOW (parent))
        {
          g_assert_null (found); /* it is asked once */
          found = window;
        }
    }

  return found;
}

static GtkWindow *
ask (LensWindow *window)
{
  fixture_activate (window, "close", NULL);
  g_assert_nonnull (find_question (window));

  return find_question (window);
}

/* That has the focus. */
static void
press_button (GtkWindow *question, const char *label)
{
  GtkButton *button = GTK_BUTTON (gtk_window_get_focus (question));

  g_assert_cmpstr (gtk_button_get_label (button), ==, label);
  g_signal_emit_by_name (button, "clicked");
}

static void
assert_closes (LensWindow **window)
{
  for (int i = 0; i < 200 && *window != NULL; i++)
    fixture_run_for (10);
  g_assert_null (*window);
}

/* The keyboard begins at Cancel, which keeps the edits; one further is Discard. */
static void
test_asked (void)
{
  LensWindow *window = fixture_window_with_samples ();
  GtkWindow *question;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  paint (window);
  question = ask (window);
  g_assert_true (ask (window) == question);
  g_assert_cmpstr (gtk_window_get_title (question), ==, "Discard the edits of 1 image?");
  press_button (question, "_Cancel");
  g_assert_null (find_question (window));
  g_assert_cmpuint (lens_session_count_edited (lens_window_get_session (window)), ==, 1);
  question = ask (window);
  gtk_widget_child_focus (GTK_WIDGET (question), GTK_DIR_TAB_FORWARD);
  press_button (question, "_Discard");
  assert_closes (&window);
}

/* With nothing painted, or with all of it undone, nothing is asked. */
static void
test_not_asked (void)
{
  for (int has_undone = 0; has_undone < 2; has_undone++)
    {
      LensWindow *window = fixture_window_with_samples ();

      g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
      if (has_undone)
        {
          paint (window);
          fixture_run_action (window, "undo", NULL);
        }
      fixture_activate (window, "close", NULL);
      assert_closes (&window);
    }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/discard/asked", test_asked);
  g_test_add_func ("/discard/not-asked", test_not_asked);

  return g_test_run ();
}
