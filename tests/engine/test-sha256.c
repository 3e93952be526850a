/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-sha256.h"

static void
check (const guint8 *data, gsize size)
{
  g_autofree char *ours = derm_sha256 (data, size);
  g_autofree char *theirs = g_compute_checksum_for_data (G_CHECKSUM_SHA256, data, size);

  g_assert_cmpstr (ours, ==, theirs);
}

static void
test_lengths (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  g_autofree guint8 *data = g_malloc (100000);

  for (int i = 0; i < 100000; i++)
    data[i] = (guint8) g_rand_int_range (random, 0, 256);
  for (gsize size = 0; size < 300; size++)
    check (data + size % 7, size);
  check (data, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sha256/lengths", test_lengths);
  return g_test_run ();
}
