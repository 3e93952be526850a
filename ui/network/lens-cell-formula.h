/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-pass.h"

G_BEGIN_DECLS

#define LENS_TYPE_CELL_FORMULA (lens_cell_formula_get_type ())
G_DECLARE_FINAL_TYPE (LensCellFormula, lens_cell_formula, LENS, CELL_FORMULA, GtkWidget)

/* The chosen part of a cell's account, with all of its numbers: values × kernel = products; of a pool its values, the one that
 * it takes ringed, and the norm behind it. A click into the values goes to that cell. */

/* Once. */
void lens_cell_formula_set_pass (LensCellFormula *self, LensPass *pass);

G_END_DECLS
