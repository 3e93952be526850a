/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-recipe-actions.h"

#include "lens-recipe-menu.h"

struct _LensRecipeActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensRecipeActions, lens_recipe_actions, LENS_TYPE_ACTIONS)

static LensReading *
get_reading (LensRecipeActions *self)
{
  return lens_session_get_reading (self->session);
}

static void
on_recipe (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensRecipeActions *self = user_data;
  g_autoptr (DermRecipe) recipe = NULL;

  /* None of that name: it is the changed one, which is in use. */
  recipe
      = derm_model_find_recipe (lens_reading_get_model (get_reading (self)), g_variant_get_string (value, NULL), NULL);
  if (recipe != NULL)
    lens_reading_set_recipe (get_reading (self), recipe);
}

static void
on_step (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensRecipeActions *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  LensStep step = LENS_STEP_FILTER;

  if (!lens_step_from_action (g_action_get_name (G_ACTION (action)), &step))
    return;

  recipe = lens_step_change (step, lens_reading_get_recipe (get_reading (self)), g_variant_get_string (value, NULL),
                             &error);
  if (recipe != NULL)
    lens_reading_set_recipe (get_reading (self), recipe);
  else
    lens_messages_show_error (lens_session_get_messages (self->session), NULL, error->message);
}

static void
on_reset_recipe (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensReading *reading = get_reading (user_data);

  lens_reading_set_recipe (reading, derm_model_get_recipe (lens_reading_get_model (reading)));
}

static void
lens_recipe_actions_update (LensActions *actions)
{
  LensReading *reading = get_reading (LENS_RECIPE_ACTIONS (actions));
  DermModel *model = lens_reading_get_model (reading);
  DermRecipe *recipe = lens_reading_get_recipe (reading);

  lens_actions_set_enabled (actions, "recipe", model != NULL);
  for (int i = 0; i < LENS_N_STEPS; i++)
    lens_actions_set_enabled (actions, lens_step_get_action ((LensStep) i), model != NULL);
  lens_actions_set_enabled (
      actions, "reset-recipe",
      recipe != NULL
          && !g_str_equal (derm_recipe_get_name (recipe), derm_recipe_get_name (derm_model_get_recipe (model))));
  if (recipe == NULL)
    return;

  lens_actions_set_state (actions, "recipe", g_variant_new_string (derm_recipe_get_name (recipe)));
  for (int i = 0; i < LENS_N_STEPS; i++)
    {
      g_autofree char *id = lens_step_dup_id ((LensStep) i, recipe);

      lens_actions_set_state (actions, lens_step_get_action ((LensStep) i), g_variant_new_string (id));
    }
}

static void
lens_recipe_actions_finalize (GObject *object)
{
  g_clear_object (&LENS_RECIPE_ACTIONS (object)->session);

  G_OBJECT_CLASS (lens_recipe_actions_parent_class)->finalize (object);
}

static void
lens_recipe_actions_class_init (LensRecipeActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_recipe_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_recipe_actions_update;
}

static void
lens_recipe_actions_init (LensRecipeActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "recipe", .parameter_type = "s", .state = "''", .change_state = on_recipe },
    { .name = "reset-recipe", .activate = on_reset_recipe },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
  for (int i = 0; i < LENS_N_STEPS; i++)
    {
      const GActionEntry entry = {
        .name = lens_step_get_action ((LensStep) i), .parameter_type = "s", .state = "''", .change_state = on_step
      };

      lens_actions_add (LENS_ACTIONS (self), &entry, 1);
    }
}

LensRecipeActions *
lens_recipe_actions_new (LensSession *session)
{
  LensRecipeActions *self = g_object_new (LENS_TYPE_RECIPE_ACTIONS, NULL);

  self->session = g_object_ref (session);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
