/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "safetensors.h"

G_BEGIN_DECLS

/* What the names and shapes of SkinCNN's tensors say of the net: features.N (convolutions, batch norms) and
 * classifier.N (linear layers, batch norms), where the places without tensors are those of the layers between. */
typedef struct {
  JsonNode *layers;  /* owned; as in a model file */
  int width, height; /* of the input */
  int n_outputs;
  char *assumed; /* owned, translated: what was taken for granted, for people */
} TorchLayers;

/* width and height: those that the card file says, or 0. False with DERM_ERROR_MODEL, whose message asks for what
 * cannot be told. */
G_GNUC_INTERNAL gboolean derm_torch_layers_infer (DermSafetensors *file, int width, int height, TorchLayers *layers,
                                                  GError **error);
G_GNUC_INTERNAL void derm_torch_layers_clear (TorchLayers *layers);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TorchLayers, derm_torch_layers_clear)

G_END_DECLS
