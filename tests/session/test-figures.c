/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>

#include "figures-fixture.h"
#include "lens-figures-words.h"

/* How good the answers to "photo 1.jpg" (nv), "photo 2.jpg" (bkl), "photo 3.jpg" (mel) and so on are, by a table. */

static void
test_none (FixtureSession *fixture, gconstpointer data)
{
  GString *told = fixture_told ();

  fixture_listen (fixture_figures (fixture), "changed", told, "changed");
  fixture_assert_counts (fixture, 0, 0, 0, 0);
  fixture_assert_lines (fixture, NULL);
  fixture_assert_warning (fixture, NULL);
  g_assert_null (lens_figures_get_metrics (fixture_figures (fixture)));
  g_assert_false (lens_figures_is_working (fixture_figures (fixture)));
  lens_figures_update (fixture_figures (fixture)); /* nothing to do */
  g_assert_false (lens_figures_is_working (fixture_figures (fixture)));
  fixture_assert_told (told, "");
}

/* What the filter hides counts; what has been removed does not; an image that comes later does. */
static void
test_follows (FixtureSession *fixture, gconstpointer data)
{
  fixture_open_table (fixture, "one.csv", "image_id,dx\nphoto 1,nv\nphoto 2,bkl\nphoto 3,nv\nlater,nv\n");
  fixture_assert_lines (fixture, "2 of 3 right\nBalanced accuracy 0.75");
  lens_view_set_text (lens_session_get_view (fixture->session), "photo 1");
  fixture_wait_session (fixture->session);
  fixture_assert_counts (fixture, 3, 3, 0, 0);
  lens_view_clear_filter (lens_session_get_view (fixture->session));
  lens_session_select (fixture->session, 2);
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  fixture_assert_lines (fixture, "2 of 2 right\nBalanced accuracy 1.00");
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  fixture_assert_lines (fixture, "2 of 3 right\nBalanced accuracy 0.75");
  fixture_open_copy (fixture, "later.jpg");
  fixture_assert_lines (fixture, "3 of 4 right\nBalanced accuracy 0.83");
}

static void
test_undo (FixtureSession *fixture, gconstpointer data)
{
  fixture_open_table (fixture, "one.csv", "image_id,dx\nphoto 1,nv\n");
  fixture_assert_lines (fixture, "1 of 1 right\nBalanced accuracy 1.00");
  lens_session_undo (fixture->session);
  fixture_wait_session (fixture->session);
  fixture_assert_counts (fixture, 0, 0, 0, 0);
  fixture_assert_lines (fixture, NULL);
  lens_session_redo (fixture->session);
  fixture_wait_session (fixture->session);
  fixture_assert_lines (fixture, "1 of 1 right\nBalanced accuracy 1.00");
}

static gboolean
is_counted (gpointer figures)
{
  return lens_figures_get_n_counted (figures) > 0 && !lens_figures_is_working (figures);
}

/* While results come in it says how far it is, and counts them a few times only. */
static void
test_streaming (FixtureSession *fixture, gconstpointer data)
{
  LensWork *work = lens_session_get_work (fixture->session);
  GString *told = fixture_told ();
  g_autoptr (GString) table = g_string_new ("image_id,dx\n");
  g_autoptr (GPtrArray) items = fixture_pasted (60);
  g_autofree char *lines = NULL, *so_far = NULL, *after = NULL;
  guint n = items->len;

  lens_session_open (fixture->session, items);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (table, "image %u,nv\n", i);
  fixture_open_table (fixture, "one.csv", table->str);
  fixture_assert_counts (fixture, n, n, 0, 0);

  fixture_listen (fixture_figures (fixture), "changed", told, "changed");
  lens_reading_set_decision (lens_session_get_reading (fixture->session), DERM_DECISION_BALANCED);
  lens_work_set_paused (work, TRUE);
  fixture_run_for (500);
  fixture_wait (is_counted, fixture_figures (fixture), "some to be counted");
  g_assert_cmpuint (lens_figures_get_n_counted (fixture_figures (fixture)), <, n);
  so_far = g_strdup_printf ("%u of %u so far\n", lens_figures_get_n_counted (fixture_figures (fixture)), n);
  lines = lens_figures_words_lines (fixture_figures (fixture));
  g_assert_true (g_str_has_prefix (lines, so_far));

  lens_work_set_paused (work, FALSE);
  fixture_wait_session (fixture->session);
  fixture_assert_counts (fixture, n, n, 0, 0);
  after = lens_figures_words_lines (fixture_figures (fixture));
  g_assert_null (strstr (after, "so far"));
  g_assert_cmpuint (told->len / strlen ("changed "), <, n / 2);
}

#define add(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/figures/none", 3, test_none);
  add ("/figures/follows", 4, test_follows);
  add ("/figures/undo", 4, test_undo);
  add ("/figures/streaming", 4, test_streaming);

  return g_test_run ();
}
