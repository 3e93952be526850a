/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

static gboolean
is_idle (gpointer shaking)
{
  return !lens_shaking_is_working (shaking);
}

static void
set_up (FixtureSession *fixture, gconstpointer data)
{
  fixture_set_up_session (fixture, data);
  fixture_wait_session (fixture->session);
}

/* Only when it is asked for, and of the image on screen only. */
static void
test_shaking (FixtureSession *fixture, gconstpointer data)
{
  LensShaking *shaking = lens_session_get_shaking (fixture->session);
  LensShown *shown = lens_session_get_shown (fixture->session);
  g_autofree char *list = NULL;
  DermStability *stability;
  int n_lines = 1;

  g_assert_null (lens_shaking_get_stability (shaking));
  lens_shaking_start (shaking);
  g_assert_true (lens_shaking_is_working (shaking));
  g_assert_false (lens_session_is_idle (fixture->session));
  fixture_wait (is_idle, shaking, "the disturbances");
  stability = lens_shaking_get_stability (shaking);
  g_assert_cmpfloat (lens_shaking_get_share (shaking), ==, 1.0);
  g_assert_true (derm_prediction_get_input (derm_stability_get_prediction (stability)) == lens_shown_get_input (shown));
  g_assert_true (derm_stability_is_of_image (stability));

  list = lens_shaking_dup_list (shaking);
  for (const char *at = list; (at = strchr (at, '\n')) != NULL; at++)
    n_lines++;
  g_assert_cmpint (n_lines, ==, derm_stability_get_n_disturbances (stability));

  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_shaking_get_stability (shaking));
}

static void
test_stop (FixtureSession *fixture, gconstpointer data)
{
  LensShaking *shaking = lens_session_get_shaking (fixture->session);

  lens_shaking_start (shaking);
  lens_shaking_stop (shaking);
  g_assert_false (lens_shaking_is_working (shaking));
  fixture_run_for (50);
  g_assert_null (lens_shaking_get_stability (shaking));
  g_assert_null (lens_shaking_get_error (shaking));
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  g_test_add ("/shaking/image", FixtureSession, GUINT_TO_POINTER (2), set_up, test_shaking, fixture_tear_down_session);
  g_test_add ("/shaking/stop", FixtureSession, GUINT_TO_POINTER (1), set_up, test_stop, fixture_tear_down_session);

  return g_test_run ();
}
