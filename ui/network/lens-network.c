/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-network.h"

struct _LensNetwork {
  GtkWidget parent_instance;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensNetwork, lens_network, GTK_TYPE_WIDGET)

static void
lens_network_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_NETWORK (object)->session);

  G_OBJECT_CLASS (lens_network_parent_class)->dispose (object);
}

static void
lens_network_class_init (LensNetworkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lens_network_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lens-network");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lens_network_init (LensNetwork *self)
{
}

void
lens_network_set_session (LensNetwork *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_NETWORK (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
}

GtkWidget *
lens_network_get_controls (LensNetwork *self)
{
  g_return_val_if_fail (LENS_IS_NETWORK (self), NULL);

  return NULL;
}

void
lens_network_set_narrow (LensNetwork *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_NETWORK (self));
}
