/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EVALUATE_CONTROLS (lens_evaluate_controls_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluateControls, lens_evaluate_controls, LENS, EVALUATE_CONTROLS, GtkBox)

/* How answers are taken, which part of the images counts, and the report. */

/* Once. */
void lens_evaluate_controls_set_session (LensEvaluateControls *self, LensSession *session);

G_END_DECLS
