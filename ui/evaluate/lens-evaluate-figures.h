/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EVALUATE_FIGURES (lens_evaluate_figures_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluateFigures, lens_evaluate_figures, LENS, EVALUATE_FIGURES, GtkWidget)

/* The answer about all images, in place of input and scores of one: figures with their intervals, each class, and the
 * image that is chosen in the list. */

/* Once. */
void lens_evaluate_figures_set_session (LensEvaluateFigures *self, LensSession *session);
/* Then it scrolls with all else. */
void lens_evaluate_figures_set_narrow (LensEvaluateFigures *self, gboolean is_narrow);

G_END_DECLS
