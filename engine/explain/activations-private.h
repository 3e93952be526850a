/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One class in three files: derm-activations.c (the pass and its values), activation-terms.c (where a value comes
 * from), activations-save.c (to files). */

#include "classifier-internal.h"
#include "derm-activations.h"
#include "model-internal.h"

G_BEGIN_DECLS

struct _DermActivations {
  GObject parent_instance;

  DermModel *model; /* owned */
  DermInput *input; /* owned */
  int view;
  GPtrArray *values; /* owned, of float arrays: the input, then every layer's output */
};

/* Of a layer's output; -1 for the input. */
G_GNUC_INTERNAL NnShape derm_activations_shape (DermActivations *self, int layer);
G_GNUC_INTERNAL gboolean derm_activations_has_cell (DermActivations *self, const DermCell *cell);

G_END_DECLS
