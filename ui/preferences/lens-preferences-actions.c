/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-preferences-actions.h"

struct _LensPreferencesActions {
  LensActions parent_instance;

  LensSession *session;         /* owned */
  GtkWidget *widget;            /* weak */
  LensPreferences *preferences; /* weak; NULL: they are not open */
};

G_DEFINE_FINAL_TYPE (LensPreferencesActions, lens_preferences_actions, LENS_TYPE_ACTIONS)

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensPreferencesActions *self = user_data;

  if (self->widget == NULL)
    return;
  if (self->preferences == NULL)
    g_set_weak_pointer (&self->preferences,
                        lens_preferences_new (GTK_WINDOW (gtk_widget_get_root (self->widget)), self->session));
  gtk_window_present (GTK_WINDOW (self->preferences));
}

static void
lens_preferences_actions_finalize (GObject *object)
{
  LensPreferencesActions *self = LENS_PREFERENCES_ACTIONS (object);

  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->widget);
  g_clear_weak_pointer (&self->preferences);

  G_OBJECT_CLASS (lens_preferences_actions_parent_class)->finalize (object);
}

static void
lens_preferences_actions_class_init (LensPreferencesActionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_preferences_actions_finalize;
}

static void
lens_preferences_actions_init (LensPreferencesActions *self)
{
  static const GActionEntry entries[] = { { .name = "preferences", .activate = on_preferences } };

  lens_actions_add (LENS_ACTIONS (self), entries, G_N_ELEMENTS (entries));
}

LensPreferencesActions *
lens_preferences_actions_new (LensSession *session, GtkWidget *widget)
{
  LensPreferencesActions *self = g_object_new (LENS_TYPE_PREFERENCES_ACTIONS, NULL);

  self->session = g_object_ref (session);
  g_set_weak_pointer (&self->widget, widget);
  lens_actions_follow (LENS_ACTIONS (self), session);

  return self;
}
