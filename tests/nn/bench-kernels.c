/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* bench-kernels ROUNDS MS whole|steps: SkinCNN with random weights, in plain loops and at every CPU level that this
 * computer has, taking turns. Prints lines of fields between tabs, for tests/bench.py:
 *
 *   whole  BATCH  NAME  nanoseconds per image, one for each round
 *   step   STEP   NAME  the same of the network's first layers up to and with that step
 *
 * NAME is "reference" or a level. A step is timed by what it adds to a pass of one image, so that its input is where a
 * pass would leave it; each of these networks ends in an average over the map, which costs little and much the same. */

#include "nn.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_LAYERS = 40, MAX_ROUNDS = 101, MAX_CALLS = 256, MAX_BATCH = 32, N_NAMES = NN_N_LEVELS + 1 };

/* Layers by letter, after each step a bar: conv, relu, pool, batch norm, flatten, linear. */
static const char *const skincnn = "c32 r p b | c64 r | c64 r p b | c128 r | c128 r p b | c256 r | c256 r p | "
                                   "f l256 r b l128 r b l64 r b l32 r b l7 |";

typedef struct {
  NnLayer layers[MAX_LAYERS];
  NnShape shapes[MAX_LAYERS + 1];
  int n_layers;
  int ends[MAX_LAYERS]; /* of the steps: index of the layer behind */
  int n_steps;
  float *x, *y;
} Bench;

/* What is timed: a plan, or plain loops where it is NULL. */
typedef struct {
  const char *name;
  NnPlan *plan;
  NnScratch *scratch;
  NnNet net;
  double times[MAX_ROUNDS];
} Runner;

static void *
check (void *memory)
{
  if (memory == NULL)
    {
      fprintf (stderr, "bench-kernels: no memory\n");
      exit (1);
    }
  return memory;
}

static double
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return 1e9 * (double) now.tv_sec + (double) now.tv_nsec;
}

/* Uniform in ±limit, or 0.5 … 1.5 where limit is 0; the same numbers every time. */
static const float *
random_floats (size_t n, float limit)
{
  static uint32_t state = 1;
  float *values = check (malloc (n * sizeof *values));

  for (size_t i = 0; i < n; i++)
    {
      state = state * 1664525u + 1013904223u;
      values[i]
          = limit > 0 ? limit * ((float) (state >> 8) / 8388608.0f - 1.0f) : 0.5f + (float) (state >> 8) / 16777216.0f;
    }
  return values;
}

static NnLayer
make_layer (const char *word, NnShape in)
{
  static const char letters[] = "crpbafl";
  NnLayer layer = { .op = (NnOp) (strchr (letters, word[0]) - letters), .out = atoi (word + 1), .eps = 1e-5f };
  size_t n_in = layer.op == NN_CONV ? 9 * (size_t) in.c : (size_t) in.c, n_out = (size_t) layer.out;

  if (layer.op == NN_CONV || layer.op == NN_LINEAR)
    {
      layer.weight = random_floats (n_in * n_out, 2.0f / (float) n_in);
      layer.bias = random_floats (n_out, 0.1f);
    }
  if (layer.op == NN_BATCHNORM)
    {
      layer.weight = random_floats ((size_t) in.c, 0);
      layer.bias = random_floats ((size_t) in.c, 0.1f);
      layer.mean = random_floats ((size_t) in.c, 0.1f);
      layer.var = random_floats ((size_t) in.c, 0);
    }
  return layer;
}

static void
make_net (Bench *bench)
{
  char *words = check (strdup (skincnn));
  char why[200];

  bench->shapes[0] = (NnShape){ 3, 28, 28 };
  for (char *word = strtok (words, " "); word != NULL; word = strtok (NULL, " "))
    {
      NnNet net = { bench->shapes[0], bench->n_layers + 1, bench->layers };

      if (word[0] == '|')
        {
          bench->ends[bench->n_steps++] = bench->n_layers;
          continue;
        }
      bench->layers[bench->n_layers] = make_layer (word, bench->shapes[bench->n_layers]);
      if (!nn_net_check (&net, bench->shapes, why, sizeof why))
        {
          fprintf (stderr, "bench-kernels: %s\n", why);
          exit (1);
        }
      bench->n_layers++;
    }
  free (words);
  bench->x = (float *) random_floats ((size_t) MAX_BATCH * 3 * 28 * 28, 0);
  bench->y = check (calloc ((size_t) MAX_BATCH * 4096, sizeof (float)));
}

/* One Runner for the plain loops and one for every level. Returns how many. */
static int
make_runners (Runner runners[N_NAMES], const NnNet *net)
{
  int n = 0;
  char why[200];

  runners[n++] = (Runner){ .name = "reference", .net = *net };
  for (int level = 0; level < NN_N_LEVELS; level++)
    {
      NnPlan *plan
          = nn_level_is_supported ((NnLevel) level) ? nn_plan_new (net, (NnLevel) level, why, sizeof why) : NULL;

      if (plan != NULL)
        runners[n++] = (Runner){ nn_level_name ((NnLevel) level), plan, check (nn_scratch_new (plan)), *net, { 0 } };
    }
  return n;
}

static void
free_runners (Runner *runners, int n)
{
  for (int i = 0; i < n; i++)
    {
      nn_scratch_free (runners[i].scratch);
      nn_plan_free (runners[i].plan);
    }
}

static int
compare_times (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* Median nanoseconds per image of the calls that fit into `ms`, at least one. */
static double
time_runner (const Bench *bench, const Runner *runner, int batch, double ms)
{
  double times[MAX_CALLS], start = now_ns (), before = start, now;
  int n = 0;

  do
    {
      if (runner->plan != NULL)
        nn_forward (runner->plan, runner->scratch, batch, bench->x, bench->y);
      else if (!nn_reference_forward (&runner->net, bench->x, bench->y))
        check (NULL);
      now = now_ns ();
      times[n++] = (now - before) / (runner->plan != NULL ? batch : 1); /* the plain loops take one image */
      before = now;
  } while (n < MAX_CALLS && now - start < 1e6 * ms);
  qsort (times, (size_t) n, sizeof *times, compare_times);
  return times[n / 2];
}

static void
print_runners (const char *kind, const char *what, const Runner *runners, int n, int rounds)
{
  for (int i = 0; i < n; i++)
    {
      printf ("%s\t%s\t%s", kind, what, runners[i].name);
      for (int round = 0; round < rounds; round++)
        printf ("\t%.0f", runners[i].times[round]);
      printf ("\n");
    }
  fflush (stdout);
}

static void
bench_whole (const Bench *bench, int batch, int rounds, double ms)
{
  const NnNet net = { bench->shapes[0], bench->n_layers, bench->layers };
  Runner runners[N_NAMES];
  int n = make_runners (runners, &net);
  char what[16];

  for (int round = -1; round < rounds; round++) /* the first warms up */
    for (int i = 0; i < n; i++)
      runners[i].times[round < 0 ? 0 : round] = time_runner (bench, &runners[i], batch, ms);
  snprintf (what, sizeof what, "%d", batch);
  print_runners ("whole", what, runners, n, rounds);
  free_runners (runners, n);
}

/* "conv 32 -> 64, 14 x 14 + pool" */
static void
describe_step (const Bench *bench, int step, char *what, size_t size)
{
  int first = step > 0 ? bench->ends[step - 1] : 0, end = bench->ends[step];
  NnShape in = bench->shapes[first], out = bench->shapes[end];
  bool has_pool = false;

  for (int i = first; i < end; i++)
    has_pool |= bench->layers[i].op == NN_MAXPOOL;
  if (bench->layers[first].op == NN_CONV)
    snprintf (what, size, "conv %d -> %d, %d x %d%s", in.c, out.c, in.w, in.h, has_pool ? " + pool" : "");
  else
    snprintf (what, size, "linear %d -> ... -> %d", in.c * in.h * in.w, out.c);
}

/* All steps take their turn in every round, because neighbours are subtracted. */
static void
bench_steps (const Bench *bench, int rounds, double ms)
{
  static Runner runners[MAX_LAYERS][N_NAMES];
  NnLayer layers[MAX_LAYERS][MAX_LAYERS];
  int n = 0;

  for (int step = 0; step < bench->n_steps; step++)
    {
      int n_layers = bench->ends[step];

      memcpy (layers[step], bench->layers, sizeof layers[step]);
      if (step + 1 < bench->n_steps)
        layers[step][n_layers++] = (NnLayer){ .op = NN_AVGPOOL, .out = 1 };
      n = make_runners (runners[step], &(NnNet){ bench->shapes[0], n_layers, layers[step] });
    }
  for (int round = -1; round < rounds; round++)
    for (int i = 0; i < n; i++)
      for (int step = 0; step < bench->n_steps; step++)
        runners[step][i].times[round < 0 ? 0 : round] = time_runner (bench, &runners[step][i], 1, ms);
  for (int step = 0; step < bench->n_steps; step++)
    {
      char what[80];

      describe_step (bench, step, what, sizeof what);
      print_runners ("step", what, runners[step], n, rounds);
      free_runners (runners[step], n);
    }
}

int
main (int argc, char *argv[])
{
  static Bench bench;
  int rounds = argc == 4 ? atoi (argv[1]) : 0;
  double ms = argc == 4 ? atof (argv[2]) : 0;

  if (rounds < 1 || rounds > MAX_ROUNDS || ms <= 0 || (strcmp (argv[3], "whole") && strcmp (argv[3], "steps")))
    {
      fprintf (stderr, "usage: bench-kernels ROUNDS MS whole|steps\n");
      return 1;
    }
  make_net (&bench);
  if (strcmp (argv[3], "steps") == 0)
    bench_steps (&bench, rounds, ms);
  else
    for (int batch = 1; batch <= MAX_BATCH; batch *= 32)
      bench_whole (&bench, batch, rounds, ms);
  return 0;
}
