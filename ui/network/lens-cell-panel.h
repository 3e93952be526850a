/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_CELL_PANEL (lens_cell_panel_get_type ())
G_DECLARE_FINAL_TYPE (LensCellPanel, lens_cell_panel, LENS, CELL_PANEL, GtkWidget)

/* Where the value of the chosen cell comes from: its map, what it sees of the image, what is added up, and the numbers of one
 * of these. Hidden while none is chosen. What it sees is drawn over the input of the result, too. */

/* Once. */
void lens_cell_panel_set_session (LensCellPanel *self, LensSession *session);
void lens_cell_panel_set_narrow (LensCellPanel *self, gboolean is_narrow);
void lens_cell_panel_set_large (LensCellPanel *self, gboolean is_large);

G_END_DECLS
