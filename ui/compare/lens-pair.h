/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-pair-side.h"
#include "lens-session.h"

G_BEGIN_DECLS

/**
 * LensSubject:
 * @image: %NULL leaves the side empty, with the placeholder
 * @truth: (nullable): code of the class that the image is known to show
 *
 * One of the two: an image as one classifier sees it by one recipe, and what it is called there.
 */
typedef struct {
  DermClassifier *classifier;
  DermImage *image;
  DermRecipe *recipe;
  const char *title, *subtitle, *truth;
} LensSubject;

#define LENS_TYPE_PAIR (lens_pair_get_type ())
G_DECLARE_FINAL_TYPE (LensPair, lens_pair, LENS, PAIR, GtkWidget)

/* Two side by side and their difference: two images, two recipes for one image, or two models. Both originals are
 * zoomed and moved together unless that is switched off. */

/* Kind of scores and pixels of originals are the session's. */
void lens_pair_set_session (LensPair *self, LensSession *session);
/* What stands above both. */
void lens_pair_set_heading (LensPair *self, const char *heading);
/**
 * lens_pair_set:
 * @a: (nullable): %NULL empties the page
 * @b: (nullable): what @a is compared with
 * @placeholder: what stands in place of @b while it is empty
 *
 * Runs both on their classifiers' workers; what is on screen changes when both are known, at once. What was under way
 * is dropped.
 */
void lens_pair_set (LensPair *self, const LensSubject *a, const LensSubject *b, DermDecision decision,
                    const char *placeholder);
void lens_pair_set_scores (LensPair *self, LensScores scores);
void lens_pair_set_crisp (LensPair *self, gboolean is_crisp);
void lens_pair_set_linked (LensPair *self, gboolean is_linked);
/* One below the other; the page is as high as its content, because the whole window scrolls. */
void lens_pair_set_narrow (LensPair *self, gboolean is_narrow);

/* The original that keys zoom: the one with the focus, or the first. */
LensPicture *lens_pair_get_picture (LensPair *self);

/* For tests. */
LensPairSide *lens_pair_get_side (LensPair *self, int index);
LensInputGrid *lens_pair_get_difference_grid (LensPair *self);
LensBars *lens_pair_get_difference_bars (LensPair *self);
const char *lens_pair_get_text (LensPair *self); /* the difference in words; "" while there is none */

G_END_DECLS
