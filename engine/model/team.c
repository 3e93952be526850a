/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

#include "team.h"

/* About 50 µs of looking before sleeping: longer than the gap between two batches of one caller, shorter than a frame.
 */
enum { SPINS = 2000 };

/* One call's work, on the caller's stack. Helpers are inside of it only between enter_job() and leave_job(). */
typedef struct {
  DermTeamFunc func;
  gpointer data;
  int n_parts;
  int next;     /* atomic: the first part that nobody took */
  int n_inside; /* atomic, changed under the lock: helpers at work on it */
} Job;

struct _DermTeam {
  int n_helpers;
  GThread **helpers; /* owned; NULL until there is work for them */
  int is_busy;       /* atomic: a call is running */
  int generation;    /* atomic, changed under the lock: calls so far */

  GMutex lock;
  GCond wake, done;
  Job *job; /* borrowed from the call that runs, NULL between calls */
  gboolean is_closing;
};

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
do_parts (Job *job)
{
  int part;

  while ((part = g_atomic_int_add (&job->next, 1)) < job->n_parts)
    job->func (part, job->data);
}

/* Waits for a call that was not seen yet. Returns its job, or NULL if it is over already or the team closes. */
static Job *
enter_job (DermTeam *self, int *seen)
{
  Job *job = NULL;

  for (int i = 0; i < SPINS && g_atomic_int_get (&self->generation) == *seen; i++)
    pause_briefly ();
  g_mutex_lock (&self->lock);
  while (self->generation == *seen && !self->is_closing)
    g_cond_wait (&self->wake, &self->lock);
  *seen = self->generation;
  if (self->job != NULL && !self->is_closing)
    {
      job = self->job;
      g_atomic_int_inc (&job->n_inside);
    }
  g_mutex_unlock (&self->lock);
  return job;
}

static void
leave_job (DermTeam *self, Job *job)
{
  g_mutex_lock (&self->lock);
  if (g_atomic_int_dec_and_test (&job->n_inside))
    g_cond_signal (&self->done);
  g_mutex_unlock (&self->lock);
}

static gpointer
run_helper (gpointer data)
{
  DermTeam *self = data;
  int seen = 0;
  gboolean is_closing = FALSE;

  while (!is_closing)
    {
      Job *job = enter_job (self, &seen);

      if (job != NULL)
        {
          do_parts (job);
          leave_job (self, job);
        }
      g_mutex_lock (&self->lock);
      is_closing = self->is_closing;
      g_mutex_unlock (&self->lock);
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
  g_cond_init (&self->done);
  return self;
}

void
derm_team_free (DermTeam *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->lock);
  self->is_closing = TRUE;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  for (int i = 0; self->helpers != NULL && i < self->n_helpers; i++)
    g_clear_pointer (&self->helpers[i], g_thread_join);
  g_free (self->helpers);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);
  g_cond_clear (&self->done);
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

static void
finish_job (DermTeam *self, Job *job)
{
  for (int i = 0; i < SPINS && g_atomic_int_get (&job->n_inside) > 0; i++)
    pause_briefly ();
  g_mutex_lock (&self->lock);
  self->job = NULL; /* from here on nobody enters */
  while (g_atomic_int_get (&job->n_inside) > 0)
    g_cond_wait (&self->done, &self->lock);
  g_mutex_unlock (&self->lock);
}

void
derm_team_run (DermTeam *self, int n_parts, DermTeamFunc func, gpointer data)
{
  Job job = { .func = func, .data = data, .n_parts = n_parts };

  if (n_parts < 2 || self->n_helpers == 0 || !g_atomic_int_compare_and_exchange (&self->is_busy, 0, 1))
    {
      do_parts (&job);
      return;
    }
  start_helpers (self);
  g_mutex_lock (&self->lock);
  self->job = &job;
  g_atomic_int_inc (&self->generation);
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
  do_parts (&job);
  finish_job (self, &job);
  g_atomic_int_set (&self->is_busy, 0);
}
