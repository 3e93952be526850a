/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-layer.h"

G_BEGIN_DECLS

#define LENS_TYPE_FIELD_LAYER (lens_field_layer_get_type ())
G_DECLARE_FINAL_TYPE (LensFieldLayer, lens_field_layer, LENS, FIELD_LAYER, LensLayer)

/* What a cell sees of the input: all else is veiled, and a line is around it. */

LensFieldLayer *lens_field_layer_new (void);
/* field: (transfer full) (nullable): as derm_activations_list_field() gives it, of an input of that size; NULL: nothing is
 * drawn. */
void lens_field_layer_set (LensFieldLayer *self, guint8 *field, int width, int height);

G_END_DECLS
