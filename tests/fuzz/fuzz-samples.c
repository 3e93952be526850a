/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Sets to evaluate by: archives of arrays, tables of pixels, results. */

#include "config.h"

#include "derm-samples.h"
#include "fuzz-file.h"
#include "fuzz.h"

static void
read_item (DermSamples *samples, guint item, int n_classes)
{
  const float *scores = derm_samples_get_scores (samples, item), *logits = derm_samples_get_logits (samples, item);
  double sum = 0;

  g_assert (derm_samples_get_name (samples, item) != NULL);
  g_assert (derm_samples_get_truth (samples, item) >= -1 && derm_samples_get_truth (samples, item) < n_classes);
  g_assert (derm_samples_get_answer (samples, item) >= -1 && derm_samples_get_answer (samples, item) < n_classes);
  for (int k = 0; k < n_classes; k++)
    sum += (scores != NULL ? (double) scores[k] : 0) + (logits != NULL ? (double) logits[k] : 0);
  g_assert (scores == NULL || sum == sum); /* what is no number was refused */
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermSamples) samples = derm_samples_new_from_file (fuzz_file (data, size), NULL, NULL, &error);
  guint n = samples != NULL ? derm_samples_get_n_items (samples) : 0;

  g_assert ((samples == NULL) == (error != NULL));
  g_assert (samples == NULL || n > 0);
  for (guint i = 0; i < n; i++)
    read_item (samples, i, (int) g_strv_length ((char **) derm_samples_get_labels (samples)));
  return 0;
}
