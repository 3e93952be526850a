/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-list-actions.h"

struct _LensListActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  GtkWidget *widget;    /* weak */
};

G_DEFINE_FINAL_TYPE (LensListActions, lens_list_actions, LENS_TYPE_ACTIONS)

static void
on_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_step (LENS_LIST_ACTIONS (user_data)->session, 1);
}

static void
on_previous (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_step (LENS_LIST_ACTIONS (user_data)->session, -1);
}

static void
on_first (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_go_to_end (LENS_LIST_ACTIONS (user_data)->session, -1);
}

static void
on_last (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_go_to_end (LENS_LIST_ACTIONS (user_data)->session, 1);
}

/* parameter: "left" or "right", the key. The list runs in the direction of reading; in a right-to-left window its next
 * image is on the left. */
static void
on_arrow (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensListActions *self = user_data;
  gboolean is_right = g_str_equal (g_variant_get_string (parameter, NULL), "right");
  gboolean is_rtl = self->widget != NULL && gtk_widget_get_direction (self->widget) == GTK_TEXT_DIR_RTL;

  lens_session_step (self->session, is_right != is_rtl ? 1 : -1);
}

static void
on_remove (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_remove_selected (LENS_LIST_ACTIONS (user_data)->session);
}

static void
on_stop (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_work_stop (lens_session_get_work (LENS_LIST_ACTIONS (user_data)->session));
}

static void
on_pause (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  lens_work_set_paused (lens_session_get_work (LENS_LIST_ACTIONS (user_data)->session), g_variant_get_boolean (value));
}

static void
lens_list_actions_update (LensActions *actions)
{
  LensSession *session = LENS_LIST_ACTIONS (actions)->session;
  LensSelection *selection = lens_session_get_selection (session);
  LensWork *work = lens_session_get_work (session);
  guint n_left = lens_work_get_n_left (work);

  lens_actions_set_enabled (actions, "next", lens_session_can_step (session, 1));
  lens_actions_set_enabled (actions, "previous", lens_session_can_step (session, -1));
  lens_actions_set_enabled (actions, "arrow", g_list_model_get_n_items (G_LIST_MODEL (selection)) > 1);
  lens_actions_set_enabled (actions, "first", g_list_model_get_n_items (G_LIST_MODEL (selection)) > 1);
  lens_actions_set_enabled (actions, "last", g_list_model_get_n_items (G_LIST_MODEL (selection)) > 1);
  lens_actions_set_enabled (actions, "remove", lens_selection_get_n_selected (selection) > 0);
  lens_actions_set_enabled (actions, "stop",
                            (n_left > 0 && !lens_work_is_paused (work)) || lens_work_is_scanning (work));
  lens_actions_set_enabled (actions, "pause", n_left > 0);
  lens_actions_set_state (actions, "pause", g_variant_new_boolean (lens_work_is_paused (work)));
}

static void
lens_list_actions_finalize (GObject *object)
{
  LensListActions *self = LENS_LIST_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->widget);

  G_OBJECT_CLASS (lens_list_actions_parent_class)->finalize (object);
}

static void
lens_list_actions_class_init (LensListActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_list_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_list_actions_update;
}

static void
lens_list_actions_init (LensListActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "next", .activate = on_next },
    { .name = "previous", .activate = on_previous },
    { .name = "first", .activate = on_first },
    { .name = "last", .activate = on_last },
    { .name = "arrow", .activate = on_arrow, .parameter_type = "s" },
    { .name = "remove", .activate = on_remove },
    { .name = "stop", .activate = on_stop },
    { .name = "pause", .state = "false", .change_state = on_pause },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensListActions *
lens_list_actions_new (LensSession *session, GtkWidget *widget)
{
  LensListActions *self = g_object_new (LENS_TYPE_LIST_ACTIONS, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->widget, widget);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
