/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-chip.h"

#define GAP 4

struct _LensChip {
  GtkBox parent_instance;

  /* borrowed children */
  GtkMenuButton *button;
  GtkLabel *label;
  GtkWidget *arrow;
};

G_DEFINE_FINAL_TYPE (LensChip, lens_chip, GTK_TYPE_BOX)

static void
lens_chip_class_init (LensChipClass *klass)
{
}

static void
lens_chip_init (LensChip *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->arrow = g_object_new (GTK_TYPE_LABEL, "label", "›", "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "lens-chip-button");
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "lens-chip");
  gtk_widget_add_css_class (self->arrow, "lens-dim");
  gtk_widget_add_css_class (self->arrow, "caption");
  gtk_box_set_spacing (GTK_BOX (self), GAP);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (self), self->arrow);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
lens_chip_new (void)
{
  return g_object_new (LENS_TYPE_CHIP, NULL);
}

void
lens_chip_set (LensChip *self, const char *text, const char *name, const char *tooltip, gboolean is_changed)
{
  g_autofree char *marked = is_changed ? g_strdup_printf ("≠ %s", text) : NULL;

  g_return_if_fail (LENS_IS_CHIP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), text != NULL);
  if (text == NULL)
    return;

  gtk_label_set_text (self->label, marked != NULL ? marked : text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, tooltip, -1);
  if (is_changed)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "lens-changed");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "lens-changed");
}

void
lens_chip_set_has_arrow (LensChip *self, gboolean has_arrow)
{
  g_return_if_fail (LENS_IS_CHIP (self));

  gtk_widget_set_visible (self->arrow, has_arrow);
}

int
lens_chip_measure_width (LensChip *self, const char *text)
{
  g_autofree char *own = g_strdup (gtk_label_get_text (self->label));
  int button, arrow;

  g_return_val_if_fail (LENS_IS_CHIP (self), 0);

  /* its parts are visible even while it is not */
  if (text != NULL)
    gtk_label_set_text (self->label, text);
  gtk_widget_measure (GTK_WIDGET (self->button), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &button, NULL, NULL);
  gtk_widget_measure (self->arrow, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &arrow, NULL, NULL);
  if (text != NULL)
    gtk_label_set_text (self->label, own);

  return button + (arrow > 0 ? GAP + arrow : 0);
}

const char *
lens_chip_get_text (LensChip *self)
{
  return gtk_label_get_text (self->label);
}

GtkMenuButton *
lens_chip_get_button (LensChip *self)
{
  return self->button;
}
