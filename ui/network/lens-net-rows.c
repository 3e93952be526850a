/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-rows.h"

#define FIRST_MIN 176 /* of a network: the names of its layers and three rows of maps */
#define LAST_MIN 120

struct _LensNetRows {
  GtkLayoutManager parent_instance;

  gboolean scrolls;
};

G_DEFINE_FINAL_TYPE (LensNetRows, lens_net_rows, GTK_TYPE_LAYOUT_MANAGER)

/* What there is of the widget's children; a scrolled window would tell its height for any width. */
typedef struct {
  GtkWidget *first, *last; /* that scroll; or NULL */
  int first_height, last_height;
  int others; /* height of those that do not */
} Rows;

static int
get_height (GtkWidget *widget, int width)
{
  GtkWidget *measured
      = GTK_IS_SCROLLED_WINDOW (widget) ? gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget)) : widget;
  int height;

  gtk_widget_measure (measured, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return height;
}

/* A scrollbar that lies below what it scrolls needs room, too. */
static int
get_first_height (GtkWidget *widget, int width)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (widget);
  int child_width, height = get_height (widget, -1), bar = 0;

  gtk_widget_measure (gtk_scrolled_window_get_child (scroller), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_width,
                      NULL, NULL);
  if (child_width > width && !gtk_scrolled_window_get_overlay_scrolling (scroller))
    gtk_widget_measure (gtk_scrolled_window_get_hscrollbar (scroller), GTK_ORIENTATION_VERTICAL, -1, NULL, &bar, NULL,
                        NULL);

  return height + bar;
}

static Rows
find_rows (GtkWidget *widget, int width)
{
  Rows rows = { 0 };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!gtk_widget_should_layout (child))
        continue;
      if (!GTK_IS_SCROLLED_WINDOW (child))
        rows.others += get_height (child, width);
      else if (rows.first == NULL)
        rows.first = child;
      else
        rows.last = child;
    }
  rows.first_height = rows.first != NULL ? get_first_height (rows.first, width) : 0;
  rows.last_height = rows.last != NULL ? get_height (rows.last, width) : 0;

  return rows;
}

static GtkSizeRequestMode
lens_net_rows_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lens_net_rows_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                       int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  Rows rows;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      rows = find_rows (widget, for_size);
      *minimum = *natural = rows.others + rows.first_height + rows.last_height;
      if (LENS_NET_ROWS (manager)->scrolls)
        *minimum = rows.others + MIN (rows.first_height, FIRST_MIN) + MIN (rows.last_height, LAST_MIN);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int least, usual;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &least, &usual, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural = MAX (*natural, usual);
    }
}

static void
lens_net_rows_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  Rows rows = find_rows (widget, width);
  int left = height - rows.others - MIN (rows.first_height, FIRST_MIN), last = CLAMP (left, 0, rows.last_height);
  int first = MAX (0, height - rows.others - last), y = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int h;

      if (!gtk_widget_should_layout (child))
        continue;
      h = child == rows.first ? first : child == rows.last ? last : get_height (child, width);
      gtk_widget_size_allocate (child, &(GtkAllocation){ 0, y, width, h }, -1);
      y += h;
    }
}

static void
lens_net_rows_class_init (LensNetRowsClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = lens_net_rows_get_request_mode;
  layout_class->measure = lens_net_rows_measure;
  layout_class->allocate = lens_net_rows_allocate;
}

static void
lens_net_rows_init (LensNetRows *self)
{
  self->scrolls = TRUE;
}

void
lens_net_rows_set_scrolls (LensNetRows *self, gboolean scrolls)
{
  g_return_if_fail (LENS_IS_NET_ROWS (self));

  self->scrolls = scrolls;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}
