/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-scores.h"

G_BEGIN_DECLS

#define LENS_TYPE_BARS (lens_bars_get_type ())
G_DECLARE_FINAL_TYPE (LensBars, lens_bars, LENS, BARS, GtkWidget)

/* The scores as bars, one for each class, always all of them; to a screen reader one meter each. Signal
 * "class-chosen" (int): its row was clicked, or Enter was pressed on it. */

/* NULL: the classes of model with empty bars. */
void lens_bars_set_prediction (LensBars *self, DermPrediction *prediction);
/* The classes to show while there is no prediction. */
void lens_bars_set_model (LensBars *self, DermModel *model);
/* Code of the class that the image is known to show, which gets a mark; NULL for none. */
void lens_bars_set_truth (LensBars *self, const char *truth);
/* Shows how much the prediction's scores differ from those of base; NULL: the scores themselves. */
void lens_bars_set_base (LensBars *self, DermPrediction *base);
/* The difference at which a bar would fill its half of the track. */
double lens_bars_get_difference_scale (LensBars *self);
/* The classes stand in the order in which that model has them by that recipe: so rows beside each other are of one
 * class. model NULL: each in its own order. */
void lens_bars_set_order (LensBars *self, DermModel *model, DermRecipe *recipe);
/* Highest first, or in that order. */
void lens_bars_set_sorted (LensBars *self, gboolean is_sorted);

/* All of them grey, none in front: something speaks against them. */
void lens_bars_set_muted (LensBars *self, gboolean is_muted);

/* Hatched tracks and question marks in place of all that tells of the scores: until the user has guessed. */
void lens_bars_set_covered (LensBars *self, gboolean is_covered);
gboolean lens_bars_is_covered (LensBars *self);

/* Names of the classes stand beside the codes where they leave the bars their room. TRUE: also where bars get short. */
void lens_bars_set_names (LensBars *self, gboolean has_names);

void lens_bars_set_scores (LensBars *self, LensScores scores);

/**
 * lens_bars_set_others:
 * @is_before: they are what the scores were: what is said is the difference from them; else what they would be
 * @values: (nullable): in the order of the model's classes, of the kind that is shown; %NULL: none
 * @n: how many
 *
 * Other scores, with a tick each.
 */
void lens_bars_set_others (LensBars *self, gboolean is_before, const double *values, int n);
/* Between what each score may be; NULL: nothing is known of that. */
void lens_bars_set_bands (LensBars *self, const double *lows, const double *highs, int n);
/* The class whose row has a ring; -1 for none. */
void lens_bars_set_ringed (LensBars *self, int index);

DermPrediction *lens_bars_get_prediction (LensBars *self); /* NULL for none */
int lens_bars_get_n_rows (LensBars *self);
/* Which class stands in that row, and how long its bar is drawn now. */
int lens_bars_get_class_of_row (LensBars *self, int row);
gboolean lens_bars_is_muted (LensBars *self);
double lens_bars_get_shown_score (LensBars *self, int index);

G_END_DECLS
