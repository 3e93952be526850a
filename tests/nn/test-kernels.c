/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Every kernel of every level that this CPU has, against plain loops: the same bits on random and extreme data, all
 * tile shapes, between guard pages. Kernels that are wrong on purpose must be caught by the very same checks. */

#include "kernel-check.h"

#include <glib.h>

static gboolean
check_all (const NnKernels *kernels)
{
  gboolean is_right = check_multiply (kernels);

  is_right = check_post (kernels) && is_right;
  is_right = check_spread (kernels) && is_right;
  is_right = check_listed (kernels) && is_right;
  return check_gather (kernels) && is_right;
}

static void
test_level (gconstpointer data)
{
  NnLevel level = (NnLevel) GPOINTER_TO_INT (data);

  if (!nn_level_is_supported (level))
    {
      g_test_skip ("this CPU does not have the level");
      return;
    }
  g_assert_true (check_all (nn_kernels_of_level (level)));
}

#if defined(__x86_64__)
/* The 16-lane source built for a CPU without AVX-512: its packing and tiles can be checked everywhere. */
extern const NnKernels nn_kernels_wide;

static void
test_wide (void)
{
  g_assert_cmpint (nn_kernels_wide.lanes, ==, 16);
  g_assert_true (check_all (&nn_kernels_wide));
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < NN_N_LEVELS; i++)
    {
      g_autofree char *path = g_strdup_printf ("/kernels/%s", nn_level_name ((NnLevel) i));

      g_test_add_data_func (path, GINT_TO_POINTER (i), test_level);
    }
#if defined(__x86_64__)
  g_test_add_func ("/kernels/wide", test_wide);
#endif
  g_test_add_func ("/kernels/wrong", test_wrong_kernels);
  return g_test_run ();
}
