/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-actions.h"

typedef struct {
  GSimpleActionGroup *group; /* owned */
  LensSession *session;      /* owned; NULL until lens_actions_follow() */
} LensActionsPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LensActions, lens_actions, G_TYPE_OBJECT)

static LensActionsPrivate *
get_private (LensActions *self)
{
  return lens_actions_get_instance_private (self);
}

static void
lens_actions_finalize (GObject *object)
{
  LensActionsPrivate *priv = get_private (LENS_ACTIONS (object));

  g_clear_object (&priv->group);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (lens_actions_parent_class)->finalize (object);
}

static void
lens_actions_class_init (LensActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_actions_finalize;
}

static void
lens_actions_init (LensActions *self)
{
  get_private (self)->group = g_simple_action_group_new ();
}

void
lens_actions_add (LensActions *self, const GActionEntry *entries, int n_entries)
{
  g_return_if_fail (LENS_IS_ACTIONS (self));

  g_action_map_add_action_entries (G_ACTION_MAP (get_private (self)->group), entries, n_entries, self);
}

void
lens_actions_update (LensActions *self)
{
  g_return_if_fail (LENS_IS_ACTIONS (self));

  if (!lens_session_is_closed (get_private (self)->session) && LENS_ACTIONS_GET_CLASS (self)->update != NULL)
    LENS_ACTIONS_GET_CLASS (self)->update (self);
}

void
lens_actions_follow (LensActions *self, LensSession *session)
{
  const struct {
    gpointer part;
    const char *signal;
  } followed[] = {
    { session, "notify" },
    { lens_session_get_shown (session), "changed" },
    { lens_session_get_shown (session), "predicted" },
    { lens_session_get_shown (session), "item-changed" },
    { lens_session_get_selection (session), "current-changed" },
    { lens_session_get_selection (session), "selection-changed" },
    { lens_session_get_selection (session), "settled" },
    { lens_session_get_collection (session), "settled" },
    { lens_session_get_reading (session), "notify" },
    { lens_session_get_crops (session), "changed" },
    { lens_session_get_truths (session), "notify" },
    { lens_session_get_work (session), "notify" },
    { lens_session_get_history (session), "changed" },
    { lens_session_get_lessons (session), "changed" },
  };

  g_return_if_fail (LENS_IS_ACTIONS (self));
  g_return_if_fail (get_private (self)->session == NULL);

  get_private (self)->session = g_object_ref (session);
  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (followed[i].part, followed[i].signal, G_CALLBACK (lens_actions_update), self,
                             G_CONNECT_SWAPPED);
  lens_actions_update (self);
}

LensSession *
lens_actions_get_session (LensActions *self)
{
  g_return_val_if_fail (LENS_IS_ACTIONS (self), NULL);

  return get_private (self)->session;
}

GActionGroup *
lens_actions_get_group (LensActions *self)
{
  g_return_val_if_fail (LENS_IS_ACTIONS (self), NULL);

  return G_ACTION_GROUP (get_private (self)->group);
}

GSimpleAction *
lens_actions_find (LensActions *self, const char *name)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (get_private (self)->group), name);

  g_return_val_if_fail (action != NULL, NULL);

  return G_SIMPLE_ACTION (action);
}

void
lens_actions_set_enabled (LensActions *self, const char *name, gboolean is_enabled)
{
  g_simple_action_set_enabled (lens_actions_find (self, name), is_enabled);
}

void
lens_actions_set_state (LensActions *self, const char *name, GVariant *value)
{
  g_autoptr (GVariant) state = g_variant_ref_sink (value);

  g_simple_action_set_state (lens_actions_find (self, name), state);
}

gboolean
lens_actions_is_on (LensActions *self, const char *name)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (lens_actions_find (self, name)));

  return g_variant_get_boolean (state);
}

void
lens_actions_export (LensActions *self, GActionMap *map)
{
  g_auto (GStrv) names = NULL;

  g_return_if_fail (LENS_IS_ACTIONS (self));

  names = g_action_group_list_actions (lens_actions_get_group (self));
  for (int i = 0; names[i] != NULL; i++)
    g_action_map_add_action (map, G_ACTION (lens_actions_find (self, names[i])));
}
