/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-input-grid.h"

G_BEGIN_DECLS

#define LENS_TYPE_INPUT_VIEW (lens_input_view_get_type ())
G_DECLARE_FINAL_TYPE (LensInputView, lens_input_view, LENS, INPUT_VIEW, GtkWidget)

/* The network's input, enlarged with crisp pixels, and the views of it to choose from. */

void lens_input_view_set_input (LensInputView *self, DermInput *input);
/* The views to choose from go below the picture. */
void lens_input_view_set_narrow (LensInputView *self, gboolean is_narrow);
/* The views to choose from are behind a button that says which is shown. */
void lens_input_view_set_compact (LensInputView *self, gboolean is_compact);
/* With that button: what else is to stand beside the picture then. */
GtkBox *lens_input_view_get_folded_box (LensInputView *self);
DermInput *lens_input_view_get_input (LensInputView *self);
LensInputGrid *lens_input_view_get_grid (LensInputView *self);
/* Lines between the pixels. */
void lens_input_view_set_grid (LensInputView *self, gboolean has_grid);
/* Widget units for a pixel of the input. */
void lens_input_view_set_cell_size (LensInputView *self, int cell_size);
/* Height that the views to choose from need beside it, and how many pixels the last input was high. */
int lens_input_view_measure_views (LensInputView *self);
int lens_input_view_measure_side (LensInputView *self);
/* What is shown, to the clipboard, as a picture. */
void lens_input_view_copy (LensInputView *self);

G_END_DECLS
