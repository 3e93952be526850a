/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "safetensors.h"

G_BEGIN_DECLS

/* A model file of any format that is read, as a safetensors file with its description, and where that is from. */
typedef struct {
  GBytes *bytes;         /* owned, the file as it is on disk */
  DermSafetensors *file; /* owned */
  const char *format;    /* "safetensors", "pytorch", "torchscript" or "pytorch-legacy" */
  gboolean has_card;     /* the file described itself, or a card file did */
  char *labels_path;     /* owned, the list of labels that the classes are from, or NULL */
  char *assumed;         /* owned, what was assumed of the layers, or NULL */
} DermModelSource;

/* Chooses the reader by the first bytes. `path` is where the bytes are from: a labels.json beside weights without a
 * list of classes is read. card_path and labels_path are nullable. False with DERM_ERROR_MODEL or G_FILE_ERROR; the
 * source must be cleared in any case. */
G_GNUC_INTERNAL gboolean derm_model_source_open (DermModelSource *source, GBytes *bytes, const char *path,
                                                 const char *card_path, const char *labels_path, GError **error);
G_GNUC_INTERNAL void derm_model_source_clear (DermModelSource *source);

G_END_DECLS
