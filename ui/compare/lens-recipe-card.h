/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_RECIPE_CARD (lens_recipe_card_get_type ())
G_DECLARE_FINAL_TYPE (LensRecipeCard, lens_recipe_card, LENS, RECIPE_CARD, GtkWidget)

/* One recipe in a comparison: what the network gets under it, what it says, and a button that takes it. */

GtkWidget *lens_recipe_card_new (DermModel *model, DermRecipe *recipe);

DermRecipe *lens_recipe_card_get_recipe (LensRecipeCard *self);
DermPrediction *lens_recipe_card_get_prediction (LensRecipeCard *self); /* NULL until it is known */
void lens_recipe_card_set_prediction (LensRecipeCard *self, DermPrediction *prediction);
void lens_recipe_card_set_error (LensRecipeCard *self, const char *reason);
/* Whether this is the one that the window uses. */
void lens_recipe_card_set_current (LensRecipeCard *self, gboolean is_current);

G_END_DECLS
