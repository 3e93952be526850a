/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Files of calibrations, which `derm predict` and the window take from anybody. */

#include "config.h"

#include "derm-recalibration.h"
#include "fuzz-file.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecalibration) calibration = derm_recalibration_new_from_file (fuzz_file (data, size), NULL, &error);
  g_autofree char *words = calibration != NULL ? derm_recalibration_describe (calibration) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert ((calibration == NULL) == (error != NULL));
  if (calibration == NULL)
    return 0;
  derm_recalibration_append_text (text, calibration, 3);
  g_assert (g_utf8_validate (text->str, (gssize) text->len, NULL) && g_utf8_validate (words, -1, NULL));
  return 0;
}
