/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The JSON files beside weights: a list of labels, a card for SkinCNN's tensors; and what training programs write. */

#include "config.h"

#include "fuzz.h"
#include "model-description.h"
#include "weights-json.h"
#include "model-labels.h"
#include "model-names.h"

static const char empty_model[] = "\2\0\0\0\0\0\0\0{}";

static void
read_card (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (empty_model, sizeof empty_model - 1);
  g_autoptr (DermSafetensors) file = derm_safetensors_new (bytes, NULL);
  g_autoptr (JsonNode) card = derm_json_parse ((const char *) data, size, "", NULL);
  g_autofree char *assumed = NULL;

  if (card == NULL || !JSON_NODE_HOLDS_OBJECT (card))
    return;
  if (derm_description_override (file, card, NULL) && (assumed = derm_description_complete_layers (file, NULL)) != NULL)
    derm_description_complete (file, "");
}

/* What training programs write beside the weights, for networks of one, two and seven outputs. */
static void
read_notes (const uint8_t *data, size_t size)
{
  static const int outputs[] = { 1, 2, 7 };
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (JsonNode) root = g_utf8_validate (text, -1, NULL) ? derm_notes_parse (text) : NULL;

  for (size_t i = 0; root != NULL && JSON_NODE_HOLDS_OBJECT (root) && i < G_N_ELEMENTS (outputs); i++)
    {
      g_auto (DermNotes) notes = { 0 };

      derm_notes_read (&notes, json_node_get_object (root), outputs[i]);
      g_assert (notes.codes == NULL || g_strv_length (notes.codes) <= 7);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_auto (GStrv) G_GNUC_UNUSED codes = derm_labels_parse (bytes, NULL);

  read_card (data, size);
  read_notes (data, size);
  return 0;
}
