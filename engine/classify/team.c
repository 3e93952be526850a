/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* sched_getcpu() */
#endif

#include "team.h"

#include <sched.h>

/* About 50 µs of looking before sleeping: longer than the gap between two steps of a pass, shorter than a frame. */
enum { SPINS = 2000 };

/* Locks are only for falling asleep and waking: a call of a few microseconds would lose them all in a contended lock.
 */
struct _DermTeam {
  int n_helpers;
  GThread **helpers; /* owned; NULL until there is work for them */
  int is_busy;       /* atomic: a call is running */
  int generation;    /* atomic: calls so far */
  int is_closing;    /* atomic */
  int cpu;           /* atomic: that the last caller was on, or -1 */

  /* the call that runs; written while n_inside is CLOSED */
  DermTeamFunc func;
  gpointer data;
  int n_parts;
  int next;     /* atomic: the first part that nobody took */
  int n_inside; /* atomic: helpers at work on the call, or CLOSED */

  GMutex lock;
  GCond wake;
  int n_asleep; /* atomic, changed under the lock */
};

enum { CLOSED = -1 };

static inline void
pause_briefly (void)
{
#if defined(__x86_64__)
  __builtin_ia32_pause ();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

static void
do_parts (DermTeam *self)
{
  int part;

  while ((part = g_atomic_int_add (&self->next, 1)) < self->n_parts)
    self->func (part, self->data);
}

/* Waits for a call that was not seen yet, or for the end. Whoever adds to the generation looks at n_asleep after it,
 * and we look at the generation after adding to n_asleep: one of the two sees the other. */
static void
wait_for_call (DermTeam *self, int seen)
{
  for (int i = 0; i < SPINS; i++, pause_briefly ())
    if (g_atomic_int_get (&self->generation) != seen)
      return;
  g_mutex_lock (&self->lock);
  g_atomic_int_inc (&self->n_asleep);
  while (g_atomic_int_get (&self->generation) == seen)
    g_cond_wait (&self->wake, &self->lock);
  g_atomic_int_add (&self->n_asleep, -1);
  g_mutex_unlock (&self->lock);
}

/* Whether there is a call to help with; it cannot end before leave. */
static gboolean
enter_call (DermTeam *self)
{
  int n = g_atomic_int_get (&self->n_inside);

  while (n != CLOSED && !g_atomic_int_compare_and_exchange (&self->n_inside, n, n + 1))
    n = g_atomic_int_get (&self->n_inside);
  return n != CLOSED;
}

static void
announce (DermTeam *self)
{
  g_atomic_int_inc (&self->generation);
  if (g_atomic_int_get (&self->n_asleep) == 0)
    return;
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

static int
current_cpu (void)
{
#ifdef __linux__
  return sched_getcpu ();
#else
  return -1;
#endif
}

/* A helper that wakes while all processors are busy is put on its caller's, and only takes turns with it there, for
 * tens of milliseconds: a whole batch. It is free to go everywhere again once it has left. */
static void
leave_cpu (int cpu)
{
#ifdef __linux__
  cpu_set_t allowed, others;

  if (cpu < 0 || cpu >= CPU_SETSIZE || cpu != sched_getcpu () || sched_getaffinity (0, sizeof allowed, &allowed) != 0)
    return;
  others = allowed;
  CPU_CLR (cpu, &others);
  if (CPU_COUNT (&others) > 0 && sched_setaffinity (0, sizeof others, &others) == 0)
    sched_setaffinity (0, sizeof allowed, &allowed);
#endif
}

static gpointer
run_helper (gpointer data)
{
  DermTeam *self = data;

  for (int seen = 0; !g_atomic_int_get (&self->is_closing); wait_for_call (self, seen))
    {
      seen = g_atomic_int_get (&self->generation);
      leave_cpu (g_atomic_int_get (&self->cpu));
      if (!enter_call (self))
        continue;
      do_parts (self);
      g_atomic_int_add (&self->n_inside, -1);
    }
  return NULL;
}

DermTeam *
derm_team_new (int n_threads)
{
  DermTeam *self = g_new0 (DermTeam, 1);

  self->n_helpers = MAX (n_threads, 1) - 1;
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->n_inside = CLOSED;
  self->cpu = -1;
  return self;
}

void
derm_team_free (DermTeam *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->is_closing, TRUE);
  announce (self);
  for (int i = 0; self->helpers != NULL && i < self->n_helpers; i++)
    g_clear_pointer (&self->helpers[i], g_thread_join);
  g_free (self->helpers);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_free (self);
}

/* A helper that cannot be started is done without: the caller does all parts that nobody takes. */
static void
start_helpers (DermTeam *self)
{
  if (self->helpers != NULL)
    return;
  self->helpers = g_new0 (GThread *, self->n_helpers);
  for (int i = 0; i < self->n_helpers; i++)
    self->helpers[i] = g_thread_try_new ("derm-team", run_helper, self, NULL);
}

/* Waits for the helpers inside, and lets no other in. */
static void
close_call (DermTeam *self)
{
  for (int i = 0; !g_atomic_int_compare_and_exchange (&self->n_inside, 0, CLOSED); i++)
    if (i < SPINS)
      pause_briefly ();
    else
      g_usleep (20); /* a helper has lost its processor in the middle of a part */
}

void
derm_team_run (DermTeam *self, int n_parts, DermTeamFunc func, gpointer data)
{
  if (n_parts < 2 || self->n_helpers == 0 || !g_atomic_int_compare_and_exchange (&self->is_busy, 0, 1))
    {
      for (int part = 0; part < n_parts; part++)
        func (part, data);
      return;
    }
  start_helpers (self);
  self->func = func;
  self->data = data;
  self->n_parts = n_parts;
  g_atomic_int_set (&self->cpu, current_cpu ());
  g_atomic_int_set (&self->next, 0);
  g_atomic_int_set (&self->n_inside, 0);
  announce (self);
  do_parts (self);
  close_call (self);
  g_atomic_int_set (&self->is_busy, 0);
}
