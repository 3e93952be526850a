/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* race [--shared-scratch]: eight threads run one plan on every level of this CPU, each with its own scratch, and
 * compare what they get with what one thread got alone. To be run under the thread sanitizer; with --shared-scratch
 * all have one scratch, which the sanitizer must report. */

#include "recipe.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_THREADS = 8, N_ROUNDS = 3, BATCH = 3 };

typedef struct {
  const NnPlan *plan;
  NnScratch *scratch; /* NULL: the thread makes its own */
  const float *x, *expected;
  size_t n_out;
  pthread_barrier_t *start; /* none begins before all are there */
  int n_different;
} Caller;

static NnScratch *
new_scratch (const NnPlan *plan)
{
  NnScratch *scratch = nn_scratch_new (plan);

  if (!scratch)
    {
      fputs ("no memory\n", stderr);
      exit (2);
    }
  return scratch;
}

static void *
call (void *data)
{
  Caller *caller = data;
  NnScratch *scratch = caller->scratch ? caller->scratch : new_scratch (caller->plan);
  float *y = recipe_alloc (caller->n_out, sizeof *y);

  pthread_barrier_wait (caller->start);
  for (int round = 0; round < N_ROUNDS; round++)
    {
      nn_forward (caller->plan, scratch, BATCH, caller->x, y);
      nn_softmax ((int) caller->n_out, y, y);
      caller->n_different += memcmp (y, caller->expected, caller->n_out * sizeof *y) != 0;
    }
  free (y);
  if (!caller->scratch)
    nn_scratch_free (scratch);
  return NULL;
}

/* How many results differ from those of one thread. */
static int
race (const NnPlan *plan, NnScratch *shared, const float *x, const float *expected, size_t n_out)
{
  pthread_barrier_t start;
  pthread_t threads[N_THREADS];
  Caller callers[N_THREADS];
  int n_different = 0;

  pthread_barrier_init (&start, NULL, N_THREADS);
  for (int i = 0; i < N_THREADS; i++)
    {
      callers[i] = (Caller){ plan, shared, x, expected, n_out, &start, 0 };
      if (pthread_create (&threads[i], NULL, call, &callers[i]) != 0)
        {
          fputs ("no thread\n", stderr);
          exit (2);
        }
    }
  for (int i = 0; i < N_THREADS; i++)
    {
      pthread_join (threads[i], NULL);
      n_different += callers[i].n_different;
    }
  pthread_barrier_destroy (&start);
  return n_different;
}

static int
race_on_level (NnLevel level, const Recipe *recipe, bool is_shared)
{
  size_t n_in = BATCH * recipe_size (recipe->net.input), n_out = BATCH * recipe_size (recipe->output);
  float *x = recipe_alloc (n_in, sizeof *x), *expected = recipe_alloc (n_out, sizeof *expected);
  char why[160];
  NnPlan *plan = nn_plan_new (&recipe->net, level, why, sizeof why);
  NnScratch *scratch;
  uint64_t state = 5;
  int n_different;

  if (!plan)
    {
      fprintf (stderr, "%s\n", why);
      exit (2);
    }
  scratch = new_scratch (plan);
  recipe_fill (&state, 0, 1, n_in, x);
  nn_forward (plan, scratch, BATCH, x, expected);
  nn_softmax ((int) n_out, expected, expected);
  n_different = race (plan, is_shared ? scratch : NULL, x, expected, n_out);
  printf ("%s: %d of %d results differ\n", nn_level_name (level), n_different, N_THREADS * N_ROUNDS);
  nn_scratch_free (scratch);
  nn_plan_free (plan);
  free (expected);
  free (x);
  return n_different;
}

int
main (int argc, char **argv)
{
  bool is_shared = argc == 2 && strcmp (argv[1], "--shared-scratch") == 0;
  /* a convolution of each kind and every other layer, small: the sanitizer takes its time */
  Recipe *recipe = recipe_new ("c20 r p b c24 r c24 r p a2 f l16 r b l7", (NnShape){ 3, 20, 20 }, 3);
  int n_different = 0;

  for (int level = 0; level < NN_N_LEVELS; level++)
    if (nn_level_is_supported ((NnLevel) level))
      n_different += race_on_level ((NnLevel) level, recipe, is_shared);
  recipe_free (recipe);
  return n_different > 0;
}
