/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "derm-fixture.h"
#include "lens-export.h"
#include "ui-fixture.h"

/* Exports that wait for results: of images whose reading was stopped, or that change meanwhile. */

static gboolean
can_export (gpointer window)
{
  return fixture_is_enabled (window, "export-all");
}

static guint
count_lines (const char *path)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);

  return g_strv_length (lines);
}

#define N_MANY 60

/* (transfer full) A window in which the reading of many images was stopped at its start. */
static LensWindow *
stopped_window (void)
{
  LensWindow *window = fixture_window ();
  g_autoptr (GPtrArray) items = fixture_pasted (N_MANY);

  fixture_open (window, items);
  fixture_activate (window, "stop", NULL);
  fixture_run_for (300);
  g_assert_cmpint (lens_item_get_state (items->pdata[N_MANY - 1]), ==, LENS_STATE_WAITING);

  return window;
}

static void
assert_nothing_saved (LensWindow *window, const char *path)
{
  fixture_wait (can_export, window, "the end of the export");
  g_assert_false (fixture_is_file ((gpointer) path));
  g_assert_true (fixture_notice (window) == NULL || strstr (fixture_notice (window), "Saving") == NULL);
}

/* An export needs the results: the reading goes on. */
static void
test_stopped (void)
{
  LensWindow *window = stopped_window ();
  g_autofree char *path = fixture_scratch_path ("stopped.csv");

  g_assert_true (g_str_has_prefix (fixture_notice (window), "Stopped: "));
  fixture_export (window, TRUE, path);
  g_assert_cmpstr (fixture_notice (window), ==, "Saving stopped.csv as the results come in…");
  fixture_wait (fixture_has_saved, window, "the export");
  g_assert_cmpuint (count_lines (path), ==, N_MANY + 1);
  fixture_close_window (window);
}

/* Escape leaves the export first; stopping the reading ends it too. */
static void
test_left (void)
{
  LensWindow *window = stopped_window ();
  g_autofree char *path = fixture_scratch_path ("left.csv");

  fixture_export (window, TRUE, path);
  fixture_activate (window, "leave", NULL);
  assert_nothing_saved (window, path);
  g_assert_null (fixture_error (window));
  fixture_export (window, TRUE, path);
  fixture_activate (window, "stop", NULL);
  assert_nothing_saved (window, path);
  g_assert_null (fixture_error (window));
  g_assert_true (g_str_has_prefix (fixture_notice (window), "Stopped: "));
  fixture_close_window (window);
}

/* Results of another recipe are not what was asked for. */
static void
test_read_otherwise (void)
{
  LensWindow *window = stopped_window ();
  LensReading *reading = lens_session_get_reading (lens_window_get_session (window));
  g_autofree char *path = fixture_scratch_path ("otherwise.csv");

  fixture_export (window, TRUE, path);
  lens_reading_set_decision (reading, DERM_DECISION_BALANCED);
  assert_nothing_saved (window, path);
  g_assert_cmpstr (fixture_error (window), ==, "otherwise.csv: not saved: images are read in another way since then");
  fixture_close_window (window);
}

/* What is off the list is read no more. */
static void
test_taken_off (void)
{
  LensWindow *window = stopped_window ();
  LensSession *session = lens_window_get_session (window);
  g_autofree char *path = fixture_scratch_path ("off.csv");

  fixture_export (window, TRUE, path);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (lens_session_get_selection (session)));
  lens_session_remove_selected (session);
  fixture_run_for (100);
  g_assert_false (fixture_is_file (path));
  g_assert_nonnull (strstr (fixture_error (window), "off.csv: not saved: images were taken off the list"));
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  int status;

  fixture_init (&argc, &argv);
  g_test_add_func ("/export-waiting/stopped", test_stopped);
  g_test_add_func ("/export-waiting/left", test_left);
  g_test_add_func ("/export-waiting/read-otherwise", test_read_otherwise);
  g_test_add_func ("/export-waiting/taken-off", test_taken_off);
  status = g_test_run ();
  fixture_remove_scratch ();

  return status;
}
