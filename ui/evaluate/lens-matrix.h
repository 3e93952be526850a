/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-evaluating.h"

G_BEGIN_DECLS

#define LENS_TYPE_MATRIX (lens_matrix_get_type ())
G_DECLARE_FINAL_TYPE (LensMatrix, lens_matrix, LENS, MATRIX, GtkWidget)

/* A confusion matrix: arrows walk over its cells and heads, Enter or a click chooses one. To a screen reader it is a
 * grid, whose cells say truth, answer and number. It reads from left to right in every language. */

/* Once. */
void lens_matrix_set_evaluating (LensMatrix *self, LensEvaluating *evaluating);
/* Where that cell is; -1: its head. */
gboolean lens_matrix_get_bounds (LensMatrix *self, int truth, int answer, graphene_rect_t *bounds);

G_END_DECLS
