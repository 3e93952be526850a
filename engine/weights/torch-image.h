/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "torch-state.h"

G_BEGIN_DECLS

/* A state_dict as the bytes of a safetensors file (F16 and whole numbers stay, all other floats become F32), which is
 * read on from there like any other. The file's description is left to the reader. */
typedef struct {
  guint8 *bytes; /* owned */
  gsize size;
} TorchImage;

/* Lays out the tensors of the state, for derm_torch_image_fill() to put their values in. A file of file_size bytes may
 * take thrice that and 32 MiB beside itself; DERM_ERROR_MODEL beyond it. */
G_GNUC_INTERNAL gboolean derm_torch_image_begin (TorchImage *image, TorchState *state, gsize file_size, GError **error);

/* Copies the values of all tensors that lie in the storage, whose bytes (n_values · value_size) are given. */
G_GNUC_INTERNAL void derm_torch_image_fill (TorchStorage *storage, const guint8 *bytes);

/* The image, once all storages that it needs were there; NULL with DERM_ERROR_MODEL. Frees the image in any case. */
G_GNUC_INTERNAL GBytes *derm_torch_image_end (TorchImage *image, TorchState *state, GError **error);

G_END_DECLS
