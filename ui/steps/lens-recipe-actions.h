/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_RECIPE_ACTIONS (lens_recipe_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensRecipeActions, lens_recipe_actions, LENS, RECIPE_ACTIONS, LensActions)

/* How images become inputs: recipe, reset-recipe, and one action for each step of it: orientation, filter, layout,
 * views, labels. */

LensRecipeActions *lens_recipe_actions_new (LensSession *session);

G_END_DECLS
