/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-pass.h"

G_BEGIN_DECLS

#define LENS_TYPE_CELL_MAP (lens_cell_map_get_type ())
G_DECLARE_FINAL_TYPE (LensCellMap, lens_cell_map, LENS, CELL_MAP, GtkWidget)

/* The map of the chosen cell, enlarged, with a box around the cell; a click chooses another. */

/* Once. */
void lens_cell_map_set_pass (LensCellMap *self, LensPass *pass);
void lens_cell_map_set_large (LensCellMap *self, gboolean is_large);

G_END_DECLS
