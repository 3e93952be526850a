/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_GATE (lens_gate_get_type ())
G_DECLARE_FINAL_TYPE (LensGate, lens_gate, LENS, GATE, GtkWidget)

/* Why the scores of an image should not be trusted, and the button that shows them all the same (win.trust-image). Not
 * there if nothing speaks against them. */

/* is_trusted: the user has seen the reason and wants the scores; then it says the reason only. */
void lens_gate_set (LensGate *self, DermGate gate, gboolean is_trusted);

/* What it says, NULL if it is not there; and whether it offers its button. */
const char *lens_gate_get_text (LensGate *self);
gboolean lens_gate_has_button (LensGate *self);

G_END_DECLS
