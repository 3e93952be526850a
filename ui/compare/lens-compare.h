/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-recipe-card.h"
#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_COMPARE (lens_compare_get_type ())
G_DECLARE_FINAL_TYPE (LensCompare, lens_compare, LENS, COMPARE, GtkWidget)

/* One image under every named recipe of the model, side by side; one of them can be taken. */

/* From now on it shows the image on screen while the session's page is "compare". */
void lens_compare_set_session (LensCompare *self, LensSession *session);

/**
 * lens_compare_set:
 * @image: (nullable): %NULL empties the page
 * @recipe: which one is in use; it is shown too if it is none of the named ones. Its crop holds for all of them
 *
 * What was under way for another image is dropped.
 */
void lens_compare_set (LensCompare *self, DermClassifier *classifier, DermImage *image, DermRecipe *recipe,
                       DermDecision decision);
/* In a narrow window the page is as high as its content, because the whole window scrolls. */
void lens_compare_set_narrow (LensCompare *self, gboolean is_narrow);
/* The recipes that a lesson speaks of stand side by side, also in a narrow window. */
void lens_compare_set_beside (LensCompare *self, gboolean is_beside);

guint lens_compare_get_n_cards (LensCompare *self);
LensRecipeCard *lens_compare_get_card (LensCompare *self, guint index);

G_END_DECLS
