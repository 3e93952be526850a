/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-header-buttons.h"

#include <glib/gi18n.h>

#define SPACING 6

struct _LensHeaderButtons {
  GtkWidget parent_instance;

  /* template */
  GtkWidget *compare_button;
  GtkWidget *export_button;

  LensSession *session; /* owned */
  gboolean is_tight;
};

G_DEFINE_FINAL_TYPE (LensHeaderButtons, lens_header_buttons, GTK_TYPE_WIDGET)

/* It never keeps the window wide. */
static void
lens_header_buttons_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                             int *minimum_baseline, int *natural_baseline)
{
  int size;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, orientation, -1, NULL, &size, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        *natural += size + (*natural > 0 ? SPACING : 0);
      else
        *minimum = *natural = MAX (*natural, size);
    }
}

static void
lens_header_buttons_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int needed, size, x = 0;

  lens_header_buttons_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &size, &needed, NULL, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &size, NULL, NULL);
      gtk_widget_set_child_visible (child, needed <= width);
      if (needed <= width)
        gtk_widget_size_allocate (child, &(GtkAllocation){ is_rtl ? width - x - size : x, 0, size, height }, -1);
      x += size + SPACING;
    }
}

static void
update (LensHeaderButtons *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_session_get_collection (self->session)));

  gtk_widget_set_sensitive (self->compare_button,
                            lens_shown_get_image (lens_session_get_shown (self->session)) != NULL);
  gtk_widget_set_sensitive (self->export_button, n > 0);
}

static void
lens_header_buttons_dispose (GObject *object)
{
  LensHeaderButtons *self = LENS_HEADER_BUTTONS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lens_header_buttons_parent_class)->dispose (object);
}

static void
lens_header_buttons_class_init (LensHeaderButtonsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_header_buttons_dispose;
  widget_class->measure = lens_header_buttons_measure;
  widget_class->size_allocate = lens_header_buttons_size_allocate;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dermlens/Dermlens/lens-header-buttons.ui");
  gtk_widget_class_bind_template_child (widget_class, LensHeaderButtons, compare_button);
  gtk_widget_class_bind_template_child (widget_class, LensHeaderButtons, export_button);
  gtk_widget_class_bind_template_child_full (widget_class, "compare_menu", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "export_menu", FALSE, 0);
}

static void
lens_header_buttons_init (LensHeaderButtons *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lens_header_buttons_set_session (LensHeaderButtons *self, LensSession *session)
{
  g_return_if_fail (LENS_IS_HEADER_BUTTONS (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (lens_session_get_shown (session), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lens_session_get_collection (session), "settled", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

GMenuModel *
lens_header_buttons_get_menu (LensHeaderButtons *self, const char *id)
{
  g_return_val_if_fail (LENS_IS_HEADER_BUTTONS (self), NULL);

  return G_MENU_MODEL (gtk_widget_get_template_child (GTK_WIDGET (self), LENS_TYPE_HEADER_BUTTONS, id));
}

static void
set_face (GtkWidget *button, const char *label, const char *icon_name)
{
  if (icon_name != NULL)
    gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon_name);
  else
    gtk_menu_button_set_label (GTK_MENU_BUTTON (button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
lens_header_buttons_set_tight (LensHeaderButtons *self, gboolean is_tight)
{
  g_return_if_fail (LENS_IS_HEADER_BUTTONS (self));

  if (is_tight == self->is_tight)
    return;
  self->is_tight = is_tight;
  set_face (self->compare_button, _ ("Compare"), is_tight ? "view-dual-symbolic" : NULL);
  set_face (self->export_button, _ ("Export"), is_tight ? "document-save-symbolic" : NULL);
}
