/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-recipe-menu.h"

G_BEGIN_DECLS

#define LENS_TYPE_CHOICES (lens_choices_get_type ())
G_DECLARE_FINAL_TYPE (LensChoices, lens_choices, LENS, CHOICES, GtkWidget)

/* The values of one step to choose from, and what the network says of the image with each: how much the answer depends
 * on that step. */

GtkWidget *lens_choices_new (LensStep step);

/**
 * lens_choices_set:
 * @prediction: (nullable): of the image as it is on screen; %NULL stops what is under way
 *
 * Asks the classifier's workers for the answer with each value, everything else being as in @prediction.
 */
void lens_choices_set (LensChoices *self, DermClassifier *classifier, DermImage *image, DermPrediction *prediction);

guint lens_choices_get_n (LensChoices *self);
/* What the answer is with that value, in the order of DermFilter or DermLayout; NULL until it is known. */
DermPrediction *lens_choices_get_prediction (LensChoices *self, guint index);
const char *lens_choices_get_text (LensChoices *self); /* the sentence below */
gboolean lens_choices_is_idle (LensChoices *self);

G_END_DECLS
