/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-bars.h"
#include "lens-input-grid.h"

G_BEGIN_DECLS

#define LENS_TYPE_PAIR_DIFFERENCE (lens_pair_difference_get_type ())
G_DECLARE_FINAL_TYPE (LensPairDifference, lens_pair_difference, LENS, PAIR_DIFFERENCE, GtkBox)

/* How two predictions differ: their inputs as a map, their scores as bars, both in words. Hidden until there are two.
 */

/* a, b: nullable; b minus a is shown. */
void lens_pair_difference_set (LensPairDifference *self, DermPrediction *a, DermPrediction *b);
/* Which scores are compared from the next lens_pair_difference_set() on. */
void lens_pair_difference_set_scores (LensPairDifference *self, LensScores scores);
/* Map, words and bars one below the other; else beside each other. */
void lens_pair_difference_set_column (LensPairDifference *self, gboolean is_column);
/* Of the map, in widget units. */
void lens_pair_difference_set_cell_size (LensPairDifference *self, int cell_size);
/* What they need below each other, whether they are shown so or not. */
int lens_pair_difference_get_least_width (LensPairDifference *self);
LensInputGrid *lens_pair_difference_get_grid (LensPairDifference *self);
LensBars *lens_pair_difference_get_bars (LensPairDifference *self);
const char *lens_pair_difference_get_text (LensPairDifference *self); /* in words; "" while there is none */

G_END_DECLS
