/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-recipe.h"

G_BEGIN_DECLS

/* The recipes of the published model: "published" and "as-trained". */
enum { DERM_N_KNOWN_RECIPES = 2 };

G_GNUC_INTERNAL const char *derm_recipe_get_known_name (guint which);

/* For inputs of the same size as those of `own`. (transfer full) */
G_GNUC_INTERNAL DermRecipe *derm_recipe_new_known (DermRecipe *own, guint which);

/* Whether weights without a description are the published model's very file: the one of that size whose hash is known.
 */
#define DERM_PUBLISHED_SIZE 5119928
G_GNUC_INTERNAL gboolean derm_recipe_is_for_published (gsize size, const char *sha256);

/* The recipe that is assumed for them. `described` has the size of the input. (transfer full) */
G_GNUC_INTERNAL DermRecipe *derm_recipe_new_assumed (DermRecipe *described, gboolean is_published);

G_END_DECLS
