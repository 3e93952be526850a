/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Tables of truth: what they are taken for, and what is read of them. */

#include "config.h"

#include "derm-table.h"
#include "fuzz-file.h"
#include "fuzz.h"

static const char *const labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };

static void
read_truth (DermTruth *truth)
{
  for (guint i = 0; i < derm_truth_get_n_images (truth); i++)
    {
      g_assert (derm_truth_get_id (truth, i) != NULL);
      g_assert (derm_truth_get_label (truth, i) >= -1 && derm_truth_get_label (truth, i) < 7);
      for (guint column = 0; column < derm_truth_get_n_columns (truth); column++)
        g_assert (derm_truth_get_cell (truth, i, column) != NULL);
    }
  for (guint i = 0; i < derm_truth_get_n_problems (truth); i++)
    g_assert (g_utf8_validate (derm_truth_get_problem (truth, i), -1, NULL));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth = derm_truth_new_from_file (fuzz_file (data, size), labels, NULL, NULL, NULL, &error);

  g_assert ((truth == NULL) == (error != NULL));
  if (truth != NULL)
    read_truth (truth);
  return 0;
}
