/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* bench-kernels ROUNDS MS whole|steps: SkinCNN with random weights, in plain loops and at every CPU level that this
 * computer has, taking turns. Prints lines of fields between tabs, for tests/bench.py:
 *
 *   whole  BATCH  NAME  nanoseconds per image, one for each round
 *   step   STEP   NAME  the same of one step of the pass, for one image
 *
 * NAME is "reference" or a level. The times are the thread's own, so that other work on the computer counts little. A
 * step at a level is a network of its layers and an average over the map, less one of the average alone: what it costs
 * to bring the input in and out is left away. */

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
  NnPlan *base; /* its time is subtracted; or NULL */
  NnScratch *base_scratch;
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

/* Of this thread's own time: what else the computer does shall not count. */
static double
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
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

/* Compiles the layers for a level, with an average over the map at the end if so wanted. */
static NnPlan *
make_plan (const NnNet *net, NnLevel level, bool has_average)
{
  NnLayer layers[MAX_LAYERS];
  NnNet whole = { net->input, net->n_layers + has_average, layers };
  NnPlan *plan;
  char why[200];

  memcpy (layers, net->layers, sizeof *layers * (size_t) net->n_layers);
  layers[net->n_layers] = (NnLayer){ .op = NN_AVGPOOL, .out = 1 };
  plan = nn_plan_new (&whole, level, why, sizeof why);
  if (plan == NULL)
    fprintf (stderr, "bench-kernels: %s\n", why);
  return check (plan);
}

/* One Runner for the plain loops and one for every level. Returns how many. */
static int
make_runners (Runner runners[N_NAMES], const NnNet *net, bool is_step)
{
  const NnNet nothing = { net->input, 0, net->layers };
  int n = 0;

  runners[n++] = (Runner){ .name = "reference", .net = *net };
  for (int level = 0; level < NN_N_LEVELS; level++)
    if (nn_level_is_supported ((NnLevel) level))
      {
        Runner *runner = &runners[n++];

        *runner = (Runner){ .name = nn_level_name ((NnLevel) level), .net = *net };
        runner->plan = make_plan (net, (NnLevel) level, is_step);
        runner->scratch = check (nn_scratch_new (runner->plan));
        runner->base = is_step ? make_plan (&nothing, (NnLevel) level, true) : NULL;
        runner->base_scratch = is_step ? check (nn_scratch_new (runner->base)) : NULL;
      }
  return n;
}

static void
free_runners (Runner *runners, int n)
{
  for (int i = 1; i < n; i++)
    {
      nn_scratch_free (runners[i].scratch);
      nn_plan_free (runners[i].plan);
      if (runners[i].base == NULL)
        continue;
      nn_scratch_free (runners[i].base_scratch);
      nn_plan_free (runners[i].base);
    }
}

static int
compare_times (const void *a, const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* Median nanoseconds per image of the calls that fit into `ms`, at least one. plan: NULL for the net in plain loops,
 * which take one image only. */
static double
time_plan (const Bench *bench, const NnPlan *plan, NnScratch *scratch, const NnNet *net, int batch, double ms)
{
  double times[MAX_CALLS], start = now_ns (), before = start, now;
  int n = 0;

  do
    {
      if (plan != NULL)
        nn_forward (plan, scratch, batch, bench->x, bench->y);
      else if (!nn_reference_forward (net, bench->x, bench->y))
        check (NULL);
      now = now_ns ();
      times[n++] = (now - before) / (plan != NULL ? batch : 1);
      before = now;
  } while (n < MAX_CALLS && now - start < 1e6 * ms);
  qsort (times, (size_t) n, sizeof *times, compare_times);
  return times[n / 2];
}

static double
time_runner (const Bench *bench, const Runner *runner, int batch, double ms)
{
  double ns = time_plan (bench, runner->plan, runner->scratch, &runner->net, batch, ms);

  if (runner->base != NULL)
    ns -= time_plan (bench, runner->base, runner->base_scratch, NULL, batch, ms);
  return ns > 1 ? ns : 1; /* a difference may drown in noise; nobody shall divide by zero for that */
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
  int n = make_runners (runners, &net, false);
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

static void
bench_steps (const Bench *bench, int rounds, double ms)
{
  for (int step = 0, first = 0; step < bench->n_steps; first = bench->ends[step++])
    {
      const NnNet net = { bench->shapes[first], bench->ends[step] - first, bench->layers + first };
      Runner runners[N_NAMES];
      int n = make_runners (runners, &net, true);
      char what[80];

      for (int round = -1; round < rounds; round++)
        for (int i = 0; i < n; i++)
          runners[i].times[round < 0 ? 0 : round] = time_runner (bench, &runners[i], 1, ms);
      describe_step (bench, step, what, sizeof what);
      print_runners ("step", what, runners, n, rounds);
      free_runners (runners, n);
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
