/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The traced pass of many nets: the bits of the forward pass; activations and derivatives near those of the plain
 * loops, layer by layer; and the same bits on every level, number of images and place among them. */

#include "nets.h"

#include <math.h>
#include <string.h>

/* A net on its way: plan, trace, inputs and the derivatives to start from. */
typedef struct {
  const NnNet *net;
  NnShape shapes[65];
  NnPlan *plan;
  NnTracePlan *trace_plan;
  NnTrace *trace;
  float *x, *seed;
} Traced;

static float *
random_seed (gsize n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (17);
  float *seed = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    seed[i] = (float) g_rand_double_range (random, -1, 1);
  return seed;
}

/* n images forward and back; NULL if the CPU has no such level. */
static Traced *
traced_new (const NnNet *net, NnLevel level, int n, int first)
{
  enum { MOST = NN_TRACE_IMAGES };
  Traced *self;
  gsize n_in, n_out;

  if (!nn_level_is_supported (level))
    return NULL;
  self = g_new0 (Traced, 1);
  self->net = net;
  g_assert_true (nn_net_check (net, self->shapes, NULL, 0));
  n_in = net_size_of (self->shapes[0]);
  n_out = net_size_of (self->shapes[net->n_layers]);
  self->plan = nn_plan_new (net, level, NULL, 0);
  self->trace_plan = nn_trace_plan_new (self->plan, net, NULL);
  self->trace = nn_trace_new (self->trace_plan, n);
  self->x = random_input (MOST * n_in, 4);
  self->seed = random_seed (MOST * n_out);
  nn_trace_forward (self->trace_plan, self->trace, n, self->x + first * n_in);
  nn_trace_backward (self->trace_plan, self->trace, net->n_layers - 1, self->seed + first * n_out, -1);
  return self;
}

static void
traced_free (Traced *self)
{
  if (self == NULL)
    return;
  nn_trace_free (self->trace);
  nn_trace_plan_free (self->trace_plan);
  nn_plan_free (self->plan);
  g_free (self->x);
  g_free (self->seed);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Traced, traced_free)

static float *
values_of (const Traced *self, int image, int layer)
{
  float *values = g_new (float, net_size_of (self->shapes[layer + 1]));

  nn_trace_values (self->trace_plan, self->trace, image, layer, values);
  return values;
}

static float *
gradient_of (const Traced *self, int image, int layer)
{
  float *gradient = g_new (float, net_size_of (self->shapes[layer + 1]));

  nn_trace_gradient (self->trace_plan, self->trace, image, layer, gradient);
  return gradient;
}

static void
assert_close (const float *got, const float *expected, gsize n, const char *what, int layer)
{
  double largest = 0, error = 0;

  for (gsize i = 0; i < n; i++)
    {
      largest = fmax (largest, fabs ((double) expected[i]));
      error = fmax (error, fabs ((double) expected[i] - (double) got[i]));
      g_assert_true (isfinite (got[i]));
    }
  g_test_message ("%s of layer %d: largest %g, error %g", what, layer, largest, error / largest);
  g_assert_cmpfloat (error, <=, 1e-5 * largest);
}

/* Each layer by itself, from the trace's own values on its one side. */
static void
test_reference (gconstpointer data)
{
  const NetCase *c = data;
  g_autoptr (RandomNet) random = random_net_new (c->recipe, c->input, 3);
  g_autoptr (Traced) traced = traced_new (&random->net, nn_level_detect (), 3, 0);
  g_autofree float *input = values_of (traced, 2, -1);

  g_assert_cmpmem (input, net_size_of (c->input) * sizeof *input, traced->x + 2 * net_size_of (c->input),
                   net_size_of (c->input) * sizeof *input);
  for (int i = 0; i < random->net.n_layers; i++)
    {
      const NnLayer *layer = &random->layers[i];
      gsize n_in = net_size_of (traced->shapes[i]), n_out = net_size_of (traced->shapes[i + 1]);
      g_autofree float *x = values_of (traced, 2, i - 1), *y = values_of (traced, 2, i);
      g_autofree float *gx = gradient_of (traced, 2, i - 1), *gy = gradient_of (traced, 2, i);
      g_autofree float *expected = g_new (float, MAX (n_in, n_out));

      nn_reference_layer (layer, traced->shapes[i], x, expected);
      assert_close (y, expected, n_out, "values", i);
      nn_reference_layer_back (layer, traced->shapes[i], x, gy, expected);
      assert_close (gx, expected, n_in, "derivatives", i);
    }
}

static void
test_forward (gconstpointer data)
{
  const NetCase *c = data;
  g_autoptr (RandomNet) random = random_net_new (c->recipe, c->input, 5);
  g_autoptr (Traced) traced = traced_new (&random->net, nn_level_detect (), 5, 0);
  NnScratch *scratch = nn_scratch_new (traced->plan);
  gsize n_out = net_size_of (nn_plan_output (traced->plan));
  g_autofree float *y = g_new (float, 5 * n_out);

  nn_forward (traced->plan, scratch, 5, traced->x, y);
  for (int i = 0; i < 5; i++)
    {
      g_autofree float *values = values_of (traced, i, random->net.n_layers - 1);

      g_assert_cmpmem (values, n_out * sizeof *y, y + i * n_out, n_out * sizeof *y);
    }
  nn_scratch_free (scratch);
}

/* All values and derivatives of image `a` of one trace and image `b` of another. */
static void
assert_same (const Traced *one, int a, const Traced *other, int b)
{
  for (int i = -1; i < one->net->n_layers; i++)
    {
      gsize size = net_size_of (one->shapes[i + 1]) * sizeof (float);
      g_autofree float *values = values_of (one, a, i), *other_values = values_of (other, b, i);
      g_autofree float *gradient = gradient_of (one, a, i), *other_gradient = gradient_of (other, b, i);

      g_assert_cmpmem (values, size, other_values, size);
      g_assert_cmpmem (gradient, size, other_gradient, size);
    }
}

static void
test_levels (gconstpointer data)
{
  const NetCase *c = data;
  g_autoptr (RandomNet) random = random_net_new (c->recipe, c->input, 7);
  g_autoptr (Traced) plain = traced_new (&random->net, NN_LEVEL_PLAIN, 2, 0);

  for (int level = 1; level < NN_N_LEVELS; level++)
    {
      g_autoptr (Traced) traced = traced_new (&random->net, (NnLevel) level, 2, 0);

      if (traced == NULL)
        g_test_message ("this CPU has no %s", nn_level_name ((NnLevel) level));
      for (int i = 0; i < 2 && traced != NULL; i++)
        assert_same (plain, i, traced, i);
    }
}

static void
test_batches (gconstpointer data)
{
  const NetCase *c = data;
  g_autoptr (RandomNet) random = random_net_new (c->recipe, c->input, 9);
  g_autoptr (Traced) whole = traced_new (&random->net, nn_level_detect (), NN_TRACE_IMAGES, 0);
  g_autoptr (Traced) last = traced_new (&random->net, nn_level_detect (), 1, NN_TRACE_IMAGES - 1);
  g_autoptr (Traced) some = traced_new (&random->net, nn_level_detect (), 7, 4);

  assert_same (whole, NN_TRACE_IMAGES - 1, last, 0);
  for (int i = 0; i < 7; i++)
    assert_same (whole, 4 + i, some, i);
}

/* From a layer in the middle, down to another. */
static void
test_part (void)
{
  g_autoptr (RandomNet) random = random_net_new (skin_cnn_recipe, (NnShape){ 3, 28, 28 }, 11);
  g_autoptr (Traced) traced = traced_new (&random->net, nn_level_detect (), 1, 0);
  g_autofree float *seed = gradient_of (traced, 0, 12), *expected = gradient_of (traced, 0, 5), *got = NULL;

  g_assert_cmpint (random->layers[12].op, ==, NN_CONV);
  nn_trace_backward (traced->trace_plan, traced->trace, 12, seed, 5);
  got = gradient_of (traced, 0, 5);
  g_assert_cmpmem (got, net_size_of (traced->shapes[6]) * sizeof *got, expected,
                   net_size_of (traced->shapes[6]) * sizeof *got);
}

/* The slope of the whole net, in the direction of a small step. */
static void
test_slope (void)
{
  g_autoptr (RandomNet) random = random_net_new ("c12 b c20 b f l9 b l5", (NnShape){ 3, 9, 9 }, 13); /* no corners */
  g_autoptr (Traced) traced = traced_new (&random->net, nn_level_detect (), 1, 0);
  g_autofree float *gradient = gradient_of (traced, 0, -1), *x = g_memdup2 (traced->x, 243 * sizeof *x);
  float before[5], after[5];
  double slope = 0, change = 0, size = 0;

  for (int i = 0; i < 243; i++)
    {
      float step = (float) (i % 7 - 3) / 8;

      slope += (double) step * (double) gradient[i];
      size += fabs ((double) step * (double) gradient[i]);
      x[i] += step;
    }
  g_assert_true (nn_reference_forward (&random->net, traced->x, before));
  g_assert_true (nn_reference_forward (&random->net, x, after));
  for (int i = 0; i < 5; i++)
    change += (double) traced->seed[i] * ((double) after[i] - (double) before[i]);
  g_assert_cmpfloat (fabs (change - slope), <=, 1e-5 * size);
}

static void
add (const char *name, gsize i, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/trace/%s/%" G_GSIZE_FORMAT, name, i);

  g_test_add_data_func (path, &net_cases[i], func);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < N_NET_CASES; i++)
    {
      add ("forward", i, test_forward);
      add ("reference", i, test_reference);
      add ("levels", i, test_levels);
      add ("batches", i, test_batches);
    }
  g_test_add_func ("/trace/part", test_part);
  g_test_add_func ("/trace/slope", test_slope);
  return g_test_run ();
}
