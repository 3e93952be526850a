/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* digest [LEVEL...]: what comes out of nn, as a table of hashes to be compared between CPUs and compilers. Prints one
 * line "LEVEL WHAT HASH" for each net, softmax and resize; without levels, of all that this CPU has.
 * digest --levels: the levels this CPU has, the one that is detected first. */

#include "recipe.h"
#include "resample-kernel.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name, *recipe;
  NnShape input;
  float low, high; /* of the input's values */
  int batches[3];
} Case;

static const Case cases[] = {
  { "skin-cnn", NULL, { 3, 28, 28 }, 0, 1, { 1 } },
  { "narrow", "c8 r p b c16 r c16 r p b c24 r c24 r p f l32 r b l7", { 3, 16, 16 }, 0, 1, { 1, 5, 25 } },
  { "winograd-4", "c17 p c34 r b c5", { 16, 13, 17 }, -1, 1, { 1, 5 } },
  { "winograd-2", "c20 r p c3", { 24, 6, 6 }, -1, 1, { 1, 5, 25 } },
  { "direct", "c33 p b r c7 r a3", { 10, 9, 7 }, -1, 1, { 1, 5 } },
  { "small-maps", "c70 r c40 p b b", { 40, 4, 4 }, -1, 1, { 1, 5, 25 } },
  { "one-pixel", "c16", { 1, 1, 1 }, -1, 1, { 1, 5, 25 } },
  { "no-conv", "r b p a2 f l65 b r b l1", { 3, 8, 9 }, -1, 1, { 1, 5, 25 } },
  { "wide", "f b l130 r b l129", { 200, 1, 1 }, -1, 1, { 1, 5, 25 } },
  { "subnormal", "c16 p c16 r a2 f l9", { 16, 8, 8 }, -0x1p-133f, 0x1p-133f, { 1, 5 } },
  { "large", "c16 p c16 r a2 f l9", { 16, 8, 8 }, -1e30f, 1e30f, { 1, 5 } },
};

static uint64_t /* FNV-1a, 64 bits */
hash (const void *data, size_t size)
{
  const uint8_t *bytes = data;
  uint64_t h = 0xcbf29ce484222325u;

  for (size_t i = 0; i < size; i++)
    h = (h ^ bytes[i]) * 0x100000001b3u;
  return h;
}

static void
print (NnLevel level, const char *what, int number, uint64_t h)
{
  printf ("%s %s/%d %016llx\n", nn_level_name (level), what, number, (unsigned long long) h);
  fflush (stdout);
}

/* A NaN's sign is the CPU's own affair: a case that makes one compares nothing. */
static void
check_finite (const char *what, size_t n, const float *y)
{
  for (size_t i = 0; i < n; i++)
    if (!isfinite (y[i]))
      {
        fprintf (stderr, "%s: an output is not finite\n", what);
        exit (1);
      }
}

/* The way back through the net, from random derivatives by its outputs: those by its inputs. */
static void
digest_back (const Recipe *recipe, const NnPlan *plan, const Case *it, int batch)
{
  size_t n_in = recipe_size (it->input), n_out = recipe_size (recipe->output);
  NnTracePlan *trace_plan = nn_trace_plan_new (plan, &recipe->net, NULL);
  NnTrace *trace = trace_plan ? nn_trace_new (trace_plan, batch) : NULL;
  float *x = recipe_alloc ((size_t) batch * n_in, sizeof *x),
        *seed = recipe_alloc ((size_t) batch * n_out, sizeof *seed);
  char name[40];
  uint64_t state = 2027;

  if (!trace)
    {
      fprintf (stderr, "%s: no memory for a trace\n", it->name);
      exit (1);
    }
  recipe_fill (&state, it->low, it->high, (size_t) batch * n_in, x);
  recipe_fill (&state, -1, 1, (size_t) batch * n_out, seed);
  nn_trace_forward (trace_plan, trace, batch, x);
  nn_trace_backward (trace_plan, trace, recipe->net.n_layers - 1, seed, -1);
  for (int i = 0; i < batch; i++)
    nn_trace_gradient (trace_plan, trace, i, -1, x + (size_t) i * n_in);
  check_finite (it->name, (size_t) batch * n_in, x);
  snprintf (name, sizeof name, "%s-back", it->name);
  print (nn_plan_level (plan), name, batch, hash (x, (size_t) batch * n_in * sizeof *x));
  nn_trace_free (trace);
  nn_trace_plan_free (trace_plan);
  free (x);
  free (seed);
}

static void
digest_net (NnLevel level, const Case *it)
{
  Recipe *recipe
      = recipe_new (it->recipe ? it->recipe : recipe_skin_cnn, it->input, hash (it->name, strlen (it->name)));
  uint64_t state = 2026;
  char why[160];
  NnPlan *plan = nn_plan_new (&recipe->net, level, why, sizeof why);
  NnScratch *scratch = plan ? nn_scratch_new (plan) : NULL;

  if (!scratch)
    {
      fprintf (stderr, "%s: %s\n", it->name, plan ? "no memory" : why);
      exit (1);
    }
  for (size_t i = 0; i < sizeof it->batches / sizeof *it->batches && it->batches[i] > 0; i++)
    {
      size_t batch = (size_t) it->batches[i], n_in = batch * recipe_size (it->input),
             n_out = batch * recipe_size (recipe->output);
      float *x = recipe_alloc (n_in, sizeof *x), *y = recipe_alloc (n_out, sizeof *y);

      recipe_fill (&state, it->low, it->high, n_in, x);
      nn_forward (plan, scratch, (int) batch, x, y);
      check_finite (it->name, n_out, y);
      print (level, it->name, (int) batch, hash (y, n_out * sizeof *y));
      if (batch <= NN_TRACE_IMAGES)
        digest_back (recipe, plan, it, (int) batch);
      free (x);
      free (y);
    }
  nn_scratch_free (scratch);
  nn_plan_free (plan);
  recipe_free (recipe);
}

static void
digest_softmax (NnLevel level)
{
  static const float widths[] = { 1e-6f, 1, 20, 200, 3e38f };
  float x[100];
  uint64_t state = 7;

  for (int i = 0; i < (int) (sizeof widths / sizeof *widths); i++)
    {
      recipe_fill (&state, -widths[i] / 2, widths[i] / 2, 100, x);
      nn_softmax (100, x, x);
      check_finite ("softmax", 100, x);
      print (level, "softmax", i, hash (x, sizeof x));
    }
}

/* All filters: smaller, larger, both, a part of the image with fractional edges, rows that are padded. */
static void
digest_resize (NnLevel level)
{
  enum { W = 83, H = 61, STRIDE = 3 * W + 5, MOST = 131 };
  static const int sizes[][2] = { { 28, 28 }, { MOST, 97 }, { 1, MOST }, { 40, 3 } };
  const double box[4] = { 3.25, 1.5, 70.125, 60 };
  static uint8_t image[H * STRIDE], out[3 * MOST * MOST];
  uint64_t state = 11;

  for (size_t i = 0; i < sizeof image; i++)
    image[i] = (uint8_t) (recipe_random (&state) >> 24);
  for (int filter = 0; filter < NN_N_FILTERS; filter++)
    for (int i = 0; i < 8; i++)
      {
        int w = sizes[i / 2][0], h = sizes[i / 2][1];

        if (!nn_resample_rgb8_with (nn_resample_kernels (level), &(NnImage){ image, W, H, STRIDE }, i % 2 ? box : NULL,
                                    (NnFilter) filter, &(NnImageOut){ out, w, h }))
          {
            fprintf (stderr, "resize to %d x %d was refused\n", w, h);
            exit (1);
          }
        print (level, nn_filter_name (filter), i, hash (out, 3 * (size_t) w * (size_t) h));
      }
}

static void
digest_level (NnLevel level)
{
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    digest_net (level, &cases[i]);
  digest_softmax (level);
  digest_resize (level);
}

static void
print_levels (void)
{
  NnLevel detected = nn_level_detect ();

  puts (nn_level_name (detected));
  for (int level = 0; level < NN_N_LEVELS; level++)
    if (level != (int) detected && nn_level_is_supported ((NnLevel) level))
      puts (nn_level_name ((NnLevel) level));
}

int
main (int argc, char **argv)
{
  if (argc == 2 && strcmp (argv[1], "--levels") == 0)
    {
      print_levels ();
      return 0;
    }
  for (int level = 0; argc == 1 && level < NN_N_LEVELS; level++)
    if (nn_level_is_supported ((NnLevel) level))
      digest_level ((NnLevel) level);
  for (int i = 1; i < argc; i++)
    {
      NnLevel level;

      if (!nn_level_parse (argv[i], &level) || !nn_level_is_supported (level))
        {
          fprintf (stderr, "this CPU has no level %s\n", argv[i]);
          return 2;
        }
      digest_level (level);
    }
  return 0;
}
