/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-stopwatch.h"
#include "session-fixture.h"

/* Only work that lasted, and that nobody stopped, is worth a word when it ends. */
static void
test_long (void)
{
  LensStopwatch stopwatch = { 0 };

  g_assert_false (lens_stopwatch_update (&stopwatch, FALSE, 1));
  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 1 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 5 * G_USEC_PER_SEC));
  g_assert_true (lens_stopwatch_update (&stopwatch, FALSE, 12 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&stopwatch, FALSE, 40 * G_USEC_PER_SEC)); /* once */
  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 41 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&stopwatch, FALSE, 44 * G_USEC_PER_SEC));
}

static void
test_stopped (void)
{
  LensStopwatch stopwatch = { 0 };

  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 50 * G_USEC_PER_SEC));
  lens_stopwatch_stop (&stopwatch);
  g_assert_false (lens_stopwatch_update (&stopwatch, FALSE, 90 * G_USEC_PER_SEC));
}

/* Work that goes on after it was stopped is new work: its time counts from then on. */
static void
test_stopped_and_goes_on (void)
{
  LensStopwatch stopwatch = { 0 };

  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 1 * G_USEC_PER_SEC));
  lens_stopwatch_stop (&stopwatch);
  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 20 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&stopwatch, FALSE, 25 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 30 * G_USEC_PER_SEC));
  lens_stopwatch_stop (&stopwatch);
  g_assert_false (lens_stopwatch_update (&stopwatch, TRUE, 31 * G_USEC_PER_SEC));
  g_assert_true (lens_stopwatch_update (&stopwatch, FALSE, 42 * G_USEC_PER_SEC));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/stopwatch/long", test_long);
  g_test_add_func ("/stopwatch/stopped", test_stopped);
  g_test_add_func ("/stopwatch/stopped-and-goes-on", test_stopped_and_goes_on);

  return g_test_run ();
}
