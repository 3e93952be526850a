/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EXPLAIN_CONTROLS (lens_explain_controls_get_type ())
G_DECLARE_FINAL_TYPE (LensExplainControls, lens_explain_controls, LENS, EXPLAIN_CONTROLS, GtkBox)

/* In the view bar: the class, the method's own setting, how strong the map is drawn, and a menu of the rest. */

/* Once. */
void lens_explain_controls_set_session (LensExplainControls *self, LensSession *session);
/* Without the words beside them. */
void lens_explain_controls_set_narrow (LensExplainControls *self, gboolean is_narrow);

G_END_DECLS
