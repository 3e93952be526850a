/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-evaluating.h"

G_BEGIN_DECLS

#define LENS_TYPE_CLASS_ROWS (lens_class_rows_get_type ())
G_DECLARE_FINAL_TYPE (LensClassRows, lens_class_rows, LENS, CLASS_ROWS, GtkWidget)

/* A figure of each class with its interval, as a row with a bar; to a screen reader one meter each. A click, or Enter,
 * asks about that class. */

/* Once. */
void lens_class_rows_set_evaluating (LensClassRows *self, LensEvaluating *evaluating);

G_END_DECLS
