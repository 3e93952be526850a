/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include "lens-recipe-menu.h"

static void
set_recipe (LensWindow *self, DermRecipe *recipe)
{
  DermModel *model = lens_window_get_model (self);
  g_autoptr (GError) error = NULL;

  if (!derm_model_check_recipe (model, recipe, &error))
    {
      lens_window_show_error (self, derm_recipe_get_name (recipe), error->message);
      return;
    }
  if (g_str_equal (derm_recipe_get_name (recipe), derm_recipe_get_name (lens_window_get_recipe (self))))
    return;

  g_set_object (&self->recipe, recipe);
  lens_window_restart (self);
}

static void
on_recipe (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (DermRecipe) recipe = NULL;

  /* None of that name: it is the changed one, which is in use. */
  recipe = derm_model_find_recipe (lens_window_get_model (self), g_variant_get_string (value, NULL), NULL);
  if (recipe != NULL)
    set_recipe (self, recipe);
}

static void
on_step (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  LensStep step = LENS_STEP_FILTER;

  if (!lens_step_from_action (g_action_get_name (G_ACTION (action)), &step))
    return;

  recipe = lens_step_change (step, lens_window_get_recipe (self), g_variant_get_string (value, NULL), &error);
  if (recipe != NULL)
    set_recipe (self, recipe);
  else
    lens_window_show_error (self, NULL, error->message);
}

static void
on_reset_recipe (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  set_recipe (self, derm_model_get_recipe (lens_window_get_model (self)));
}

static void
on_scores (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  LensScores scores;

  if (!lens_scores_from_id (g_variant_get_string (value, NULL), &scores))
    return;

  lens_result_set_scores (self->result, scores);
  lens_pair_set_scores (self->pair, scores);
  g_simple_action_set_state (action, value);
}

static void
on_decision (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensWindow *self = user_data;
  DermModel *model = lens_window_get_model (self);
  g_autoptr (GError) error = NULL;
  DermDecision decision;

  if (!derm_decision_from_id (g_variant_get_string (value, NULL), &decision) || decision == self->decision)
    return;
  if (!derm_model_check_decision (model, decision, &error))
    {
      lens_window_show_error (self, derm_model_get_name (model), error->message);
      return;
    }

  self->decision = decision;
  g_simple_action_set_state (action, value);
  lens_window_restart (self);
}

void
lens_window_install_recipe_actions (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "recipe", .parameter_type = "s", .state = "''", .change_state = on_recipe },
    { .name = "orientation", .parameter_type = "s", .state = "''", .change_state = on_step },
    { .name = "filter", .parameter_type = "s", .state = "''", .change_state = on_step },
    { .name = "layout", .parameter_type = "s", .state = "''", .change_state = on_step },
    { .name = "views", .parameter_type = "s", .state = "''", .change_state = on_step },
    { .name = "labels", .parameter_type = "s", .state = "''", .change_state = on_step },
    { .name = "reset-recipe", .activate = on_reset_recipe },
    { .name = "scores", .parameter_type = "s", .state = "'calibrated'", .change_state = on_scores },
    { .name = "decision", .parameter_type = "s", .state = "'likely'", .change_state = on_decision },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static GSimpleAction *
find_action (LensWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

/* Called by lens_window_update_actions(). */
void
lens_window_update_recipe_actions (LensWindow *self)
{
  static const char *const with_model[] = { "recipe", "orientation", "filter", "layout", "views", "labels", "scores" };
  DermModel *model = lens_window_get_model (self);
  DermRecipe *recipe = model != NULL ? lens_window_get_recipe (self) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (with_model); i++)
    g_simple_action_set_enabled (find_action (self, with_model[i]), model != NULL);
  g_simple_action_set_enabled (
      find_action (self, "reset-recipe"),
      recipe != NULL && self->recipe != NULL
          && !g_str_equal (derm_recipe_get_name (recipe), derm_recipe_get_name (derm_model_get_recipe (model))));
  g_simple_action_set_enabled (find_action (self, "decision"), model != NULL && derm_model_get_shares (model) != NULL);
  if (recipe == NULL)
    return;

  g_simple_action_set_state (find_action (self, "recipe"), g_variant_new_string (derm_recipe_get_name (recipe)));
  for (int i = 0; i < LENS_N_STEPS; i++)
    {
      g_autofree char *id = lens_step_dup_id ((LensStep) i, recipe);

      g_simple_action_set_state (find_action (self, lens_step_get_action ((LensStep) i)), g_variant_new_string (id));
    }
}
