/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-matrix.h"
#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EVALUATE (lens_evaluate_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluate, lens_evaluate, LENS, EVALUATE, GtkWidget)

/* How good the answers are, and where they fail: over all open images with a truth and a result. */

/* Once. */
void lens_evaluate_set_session (LensEvaluate *self, LensSession *session);
/* (transfer none) What belongs into the view bar while it is shown. */
GtkWidget *lens_evaluate_get_controls (LensEvaluate *self);
/* (transfer none) What stands in place of input and scores meanwhile. */
GtkWidget *lens_evaluate_get_figures (LensEvaluate *self);
/* Then it scrolls with all else. */
void lens_evaluate_set_narrow (LensEvaluate *self, gboolean is_narrow);

LensMatrix *lens_evaluate_get_matrix (LensEvaluate *self);
/* "no-truth", "nothing" or "figures". */
const char *lens_evaluate_get_page (LensEvaluate *self);

G_END_DECLS
