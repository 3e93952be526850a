/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "engine/nn/nn.h"
#include "safetensors.h"

G_BEGIN_DECLS

/* The layers of the file's "layers" list with their tensors, for an input of that shape: every tensor is there and has
 * the shape that its layer wants. None is left over if that is_strict; else the names of those that belong to something
 * beside the network go to left_out (of owned strings). The values live as long as the file. Returns an array of
 * NnLayer (free with g_array_unref()), or NULL with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL GArray *derm_layers_read (DermSafetensors *file, NnShape input, gboolean is_strict, GPtrArray *left_out,
                                          GError **error);

G_END_DECLS
