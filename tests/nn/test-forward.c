/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The forward pass of many nets: near the plain loops, and the same bits on every level, batch size and place in the
 * batch. */

#include "nets.h"

#include <math.h>
#include <string.h>

/* y of `batch` images on that level, or NULL if the CPU has no such level. */
static float *
run (const NnNet *net, NnLevel level, int batch, const float *x)
{
  char why[160];
  NnPlan *plan = nn_plan_new (net, level, why, sizeof why);
  NnScratch *scratch;
  float *y;

  if (!nn_level_is_supported (level))
    {
      g_assert_null (plan);
      g_assert_nonnull (strstr (why, nn_level_name (level)));
      return NULL;
    }
  g_assert_nonnull (plan);
  scratch = nn_scratch_new (plan);
  y = g_new (float, (gsize) MAX (batch, 1) * net_size_of (nn_plan_output (plan)));
  nn_forward (plan, scratch, batch, x, y);
  nn_scratch_free (scratch);
  nn_plan_free (plan);
  return y;
}

static void
test_reference (gconstpointer data)
{
  const NetCase *c = data;
  g_autoptr (RandomNet) random = random_net_new (c->recipe, c->input, 3);
  NnShape shapes[NN_MAX_LAYERS + 1];
  g_autofree float *x = random_input (net_size_of (c->input), 4);

  g_assert_true (nn_net_check (&random->net, shapes, NULL, 0));
  for (int n = 1; n <= random->net.n_layers; n++) /* every beginning of the net: layer by layer */
    {
      NnNet net = { c->input, n, random->layers };
      gsize n_out = net_size_of (shapes[n]);
      g_autofree float *y = run (&net, nn_level_detect (), 1, x);
      g_autofree float *expected = g_new (float, n_out);
      double largest = 0, error = 0;

      g_assert_true (nn_reference_forward (&net, x, expected));
      for (gsize i = 0; i < n_out; i++)
        {
          largest = fmax (largest, fabs ((double) expected[i]));
          error = fmax (error, fabs ((double) expected[i] - (double) y[i]));
        }
      g_test_message ("%d layers: largest %g, error %g", n, largest, error / largest);
      g_assert_cmpfloat (error, <=, 1e-5 * largest);
    }
}

static void
test_levels (gconstpointer data)
{
  const NetCase *c = data;
  g_autoptr (RandomNet) random = random_net_new (c->recipe, c->input, 5);
  g_autofree float *x = random_input (5 * net_size_of (c->input), 6);
  g_autofree float *plain = run (&random->net, NN_LEVEL_PLAIN, 5, x);
  NnShape shapes[NN_MAX_LAYERS + 1];

  g_assert_true (nn_net_check (&random->net, shapes, NULL, 0));
  for (int level = 1; level < NN_N_LEVELS; level++)
    {
      g_autofree float *y = run (&random->net, (NnLevel) level, 5, x);

      if (y)
        g_assert_cmpmem (y, 5 * net_size_of (shapes[random->net.n_layers]) * sizeof *y, plain,
                         5 * net_size_of (shapes[random->net.n_layers]) * sizeof *plain);
      else
        g_test_message ("this CPU has no %s", nn_level_name ((NnLevel) level));
    }
}

static void
test_batches (void)
{
  enum { MOST = 65 };
  g_autoptr (RandomNet) random = random_net_new (skin_cnn_recipe, (NnShape){ 3, 28, 28 }, 7);
  g_autofree float *x = random_input (MOST * 2352, 8);
  g_autofree float *expected = g_new (float, MOST * 7);

  for (int i = 0; i < MOST; i++)
    {
      g_autofree float *y = run (&random->net, nn_level_detect (), 1, x + i * 2352);

      memcpy (expected + i * 7, y, 7 * sizeof *y);
    }
  for (int batch = 0; batch <= MOST; batch++)
    {
      g_autofree float *y = run (&random->net, nn_level_detect (), batch, x);

      g_assert_cmpmem (y, (gsize) batch * 7 * sizeof *y, expected, (gsize) batch * 7 * sizeof *y);
    }
}

typedef struct {
  void (*func) (int, void *);
  void *data;
  int part;
} PartCall;

static gpointer
run_one_part (gpointer data)
{
  const PartCall *call = data;

  call->func (call->part, call->data);
  return NULL;
}

/* Parts in the worst order, one after the other; and, with the context set, on threads of their own. */
static void
run_parts (void *context, int n_parts, void (*func) (int, void *), void *data)
{
  GThread *threads[64];
  PartCall calls[64];

  g_assert_cmpint (n_parts, <=, 64);
  for (int part = n_parts - 1; part >= 0; part--)
    {
      calls[part] = (PartCall){ func, data, part };
      if (context)
        threads[part] = g_thread_new ("part", run_one_part, &calls[part]);
      else
        run_one_part (&calls[part]);
    }
  for (int part = 0; part < n_parts && context; part++)
    g_thread_join (threads[part]);
}

/* One image shared by threads: the same bits, whatever their number. */
static void
test_shared (gconstpointer data)
{
  const NetCase *c = data;
  g_autoptr (RandomNet) random = random_net_new (c->recipe, c->input, 13);
  g_autofree float *x = random_input (net_size_of (c->input), 14);
  g_autofree float *expected = run (&random->net, nn_level_detect (), 1, x);
  NnPlan *plan = nn_plan_new (&random->net, nn_level_detect (), NULL, 0);
  NnScratch *scratch = nn_scratch_new (plan);
  gsize n_out = net_size_of (nn_plan_output (plan));
  g_autofree float *y = g_new (float, n_out);

  for (int threads = 1; threads <= 20; threads++)
    {
      const NnParallel parallel = { run_parts, threads == 2 ? y : NULL, threads };

      nn_forward_shared (plan, scratch, &parallel, x, y);
      g_assert_cmpmem (y, n_out * sizeof *y, expected, n_out * sizeof *y);
    }
  nn_scratch_free (scratch);
  nn_plan_free (plan);
}

static gpointer
run_in_thread (gpointer data)
{
  gpointer *shared = data;
  const NnPlan *plan = shared[0];
  NnScratch *scratch = nn_scratch_new (plan);
  float *y = g_new (float, 9 * 7);

  for (int i = 0; i < 5; i++)
    nn_forward (plan, scratch, 9, shared[1], y);
  nn_scratch_free (scratch);
  return y;
}

/* One plan, eight threads, each with its own scratch. */
static void
test_threads (void)
{
  g_autoptr (RandomNet) random = random_net_new (skin_cnn_recipe, (NnShape){ 3, 28, 28 }, 9);
  g_autofree float *x = random_input (9 * 2352, 10);
  NnPlan *plan = nn_plan_new (&random->net, nn_level_detect (), NULL, 0);
  gpointer shared[] = { plan, x };
  g_autofree float *expected = run_in_thread (shared);
  GThread *threads[8];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("forward", run_in_thread, shared);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree float *y = g_thread_join (threads[i]);

      g_assert_cmpmem (y, 9 * 7 * sizeof *y, expected, 9 * 7 * sizeof *expected);
    }
  nn_plan_free (plan);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < N_NET_CASES; i++)
    {
      g_autofree char *reference = g_strdup_printf ("/forward/reference/%" G_GSIZE_FORMAT, i);
      g_autofree char *shared = g_strdup_printf ("/forward/shared/%" G_GSIZE_FORMAT, i);
      g_autofree char *levels = g_strdup_printf ("/forward/levels/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (reference, &net_cases[i], test_reference);
      g_test_add_data_func (levels, &net_cases[i], test_levels);
      g_test_add_data_func (shared, &net_cases[i], test_shared);
    }
  g_test_add_func ("/forward/batches", test_batches);
  g_test_add_func ("/forward/threads", test_threads);
  return g_test_run ();
}
