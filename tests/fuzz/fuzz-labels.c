/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The JSON files beside weights: a list of labels, and a card for SkinCNN's tensors. */

#include "config.h"

#include "fuzz.h"
#include "model-description.h"
#include "weights-json.h"
#include "model-labels.h"

static const char empty_model[] = "\2\0\0\0\0\0\0\0{}";

static void
read_card (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (empty_model, sizeof empty_model - 1);
  g_autoptr (DermSafetensors) file = derm_safetensors_new (bytes, NULL);
  g_autoptr (JsonNode) card = derm_json_parse ((const char *) data, size, "", NULL);
  g_autofree char *assumed = NULL;

  if (card != NULL && JSON_NODE_HOLDS_OBJECT (card) && derm_description_override (file, card, NULL))
    assumed = derm_description_complete (file, "", NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_auto (GStrv) G_GNUC_UNUSED codes = derm_labels_parse (bytes, NULL);

  read_card (data, size);
  return 0;
}
