/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* contestant DIR THREADS: the forward pass as a contestant beside ONNX Runtime, oneDNN and PyTorch. Reads DIR/skin.bin
 * (raw weights, named by skin.idx), input.bin (256 inputs) and ref.bin (their logits), then commands from standard
 * input: time B MS -> "T median p10 n"   nanoseconds of a pass of batch B, repeated for about MS milliseconds cold B N
 * -> "T median p10 n"   N passes, the caches evicted and a millisecond slept before each check B   -> "C error
 * mismatches"   largest difference over largest logit; top classes that differ quit NN_ISA in the environment forces a
 * CPU level. */

#include "engine/classify/team.h"
#include "engine/nn/nn.h"

#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_INPUTS = 256, N_VALUES = 3 * 28 * 28, N_CLASSES = 7, MAX_TIMES = 1 << 20, EVICT_BYTES = 64 << 20 };

typedef struct {
  int threads;
  NnPlan *plan;
  DermTeam *team;
  NnScratch **scratch; /* one for each part */
  int batch, n_parts;  /* of the pass that runs */
  float *input, *expected, *output;
  double *times;
  volatile char *evict;
} Contest;

static float *
load_floats (const char *dir, const char *name, gsize n)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;

  if (!g_file_get_contents (path, &data, &size, &error) || size < n * sizeof (float))
    {
      fprintf (stderr, "%s: %s\n", path, error ? error->message : "too short");
      exit (2);
    }
  return (float *) (void *) data;
}

/* From "features.0.weight 32x3x3x3 0" to where the tensor is. */
static GHashTable *
load_index (const char *dir, const float *weights)
{
  g_autofree char *path = g_build_filename (dir, "skin.idx", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GHashTable *index = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    exit (2);
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] && lines[i][0]; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 3);

      g_hash_table_insert (index, g_strdup (words[0]), (gpointer) (weights + g_ascii_strtoull (words[2], NULL, 10)));
    }
  return index;
}

static const float *
find_tensor (GHashTable *index, const char *module, int number, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s.%d.%s", module, number, what);
  const float *tensor = g_hash_table_lookup (index, name);

  if (!tensor)
    {
      fprintf (stderr, "skin.idx has no %s\n", name);
      exit (2);
    }
  return tensor;
}

/* SkinCNN as a list of layers; "-" is a layer that does nothing in inference and only counts. */
static NnPlan *
make_plan (const char *dir)
{
  static const char *const parts[] = {
    "features",
    "c32 r p b c64 r c64 r p b c128 r c128 r p b c256 r c256 r p",
    "classifier",
    "f - l256 r b l128 r b l64 r b l32 r b l7",
  };
  static const char letters[] = "crpbafl";
  g_autofree float *weights = load_floats (dir, "skin.bin", 1275079);
  g_autoptr (GHashTable) index = load_index (dir, weights);
  NnLayer layers[64] = { 0 };
  NnNet net = { { 3, 28, 28 }, 0, layers };
  NnLevel level = nn_level_detect ();
  char why[200];
  NnPlan *plan;

  for (gsize part = 0; part < G_N_ELEMENTS (parts); part += 2)
    {
      g_auto (GStrv) words = g_strsplit (parts[part + 1], " ", -1);

      for (int i = 0; words[i]; i++)
        {
          NnLayer *layer = &layers[net.n_layers];

          if (words[i][0] == '-')
            continue;
          net.n_layers++;
          layer->op = (NnOp) (strchr (letters, words[i][0]) - letters);
          layer->out = atoi (words[i] + 1);
          layer->eps = 1e-5f;
          if (!strchr ("clb", words[i][0]))
            continue;
          layer->weight = find_tensor (index, parts[part], i, "weight");
          layer->bias = find_tensor (index, parts[part], i, "bias");
          if (layer->op != NN_BATCHNORM)
            continue;
          layer->mean = find_tensor (index, parts[part], i, "running_mean");
          layer->var = find_tensor (index, parts[part], i, "running_var");
        }
    }
  if (g_getenv ("NN_ISA") && !nn_level_parse (g_getenv ("NN_ISA"), &level))
    {
      fprintf (stderr, "NN_ISA: there is no level %s\n", g_getenv ("NN_ISA"));
      exit (1);
    }
  plan = nn_plan_new (&net, level, why, sizeof why);
  if (!plan)
    {
      fprintf (stderr, "%s\n", why);
      exit (2);
    }
  return plan;
}

static void
run_part (int part, gpointer data)
{
  Contest *contest = data;
  int first = contest->batch * part / contest->n_parts, end = contest->batch * (part + 1) / contest->n_parts;

  nn_forward (contest->plan, contest->scratch[part], end - first, contest->input + first * N_VALUES,
              contest->output + first * N_CLASSES);
}

static void
run_on_team (void *team, int n_parts, void (*func) (int, void *), void *data)
{
  derm_team_run (team, n_parts, func, data);
}

/* Batches are split between the threads and a single image is shared by them, as the engine's classifier does. */
static void
run_batch (Contest *contest, int batch)
{
  const NnParallel parallel = { run_on_team, contest->team, contest->threads };

  if (batch == 1 && contest->threads > 1)
    {
      nn_forward_shared (contest->plan, contest->scratch[0], &parallel, contest->input, contest->output);
      return;
    }
  contest->batch = batch;
  contest->n_parts = MIN (contest->threads, batch);
  derm_team_run (contest->team, contest->n_parts, run_part, contest);
}

static int
compare_times (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print_times (Contest *contest, int n)
{
  qsort (contest->times, (size_t) n, sizeof *contest->times, compare_times);
  printf ("T %.0f %.0f %d\n", contest->times[n / 2], contest->times[n / 10], n);
}

static double
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return (double) now.tv_sec * 1e9 + (double) now.tv_nsec;
}

static void
time_batch (Contest *contest, int batch, double ms)
{
  double start, at;
  int n = 0;

  for (int i = 0; i < 3; i++)
    run_batch (contest, batch);
  start = at = now_ns ();
  while ((at - start < ms * 1e6 || n < 3) && n < MAX_TIMES)
    {
      double before = at;

      run_batch (contest, batch);
      at = now_ns ();
      contest->times[n++] = at - before;
    }
  print_times (contest, n);
}

static void
time_cold (Contest *contest, int batch, int n)
{
  n = CLAMP (n, 1, MAX_TIMES);
  for (int i = 0; i < n; i++)
    {
      double start;

      for (gsize k = 0; k < EVICT_BYTES; k += 64)
        contest->evict[k]++;
      g_usleep (1000);
      start = now_ns ();
      run_batch (contest, batch);
      contest->times[i] = now_ns () - start;
    }
  print_times (contest, n);
}

static int
top_of (const float *y)
{
  int top = 0;

  for (int i = 1; i < N_CLASSES; i++)
    top = y[i] > y[top] ? i : top;
  return top;
}

static void
check_batch (Contest *contest, int batch)
{
  double error = 0, largest = 0;
  int mismatches = 0;

  memset (contest->output, 0, (size_t) batch * N_CLASSES * sizeof (float));
  run_batch (contest, batch);
  for (int i = 0; i < batch * N_CLASSES; i++)
    {
      double difference = fabs ((double) contest->output[i] - (double) contest->expected[i]);

      error = difference <= error ? error : difference; /* a NaN stays */
      largest = fmax (largest, fabs ((double) contest->expected[i]));
    }
  for (int i = 0; i < batch; i++)
    mismatches += top_of (contest->output + i * N_CLASSES) != top_of (contest->expected + i * N_CLASSES);
  printf ("C %.3g %d\n", error / largest, mismatches);
}

int
main (int argc, char **argv)
{
  Contest contest = { .threads = argc > 2 ? CLAMP (atoi (argv[2]), 1, 16) : 1 };
  char line[256];

  if (argc < 2)
    {
      fprintf (stderr, "usage: contestant DIR [THREADS]\n");
      return 1;
    }
  contest.plan = make_plan (argv[1]);
  contest.input = load_floats (argv[1], "input.bin", N_INPUTS * N_VALUES);
  contest.expected = load_floats (argv[1], "ref.bin", N_INPUTS * N_CLASSES);
  contest.output = g_new (float, N_INPUTS *N_CLASSES);
  contest.times = g_new (double, MAX_TIMES);
  contest.evict = g_malloc0 (EVICT_BYTES);
  contest.team = derm_team_new (contest.threads);
  contest.scratch = g_new (NnScratch *, (gsize) contest.threads);
  for (int t = 0; t < contest.threads; t++)
    contest.scratch[t] = nn_scratch_new (contest.plan);
  while (fgets (line, sizeof line, stdin) && !g_str_has_prefix (line, "quit"))
    {
      int batch = 0;
      double n = 0;

      if (sscanf (line, "time %d %lf", &batch, &n) == 2 && batch >= 1 && batch <= N_INPUTS)
        time_batch (&contest, batch, n);
      else if (sscanf (line, "cold %d %lf", &batch, &n) == 2 && batch >= 1 && batch <= N_INPUTS)
        time_cold (&contest, batch, (int) n);
      else if (sscanf (line, "check %d", &batch) == 1 && batch >= 1 && batch <= N_INPUTS)
        check_batch (&contest, batch);
      else
        printf ("?\n");
      fflush (stdout);
    }
  return 0;
}
