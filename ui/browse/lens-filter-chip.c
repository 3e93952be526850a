/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-filter-chip.h"

#include <glib/gi18n.h>

#define MIN_CHARS 4

struct _LensFilterChip {
  GtkBox parent_instance;

  /* borrowed children */
  GtkWidget *button;
  GtkLabel *label;
  GtkWidget *remove_button;
};

G_DEFINE_FINAL_TYPE (LensFilterChip, lens_filter_chip, GTK_TYPE_BOX)

enum { EDIT, REMOVE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_edit (LensFilterChip *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
on_remove (LensFilterChip *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static gboolean
on_delete (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  on_remove (LENS_FILTER_CHIP (widget));

  return TRUE;
}

static void
lens_filter_chip_class_init (LensFilterChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, on_delete, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Delete, 0, on_delete, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, on_delete, NULL);

  signals[EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_filter_chip_init (LensFilterChip *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->label, MIN_CHARS);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->label));
  gtk_widget_set_hexpand (self->button, TRUE);
  self->remove_button = gtk_button_new_from_icon_name ("window-close-symbolic");
  gtk_widget_add_css_class (GTK_WIDGET (self), "lens-chip");
  gtk_widget_add_css_class (GTK_WIDGET (self), "lens-filter-chip");
  gtk_box_append (GTK_BOX (self), self->button);
  gtk_box_append (GTK_BOX (self), self->remove_button);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (on_edit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->remove_button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
}

GtkWidget *
lens_filter_chip_new (void)
{
  return g_object_new (LENS_TYPE_FILTER_CHIP, NULL);
}

void
lens_filter_chip_set (LensFilterChip *self, const char *words, const char *problem)
{
  /* TRANSLATORS: a condition of the filter of the list, like "Truth: mel" */
  g_autofree char *name = g_strdup_printf (_ ("Filter: %s"), words), *removal = NULL, *told = NULL;
  g_autofree char *marked = problem != NULL ? g_strdup_printf ("⚠ %s", words) : NULL;

  g_return_if_fail (LENS_IS_FILTER_CHIP (self));

  /* TRANSLATORS: a button; a condition of the filter of the list, like "Truth: mel" */
  removal = g_strdup_printf (_ ("Remove the Filter “%s”"), words);
  /* TRANSLATORS: a condition of the filter, then why it holds for no image */
  told = problem != NULL ? g_strdup_printf (_ ("%s: %s"), words, problem) : g_strdup (words);
  gtk_label_set_text (self->label, marked != NULL ? marked : words);
  gtk_widget_set_tooltip_text (self->button, told);
  gtk_widget_set_tooltip_text (self->remove_button, removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem != NULL ? problem : "", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
}

void
lens_filter_chip_set_fixed (LensFilterChip *self, gboolean is_fixed)
{
  g_return_if_fail (LENS_IS_FILTER_CHIP (self));

  gtk_widget_set_sensitive (self->button, !is_fixed);
}

void
lens_filter_chip_focus (LensFilterChip *self)
{
  g_return_if_fail (LENS_IS_FILTER_CHIP (self));

  gtk_widget_grab_focus (self->remove_button);
}
