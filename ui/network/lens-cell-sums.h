/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-pass.h"

G_BEGIN_DECLS

#define LENS_TYPE_CELL_SUMS (lens_cell_sums_get_type ())
G_DECLARE_FINAL_TYPE (LensCellSums, lens_cell_sums, LENS, CELL_SUMS, GtkWidget)

/* What is added up to the value of the chosen cell, the largest first: a row for each, the others in one, bias and sum. Up
 * and Down choose which is laid open; Enter, a double click or a click on a name goes there. */

/* Once. */
void lens_cell_sums_set_pass (LensCellSums *self, LensPass *pass);

G_END_DECLS
