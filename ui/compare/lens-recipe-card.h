/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-bars.h"
#include "lens-recipe-rows.h"

G_BEGIN_DECLS

#define LENS_TYPE_RECIPE_CARD (lens_recipe_card_get_type ())
G_DECLARE_FINAL_TYPE (LensRecipeCard, lens_recipe_card, LENS, RECIPE_CARD, GtkWidget)

/* One recipe in a comparison: its parameters, what the network gets under it, what it says, and a button that takes it.
 */

/* order: the recipe whose order the scores stand in, in every card. */
GtkWidget *lens_recipe_card_new (DermModel *model, DermRecipe *recipe, DermRecipe *order);

DermRecipe *lens_recipe_card_get_recipe (LensRecipeCard *self);
LensBars *lens_recipe_card_get_bars (LensRecipeCard *self);
DermPrediction *lens_recipe_card_get_prediction (LensRecipeCard *self); /* NULL until it is known */
void lens_recipe_card_set_prediction (LensRecipeCard *self, DermPrediction *prediction);
void lens_recipe_card_set_error (LensRecipeCard *self, const char *reason);
/* What stands at that place in every card, from the name down; NULL after the last. Cards beside each other have the
 * same place at the same height. */
GtkWidget *lens_recipe_card_get_row (LensRecipeCard *self, guint row);
/* Shows each parameter that one of the recipes has, and marks those that are not as in the other card. */
void lens_recipe_card_show_parameters (LensRecipeCard *self, const gboolean *is_shown, LensRecipeCard *other);
/* (array length=LENS_RECIPE_N_ROWS) "" for what its recipe does not have */
const char *const *lens_recipe_card_get_parameters (LensRecipeCard *self);
/* With the first of the numbers that the network gets, and large enough to see what it takes them for: for a lesson,
 * which compares few recipes. */
void lens_recipe_card_set_detailed (LensRecipeCard *self);
/* What is predicted stays covered until the user has guessed. */
void lens_recipe_card_set_covered (LensRecipeCard *self, gboolean is_covered);
/* Whether this is the one that the window uses. */
void lens_recipe_card_set_current (LensRecipeCard *self, gboolean is_current);

G_END_DECLS
