/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-network-actions.h"

struct _LensNetworkActions {
  LensActions parent_instance;
};

G_DEFINE_FINAL_TYPE (LensNetworkActions, lens_network_actions, LENS_TYPE_ACTIONS)

static LensPass *
get_pass (gpointer actions)
{
  return lens_session_get_pass (lens_actions_get_session (actions));
}

static void
on_first_layer (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_pass_open (get_pass (user_data), 0);
}

static void
on_previous_layer (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_pass_open (get_pass (user_data), lens_pass_get_open (get_pass (user_data)) - 1);
}

static void
on_next_layer (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_pass_open (get_pass (user_data), lens_pass_get_open (get_pass (user_data)) + 1);
}

static void
on_play_layers (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_pass_set_playing (get_pass (user_data), g_variant_get_boolean (value));
}

static void
on_close_cell (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_pass_close_cell (get_pass (user_data));
}

static void
on_previous_cell (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_pass_go (get_pass (user_data), -1);
}

static void
on_next_cell (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_pass_go (get_pass (user_data), 1);
}

static void
lens_network_actions_update (LensActions *actions)
{
  LensSession *session = lens_actions_get_session (actions);
  LensPass *pass = lens_session_get_pass (session);
  gboolean is_there = lens_session_get_aspect (session) == LENS_ASPECT_NETWORK
                      && lens_session_get_page (session) == NULL && lens_pass_get_activations (pass) != NULL;
  int open = lens_pass_get_open (pass);

  lens_actions_set_enabled (actions, "first-layer", is_there && open > 0);
  lens_actions_set_enabled (actions, "previous-layer", is_there && open > 0);
  lens_actions_set_enabled (actions, "next-layer", is_there && open + 1 < lens_pass_get_n_steps (pass));
  lens_actions_set_enabled (actions, "play-layers", is_there);
  lens_actions_set_enabled (actions, "close-cell", is_there && lens_pass_get_cell (pass) != NULL);
  lens_actions_set_enabled (actions, "previous-cell", is_there && lens_pass_can_go (pass, -1));
  lens_actions_set_enabled (actions, "next-cell", is_there && lens_pass_can_go (pass, 1));
  lens_actions_set_state (actions, "play-layers", g_variant_new_boolean (lens_pass_is_playing (pass)));
}

static void
lens_network_actions_class_init (LensNetworkActionsClass *klass)
{
  LENS_ACTIONS_CLASS (klass)->update = lens_network_actions_update;
}

static void
lens_network_actions_init (LensNetworkActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "first-layer", .activate = on_first_layer },
    { .name = "previous-layer", .activate = on_previous_layer },
    { .name = "next-layer", .activate = on_next_layer },
    { .name = "play-layers", .state = "false", .change_state = on_play_layers },
    { .name = "close-cell", .activate = on_close_cell },
    { .name = "previous-cell", .activate = on_previous_cell },
    { .name = "next-cell", .activate = on_next_cell },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensNetworkActions *
lens_network_actions_new (LensSession *session)
{
  LensNetworkActions *self = g_object_new (LENS_TYPE_NETWORK_ACTIONS, NULL);
  LensPass *pass = lens_session_get_pass (session);

  lens_actions_follow (LENS_ACTIONS (self), session);
  g_signal_connect_object (pass, "notify", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (pass, "cell-changed", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);

  return self;
}
