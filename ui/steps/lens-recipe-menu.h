/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>
#include <derm.h>

G_BEGIN_DECLS

/**
 * LensStep:
 *
 * The steps of a recipe that can be changed, each by an action of the window with the id of a value as its state.
 */
typedef enum {
  LENS_STEP_ORIENTATION,
  LENS_STEP_FILTER,
  LENS_STEP_NORMALISATION,
  LENS_STEP_LAYOUT,
  LENS_STEP_VIEWS,
  LENS_STEP_LABELS,
  LENS_N_STEPS,
} LensStep;

const char *lens_step_get_action (LensStep step); /* "orientation", "filter", … */
gboolean lens_step_from_action (const char *action, LensStep *step);

/* What the step is in that recipe: for actions ("lanczos") and for people ("Lanczos"). The first transfers ownership.
 */
char *lens_step_dup_id (LensStep step, DermRecipe *recipe);
const char *lens_step_get_text (LensStep step, DermRecipe *recipe);

/* The values of a step that can be chosen, from 0 on; FALSE beyond the last. */
gboolean lens_step_get_choice (LensStep step, guint index, const char **id, const char **name);

/* Whether it differs from the model's own recipe. */
gboolean lens_step_is_changed (LensStep step, DermModel *model, DermRecipe *recipe);

/* (transfer full) That recipe with one step changed, or NULL with the reason. */
DermRecipe *lens_step_change (LensStep step, DermRecipe *recipe, const char *id, GError **error);

/* (transfer full) The values of a step to choose from for that model; empty if there is no choice. */
GMenu *lens_recipe_menu_new_step (LensStep step, DermModel *model);
/* (transfer full) The named recipes of that model, the steps with their values, the way back to its own, and all side
 * by side. */
GMenu *lens_recipe_menu_new (DermModel *model);

G_END_DECLS
