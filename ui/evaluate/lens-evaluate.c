/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluate.h"

#include <glib/gi18n.h>

#define NARROW_HEIGHT 280 /* where this and the scores scroll as one */

struct _LensEvaluate {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *controls; /* stands in the view bar */
  GtkWidget *ground;
  GtkLabel *count_label;

  LensSession *session; /* owned */
};

G_DEFINE_FINAL_TYPE (LensEvaluate, lens_evaluate, GTK_TYPE_WIDGET)

static void
update (LensEvaluate *self)
{
  g_autofree char *text = NULL;

  if (lens_session_is_closed (self->session))
    return;
  text = lens_session_dup_list_size (self->session);
  gtk_label_set_text (self->count_label, text);
}

static void
lens_evaluate_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&LENS_EVALUATE (object)->session);

  G_OBJECT_CLASS (lens_evaluate_parent_class)->dispose (object);
}

static void
lens_evaluate_class_init (LensEvaluateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_evaluate_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-evaluate");
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-evaluate.ui");
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, controls);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, ground);
  gtk_widget_class_bind_template_child (widget_class, LensEvaluate, count_label);
}

static void
lens_evaluate_init (LensEvaluate *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_evaluate_set_session (LensEvaluate *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_EVALUATE (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_collection (session), "settled", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

GtkWidget *
lens_evaluate_get_controls (LensEvaluate *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATE (self), NULL);

  return self->controls;
}

void
lens_evaluate_set_narrow (LensEvaluate *self, gboolean is_narrow)
{
  g_return_if_fail (LENS_IS_EVALUATE (self));

  gtk_widget_set_size_request (self->ground, -1, is_narrow ? NARROW_HEIGHT : -1);
}
