/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-flow.h"

#define KEPT_WIDTH "lens-flow-kept-width"
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
natural_height (GtkWidget *widget, int width)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

typedef enum { PLACE, MEASURE, MEASURE_KEPT } Pass;

static int
get_kept_width (GtkWidget *child)
{
  return GPOINTER_TO_INT (g_object_get_data (G_OBJECT (child), KEPT_WIDTH));
}

void
lens_flow_set_kept_width (GtkWidget *child, int width)
{
  GtkWidget *parent = gtk_widget_get_parent (child);

  if (get_kept_width (child) == width)
    return;
  g_object_set_data (G_OBJECT (child), KEPT_WIDTH, GINT_TO_POINTER (width));
  if (parent != NULL)
    gtk_widget_queue_resize (parent);
}

/* At that width, at which words may need more than one line: hidden children are as high as those that are seen, and
 * have been seen. */
static int
get_height (GtkWidget *child, int width)
{
  GtkWidget *part = gtk_widget_get_first_child (child);

  if (gtk_widget_get_visible (child))
    return natural_height (child, width);

  return part != NULL ? natural_height (part, -1) : 0;
}

/* Places the children in reading order, or only measures. Returns the height. */
static int
place (GtkWidget *widget, int width, Pass pass)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int w, h;

      if (GTK_IS_NATIVE (child))
        continue;
      w = fit (child, width);
      if (pass == MEASURE_KEPT)
        w = MAX (w, get_kept_width (child));
      if (w == 0 || (pass != MEASURE_KEPT && !gtk_widget_should_layout (child)))
        continue;
      h = get_height (child, w);
      if (x > 0 && x + w > width)
        {
          x = 0;
          y += line + LENS_FLOW_GAP;
          line = 0;
        }
      if (pass == PLACE)
        gtk_widget_size_allocate (child, &(GtkAllocation){ is_rtl ? width - x - w : x, y, w, h }, -1);
      x += w + LENS_FLOW_GAP;
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
      int width = for_size >= 0 ? for_size : USUAL_WIDTH;

      *minimum = *natural = MAX (place (widget, width, MEASURE), place (widget, width, MEASURE_KEPT));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      *minimum = MAX (*minimum, fit (child, 0));
      *natural += fit (child, G_MAXINT) + LENS_FLOW_GAP;
    }
}

static void
lens_flow_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  place (widget, width, PLACE);
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
