/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-learn.h"

struct _LensLearn {
  GtkWidget parent_instance;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensLearn, lens_learn, GTK_TYPE_WIDGET)

static void
lens_learn_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_LEARN (object)->session);

  G_OBJECT_CLASS (lens_learn_parent_class)->dispose (object);
}

static void
lens_learn_class_init (LensLearnClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_learn_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-learn");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lens_learn_init (LensLearn *self)
{
}

void
lens_learn_set_session (LensLearn *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_LEARN (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

void
lens_learn_set_narrow (LensLearn *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_LEARN (self));
}
