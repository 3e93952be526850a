/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explain.h"

struct _LensExplain {
  GtkWidget parent_instance;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensExplain, lens_explain, GTK_TYPE_WIDGET)

static void
lens_explain_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_EXPLAIN (object)->session);

  G_OBJECT_CLASS (lens_explain_parent_class)->dispose (object);
}

static void
lens_explain_class_init (LensExplainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_explain_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-explain");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lens_explain_init (LensExplain *self)
{
}

void
lens_explain_set_session (LensExplain *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_EXPLAIN (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

GtkWidget *
lens_explain_get_controls (LensExplain *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAIN (self), NULL);

  return NULL;
}

void
lens_explain_set_narrow (LensExplain *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EXPLAIN (self));
}
