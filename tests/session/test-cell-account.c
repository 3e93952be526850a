/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "session-fixture.h"

/* Where the value of a cell comes from, in all kinds of networks. */

/* What the parts, the bias, norm and ReLU make is the very value that is shown, in every layer; and each part leads to
 * a cell of the layer before. */
static void
check_account (GArray *steps, DermActivations *activations, const LensNetStep *step, const DermCell *cell)
{
  g_autoptr (LensAccount) account = lens_account_new (activations, step, cell);
  double sum = lens_account_add_up (account, 0) + account->bias;
  double tolerance = 1e-4 * fmax (1, fabs ((double) derm_activations_get_scale (activations, step->first)));

  g_assert_cmpfloat (account->value, ==, (double) derm_activations_get_value (activations, cell));
  if (step->kind == LENS_NET_INPUT)
    {
      g_assert_cmpint (account->kind, ==, LENS_ACCOUNT_INPUT);
      g_assert_cmpuint (account->parts->len, ==, 0);
      return;
    }
  g_assert_cmpuint (account->parts->len, >, 0);
  g_assert_cmpfloat_with_epsilon (account->sum, sum, tolerance);
  for (guint i = 0; i < account->changes->len; i++)
    {
      const LensAccountChange *change = &g_array_index (account->changes, LensAccountChange, i);

      sum = change->is_relu ? fmax (sum, 0) : sum * change->scale + change->shift;
      g_assert_cmpfloat_with_epsilon (change->result, sum, 2 * tolerance * fmax (1, fabs (change->scale)));
    }
  g_assert_cmpfloat_with_epsilon (account->value, sum, 1e-3 * fmax (1, fabs (sum)));
  for (guint i = 0; i < account->parts->len; i++)
    {
      const LensAccountPart *part = lens_account_get_part (account, i);
      DermCell from = lens_net_steps_resolve (steps, activations, &part->from);

      g_assert_true (&g_array_index (steps, LensNetStep, lens_net_steps_find (steps, from.layer)) == step - 1);
      g_assert_cmpint (from.layer, ==, (step - 1)->shown);
    }
}

static void
test_account (gconstpointer data)
{
  g_autoptr (DermActivations) activations = fixture_activations (data);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);

  for (guint i = 0; i < steps->len; i++)
    {
      const LensNetStep *step = &g_array_index (steps, LensNetStep, i);
      const DermCell cells[] = {
        { step->shown, 0, 0, 0 },
        { step->shown, step->channels - 1, step->rows - 1, step->columns - 1 },
        { step->shown, step->channels / 2, step->rows / 2, step->columns / 2 },
      };

      for (gsize j = 0; j < G_N_ELEMENTS (cells); j++)
        check_account (steps, activations, step, &cells[j]);
    }
}

/* At the border there are values for four or six of the nine weights; all nine weights are known all the same, and are
 * those that a cell in the middle has. */
static void
test_border (void)
{
  g_autoptr (DermActivations) activations = fixture_activations (NULL);
  g_autoptr (GArray) steps = lens_net_steps_new (activations);
  const LensNetStep *step = &g_array_index (steps, LensNetStep, 3);
  g_autoptr (LensAccount) corner = lens_account_new (activations, step, &(DermCell){ step->shown, 26, 0, 0 });
  g_autoptr (LensAccount) middle = lens_account_new (activations, step, &(DermCell){ step->shown, 26, 6, 6 });

  for (int channel = 0; channel < 32; channel++)
    {
      const LensAccountPart *at_corner = lens_account_get_part (corner, (guint) lens_account_find (corner, channel));
      const LensAccountPart *in_middle = lens_account_get_part (middle, (guint) lens_account_find (middle, channel));

      for (int tap = 0; tap < LENS_ACCOUNT_TAPS; tap++)
        {
          g_assert_true (isnan (at_corner->values[tap]) == (tap < 3 || tap % 3 == 0));
          g_assert_false (isnan (in_middle->values[tap]));
          g_assert_cmpfloat (at_corner->weights[tap], ==, in_middle->weights[tap]);
        }
    }
}

int
main (int argc, char **argv)
{
  static const char *const nets[] = { "odd", "plain", "half", "square64" };

  fixture_init_session (&argc, &argv);

  g_test_add_data_func ("/cell-account/sum/bundled", NULL, test_account);
  for (gsize i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cell-account/sum/%s", nets[i]);

      g_test_add_data_func_full (path, g_strdup_printf ("nn-%s.safetensors", nets[i]), test_account, g_free);
    }
  g_test_add_func ("/cell-account/border", test_border);

  return g_test_run ();
}
