/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "torch-file.h"
#include "torch-notes.h"

void
derm_torch_content_take (TorchContent *content, TorchState *state, const DermPickle *pickle)
{
  content->keys = g_steal_pointer (&state->keys);
  content->chosen = state->chosen;
  content->prefix = g_steal_pointer (&state->prefix);
  g_ptr_array_add (state->others, NULL);
  content->others = (char **) g_ptr_array_steal (state->others, NULL);
  content->notes = derm_torch_notes_new (pickle->root);
}

void
derm_torch_content_clear (TorchContent *content)
{
  g_clear_pointer (&content->tensors, g_bytes_unref);
  g_clear_pointer (&content->prefix, g_free);
  g_clear_pointer (&content->keys, g_strfreev);
  g_clear_pointer (&content->others, g_strfreev);
  g_clear_pointer (&content->notes, json_node_unref);
}
