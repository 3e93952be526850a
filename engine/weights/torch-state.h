/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pickle.h"
#include "safetensors.h"

G_BEGIN_DECLS

/* What a pickle of PyTorch's says about tensors and the storages that they lie in. */

typedef enum {
  TORCH_F32,
  TORCH_F16,
  TORCH_BF16,
  TORCH_F64,
  TORCH_OTHER, /* whole numbers, which no layer needs */
} TorchType;

typedef struct {
  char *key; /* its name in the file */
  TorchType type;
  gsize value_size;  /* bytes of one value */
  const char *dtype; /* that its values have in a safetensors file */
  gsize n_values;
  GPtrArray *tensors; /* borrowed TorchTensor, those that lie in it */
  gboolean is_filled;
} TorchStorage;

typedef struct {
  char *name;
  TorchStorage *storage; /* borrowed */
  int n_dims;
  gint64 shape[DERM_TENSOR_MAX_DIMS], stride[DERM_TENSOR_MAX_DIMS];
  gsize first, n_values; /* place of the first value in the storage */
  guint8 *target;        /* where the values go, by the caller */
} TorchTensor;

/* Which network of a file is wanted. */
typedef struct {
  const char *anchor; /* a layer that it has, or NULL: as in tensor-names.h */
  const char *key;    /* of those that the file has, or NULL: the first that is no average of another */
} TorchWish;

typedef struct {
  GHashTable *storages; /* owned key -> owned TorchStorage, all that the pickle names */
  GPtrArray *tensors;   /* owned TorchTensor, those of the chosen state_dict */
  GPtrArray *others;    /* owned names of what stands among them and is no tensor, or of no type that is known */
  char **keys;          /* owned: of all networks in the file */
  guint chosen;         /* of them */
  char *prefix;         /* owned, what stands before the names of the chosen network */
} TorchState;

/* Finds the state_dict: the pickled dict itself, a member of a checkpoint, or the tree of a TorchScript module; where
 * there are several, the one that the wish says. All tensors lie inside their storages. NULL with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL TorchState *derm_torch_state_new (const DermPickle *pickle, const TorchWish *wish, GError **error);
G_GNUC_INTERNAL void derm_torch_state_free (TorchState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TorchState, derm_torch_state_free)

G_END_DECLS
