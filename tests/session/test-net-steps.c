/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "session-fixture.h"

/* The layers as a person counts them, of all kinds of networks. */

/* A letter for each layer's kind, its number, the block behind it, and the maps. */
static char *
describe_steps (GArray *steps)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      const LensNetStep *step = &g_array_index (steps, LensNetStep, i);

      g_string_append_printf (text, "%s%c%d/%d:%dx%dx%d", i > 0 ? " " : "", "INCPDL"[step->kind], step -> number,
                              step -> block, step -> channels, step -> rows, step -> columns);
    }

  return g_string_free (text, FALSE);
}

typedef struct {
  const char *name; /* NULL: the bundled one */
  const char *expected;
} Case;

static const Case cases[] = {
  { NULL, "I1/0:3x28x28 C1/1:32x28x28 P1/1:32x14x14 C2/2:64x14x14 C3/2:64x14x14 P2/2:64x7x7 C4/3:128x7x7 C5/3:128x7x7 "
          "P3/3:128x3x3 C6/4:256x3x3 C7/4:256x3x3 P4/4:256x1x1 D1/0:256x1x1 D2/0:128x1x1 D3/0:64x1x1 D4/0:32x1x1 "
          "L1/0:7x1x1" },
  { "nn-odd.safetensors",
    "I1/0:3x29x23 N1/0:3x29x23 C1/1:5x29x23 P1/1:5x14x11 C2/2:12x14x11 P2/2:12x7x5 C3/3:20x7x5 C4/3:7x7x5 "
    "P3/3:7x3x2 D1/0:33x1x1 L1/0:5x1x1" },
  { "nn-plain.safetensors",
    "I1/0:3x28x28 C1/1:16x28x28 P1/1:16x14x14 C2/2:32x14x14 P2/2:32x7x7 C3/3:31x7x7 P3/3:31x3x3 "
    "P4/3:31x1x1 D1/0:64x1x1 L1/0:2x1x1" },
  { "nn-half.safetensors",
    "I1/0:3x28x28 C1/1:8x28x28 P1/1:8x14x14 C2/2:16x14x14 P2/2:16x7x7 P3/2:16x2x2 D1/0:20x1x1 L1/0:7x1x1" },
  { "nn-square64.safetensors",
    "I1/0:3x64x64 C1/1:8x64x64 P1/1:8x32x32 C2/2:24x32x32 P2/2:24x16x16 C3/3:17x16x16 P3/3:17x3x3 "
    "D1/0:40x1x1 L1/0:9x1x1" },
};

static void
test_steps (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (DermActivations) activations = fixture_activations (c->name);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);
  g_autofree char *text = describe_steps (steps);

  g_assert_cmpstr (text, ==, c->expected);
  for (int layer = -1; layer < derm_activations_get_n_layers (activations); layer++)
    {
      const LensNetStep *step = &g_array_index (steps, LensNetStep, lens_net_steps_find (steps, layer));

      g_assert_cmpint (layer, >=, step->first);
      g_assert_cmpint (layer, <=, step->last);
    }
}

/* The order of the maps, and the largest cell of the first. */
static void
test_strength (void)
{
  g_autoptr (DermActivations) activations = fixture_activations (NULL);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);
  const LensNetStep *step = &g_array_index (steps, LensNetStep, 3);
  g_autofree int *by_number = lens_net_step_list_maps (step, activations, FALSE);
  g_autofree int *by_strength = lens_net_step_list_maps (step, activations, TRUE);
  DermCell largest = lens_net_step_find_largest (step, activations, by_strength[0]);
  gboolean seen[64] = { FALSE };
  double last = INFINITY;
  gsize n;
  const float *values = derm_activations_get_values (activations, step->shown, NULL, &n);

  for (int i = 0; i < 64; i++)
    {
      double strength = 0;

      g_assert_cmpint (by_number[i], ==, i);
      g_assert_false (seen[by_strength[i]]);
      seen[by_strength[i]] = TRUE;
      for (int j = 0; j < 196; j++)
        {
          strength += fabs ((double) values[by_strength[i] * 196 + j]);
          if (i == 0)
            g_assert_cmpfloat (values[by_strength[0] * 196 + j], <=,
                               derm_activations_get_value (activations, &largest));
        }
      g_assert_cmpfloat (strength, <=, last);
      last = strength;
    }
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/net-steps/layers/%s", cases[i].name != NULL ? cases[i].name : "bundled");

      g_test_add_data_func (path, &cases[i], test_steps);
    }
  g_test_add_func ("/net-steps/strength", test_strength);

  return g_test_run ();
}
