/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <json-glib/json-glib.h>

#include "torch-state.h"

G_BEGIN_DECLS

/* PyTorch's files: weights saved by torch.save(), as a zip archive or in the format before PyTorch 1.6, and TorchScript
 * archives. Nothing in them is run. */

/* By the file's first bytes. */
G_GNUC_INTERNAL gboolean derm_torch_is_zip (GBytes *file);
G_GNUC_INTERNAL gboolean derm_torch_is_legacy (GBytes *file);

/* What is in a file. */
typedef struct {
  GBytes *tensors; /* owned: a safetensors file of the chosen state_dict, under its own names and with no description */
  char *prefix;    /* owned, what stands before the names of the network's tensors */
  char **keys;     /* owned, of all networks in the file, to choose one by */
  guint chosen;    /* of them */
  char **others;   /* owned, names of what stands among the tensors and is none */
  JsonNode *notes; /* owned, an object: what the file says beside tensors */
  gboolean is_script;
} TorchContent;

/* False with DERM_ERROR_MODEL; the content must be cleared in any case. */
G_GNUC_INTERNAL gboolean derm_torch_read_zip (GBytes *file, const TorchWish *wish, TorchContent *content,
                                              GError **error);
G_GNUC_INTERNAL gboolean derm_torch_read_legacy (GBytes *file, const TorchWish *wish, TorchContent *content,
                                                 GError **error);
G_GNUC_INTERNAL void derm_torch_content_clear (TorchContent *content);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TorchContent, derm_torch_content_clear)

/* Takes over what the state knows of the file, and the notes of the pickle. */
G_GNUC_INTERNAL void derm_torch_content_take (TorchContent *content, TorchState *state, const DermPickle *pickle);

G_END_DECLS
