/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Passes of changed copies of an image: the bits of whole passes, whatever has changed, on every level; and a change
 * whose reach is not followed is seen by the same comparison. */

#include "copies.h"
#include "nets.h"

#include <string.h>

enum { MOST = 53 }; /* more than go together, and not a multiple */

typedef struct {
  RandomNet *random; /* owned */
  NnPlan *plan;      /* owned */
  NnScratch *scratch;
  gsize n_in, n_out;
  float *x;      /* owned: the original */
  float *copies; /* owned, [MOST] */
} Copied;

/* Convolutions on large maps, by patches and by taps, with and without pools. */
static const NetCase more_cases[] = {
  { "c9 r c12 p c20 r a2 f l3", { 3, 20, 18 } },
  { "c10 c11 r p b c14 p r c33 f l2", { 11, 23, 37 } },
  { "c16 r c16 r c16 p r c32 r p b c5", { 3, 64, 61 } },
};

static void
change_cell (float *x, gsize cell, GRand *random)
{
  x[cell] = (float) g_rand_double_range (random, -1, 2);
}

/* A patch of all channels; one in rows taken for planes; single values anywhere; nothing at all, or everything. */
static void
change_copy (float *x, NnShape shape, int i, GRand *random)
{
  gsize n = net_size_of (shape);
  int side = 1 + i % 8, top = g_rand_int_range (random, 1 - side, shape.h),
      left = g_rand_int_range (random, 1 - side, shape.w);

  for (int row = MAX (top, 0); row < MIN (top + side, shape.h); row++)
    for (int column = MAX (left, 0); column < MIN (left + side, shape.w); column++)
      for (int c = 0; c < shape.c; c++)
        {
          gsize planes = (gsize) ((c * shape.h + row) * shape.w + column),
                rows = (gsize) ((row * shape.w + column) * shape.c + c);

          if (i % 10 < 6)
            change_cell (x, planes, random);
          else if (i % 10 < 8)
            change_cell (x, rows, random);
        }
  for (int k = 0; i % 10 == 8 && k < 3; k++)
    change_cell (x, (gsize) g_rand_int_range (random, 0, (int) n), random);
  for (gsize k = 0; i == 49 && k < n; k++)
    change_cell (x, k, random);
}

/* NULL if the CPU has no such level. */
static Copied *
copied_new (const NetCase *c, NnLevel level)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);
  Copied *self;

  if (!nn_level_is_supported (level))
    return NULL;
  self = g_new0 (Copied, 1);
  self->random = random_net_new (c->recipe, c->input, 21);
  self->plan = nn_plan_new (&self->random->net, level, NULL, 0);
  self->scratch = nn_scratch_new (self->plan);
  self->n_in = net_size_of (c->input);
  self->n_out = net_size_of (nn_plan_output (self->plan));
  self->x = random_input (self->n_in, 22);
  self->copies = g_new (float, MOST * self->n_in);
  for (int i = 0; i < MOST; i++)
    {
      memcpy (self->copies + (gsize) i * self->n_in, self->x, self->n_in * sizeof (float));
      change_copy (self->copies + (gsize) i * self->n_in, c->input, i, random);
    }
  return self;
}

static void
copied_free (Copied *self)
{
  if (self == NULL)
    return;
  random_net_free (self->random);
  nn_plan_free (self->plan);
  nn_scratch_free (self->scratch);
  g_free (self->x);
  g_free (self->copies);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copied, copied_free)

/* The outputs of all copies, in calls of so many. */
static float *
run_copies (const Copied *self, const NnOriginal *original, int together)
{
  NnCopies *copies = nn_copies_new (original);
  float *y = g_new (float, MOST * self->n_out);

  for (int i = 0; i < MOST; i += together)
    nn_forward_copies (copies, self->scratch, MIN (together, MOST - i), self->copies + (gsize) i * self->n_in,
                       y + (gsize) i * self->n_out);
  nn_copies_free (copies);
  return y;
}

/* Which copies have the bits that they should have. */
static int
count_same (const Copied *self, const float *y, const float *expected)
{
  int n = 0;

  for (gsize i = 0; i < MOST; i++)
    n += memcmp (y + i * self->n_out, expected + i * self->n_out, self->n_out * sizeof *y) == 0;
  return n;
}

static void
check_level (const NetCase *c, NnLevel level)
{
  g_autoptr (Copied) self = copied_new (c, level);
  g_autofree float *expected = NULL;
  NnOriginal *original;

  if (self == NULL || !nn_plan_has_copies (self->plan))
    return;
  expected = g_new (float, MOST * self->n_out);
  nn_forward (self->plan, self->scratch, MOST, self->copies, expected);
  original = nn_original_new (self->plan, self->scratch, NULL, self->x);
  for (int together = 1; together <= MOST; together = together * 3 + 4)
    {
      g_autofree float *y = run_copies (self, original, together);

      g_assert_cmpint (count_same (self, y, expected), ==, MOST);
    }
  nn_original_free (original);
}

static void
test_bits (gconstpointer data)
{
  for (int level = 0; level < NN_N_LEVELS; level++)
    check_level (data, (NnLevel) level);
}

/* Which nets have them: not those without convolutions, or with small maps only, or with maps that are too large. */
static void
test_kinds (void)
{
  static const NetCase none[] = { { "f l65 b r b l1", { 3, 2, 2 } },
                                  { "a1 f l7", { 70, 5, 4 } },
                                  { "c64 r c70 p b b", { 40, 4, 4 } },
                                  { "c4 a1", { 3, 65, 20 } },
                                  { "c4 a1", { 3, 20, 65 } } };

  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (Copied) self = copied_new (&none[i], nn_level_detect ());

      g_assert_false (nn_plan_has_copies (self->plan));
      g_assert_null (nn_original_new (self->plan, self->scratch, NULL, self->x));
    }
  for (gsize i = 0; i < 3; i++)
    {
      g_autoptr (Copied) self = copied_new (&net_cases[i], nn_level_detect ());

      g_assert_true (nn_plan_has_copies (self->plan));
    }
}

/* A reach that leaves out a cell: where the first cell that differs is taken for the original's, the outputs are not
 * those of the whole pass, unless that cell had no part in them. */
static void
test_wrong_reach (void)
{
  g_autoptr (Copied) self = copied_new (&net_cases[0], nn_level_detect ());
  g_autofree float *expected = g_new (float, MOST * self->n_out), *y = NULL;
  NnOriginal *original = nn_original_new (self->plan, self->scratch, NULL, self->x);

  for (gsize i = 0; i < MOST; i++) /* the same patch, so that one cell is left out of all */
    {
      float *copy = self->copies + i * self->n_in;

      memcpy (copy, self->x, self->n_in * sizeof *copy);
      for (gsize k = 0; k < 4; k++)
        copy[28 * (10 + k) + 12] = (float) i / 8 - 3;
    }
  nn_forward (self->plan, self->scratch, MOST, self->copies, expected);
  y = run_copies (self, original, MOST);
  g_assert_cmpint (count_same (self, y, expected), ==, MOST);
  g_free (y);
  for (gsize i = 0; i < MOST; i++) /* every copy by itself: its cell is the original's, as comparing would have it */
    {
      NnCopies *copies = nn_copies_new (original);
      g_autofree float *one = g_new (float, self->n_out);
      float kept = original->x[28 * 10 + 12];

      original->x[28 * 10 + 12] = self->copies[i * self->n_in + 28 * 10 + 12];
      nn_forward_copies (copies, self->scratch, 1, self->copies + i * self->n_in, one);
      original->x[28 * 10 + 12] = kept;
      nn_copies_free (copies);
      g_assert_true (memcmp (one, expected + i * self->n_out, self->n_out * sizeof *one) != 0);
    }
  y = run_copies (self, original, MOST);
  g_assert_cmpint (count_same (self, y, expected), ==, MOST);
  nn_original_free (original);
}

/* ---- The reach itself ---- */

/* Every pixel that changes is in the reach; and of a step that has any use for it the reach is not all. */
static void
check_reach (const Copied *self, int i, const float *x, const float *other, const Region *in)
{
  const Step *step = &self->plan->steps[i];
  gsize n = MAX (n_values (step->out, step->out_stride), n_values (step->raw, step->out_stride)) + 64;
  float *values = nn_alloc_floats (2 * n);
  Run run = { .plan = self->plan, .step = step, .n = 1, .x = x, .y = values, .work = self->scratch->work };
  const Region out = nn_region_reach (step, in);

  nn_run_step (&run);
  run.x = other;
  run.y = values + n;
  nn_run_step (&run);
  for (int row = 0; row < step->out.h; row++)
    for (int column = 0; column < step->out.w; column++)
      {
        gsize pixel = (gsize) (row * step->out.w + column) * (gsize) step->out_stride;

        if (memcmp (values + pixel, values + n + pixel, (gsize) step->out.c * sizeof *values) != 0)
          g_assert_true (out.rows[row] >> column & 1);
      }
  free (values);
}

/* Each step by itself, each pixel of its map changed. */
static void
test_reach (gconstpointer data)
{
  g_autoptr (Copied) self = copied_new (data, nn_level_detect ());
  g_autoptr (GRand) random = g_rand_new_with_seed (29);

  for (int i = 0; i < self->plan->n_steps; i++)
    {
      const Step *step = &self->plan->steps[i];
      gsize n = n_values (step->in, step->in_stride);
      float *x = nn_alloc_floats (2 * n + 64), *other = x + (n + 31) / 32 * 32;

      if (step->kind != STEP_WINOGRAD && step->kind != STEP_CONV && step->kind != STEP_PATCH)
        continue;
      for (gsize k = 0; k < n; k++)
        x[k] = k % (gsize) step->in_stride < (gsize) step->in.c ? (float) g_rand_double_range (random, -1, 1) : 0;
      for (int pixel = 0; pixel < step->in.h * step->in.w; pixel++)
        {
          Region in = { { 0 } };

          memcpy (other, x, n * sizeof *x);
          for (int c = 0; c < step->in.c; c++)
            other[pixel * step->in_stride + c] += 1;
          in.rows[pixel / step->in.w] = (uint64_t) 1 << pixel % step->in.w;
          check_reach (self, i, x, other, &in);
        }
      free (x);
    }
}

static void
add_case (const NetCase *c, gsize i)
{
  g_autofree char *bits = g_strdup_printf ("/copies/bits/%" G_GSIZE_FORMAT, i);
  g_autofree char *reach = g_strdup_printf ("/copies/reach/%" G_GSIZE_FORMAT, i);

  g_test_add_data_func (bits, c, test_bits);
  if (c->input.h <= REGION_SIDE && c->input.w <= REGION_SIDE)
    g_test_add_data_func (reach, c, test_reach);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < N_NET_CASES; i++)
    add_case (&net_cases[i], i);
  for (gsize i = 0; i < G_N_ELEMENTS (more_cases); i++)
    add_case (&more_cases[i], N_NET_CASES + i);
  g_test_add_func ("/copies/kinds", test_kinds);
  g_test_add_func ("/copies/wrong-reach", test_wrong_reach);
  return g_test_run ();
}
