/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The whole way from a model file to numbers, against PyTorch in double precision (tests/fixtures/make_nn_fixtures.py):
 * the logits of plan and reference, and every layer's output. Linked with the engine's objects, because it looks
 * inside. */

#include "config.h"

#include <string.h>

#include <derm.h>

#include "model-internal.h"
#include "expected.h"

typedef struct {
  DermModel *model;
  const NnNet *net;
  DermSafetensors *expected;
  NnShape shapes[NN_MAX_LAYERS + 1];
} Case;

static Case *
case_new (const char *name)
{
  Case *c = g_new0 (Case, 1);
  char why[200];

  c->expected = expected_open_net (name, "expected", &c->model);
  c->net = derm_model_get_net (c->model);
  g_assert_true (nn_net_check (c->net, c->shapes, why, sizeof why));
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

static void
check_layer (Case *c, int layer, const float *output, const char *who)
{
  g_autofree char *whole = g_strdup_printf ("layer.%d", layer);
  g_autofree char *sample = g_strdup_printf ("layer.%d.sample", layer);
  g_autofree char *what = g_strdup_printf ("%s, layer %d", who, layer);
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
  expected_check_close (output, expected, n, stride, what);
}

static void
test_reference (gconstpointer name)
{
  g_autoptr (Case) c = case_new (name);
  gsize n;
  g_autofree float *x = g_memdup2 (expected_get (c->expected, "input", &n), sizeof (float) * n_values (c->shapes[0]));

  for (int i = 0; i < c->net->n_layers; i++)
    {
      float *y = g_new (float, n_values (c->shapes[i + 1]));

      nn_reference_layer (&c->net->layers[i], c->shapes[i], x, y);
      check_layer (c, i, y, "reference");
      g_free (x);
      x = y;
    }
}

static void
check_logits (Case *c, NnLevel level)
{
  char why[200];
  NnPlan *plan = nn_plan_new (c->net, level, why, sizeof why);
  NnScratch *scratch = nn_scratch_new (plan);
  gsize n_in = 0, n_out = 0;
  const float *x = expected_get (c->expected, "input", &n_in), *expected = expected_get (c->expected, "logits", &n_out);
  gsize n_classes = (gsize) derm_model_get_n_classes (c->model), batch = n_out / n_classes;
  g_autofree float *y = g_new (float, n_out);

  g_assert_cmpuint (n_in, ==, batch * n_values (c->shapes[0]));
  g_assert_cmpuint (batch, >=, 3);
  nn_forward (plan, scratch, (int) batch, x, y);
  for (gsize i = 0; i < batch; i++) /* each image by its own largest logit */
    expected_check_close (y + i * n_classes, expected + i * n_classes, n_classes, 1, nn_level_name (level));
  nn_scratch_free (scratch);
  nn_plan_free (plan);
}

static void
test_plan (gconstpointer name)
{
  g_autoptr (Case) c = case_new (name);

  for (int level = 0; level < NN_N_LEVELS; level++)
    {
      if (nn_level_is_supported ((NnLevel) level))
        check_logits (c, (NnLevel) level);
    }
}

/* The plan keeps no layer's output, so its layers are seen as the last ones of shortened nets. */
static void
test_plan_layers (gconstpointer name)
{
  g_autoptr (Case) c = case_new (name);
  gsize n;
  const float *x = expected_get (c->expected, "input", &n);

  for (int i = 0; i < c->net->n_layers; i++)
    {
      NnNet net = { c->net->input, i + 1, c->net->layers };
      char why[200] = "";
      NnPlan *plan = nn_plan_new (&net, nn_level_detect (), why, sizeof why);
      NnScratch *scratch;
      g_autofree float *y = g_new (float, n_values (c->shapes[i + 1]));

      if (plan == NULL)
        g_error ("the first %d layers: %s", i + 1, why);
      scratch = nn_scratch_new (plan);
      nn_forward (plan, scratch, 1, x, y);
      check_layer (c, i, y, "plan");
      nn_scratch_free (scratch);
      nn_plan_free (plan);
    }
}

/* The distances from the training domain of the bundled model, by the very weights that it has. */
static void
check_distances (Case *c, NnLevel level)
{
  const DermDomain *domain = derm_model_get_domain_values (c->model);
  NnPlan *plan = nn_plan_new (c->net, level, NULL, 0), *domain_plan = nn_plan_new (&domain->net, level, NULL, 0);
  NnScratch *scratch = nn_scratch_new (plan), *domain_scratch = nn_scratch_new (domain_plan);
  gsize batch = 0, n_in = 0, n_features = (gsize) nn_plan_n_features (plan), n_white = (gsize) domain->layer.out;
  const float *expected = expected_get (c->expected, "domain.distance", &batch),
              *x = expected_get (c->expected, "input", &n_in);
  g_autofree float *y = g_new (float, batch *(gsize) derm_model_get_n_classes (c->model));
  g_autofree float *features = g_new (float, batch *n_features), *whitened = g_new (float, batch *n_white);

  g_assert_cmpuint (batch, >=, 3);
  nn_forward_features (plan, scratch, NULL, &(NnBatch){ (int) batch, x, y, features });
  nn_forward (domain_plan, domain_scratch, (int) batch, features, whitened);
  for (gsize i = 0; i < batch; i++)
    {
      float distance = (float) derm_domain_measure (domain, 1, whitened + i * n_white);

      expected_check_close (&distance, &expected[i], 1, 1, nn_level_name (level));
    }
  nn_scratch_free (scratch);
  nn_scratch_free (domain_scratch);
  nn_plan_free (plan);
  nn_plan_free (domain_plan);
}

static void
test_distances (gconstpointer name)
{
  g_autoptr (Case) c = case_new (name);

  for (int level = 0; level < NN_N_LEVELS; level++)
    {
      if (nn_level_is_supported ((NnLevel) level))
        check_distances (c, (NnLevel) level);
    }
}

int
main (int argc, char **argv)
{
  const char *const names[] = { "skincnn", "odd", "square64", "plain", "half" };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *reference = g_strconcat ("/logits/reference/", names[i], NULL);
      g_autofree char *plan = g_strconcat ("/logits/plan/", names[i], NULL);
      g_autofree char *layers = g_strconcat ("/logits/plan-layers/", names[i], NULL);

      g_test_add_data_func (reference, names[i], test_reference);
      g_test_add_data_func (plan, names[i], test_plan);
      g_test_add_data_func (layers, names[i], test_plan_layers);
    }
  g_test_add_data_func ("/logits/distances/skincnn", names[0], test_distances);
  return g_test_run ();
}
