/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The pickle, the state_dict in it and what it says beside tensors, both as an ordinary and as a TorchScript archive's.
 */

#include "config.h"

#include "fuzz.h"
#include "torch-notes.h"
#include "torch-state.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (int is_script = 0; is_script < 2; is_script++)
    {
      g_autoptr (DermPickle) pickle = derm_pickle_read (data, size, is_script, NULL);
      g_autoptr (TorchState) state
          = pickle != NULL ? derm_torch_state_new (pickle, &(TorchWish){ NULL, NULL }, NULL) : NULL;
      g_autoptr (JsonNode) notes = pickle != NULL ? derm_torch_notes_new (pickle->root) : NULL;

      g_assert (notes == NULL || JSON_NODE_HOLDS_OBJECT (notes));
      if (state != NULL)
        g_assert (state->tensors->len > 0);
    }
  return 0;
}
