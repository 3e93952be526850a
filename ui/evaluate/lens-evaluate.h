/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EVALUATE (lens_evaluate_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluate, lens_evaluate, LENS, EVALUATE, GtkWidget)

/* How good the answers are, and where they fail: over all open images with a truth and a result. */

/* Once. */
void lens_evaluate_set_session (LensEvaluate *self, LensSession *session);
/* (transfer none) What belongs into the view bar while it is shown. */
GtkWidget *lens_evaluate_get_controls (LensEvaluate *self);
void lens_evaluate_set_narrow (LensEvaluate *self, gboolean is_narrow);

G_END_DECLS
