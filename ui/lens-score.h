/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_SCORE (lens_score_get_type ())
G_DECLARE_FINAL_TYPE (LensScore, lens_score, LENS, SCORE, GtkWidget)

/* The thin bar of a row, in the colours of the large ones. What it says stands in words above it. */

void lens_score_set_value (LensScore *self, double value);

G_END_DECLS
