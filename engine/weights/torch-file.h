/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* PyTorch's files: weights saved by torch.save(), as a zip archive or in the format before PyTorch 1.6, and TorchScript
 * archives. Nothing in them is run. */

/* By the file's first bytes. */
G_GNUC_INTERNAL gboolean derm_torch_is_zip (GBytes *file);
G_GNUC_INTERNAL gboolean derm_torch_is_legacy (GBytes *file);

/* The bytes of a safetensors file with the tensors of the state_dict, under its names without a wrapper's prefix, and
 * with no description. NULL with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL GBytes *derm_torch_read_zip (GBytes *file, gboolean *is_script, GError **error);
G_GNUC_INTERNAL GBytes *derm_torch_read_legacy (GBytes *file, GError **error);

G_END_DECLS
