/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The way back, against PyTorch's autograd in double precision (tests/fixtures/make_gradient_fixtures.py): plain loops
 * and trace, the derivatives by the input and by every layer's output, on five nets and every CPU level. */

#include "config.h"

#include <string.h>

#include <derm.h>

#include "model-internal.h"
#include "expected.h"

#define TOLERANCE 1e-4 /* of the largest derivative of the layer */

typedef struct {
  DermModel *model;
  const NnNet *net;
  const NnShape *shapes;
  DermSafetensors *expected;
  const float *input, *seed;
} Case;

static Case *
case_new (const char *name)
{
  Case *c = g_new0 (Case, 1);
  gsize n;

  c->expected = expected_open_net (name, "gradients", &c->model);
  c->net = derm_model_get_net (c->model);
  c->shapes = derm_model_get_shapes (c->model);
  c->input = expected_get (c->expected, "input", &n);
  c->seed = expected_get (c->expected, "seed", &n);
  return c;
}

static void
case_free (Case *c)
{
  derm_safetensors_free (c->expected);
  g_object_unref (c->model);
  g_free (c);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static gsize
n_values (NnShape shape)
{
  return (gsize) shape.c * shape.h * shape.w;
}

/* layer: -1 for the input. */
static void
check_layer (Case *c, int layer, const float *got, const char *who)
{
  g_autofree char *whole = layer < 0 ? g_strdup ("gradient.input") : g_strdup_printf ("gradient.%d", layer);
  g_autofree char *sample = g_strconcat (whole, ".sample", NULL);
  g_autofree char *what = g_strdup_printf ("%s, %s", who, whole);
  gsize n = 0, size = n_values (c->shapes[layer + 1]), stride = 1;
  const float *expected = expected_get (c->expected, whole, &n);

  if (expected == NULL)
    {
      const char *strides = derm_safetensors_get_metadata (c->expected, "strides");
      g_autoptr (JsonNode) node = json_from_string (strides, NULL);

      expected = expected_get (c->expected, sample, &n);
      stride = (gsize) json_object_get_int_member (json_node_get_object (node), whole);
    }
  g_assert_nonnull (expected);
  g_assert_cmpuint (n, ==, (size + stride - 1) / stride);
  expected_check_within (got, expected, &(ExpectedSpan){ n, stride, TOLERANCE }, what);
}

/* The plain loops, forward and back. */
static void
test_reference (gconstpointer name)
{
  g_autoptr (Case) c = case_new (name);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  float *gradient = g_memdup2 (c->seed, sizeof (float) * n_values (c->shapes[c->net->n_layers]));

  g_ptr_array_add (values, g_memdup2 (c->input, sizeof (float) * n_values (c->shapes[0])));
  for (int i = 0; i < c->net->n_layers; i++)
    {
      float *y = g_new (float, n_values (c->shapes[i + 1]));

      nn_reference_layer (&c->net->layers[i], c->shapes[i], values->pdata[i], y);
      g_ptr_array_add (values, y);
    }
  for (int i = c->net->n_layers - 1; i >= 0; i--)
    {
      float *below = g_new (float, n_values (c->shapes[i]));

      check_layer (c, i, gradient, "reference");
      nn_reference_layer_back (&c->net->layers[i], c->shapes[i], values->pdata[i], gradient, below);
      g_free (gradient);
      gradient = below;
    }
  check_layer (c, -1, gradient, "reference");
  g_free (gradient);
}

static void
check_trace (Case *c, NnLevel level)
{
  char why[200];
  NnPlan *plan = nn_plan_new (c->net, level, why, sizeof why);
  NnTracePlan *trace_plan = nn_trace_plan_new (plan, c->net, NULL);
  NnTrace *trace = nn_trace_new (trace_plan, 1);

  nn_trace_forward (trace_plan, trace, 1, c->input);
  nn_trace_backward (trace_plan, trace, c->net->n_layers - 1, c->seed, -1);
  for (int i = -1; i < c->net->n_layers; i++)
    {
      g_autofree float *gradient = g_new (float, n_values (c->shapes[i + 1]));

      nn_trace_gradient (trace_plan, trace, 0, i, gradient);
      check_layer (c, i, gradient, nn_level_name (level));
    }
  nn_trace_free (trace);
  nn_trace_plan_free (trace_plan);
  nn_plan_free (plan);
}

static void
test_trace (gconstpointer name)
{
  g_autoptr (Case) c = case_new (name);

  for (int level = 0; level < NN_N_LEVELS; level++)
    {
      if (nn_level_is_supported ((NnLevel) level))
        check_trace (c, (NnLevel) level);
    }
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "odd", "square64", "plain", "half", "skincnn" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *reference = g_strconcat ("/gradients/reference/", names[i], NULL);
      g_autofree char *trace = g_strconcat ("/gradients/trace/", names[i], NULL);

      g_test_add_data_func (reference, names[i], test_reference);
      g_test_add_data_func (trace, names[i], test_trace);
    }
  return g_test_run ();
}
