/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-gate.h"

struct _LensGate {
  GtkWidget parent_instance;

  /* template */
  GtkBox *box;
  GtkLabel *label;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (LensGate, lens_gate, GTK_TYPE_WIDGET)

static void
lens_gate_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (child != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lens_gate_parent_class)->dispose (object);
}

static void
lens_gate_class_init (LensGateClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_gate_dispose;
  gtk_widget_class_set_css_name (widget_class, "lens-gate");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-gate.ui");
  gtk_widget_class_bind_template_child (widget_class, LensGate, box);
  gtk_widget_class_bind_template_child (widget_class, LensGate, label);
  gtk_widget_class_bind_template_child (widget_class, LensGate, button);
}

static void
lens_gate_init (LensGate *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_gate_set (LensGate *self, DermGate gate, gboolean is_trusted)
{
  g_autofree char *words = NULL;

  g_return_if_fail (LENS_IS_GATE (self));

  words = derm_gate_describe (gate);
  /* visible before it says something: only then is it announced */
  gtk_widget_set_visible (GTK_WIDGET (self), *words != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->button), !is_trusted);
  if (g_strcmp0 (gtk_label_get_text (self->label), words) != 0)
    gtk_label_set_text (self->label, words);
}

const char *
lens_gate_get_text (LensGate *self)
{
  const char *text = gtk_label_get_text (self->label);

  return *text != '\0' ? text : NULL;
}

gboolean
lens_gate_has_button (LensGate *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_get_visible (GTK_WIDGET (self->button));
}
