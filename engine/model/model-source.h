/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "safetensors.h"

G_BEGIN_DECLS

/* What a model is opened from. Pointers are borrowed; all but the first are nullable. */
typedef struct {
  const char *path;        /* where the bytes are from: a labels.json beside it is looked for */
  const char *card_path;   /* a description */
  const char *labels_path; /* a list of labels */
  const char *weights_key; /* which of the file's networks */
} DermModelFiles;

/* A model file of any format that is read, as a safetensors file with its description, and where that is from. */
typedef struct {
  GBytes *bytes;            /* owned, the file as it is on disk */
  DermSafetensors *file;    /* owned */
  const char *format;       /* "safetensors", "pytorch", "torchscript" or "pytorch-legacy" */
  gboolean is_described;    /* the file described itself */
  gboolean has_card;        /* it did, or a card file does */
  char *labels_path;        /* owned, the list of labels that the classes are from, or NULL */
  char *labels_key;         /* owned, the member of the file that they are from, or NULL */
  gboolean has_own_labels;  /* nobody had to assume any */
  char *assumed;            /* owned, what was assumed of the layers, or NULL */
  char **weights_keys;      /* owned, of all networks in the file */
  guint weights_chosen;     /* of them */
  char **other_prefixes;    /* owned: what stands before the tensors of networks beside the chosen one */
  GPtrArray *other_tensors; /* owned names of what stands among the tensors and is in no layer */
  GPtrArray *remarks;       /* owned sentences on what is in the file and not used */
  char *mean_key;           /* owned, where mean and std are in the file, or NULL */
  double mean[3], std[3];
} DermModelSource;

/* Chooses the reader by the first bytes. False with DERM_ERROR_MODEL or G_FILE_ERROR; the source must be cleared in any
 * case. */
G_GNUC_INTERNAL gboolean derm_model_source_open (DermModelSource *source, GBytes *bytes, const DermModelFiles *files,
                                                 GError **error);
G_GNUC_INTERNAL void derm_model_source_clear (DermModelSource *source);

G_END_DECLS
