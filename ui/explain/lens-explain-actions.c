/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain-actions.h"

#include "lens-explain-settings.h"

struct _LensExplainActions {
  LensActions parent_instance;
};

G_DEFINE_FINAL_TYPE (LensExplainActions, lens_explain_actions, LENS_TYPE_ACTIONS)

static const char stop_name[] = "explaining";

static LensSession *
get_session (gpointer self)
{
  return lens_actions_get_session (LENS_ACTIONS (self));
}

static LensExplaining *
get_explaining (gpointer self)
{
  return lens_session_get_explaining (get_session (self));
}

static DermModel *
get_model (gpointer self)
{
  return lens_reading_get_model (lens_session_get_reading (get_session (self)));
}

static void
on_class (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_session_set_class (get_session (self), g_variant_get_int32 (value));
}

static void
on_step_class (GSimpleAction *action, GVariant *value, gpointer self)
{
  int n = derm_model_get_n_classes (get_model (self)), class = lens_session_find_class (get_session (self));

  if (class >= 0)
    lens_session_set_class (get_session (self), (class + n + g_variant_get_int32 (value)) % n);
}

static void
on_step_setting (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_explain_settings_step (get_explaining (self), get_model (self), g_variant_get_int32 (value));
}

static void
on_method (GSimpleAction *action, GVariant *value, gpointer self)
{
  DermMethod method;

  if (derm_method_from_id (g_variant_get_string (value, NULL), &method))
    lens_explaining_set_method (get_explaining (self), method);
}

/* A number of the options. */
static void
on_number (GSimpleAction *action, GVariant *value, gpointer self)
{
  DermExplainOptions options = *lens_explaining_get_options (get_explaining (self));
  const struct {
    const char *name;
    int *option;
  } numbers[] = {
    { "explain-patch", &options.patch },
    { "explain-steps", &options.steps },
    { "explain-copies", &options.copies },
    { "explain-layer", &options.layer },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (g_str_equal (g_action_get_name (G_ACTION (action)), numbers[i].name))
      *numbers[i].option = g_variant_get_int32 (value);
  lens_explaining_set_options (get_explaining (self), &options);
}

static void
on_baseline (GSimpleAction *action, GVariant *value, gpointer self)
{
  DermExplainOptions options = *lens_explaining_get_options (get_explaining (self));

  if (derm_baseline_from_id (g_variant_get_string (value, NULL), &options.baseline))
    lens_explaining_set_options (get_explaining (self), &options);
}

static void
on_one_view (GSimpleAction *action, GVariant *value, gpointer self)
{
  DermExplainOptions options = *lens_explaining_get_options (get_explaining (self));

  options.views = g_variant_get_boolean (value) ? 1 : 0;
  lens_explaining_set_options (get_explaining (self), &options);
}

static void
on_lock (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_explaining_set_locked (get_explaining (self), g_variant_get_boolean (value));
}

/* ---- what follows ---- */

static void
update_states (LensActions *actions)
{
  LensExplaining *explaining = get_explaining (actions);
  const DermExplainOptions *options = lens_explaining_get_options (explaining);
  DermExplanation *map = lens_explaining_get_result (explaining, DERM_METHOD_GRADCAM);

  lens_actions_set_state (actions, "explain-class",
                          g_variant_new_int32 (lens_explaining_is_covered (explaining)
                                                   ? -1
                                                   : lens_session_find_class (get_session (actions))));
  lens_actions_set_state (actions, "explain-method",
                          g_variant_new_string (derm_method_get_id (lens_explaining_get_method (explaining))));
  lens_actions_set_state (actions, "explain-patch", g_variant_new_int32 (options->patch));
  lens_actions_set_state (actions, "explain-steps", g_variant_new_int32 (options->steps));
  lens_actions_set_state (actions, "explain-copies", g_variant_new_int32 (options->copies));
  lens_actions_set_state (
      actions, "explain-layer",
      g_variant_new_int32 (map != NULL ? derm_explanation_get_options (map)->layer : options->layer));
  lens_actions_set_state (actions, "explain-baseline", g_variant_new_string (derm_baseline_get_id (options->baseline)));
  lens_actions_set_state (actions, "explain-one-view", g_variant_new_boolean (options->views == 1));
  lens_actions_set_state (actions, "explain-lock", g_variant_new_boolean (lens_explaining_is_locked (explaining)));
}

static void
lens_explain_actions_update (LensActions *actions)
{
  static const char *const of_image[] = { "explain-class", "explain-class-step", "explain-setting-step" };
  gboolean is_shown = lens_session_get_aspect (get_session (actions)) == LENS_ASPECT_EXPLAIN
                      && lens_session_get_page (get_session (actions)) == NULL
                      && lens_shown_get_input (lens_session_get_shown (get_session (actions))) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (of_image); i++)
    lens_actions_set_enabled (actions, of_image[i], is_shown);
  update_states (actions);
}

/* Escape stops the work before it leaves the view. */
static void
on_working (LensActions *self)
{
  if (!lens_session_is_closed (get_session (self)))
    lens_entered_set (lens_session_get_entered (get_session (self)), stop_name,
                      lens_explaining_is_working (get_explaining (self)));
}

static void
stop (gpointer self)
{
  lens_explaining_stop (get_explaining (self));
}

static void
lens_explain_actions_class_init (LensExplainActionsClass *klass)
{
  LENS_ACTIONS_CLASS (klass)->update = lens_explain_actions_update;
}

static void
lens_explain_actions_init (LensExplainActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "explain-class", .parameter_type = "i", .state = "-1", .activate = on_class },
    { .name = "explain-class-step", .parameter_type = "i", .activate = on_step_class },
    { .name = "explain-setting-step", .parameter_type = "i", .activate = on_step_setting },
    { .name = "explain-method", .parameter_type = "s", .state = "'occlusion'", .activate = on_method },
    { .name = "explain-patch", .parameter_type = "i", .state = "4", .activate = on_number },
    { .name = "explain-steps", .parameter_type = "i", .state = "32", .activate = on_number },
    { .name = "explain-copies", .parameter_type = "i", .state = "32", .activate = on_number },
    { .name = "explain-layer", .parameter_type = "i", .state = "-1", .activate = on_number },
    { .name = "explain-baseline", .parameter_type = "s", .state = "'mean'", .activate = on_baseline },
    { .name = "explain-one-view", .state = "false", .change_state = on_one_view },
    { .name = "explain-lock", .state = "false", .change_state = on_lock },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensExplainActions *
lens_explain_actions_new (LensSession *session)
{
  LensExplainActions *self = g_object_new (LENS_TYPE_EXPLAIN_ACTIONS, NULL);
  LensExplaining *explaining = lens_session_get_explaining (session);

  lens_actions_follow (LENS_ACTIONS (self), session);
  lens_entered_add (lens_session_get_entered (session), stop_name, stop, self);
  g_signal_connect_object (explaining, "notify::is-working", G_CALLBACK (on_working), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "settings-changed", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (explaining, "compared", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);

  return self;
}
