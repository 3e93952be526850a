/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Our own format: header, description, layers. */

#include "config.h"

#include "model-internal.h"
#include "fuzz.h"
#include "torch-file.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (DermModel) model = NULL;

  if (!derm_torch_is_zip (bytes) && !derm_torch_is_legacy (bytes))
    model = derm_model_new_from_bytes (bytes, &(DermModelFiles){ .path = "/nowhere/model" }, NULL);
  return 0;
}
