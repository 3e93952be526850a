/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-bars.h"
#include "lens-input-grid.h"
#include "lens-picture.h"

G_BEGIN_DECLS

#define LENS_TYPE_PAIR_SIDE (lens_pair_side_get_type ())
G_DECLARE_FINAL_TYPE (LensPairSide, lens_pair_side, LENS, PAIR_SIDE, GtkWidget)

/* One of two that are compared: its name, the original, the network's input, the scores. */

/* The letter that it is called by in the words on their difference, and what stands there while it is empty. */
void lens_pair_side_set_letter (LensPairSide *self, const char *letter);
void lens_pair_side_set_placeholder (LensPairSide *self, const char *text);
/* A question of a lesson asks for it; to be said before lens_pair_side_set(). */
void lens_pair_side_set_covered (LensPairSide *self, gboolean is_covered);
/* All in one go; image NULL empties the side, prediction NULL leaves room for an error. */
void lens_pair_side_set (LensPairSide *self, const char *title, const char *subtitle, DermImage *image,
                         DermPrediction *prediction, const char *truth);
void lens_pair_side_set_error (LensPairSide *self, const char *reason);

/* Its head, its answer and its scores are as high as those of the groups: they stand beside each other. */
void lens_pair_side_join (LensPairSide *self, GtkSizeGroup *headings, GtkSizeGroup *answers, GtkSizeGroup *bars);
/* How large the input is drawn; the original has room for at least as much. */
void lens_pair_side_set_cell_size (LensPairSide *self, int cell_size);

const char *lens_pair_side_get_title (LensPairSide *self);
LensPicture *lens_pair_side_get_picture (LensPairSide *self);
LensInputGrid *lens_pair_side_get_grid (LensPairSide *self);
LensBars *lens_pair_side_get_bars (LensPairSide *self);

G_END_DECLS
