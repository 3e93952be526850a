/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_INPUT_VIEW (lens_input_view_get_type ())
G_DECLARE_FINAL_TYPE (LensInputView, lens_input_view, LENS, INPUT_VIEW, GtkWidget)

/* The network's input, enlarged with crisp pixels, and the views of it to choose from. */

void lens_input_view_set_input (LensInputView *self, DermInput *input);
/* The views to choose from go below the picture. */
void lens_input_view_set_narrow (LensInputView *self, gboolean is_narrow);
DermInput *lens_input_view_get_input (LensInputView *self);

G_END_DECLS
