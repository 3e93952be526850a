/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-message-bars.h"
#include "lens-timed-bar.h"
#include "ui-fixture.h"

/* What the window says of errors and of what was done. */

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

/* … within the first bar of messages that is on screen; NULL until the bar has come. */
static GtkWidget *
find_list_button (LensWindow *window)
{
  GtkWidget *bars = find_widget (gtk_window_get_child (GTK_WINDOW (window)), LENS_TYPE_MESSAGE_BARS);
  GtkWidget *bar = bars != NULL ? find_widget (bars, GTK_TYPE_INFO_BAR) : NULL;

  return bar != NULL ? find_widget (bar, GTK_TYPE_MENU_BUTTON) : NULL;
}

static gboolean
has_list_button (gpointer window)
{
  return find_list_button (window) != NULL;
}

static void
assert_in (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

/* All that was refused is counted, whatever it is and whenever that is found, and all of it can be read. */
static void
test_refused (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *text = g_build_filename (folder, "text.png", NULL);
  g_autofree char *words = g_build_filename (folder, "words.txt", NULL);
  g_autofree char *good = fixture_sample (3);
  g_autoptr (GPtrArray) items = fixture_items (text, words, "/nowhere/one.jpg", good, "/nowhere/two.jpg", NULL);
  GtkWidget *button, *popover, *label;

  g_assert_true (g_file_set_contents (text, "no image", -1, NULL));
  g_assert_true (g_file_set_contents (words, "no image either", -1, NULL));
  fixture_open (window, items);
  fixture_wait_idle (window);
  assert_in (fixture_error (window), "4 files");

  fixture_wait (has_list_button, window, "the bar with its button");
  button = find_list_button (window);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  fixture_run_for (100);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  label = find_widget (popover, GTK_TYPE_LABEL);
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "text.png: ");
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "words.txt: ");
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "one.jpg: ");
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "two.jpg: ");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  fixture_run_for (500);

  lens_messages_clear_error (lens_session_get_messages (lens_window_get_session (window)));
  fixture_show_error (window, "Clipboard", "nothing in it");
  g_assert_false (gtk_widget_get_visible (button));
  g_unlink (text);
  g_unlink (words);
  g_rmdir (folder);
  fixture_close_window (window);
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *found
      = GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0 ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

/* A table that Ctrl+Z takes away says so, and its bar has the way back; that again has Undo. */
static void
test_redo (void)
{
  LensWindow *window = fixture_window_with_samples ();
  g_autofree char *folder = g_dir_make_tmp ("bars-XXXXXX", NULL);
  g_autoptr (GFile) table = fixture_write (folder, "truth.csv", "image_id,dx\ndrawn-01,nv\n");

  fixture_open_truth (window, table);
  fixture_wait_idle (window);
  g_assert_true (gtk_widget_get_visible (find_button (GTK_WIDGET (window), "_Undo")));
  fixture_run_action (window, "undo", NULL);
  assert_in (fixture_notice (window), "was taken away");
  g_assert_true (gtk_widget_get_visible (find_button (GTK_WIDGET (window), "_Redo")));
  g_assert_false (gtk_widget_get_visible (find_button (GTK_WIDGET (window), "_Undo")));
  gtk_widget_activate (find_button (GTK_WIDGET (window), "_Redo"));
  fixture_run_for (400);
  assert_in (fixture_notice (window), "Truth for 1 of 2 images");
  g_assert_true (gtk_widget_get_visible (find_button (GTK_WIDGET (window), "_Undo")));
  fixture_close_window (window);
  fixture_remove_folder (g_steal_pointer (&folder));
}

/* Words of which nothing must be done leave by themselves, but not from under somebody's hand. */
static void
test_timed (void)
{
  GtkWidget *bar = gtk_info_bar_new (), *label = gtk_label_new (""), *other = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window, *button;

  button = gtk_info_bar_add_button (GTK_INFO_BAR (bar), "Undo", 1);
  gtk_info_bar_add_child (GTK_INFO_BAR (bar), label);
  gtk_info_bar_set_revealed (GTK_INFO_BAR (bar), FALSE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), other);
  window = fixture_show (box, 400, 200);

  lens_timed_bar_show (GTK_INFO_BAR (bar), GTK_LABEL (label), "done", 0);
  fixture_run_for (1600);
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "done");

  gtk_widget_grab_focus (button);
  lens_timed_bar_show (GTK_INFO_BAR (bar), GTK_LABEL (label), "done", 1);
  fixture_run_for (2500);
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
  gtk_widget_grab_focus (other);
  fixture_run_for (2500);
  g_assert_false (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
  lens_timed_bar_show (GTK_INFO_BAR (bar), GTK_LABEL (label), "closed meanwhile", 1);
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_run_for (1600);
}

/* What was stopped goes on by the button of the bar that says so, which then goes. */
static void
test_go_on (void)
{
  LensWindow *window = fixture_window ();
  g_autoptr (GPtrArray) items = fixture_pasted (60);

  fixture_open (window, items);
  fixture_activate (window, "stop", NULL);
  fixture_run_for (400);
  g_assert_true (gtk_widget_get_visible (find_button (GTK_WIDGET (window), "_Go On")));
  g_assert_false (gtk_widget_get_visible (find_button (GTK_WIDGET (window), "_Cancel")));
  g_assert_cmpint (lens_item_get_state (items->pdata[59]), ==, LENS_STATE_WAITING);
  gtk_widget_activate (find_button (GTK_WIDGET (window), "_Go On"));
  fixture_wait_idle (window);
  g_assert_cmpint (lens_item_get_state (items->pdata[59]), ==, LENS_STATE_DONE);
  g_assert_null (fixture_notice (window));
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/message-bars/failures", test_refused);
  g_test_add_func ("/message-bars/go-on", test_go_on);
  g_test_add_func ("/timed-bar/redo", test_redo);
  g_test_add_func ("/timed-bar/leaves", test_timed);

  return g_test_run ();
}
