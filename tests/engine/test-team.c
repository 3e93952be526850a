/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The team of threads: every part once, calls from many threads at a time, no processor time while there is nothing to
 * do. */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getaffinity() */
#endif

#include "team.h"

#include <sched.h>
#include <time.h>

enum { MOST_PARTS = 200 };

typedef struct {
  int counts[MOST_PARTS]; /* atomic */
} Parts;

static void
count_part (int part, gpointer data)
{
  Parts *parts = data;

  g_atomic_int_inc (&parts->counts[part]);
}

static void
run_and_check (DermTeam *team, int n_parts)
{
  Parts parts = { 0 };

  derm_team_run (team, n_parts, count_part, &parts);
  for (int i = 0; i < MOST_PARTS; i++)
    g_assert_cmpint (g_atomic_int_get (&parts.counts[i]), ==, i < n_parts ? 1 : 0);
}

static void
test_parts (void)
{
  for (int threads = 0; threads <= 8; threads++)
    {
      DermTeam *team = derm_team_new (threads);

      for (int round = 0; round < 300; round++)
        run_and_check (team, round % MOST_PARTS);
      derm_team_free (team);
    }
  derm_team_free (NULL);
  derm_team_free (derm_team_new (4)); /* without a call no thread was started */
}

static gpointer
call_often (gpointer team)
{
  for (int round = 0; round < 500; round++)
    run_and_check (team, round % 17);
  return NULL;
}

static void
test_callers (void)
{
  DermTeam *team = derm_team_new (3);
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("caller", call_often, team);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  derm_team_free (team);
}

static void
call_inside (int part, gpointer team)
{
  run_and_check (team, 5); /* a part that calls again gets its parts done too */
}

static void
test_nested (void)
{
  DermTeam *team = derm_team_new (4);

  for (int round = 0; round < 50; round++)
    derm_team_run (team, 8, call_inside, team);
  derm_team_free (team);
}

static double
processor_seconds (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec * 1e-9;
}

/* Helpers that spin would use a fifth of a second each. */
static void
test_sleep (void)
{
  DermTeam *team = derm_team_new (4);
  double before;

  run_and_check (team, 8);
  g_usleep (20000);
  before = processor_seconds ();
  g_usleep (200000);
  g_assert_cmpfloat (processor_seconds () - before, <, 0.02);
  derm_team_free (team);
}

#ifdef __linux__

/* Long enough for a helper to wake and, where it is on its caller's processor, to leave it. */
static void
check_affinity (int part, gpointer data)
{
  gint64 end = g_get_monotonic_time () + 200;
  cpu_set_t now;

  g_assert_cmpint (sched_getaffinity (0, sizeof now, &now), ==, 0);
  g_assert_true (CPU_EQUAL (&now, (cpu_set_t *) data));
  while (g_get_monotonic_time () < end)
    ;
}

/* A helper that left its caller's processor may come back to it later. */
static void
test_affinity (void)
{
  DermTeam *team = derm_team_new (3);
  cpu_set_t allowed;

  g_assert_cmpint (sched_getaffinity (0, sizeof allowed, &allowed), ==, 0);
  for (int round = 0; round < 200; round++, g_usleep (500)) /* they sleep in between */
    derm_team_run (team, 6, check_affinity, &allowed);
  derm_team_free (team);
}

#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/team/parts", test_parts);
  g_test_add_func ("/team/callers", test_callers);
  g_test_add_func ("/team/nested", test_nested);
  g_test_add_func ("/team/sleep", test_sleep);
#ifdef __linux__
  g_test_add_func ("/team/affinity", test_affinity);
#endif
  return g_test_run ();
}
