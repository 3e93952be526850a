/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a file is that is no image, by its first bytes. The name says nothing: checkpoints are called .ckpt, .pth.tar,
 * .bin, .model … */
typedef enum {
  DERM_FILE_UNKNOWN,
  DERM_FILE_SAFETENSORS,
  DERM_FILE_TORCH_ZIP, /* of PyTorch, by its first entry */
  DERM_FILE_PICKLE,    /* of PyTorch before 1.6, or of anything else */
  DERM_FILE_TAR,
  DERM_FILE_HDF5,
  DERM_FILE_TFLITE,
  DERM_FILE_GGUF,
  DERM_FILE_LFS_POINTER,
} DermFileKind;

/* So many first bytes are enough. */
enum { DERM_FILE_KIND_BYTES = 512 };

G_GNUC_INTERNAL DermFileKind derm_file_kind_find (const guint8 *data, gsize size);

/* Translated: what is wrong with it, as a model or an image; NULL for what can be read as a model. */
G_GNUC_INTERNAL const char *derm_file_kind_get_reason (DermFileKind kind);

G_END_DECLS
