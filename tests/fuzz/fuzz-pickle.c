/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The pickle, and the state_dict in it, both as an ordinary and as a TorchScript archive's. */

#include "config.h"

#include "fuzz.h"
#include "torch-state.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  for (int is_script = 0; is_script < 2; is_script++)
    {
      g_autoptr (DermPickle) pickle = derm_pickle_read (data, size, is_script, NULL);
      g_autoptr (TorchState) state = pickle != NULL ? derm_torch_state_new (pickle, NULL) : NULL;

      if (state != NULL)
        g_assert (state->tensors->len > 0);
    }
  return 0;
}
