/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-atlas-actions.h"

#include <stdio.h>

struct _LensAtlasActions {
  LensActions parent_instance;
};

G_DEFINE_FINAL_TYPE (LensAtlasActions, lens_atlas_actions, LENS_TYPE_ACTIONS)

static const char lasso_name[] = "lasso";

static LensSession *
get_session (gpointer self)
{
  return lens_actions_get_session (LENS_ACTIONS (self));
}

static LensPlaces *
get_places (gpointer self)
{
  return lens_session_get_places (get_session (self));
}

static void
on_colour (GSimpleAction *action, GVariant *value, gpointer self)
{
  LensPlacesColour colour;

  if (lens_places_colour_from_id (g_variant_get_string (value, NULL), &colour))
    lens_places_set_colour (get_places (self), colour);
}

static void
on_step_colour (GSimpleAction *action, GVariant *value, gpointer self)
{
  int colour = (int) lens_places_get_colour (get_places (self)) + g_variant_get_int32 (value);

  lens_places_set_colour (get_places (self),
                          (LensPlacesColour) ((colour + LENS_N_PLACES_COLOURS) % LENS_N_PLACES_COLOURS));
}

static void
on_axes (GSimpleAction *action, GVariant *value, gpointer self)
{
  int x, y;

  if (sscanf (g_variant_get_string (value, NULL), "%d,%d", &x, &y) == 2 && x >= 0 && y > x && y < LENS_PLACES_MAX_AXES)
    lens_places_set_axes (get_places (self), x, y);
}

static void
on_step_axes (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_places_step_axes (get_places (self), g_variant_get_int32 (value));
}

static void
on_tool (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_places_set_lasso (get_places (self), g_str_equal (g_variant_get_string (value, NULL), "lasso"));
}

static void
on_clear (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_session_clear_lasso (get_session (self));
}

static void
on_similar (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_session_find_similar (get_session (self));
}

static void
on_duplicates (GSimpleAction *action, GVariant *value, gpointer self)
{
  lens_duplicates_find (lens_session_get_duplicates (get_session (self)));
}

/* ---- what follows ---- */

static void
lens_atlas_actions_update (LensActions *actions)
{
  static const char *const of_map[] = { "atlas-colour-step", "atlas-axes", "atlas-axes-step", "atlas-tool" };
  LensSession *session = get_session (actions);
  LensPlaces *places = get_places (actions);
  LensPlacesState state = lens_places_get_state (places);
  gboolean is_shown = lens_session_get_aspect (session) == LENS_ASPECT_ATLAS && lens_session_get_page (session) == NULL;
  gboolean has_map = is_shown && (state == LENS_PLACES_GROWING || state == LENS_PLACES_DONE);
  g_autofree char *axes = NULL;
  int x, y;

  for (gsize i = 0; i < G_N_ELEMENTS (of_map); i++)
    lens_actions_set_enabled (actions, of_map[i], has_map);
  lens_actions_set_enabled (actions, "atlas-colour", is_shown);
  lens_actions_set_enabled (actions, "atlas-clear", is_shown && lens_session_get_lasso (session) != NULL);
  lens_actions_set_enabled (actions, "similar", lens_session_can_find_similar (session));
  lens_actions_set_enabled (actions, "find-duplicates",
                            lens_duplicates_can_find (lens_session_get_duplicates (session)));
  lens_places_get_axes (places, &x, &y);
  axes = g_strdup_printf ("%d,%d", x, y);
  lens_actions_set_state (actions, "atlas-axes", g_variant_new_string (axes));
  lens_actions_set_state (actions, "atlas-colour",
                          g_variant_new_string (lens_places_colour_get_id (lens_places_get_colour (places))));
  lens_actions_set_state (actions, "atlas-tool",
                          g_variant_new_string (lens_places_is_lasso (places) ? "lasso" : "move"));
}

/* Escape clears the choice before it leaves the view. */
static void
on_filter (LensActions *self)
{
  LensSession *session = get_session (self);

  if (lens_session_is_closed (session))
    return;
  lens_entered_set (lens_session_get_entered (session), lasso_name,
                    lens_session_get_aspect (session) == LENS_ASPECT_ATLAS && lens_session_get_lasso (session) != NULL);
  lens_actions_update (self);
}

static void
leave_lasso (gpointer self)
{
  lens_session_clear_lasso (get_session (self));
}

static void
lens_atlas_actions_class_init (LensAtlasActionsClass *klass)
{
  LENS_ACTIONS_CLASS (klass)->update = lens_atlas_actions_update;
}

static void
lens_atlas_actions_init (LensAtlasActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "atlas-colour", .parameter_type = "s", .state = "'answer'", .activate = on_colour },
    { .name = "atlas-colour-step", .parameter_type = "i", .activate = on_step_colour },
    { .name = "atlas-axes", .parameter_type = "s", .state = "'0,1'", .activate = on_axes },
    { .name = "atlas-axes-step", .parameter_type = "i", .activate = on_step_axes },
    { .name = "atlas-tool", .parameter_type = "s", .state = "'move'", .activate = on_tool },
    { .name = "atlas-clear", .activate = on_clear },
    { .name = "similar", .activate = on_similar },
    { .name = "find-duplicates", .activate = on_duplicates },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensAtlasActions *
lens_atlas_actions_new (LensSession *session)
{
  LensAtlasActions *self = g_object_new (LENS_TYPE_ATLAS_ACTIONS, NULL);
  LensPlaces *places = lens_session_get_places (session);

  lens_actions_follow (LENS_ACTIONS (self), session);
  lens_entered_add (lens_session_get_entered (session), lasso_name, leave_lasso, self);
  g_signal_connect_object (places, "changed", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (places, "settings-changed", G_CALLBACK (lens_actions_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_duplicates (session), "changed", G_CALLBACK (lens_actions_update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_view (session), "notify::filter", G_CALLBACK (on_filter), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::aspect", G_CALLBACK (on_filter), self, G_CONNECT_SWAPPED);

  return self;
}
