/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-flow.h"

#define GAP 4
#define USUAL_WIDTH 340 /* for which the height is asked while nobody knows the width */

struct _LensFlow {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (LensFlow, lens_flow, GTK_TYPE_LAYOUT_MANAGER)

/* As wide as it likes, but not wider than the line as long as it can do with less. */
static int
fit (GtkWidget *widget, int width)
{
  int minimum, natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);

  return MIN (natural, MAX (minimum, width));
}

static int
natural_height (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* Places the children in reading order, or only measures when is_dry. Returns the height. */
static int
place (GtkWidget *widget, int width, gboolean is_dry)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int w, h;

      if (!gtk_widget_should_layout (child))
        continue;
      w = fit (child, width);
      h = natural_height (child);
      if (x > 0 && x + w > width)
        {
          x = 0;
          y += line + GAP;
          line = 0;
        }
      if (!is_dry)
        gtk_widget_size_allocate (child, &(GtkAllocation){ is_rtl ? width - x - w : x, y, w, h }, -1);
      x += w + GAP;
      line = MAX (line, h);
    }

  return y + line;
}

static GtkSizeRequestMode
lens_flow_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lens_flow_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                   int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = place (widget, for_size >= 0 ? for_size : USUAL_WIDTH, TRUE);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      *minimum = MAX (*minimum, fit (child, 0));
      *natural += fit (child, G_MAXINT) + GAP;
    }
}

static void
lens_flow_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  place (widget, width, FALSE);
}

static void
lens_flow_class_init (LensFlowClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = lens_flow_get_request_mode;
  layout_class->measure = lens_flow_measure;
  layout_class->allocate = lens_flow_allocate;
}

static void
lens_flow_init (LensFlow *self)
{
}
