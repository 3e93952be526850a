/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pickle.h"

G_BEGIN_DECLS

/* A network in a pickle: tensors by their names in one dict. */
typedef struct {
  const PickleValue *dict; /* borrowed from the pickle */
  char *prefix;            /* owned, what stands before its tensors' names */
  char *key;               /* owned, for people to choose it by: where the dict is, like "state_dict" */
} TorchNetwork;

/* All networks in the pickle, in its order but for those under the names that training programs commonly use, which
 * come first. Where no dict has the layers of a network (`anchor` as in tensor-names.h), the first one that has tensors
 * at all. Array of TorchNetwork, perhaps empty. */
G_GNUC_INTERNAL GPtrArray *derm_torch_networks_find (const PickleValue *root, const char *anchor);

G_END_DECLS
