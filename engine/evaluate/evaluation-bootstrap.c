/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "derm-error.h"
#include "derm-intervals.h"
#include "evaluation-private.h"
#include "team.h"

enum { MIN_ROUNDS = 100, ROUNDS_A_PART = 16, MAX_THREADS = 16 };

#define MAX_VALUES ((gsize) 1 << 26) /* of all rounds: 512 MiB */

/* ---- what is drawn together ---- */

typedef struct {
  const char *name; /* the lesion's, or the image's own */
  gboolean is_lesion;
  guint item;
} Member;

static int
compare_members (gconstpointer a, gconstpointer b)
{
  const Member *one = a, *other = b;

  if (one->is_lesion != other->is_lesion)
    return one->is_lesion - other->is_lesion;
  return strcmp (one->name, other->name);
}

/* Images without a lesion stand alone, also if two have the same name. */
void
evaluation_groups_init (EvaluationGroups *self, DermEvaluationSet *set)
{
  const guint n = derm_evaluation_set_get_n_items (set);
  g_autofree Member *members = g_new (Member, n + 1);

  *self = (EvaluationGroups){ .n = n, .groups = g_new (guint, n + 1), .is_single = TRUE };
  for (guint i = 0; i < n; i++)
    {
      const char *lesion = derm_evaluation_set_get_lesion (set, i);

      members[i] = (Member){ lesion != NULL ? lesion : derm_evaluation_set_get_name (set, i), lesion != NULL, i };
    }
  qsort (members, n, sizeof *members, compare_members);
  for (guint i = 0; i < n; i++)
    {
      const gboolean is_same = i > 0 && members[i].is_lesion && compare_members (&members[i - 1], &members[i]) == 0;

      self->n_groups += !is_same;
      self->is_single &= !is_same;
      self->is_by_lesion |= members[i].is_lesion;
      self->groups[members[i].item] = self->n_groups - 1;
    }
}

void
evaluation_groups_clear (EvaluationGroups *self)
{
  g_clear_pointer (&self->groups, g_free);
}

/* SplitMix64 (Steele, Lea and Flood 2014). */
static guint64
next_random (guint64 *state)
{
  guint64 z = *state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* Each round has a sequence of its own, whichever thread does it. */
void
evaluation_groups_draw (const EvaluationGroups *self, guint64 seed, guint round, guint16 *drawn, guint16 *weights)
{
  guint64 state = seed, mixed;

  mixed = next_random (&state) ^ round;
  state = next_random (&mixed);
  memset (drawn, 0, self->n_groups * sizeof *drawn);
  for (guint i = 0; i < self->n_groups; i++)
    {
      guint16 *times = &drawn[((next_random (&state) >> 32) * self->n_groups) >> 32];

      *times += *times < G_MAXUINT16; /* which is not to be expected of any set */
    }
  for (guint i = 0; i < self->n; i++)
    weights[i] = drawn[self->groups[i]];
}

/* ---- rounds on threads ---- */

typedef struct {
  const EvaluationBootstrap *work;
  GCancellable *cancellable;
  double *values; /* [n_values][n_rounds] */
} Run;

static void
do_part (int part, gpointer data)
{
  const Run *run = data;
  const EvaluationBootstrap *work = run->work;
  const guint end = MIN (work->n_rounds, (guint) (part + 1) * ROUNDS_A_PART);
  g_autofree guint16 *drawn = g_new (guint16, work->groups->n_groups + 1);
  g_autofree guint16 *weights = g_new (guint16, work->groups->n + 1);
  g_autofree double *values = g_new (double, work->n_values);

  for (guint round = (guint) part * ROUNDS_A_PART; round < end; round++)
    {
      if (g_cancellable_is_cancelled (run->cancellable))
        return;
      evaluation_groups_draw (work->groups, work->seed, round, drawn, weights);
      work->func (work->data, weights, values);
      for (guint i = 0; i < work->n_values; i++)
        run->values[(gsize) i * work->n_rounds + round] = values[i];
    }
}

double *
evaluation_bootstrap (const EvaluationBootstrap *work, GCancellable *cancellable)
{
  const int n_parts = (int) ((work->n_rounds + ROUNDS_A_PART - 1) / ROUNDS_A_PART);
  DermTeam *team = derm_team_new ((int) MIN (g_get_num_processors (), MAX_THREADS));
  Run run = { work, cancellable, g_new (double, (gsize) work->n_values * work->n_rounds) };

  derm_team_run (team, n_parts, do_part, &run);
  derm_team_free (team);
  if (g_cancellable_is_cancelled (cancellable))
    g_clear_pointer (&run.values, g_free);

  return run.values;
}

gboolean
evaluation_check_rounds (guint n_rounds, guint n_values, GError **error)
{
  if (n_rounds < MIN_ROUNDS || n_rounds > DERM_MAX_ROUNDS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("there can be %d to %d rounds, not %u"), MIN_ROUNDS,
                 DERM_MAX_ROUNDS, n_rounds);
  else if ((gsize) n_rounds * n_values > MAX_VALUES)
    g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE,
                 _ ("so many rounds of so many classes do not fit into memory"));
  else
    return TRUE;
  return FALSE;
}

/* ---- percentiles ---- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
find_percentile (const double *sorted, guint n, double share)
{
  const double place = share * (n - 1);
  const guint below = (guint) place;
  const double step = below + 1 < n ? sorted[below + 1] - sorted[below] : 0;

  return sorted[below] + step * (place - below);
}

gboolean
evaluation_percentiles (double *values, guint n, double *low, double *high)
{
  guint n_numbers = 0;

  for (guint i = 0; i < n; i++)
    if (!isnan (values[i]))
      values[n_numbers++] = values[i];
  *low = *high = NAN;
  if (n_numbers == 0 || 2 * n_numbers < n)
    return FALSE;
  qsort (values, n_numbers, sizeof *values, compare_numbers);
  *low = find_percentile (values, n_numbers, 0.025);
  *high = find_percentile (values, n_numbers, 0.975);

  return TRUE;
}
