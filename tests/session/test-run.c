/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-run.h"
#include "session-fixture.h"

/* Only work that lasted, and that nobody stopped, is worth a word when it ends. */
static void
test_long (void)
{
  LensRun run = { 0 };

  g_assert_false (lens_run_update (&run, FALSE, 1));
  g_assert_false (lens_run_update (&run, TRUE, 1 * G_USEC_PER_SEC));
  g_assert_false (lens_run_update (&run, TRUE, 5 * G_USEC_PER_SEC));
  g_assert_true (lens_run_update (&run, FALSE, 12 * G_USEC_PER_SEC));
  g_assert_false (lens_run_update (&run, FALSE, 40 * G_USEC_PER_SEC)); /* once */
  g_assert_false (lens_run_update (&run, TRUE, 41 * G_USEC_PER_SEC));
  g_assert_false (lens_run_update (&run, FALSE, 44 * G_USEC_PER_SEC));
}

static void
test_stopped (void)
{
  LensRun run = { 0 };

  g_assert_false (lens_run_update (&run, TRUE, 50 * G_USEC_PER_SEC));
  lens_run_stop (&run);
  g_assert_false (lens_run_update (&run, FALSE, 90 * G_USEC_PER_SEC));
}

/* Work that goes on after it was stopped is new work: its time counts from then on. */
static void
test_stopped_and_goes_on (void)
{
  LensRun run = { 0 };

  g_assert_false (lens_run_update (&run, TRUE, 1 * G_USEC_PER_SEC));
  lens_run_stop (&run);
  g_assert_false (lens_run_update (&run, TRUE, 20 * G_USEC_PER_SEC));
  g_assert_false (lens_run_update (&run, FALSE, 25 * G_USEC_PER_SEC));
  g_assert_false (lens_run_update (&run, TRUE, 30 * G_USEC_PER_SEC));
  lens_run_stop (&run);
  g_assert_false (lens_run_update (&run, TRUE, 31 * G_USEC_PER_SEC));
  g_assert_true (lens_run_update (&run, FALSE, 42 * G_USEC_PER_SEC));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/run/long", test_long);
  g_test_add_func ("/run/stopped", test_stopped);
  g_test_add_func ("/run/stopped-and-goes-on", test_stopped_and_goes_on);

  return g_test_run ();
}
