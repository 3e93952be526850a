/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-preferences-rows.h"
#include "lens-preferences.h"
#include "settings-fixture.h"

/* What is changed in the preferences takes effect at once and is kept; what is changed elsewhere is seen in them. */

static LensPreferences *
find_preferences (void)
{
  GListModel *windows = gtk_window_get_toplevels ();
  LensPreferences *found = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (LENS_IS_PREFERENCES (window))
        {
          g_assert_null (found); /* one alone */
          found = LENS_PREFERENCES (window);
        }
    }

  return found;
}

static LensPreferences *
open_preferences (LensWindow *window)
{
  fixture_activate (window, "preferences", NULL);
  g_assert_nonnull (find_preferences ());

  return find_preferences ();
}

/* The control with that action, or the choice whose row it is. */
static GtkWidget *
find_control (GtkWidget *widget, const char *action)
{
  const LensPreferencesRow *row = g_object_get_data (G_OBJECT (widget), "lens-row");
  GtkWidget *found = NULL;

  if (row != NULL && g_str_equal (row->action, action))
    return widget;
  if (GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_control (child, action);

  return found;
}

static gpointer
get_control (LensPreferences *preferences, const char *action)
{
  GtkWidget *control = find_control (GTK_WIDGET (preferences), action);

  if (control == NULL)
    g_error ("%s has no control", action);

  return control;
}

static gboolean
is_state_other (gpointer control)
{
  return gtk_switch_get_state (control) == gtk_switch_get_active (control) && gtk_switch_get_active (control);
}

static void
test_switches (void)
{
  static const char *const switches[][2] = { { "recursive", "subfolders" },
                                             { "go-on", "go-on" },
                                             { "remember-recent", "remember-recent" },
                                             { "hide-names", "hide-file-names" } };
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  LensWindow *window = fixture_window_that_remembers (settings);
  LensPreferences *preferences = open_preferences (window);

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autofree char *action = g_strconcat ("win.", switches[i][0], NULL);
      GtkSwitch *control = get_control (preferences, action);

      g_assert_false (gtk_switch_get_active (control));
      gtk_widget_activate (GTK_WIDGET (control));
      fixture_wait (is_state_other, control, "the switch");
      g_assert_true (fixture_is_on (window, switches[i][0]));
      g_assert_true (g_settings_get_boolean (settings, switches[i][1]));
      g_settings_set_boolean (settings, switches[i][1], FALSE); /* elsewhere */
      g_assert_false (gtk_switch_get_active (control));
    }
  fixture_close_window (window);
  g_assert_null (find_preferences ()); /* they go with it */
}

static void
test_choices (void)
{
  static const struct {
    const char *action, *key;
    guint place;
    const char *state;
  } choices[] = { { "scores", "scores", 1, "scores" },
                  { "scores", "scores", 2, "logits" },
                  { "decision", "decision", 1, "balanced" } };
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  LensWindow *window = fixture_window_that_remembers (settings);
  LensPreferences *preferences = open_preferences (window);

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autofree char *action = g_strconcat ("win.", choices[i].action, NULL), *kept = NULL;
      GtkDropDown *control = get_control (preferences, action);
      g_autoptr (GVariant) state = NULL;

      gtk_drop_down_set_selected (control, choices[i].place);
      state = g_action_group_get_action_state (G_ACTION_GROUP (window), choices[i].action);
      kept = g_settings_get_string (settings, choices[i].key);
      g_assert_cmpstr (g_variant_get_string (state, NULL), ==, choices[i].state);
      g_assert_cmpstr (kept, ==, choices[i].state);
      g_settings_reset (settings, choices[i].key);
      g_assert_cmpuint (gtk_drop_down_get_selected (control), ==, 0);
    }
  fixture_close_window (window);
}

/* A model without shares cannot weigh by them. */
static void
test_disabled (void)
{
  LensWindow *window = fixture_window ();
  LensPreferences *preferences = open_preferences (window);
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (gtk_widget_get_sensitive (get_control (preferences, "win.decision")));
  fixture_open_model (window, file);
  fixture_wait_idle (window);
  g_assert_false (gtk_widget_get_sensitive (get_control (preferences, "win.decision")));
  g_assert_false (gtk_widget_get_sensitive (get_control (preferences, "win.reset-settings"))); /* there are none */
  g_assert_false (gtk_widget_get_sensitive (get_control (preferences, "win.forget-recent")));
  fixture_close_window (window);
}

static void
test_reset (void)
{
  g_autoptr (GSettings) settings = fixture_fresh_settings ();
  LensWindow *window = fixture_window_that_remembers (settings);
  LensPreferences *preferences = open_preferences (window);
  GtkDropDown *scores = get_control (preferences, "win.scores");

  g_settings_set_string (settings, "scores", "logits");
  g_settings_set_boolean (settings, "go-on", TRUE);
  g_signal_emit_by_name (get_control (preferences, "win.reset-settings"), "clicked");
  g_assert_cmpuint (gtk_drop_down_get_selected (scores), ==, 0);
  g_assert_false (gtk_switch_get_active (get_control (preferences, "win.go-on")));
  fixture_activate (window, "undo", NULL);
  g_assert_cmpuint (gtk_drop_down_get_selected (scores), ==, 2);
  g_assert_true (gtk_switch_get_active (get_control (preferences, "win.go-on")));
  fixture_close_window (window);
}

/* Of the row above the button. */
static const char *
notes_file (LensPreferences *preferences)
{
  GtkWidget *row = gtk_widget_get_parent (get_control (preferences, "win.notes-file"));
  GtkLabel *label = lens_preferences_row_get_subtitle (row);

  return gtk_widget_get_visible (GTK_WIDGET (label)) ? gtk_label_get_text (label) : NULL;
}

static void
test_notes_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *one = g_build_filename (folder, "one.jsonl", NULL);
  g_autofree char *two = g_build_filename (folder, "two.jsonl", NULL);
  LensWindow *window = fixture_window ();
  LensPreferences *preferences = open_preferences (window);

  g_assert_null (notes_file (preferences));
  g_assert_true (fixture_open_notes (window, one));
  g_assert_cmpstr (notes_file (preferences), ==, one);
  g_assert_true (fixture_open_notes (window, two));
  g_assert_cmpstr (notes_file (preferences), ==, two);
  lens_session_set_presenting (lens_window_get_session (window), TRUE); /* no names of files */
  g_assert_null (notes_file (preferences));
  lens_session_set_presenting (lens_window_get_session (window), FALSE);
  g_assert_cmpstr (notes_file (preferences), ==, two);
  fixture_close_window (window);
  fixture_remove_folder (g_steal_pointer (&folder));
}

static gboolean
is_narrow (gpointer preferences)
{
  return lens_preferences_is_narrow (preferences);
}

static gboolean
is_wide (gpointer preferences)
{
  return !lens_preferences_is_narrow (preferences);
}

static void
test_narrow (void)
{
  LensWindow *window = fixture_window ();
  LensPreferences *preferences;

  gtk_window_present (GTK_WINDOW (window));
  preferences = open_preferences (window);
  g_assert_true (open_preferences (window) == preferences);
  gtk_window_set_default_size (GTK_WINDOW (preferences), 360, 600);
  fixture_wait (is_narrow, preferences, "the narrow rows");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (preferences)), <=, 360);
  gtk_window_set_default_size (GTK_WINDOW (preferences), 620, 600);
  fixture_wait (is_wide, preferences, "the wide rows");
  gtk_window_close (GTK_WINDOW (preferences));
  fixture_run_for (100);
  g_assert_null (find_preferences ());
  open_preferences (window);
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/preferences/switches", test_switches);
  g_test_add_func ("/preferences/choices", test_choices);
  g_test_add_func ("/preferences/disabled", test_disabled);
  g_test_add_func ("/preferences/reset", test_reset);
  g_test_add_func ("/preferences/notes-file", test_notes_file);
  g_test_add_func ("/preferences/narrow", test_narrow);

  return g_test_run ();
}
