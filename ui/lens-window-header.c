/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

/* The buttons of the header bar that the main menu can do without: where they have no room they are not there, and they
 * never keep the window wide. */

#define SPACING 6

static GtkSizeRequestMode
get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
         int *natural_baseline)
{
  int size;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, orientation, -1, NULL, &size, NULL, NULL);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        *natural += size + (*natural > 0 ? SPACING : 0);
      else
        *minimum = *natural = MAX (*natural, size);
    }
}

static void
allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int needed, size, x = 0;

  measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &size, &needed, NULL, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &size, NULL, NULL);
      gtk_widget_set_child_visible (child, needed <= width);
      if (needed <= width)
        gtk_widget_size_allocate (child, &(GtkAllocation){ is_rtl ? width - x - size : x, 0, size, height }, -1);
      x += size + SPACING;
    }
}

void
lens_window_install_header (LensWindow *self)
{
  gtk_widget_set_layout_manager (self->header_buttons, gtk_custom_layout_new (get_request_mode, measure, allocate));
}
