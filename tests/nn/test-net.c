/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Nets that must be refused with the reason, counts, output shapes; ops, filters and levels by name; softmax. */

#include "nets.h"

#include <math.h>
#include <string.h>

static void
assert_refused (const NnNet *net, const char *reason)
{
  char why[200] = "";

  g_assert_false (nn_net_check (net, NULL, why, sizeof why));
  if (!strstr (why, reason))
    g_error ("'%s' does not say '%s'", why, reason);
  memset (why, 0, sizeof why);
  g_assert_null (nn_plan_new (net, NN_LEVEL_PLAIN, why, sizeof why));
  g_assert_nonnull (strstr (why, reason));
  g_assert_null (nn_plan_new (net, NN_LEVEL_PLAIN, NULL, 0));
}

static void
test_refused (void)
{
  static float ones[9] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 }, bad[9] = { 1, NAN, 1, 1, 1, 1, 1, 1, 1 }, minus[1] = { -1 };
  const NnLayer conv = { NN_CONV, 1, 0, ones, ones, NULL, NULL }, linear = { NN_LINEAR, 1, 0, ones, ones, NULL, NULL };
  const NnLayer norm = { NN_BATCHNORM, 0, 1e-5f, ones, ones, ones, ones },
                pool = { NN_MAXPOOL, 0, 0, NULL, NULL, NULL, NULL };
  const NnShape one = { 1, 1, 1 }, map = { 1, 4, 4 };
  NnLayer layer;

  assert_refused (&(NnNet){ one, 0, &conv }, "0 layers");
  assert_refused (&(NnNet){ one, NN_MAX_LAYERS + 1, &conv }, "257 layers");
  assert_refused (&(NnNet){ { 0, 1, 1 }, 1, &conv }, "input of 0");
  assert_refused (&(NnNet){ { 1, NN_MAX_SIDE + 1, 1 }, 1, &conv }, "input of 1");
  assert_refused (&(NnNet){ { 1 << 20, 1024, 1024 }, 1, &conv }, "cannot be held");
  assert_refused (&(NnNet){ map, 1, &linear }, "flatten");
  assert_refused (&(NnNet){ one, 1, &pool }, "maxpool");
  layer = conv, layer.weight = bad;
  assert_refused (&(NnNet){ map, 1, &layer }, "finite");
  layer = conv, layer.bias = NULL;
  assert_refused (&(NnNet){ map, 1, &layer }, "missing");
  layer = conv, layer.out = 0;
  assert_refused (&(NnNet){ map, 1, &layer }, "channels");
  layer = conv, layer.out = NN_MAX_CHANNELS + 1;
  assert_refused (&(NnNet){ map, 1, &layer }, "channels");
  layer = linear, layer.out = -1;
  assert_refused (&(NnNet){ one, 1, &layer }, "outputs");
  layer = norm, layer.var = minus;
  assert_refused (&(NnNet){ one, 1, &layer }, "variance");
  layer = norm, layer.eps = NAN;
  assert_refused (&(NnNet){ one, 1, &layer }, "eps");
  layer = norm, layer.mean = bad + 1;
  assert_refused (&(NnNet){ one, 1, &layer }, "finite");
  layer = pool, layer.op = NN_AVGPOOL, layer.out = 0;
  assert_refused (&(NnNet){ map, 1, &layer }, "avgpool");
  layer.op = NN_N_OPS;
  assert_refused (&(NnNet){ map, 1, &layer }, "unknown");
}

static void
test_counts (void)
{
  g_autoptr (RandomNet) random = random_net_new (skin_cnn_recipe, (NnShape){ 3, 28, 28 }, 1);
  NnShape shapes[NN_MAX_LAYERS + 1];
  gsize n_parameters = 0, n_macs = 0;

  g_assert_true (nn_net_check (&random->net, shapes, NULL, 0));
  for (int i = 0; i < random->net.n_layers; i++)
    {
      n_parameters += nn_layer_n_parameters (&random->layers[i], shapes[i]);
      n_macs += nn_layer_n_macs (&random->layers[i], shapes[i]);
    }
  g_assert_cmpuint (n_parameters, ==, 1273671); /* DESIGN's figure, PyTorch's count */
  g_assert_cmpuint (n_macs, ==, 30424800);
}

/* By op alone; and the same shapes as the check of a whole net finds. */
static void
test_outputs (void)
{
  g_autoptr (RandomNet) random = random_net_new ("c8 r p b c16 p a3 f l32 r b l7", (NnShape){ 3, 16, 15 }, 1);
  const NnLayer flatten = { .op = NN_FLATTEN }, pool = { .op = NN_MAXPOOL };
  NnShape shapes[NN_MAX_LAYERS + 1], out;

  g_assert_true (nn_net_check (&random->net, shapes, NULL, 0));
  for (int i = 0; i < random->net.n_layers; i++)
    {
      g_assert_true (nn_layer_output (&random->layers[i], shapes[i], &out));
      g_assert_cmpmem (&out, sizeof out, &shapes[i + 1], sizeof out);
    }
  g_assert_true (nn_layer_output (&flatten, (NnShape){ 2, 3, 5 }, &out));
  g_assert_cmpint (out.c, ==, 30);
  g_assert_false (nn_layer_output (&pool, (NnShape){ 4, 1, 8 }, &out)); /* nothing would be left */
}

static void
test_ops (void)
{
  NnOp op;

  for (int i = 0; i < NN_N_OPS; i++)
    {
      g_assert_true (nn_op_parse (nn_op_name ((NnOp) i), &op));
      g_assert_cmpint (op, ==, i);
    }
  g_assert_cmpstr (nn_op_name (NN_BATCHNORM), ==, "batchnorm"); /* model files have it */
  g_assert_cmpstr (nn_op_name (NN_N_OPS), ==, "?");
  g_assert_false (nn_op_parse ("", &op));
  g_assert_false (nn_op_parse ("?", &op));
}

static void
test_filters (void)
{
  NnFilter filter;

  for (int i = 0; i < NN_N_FILTERS; i++)
    {
      g_assert_true (nn_filter_parse (nn_filter_name ((NnFilter) i), &filter));
      g_assert_cmpint (filter, ==, i);
    }
  g_assert_cmpstr (nn_filter_name (NN_FILTER_BICUBIC), ==, "bicubic");
  g_assert_cmpstr (nn_filter_name (NN_N_FILTERS), ==, "?");
  g_assert_false (nn_filter_parse ("Bicubic", &filter));
}

static void
test_levels (void)
{
  NnLevel level;

  for (int i = 0; i < NN_N_LEVELS; i++)
    {
      g_assert_true (nn_level_parse (nn_level_name ((NnLevel) i), &level));
      g_assert_cmpint (level, ==, i);
    }
  g_assert_false (nn_level_parse ("", &level));
  g_assert_false (nn_level_parse ("AVX2", &level));
  g_assert_true (nn_level_is_supported (NN_LEVEL_PLAIN));
  g_assert_true (nn_level_is_supported (nn_level_detect ()));
}

/* Against libm in double; and no score is lost where logits are far apart. */
static void
test_softmax (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  const float edges[] = { 0, -1000, 3e38f, -3e38f, 1e-30f };
  float y[7], one = 5;

  for (int round = 0; round < 20000; round++)
    {
      float x[7];
      double sum = 0, most = -INFINITY;

      for (int i = 0; i < 7; i++)
        x[i] = (float) g_rand_double_range (random, -30, 30);
      for (int i = 0; i < 7; i++)
        most = fmax (most, (double) x[i]);
      for (int i = 0; i < 7; i++)
        sum += exp ((double) x[i] - most);
      nn_softmax (7, x, y);
      for (int i = 0; i < 7; i++)
        {
          double expected = exp ((double) x[i] - most) / sum;

          g_assert_cmpfloat (fabs ((double) y[i] - expected), <=, 6.0e-8 * expected + 1e-44);
        }
    }
  nn_softmax (G_N_ELEMENTS (edges), edges, y);
  g_assert_cmpfloat (y[2], ==, 1);
  g_assert_cmpfloat (y[0], ==, 0);
  nn_softmax (1, &one, &one);
  g_assert_cmpfloat (one, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/refused", test_refused);
  g_test_add_func ("/net/counts", test_counts);
  g_test_add_func ("/net/outputs", test_outputs);
  g_test_add_func ("/net/ops", test_ops);
  g_test_add_func ("/net/filters", test_filters);
  g_test_add_func ("/net/levels", test_levels);
  g_test_add_func ("/net/softmax", test_softmax);
  return g_test_run ();
}
