/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-image-actions.h"

struct _LensImageActions {
  LensActions parent_instance;

  LensSession *session; /* owned */
  LensCanvas *canvas;   /* weak */
};

G_DEFINE_FINAL_TYPE (LensImageActions, lens_image_actions, LENS_TYPE_ACTIONS)

/* The state follows, if there is something to crop. */
static void
on_crop (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensImageActions *self = user_data;
  LensCrops *crops = lens_session_get_crops (self->session);
  GtkWidget *cropper = GTK_WIDGET (lens_picture_get_cropper (lens_canvas_get_picture (self->canvas)));
  gboolean had_crop = lens_crops_get_crop (crops) != NULL;

  lens_crops_set_on (crops, g_variant_get_boolean (value));
  /* behind another page it would take the keys, and hear none */
  if (!had_crop && lens_crops_get_crop (crops) != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->canvas)))
    gtk_widget_grab_focus (cropper);
}

static void
on_crop_square (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensImageActions *self = user_data;

  g_simple_action_set_state (action, value);
  lens_crops_set_square (lens_session_get_crops (self->session), g_variant_get_boolean (value));
}

static void
on_crisp (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  LensImageActions *self = user_data;

  lens_session_set_crisp (self->session, g_variant_get_boolean (value));
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_undo (LENS_IMAGE_ACTIONS (user_data)->session);
}

static void
on_redo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_session_redo (LENS_IMAGE_ACTIONS (user_data)->session);
}

static void
lens_image_actions_update (LensActions *actions)
{
  LensSession *session = LENS_IMAGE_ACTIONS (actions)->session;
  LensShown *shown = lens_session_get_shown (session);
  LensHistory *history = lens_session_get_history (session);
  gboolean is_pair = g_strcmp0 (lens_session_get_page (session), "pair") == 0; /* it hides the original with the crop */
  gboolean can_crop = lens_shown_get_image (shown) != NULL && lens_shown_get_input (shown) != NULL && !is_pair;

  lens_actions_set_enabled (actions, "crop", can_crop);
  lens_actions_set_enabled (actions, "crop-square", can_crop);
  lens_actions_set_enabled (actions, "crisp", lens_shown_get_image (shown) != NULL);
  lens_actions_set_enabled (actions, "undo", lens_history_can_undo (history));
  lens_actions_set_enabled (actions, "redo", lens_history_can_redo (history));
  lens_actions_set_state (actions, "crop",
                          g_variant_new_boolean (lens_crops_get_crop (lens_session_get_crops (session)) != NULL));
  lens_actions_set_state (actions, "crisp", g_variant_new_boolean (lens_session_is_crisp (session)));
}

static void
lens_image_actions_finalize (GObject *object)
{
  LensImageActions *self = LENS_IMAGE_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->canvas);

  G_OBJECT_CLASS (lens_image_actions_parent_class)->finalize (object);
}

static void
lens_image_actions_class_init (LensImageActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_image_actions_finalize;
  LENS_ACTIONS_CLASS (klass)->update = lens_image_actions_update;
}

static void
lens_image_actions_init (LensImageActions *self)
{
  static const GActionEntry entries[] = {
    { .name = "crop", .state = "false", .change_state = on_crop },
    { .name = "crop-square", .state = "true", .change_state = on_crop_square },
    { .name = "crisp", .state = "true", .change_state = on_crisp },
    { .name = "undo", .activate = on_undo },
    { .name = "redo", .activate = on_redo },
  };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensImageActions *
lens_image_actions_new (LensSession *session, LensCanvas *canvas)
{
  LensImageActions *self = g_object_new (LENS_TYPE_IMAGE_ACTIONS, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->canvas, canvas);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
