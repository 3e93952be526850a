/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-actions.h"

struct _LensPixelActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensPixelActions, lens_pixel_actions, LENS_TYPE_ACTIONS)

static const char *const tools[] = {
  [LENS_TOOL_BRUSH] = "brush", [LENS_TOOL_RESTORE] = "restore", [LENS_TOOL_PICK] = "pick", [LENS_TOOL_FILL] = "fill"
};

static void
on_tool (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensPixelActions *self = user_data;

  for (gsize i = 0; i < G_N_ELEMENTS (tools); i++)
    if (g_str_equal (tools[i], g_variant_get_string (value, NULL)))
      lens_brush_set_tool (lens_session_get_brush (self->session), (LensTool) i);
}

static void
on_smallest_change (GSimpleAction *action, GVariant *class_index, gpointer user_data)
{
  LensPixelActions *self = user_data;

  lens_smallest_start (lens_session_get_smallest (self->session), g_variant_get_int32 (class_index));
}

static void
on_stop (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_smallest_stop (lens_session_get_smallest (LENS_PIXEL_ACTIONS (user_data)->session));
}

static void
on_untouched (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_edits_go_back (lens_session_get_edits (LENS_PIXEL_ACTIONS (user_data)->session));
}

/* In another aspect they would change what is not seen. */
static void
lens_pixel_actions_update (LensActions *actions)
{
  LensSession *session = LENS_PIXEL_ACTIONS (actions)->session;
  LensEdits *edits = lens_session_get_edits (session);
  gboolean is_shown = lens_session_get_aspect (session) == LENS_ASPECT_PIXELS && lens_session_get_page (session) == NULL
                      && lens_edits_get_rgb (edits) != NULL;
  gboolean is_running = lens_smallest_is_running (lens_session_get_smallest (session));

  lens_actions_set_enabled (actions, "pixels-tool", is_shown);
  lens_actions_set_enabled (actions, "smallest-change", is_shown && !is_running);
  lens_actions_set_enabled (actions, "stop-smallest-change", is_running);
  lens_actions_set_enabled (actions, "untouched", is_shown && lens_edits_can_go_back (edits));
  lens_actions_set_state (actions, "pixels-tool",
                          g_variant_new_string (tools[lens_brush_get_tool (lens_session_get_brush (session))]));
}

static void
lens_pixel_actions_finalize (GObject *object)
{
  g_clear_object (&LENS_PIXEL_ACTIONS (object)->session);

  G_OBJECT_CLASS (lens_pixel_actions_parent_class)->finalize (object);
}

static void
lens_pixel_actions_class_init (LensPixelActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_pixel_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_pixel_actions_update;
}

static void
lens_pixel_actions_init (LensPixelActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "pixels-tool", .parameter_type = "s", .state = "'brush'", .change_state = on_tool },
    { .name = "smallest-change", .parameter_type = "i", .activate = on_smallest_change },
    { .name = "stop-smallest-change", .activate = on_stop },
    { .name = "untouched", .activate = on_untouched },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensPixelActions *
lens_pixel_actions_new (LensSession *session)
{
  LensPixelActions *self = g_object_new (LENS_TYPE_PIXEL_ACTIONS, NULL);
  const struct {
    gpointer part;
    const char *signal;
  } followed[] = {
    { lens_session_get_brush (session), "notify::tool" },
    { lens_session_get_edits (session), "changed" },
    { lens_session_get_smallest (session), "notify::is-running" },
  };

  self->session = g_object_ref (session);
  lens_actions_follow (LENS_ACTIONS (self), session);
  for (gsize i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (followed[i].part, followed[i].signal, G_CALLBACK (lens_actions_update), self,
                             G_CONNECT_SWAPPED);

  return self;
}
