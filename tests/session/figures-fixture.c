/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figures-fixture.h"

#include "lens-figures-words.h"

LensFigures *
fixture_figures (FixtureSession *fixture)
{
  return lens_session_get_figures (fixture->session);
}

void
fixture_open_table (FixtureSession *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = fixture_write (fixture->folder, name, text);

  lens_truths_open (lens_session_get_truths (fixture->session), file, FALSE);
  fixture_wait_session (fixture->session);
}

void
fixture_open_copy (FixtureSession *fixture, const char *name)
{
  g_autofree char *sample = fixture_sample (1), *contents = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  gsize size;

  g_assert_true (g_file_get_contents (sample, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (path, contents, (gssize) size, NULL));
  fixture_open_in (fixture, name);
}

void
fixture_assert_counts (FixtureSession *fixture, guint n_known, guint n_counted, guint n_failed, guint n_trained_on)
{
  guint known, counted, failed, trained_on;

  g_object_get (fixture_figures (fixture), "n-known", &known, "n-counted", &counted, "n-failed", &failed,
                "n-trained-on", &trained_on, NULL);
  g_assert_cmpuint (known, ==, n_known);
  g_assert_cmpuint (counted, ==, n_counted);
  g_assert_cmpuint (failed, ==, n_failed);
  g_assert_cmpuint (trained_on, ==, n_trained_on);
}

void
fixture_assert_lines (FixtureSession *fixture, const char *expected)
{
  g_autofree char *lines = lens_figures_words_lines (fixture_figures (fixture));

  g_assert_cmpstr (lines, ==, expected);
}

void
fixture_assert_warning (FixtureSession *fixture, const char *expected)
{
  g_autofree char *warning = lens_figures_words_warning (fixture_figures (fixture));

  g_assert_cmpstr (warning, ==, expected);
}
