/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-net-ends.h"

#define GAP 12
#define LINE_GAP 2

struct _LensNetEnds {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (LensNetEnds, lens_net_ends, GTK_TYPE_LAYOUT_MANAGER)

typedef struct {
  int words_width, words_height; /* at the width that they get */
  int end_width, end_height;     /* 0 while it is hidden */
  gboolean is_one_line;
} Ends;

static Ends
find_ends (GtkWidget *widget, int width)
{
  GtkWidget *words = gtk_widget_get_first_child (widget), *end = gtk_widget_get_last_child (widget);
  Ends ends = { 0 };
  int usual;

  if (gtk_widget_should_layout (end))
    {
      gtk_widget_measure (end, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &ends.end_width, NULL, NULL);
      gtk_widget_measure (end, GTK_ORIENTATION_VERTICAL, -1, NULL, &ends.end_height, NULL, NULL);
    }
  gtk_widget_measure (words, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &usual, NULL, NULL);
  ends.is_one_line = ends.end_width == 0 || usual + GAP + ends.end_width <= width;
  ends.words_width = ends.is_one_line && ends.end_width > 0 ? width - GAP - ends.end_width : width;
  gtk_widget_measure (words, GTK_ORIENTATION_VERTICAL, ends.words_width, NULL, &ends.words_height, NULL, NULL);

  return ends;
}

static GtkSizeRequestMode
lens_net_ends_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lens_net_ends_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                       int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  GtkWidget *words = gtk_widget_get_first_child (widget);
  Ends ends = find_ends (widget, for_size >= 0 && orientation == GTK_ORIENTATION_VERTICAL ? for_size : G_MAXINT / 2);
  int least, usual;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = ends.is_one_line ? MAX (ends.words_height, ends.end_height)
                                             : ends.words_height + LINE_GAP + ends.end_height;
      return;
    }
  gtk_widget_measure (words, orientation, -1, &least, &usual, NULL, NULL);
  *minimum = MAX (least, ends.end_width);
  *natural = usual + (ends.end_width > 0 ? GAP + ends.end_width : 0);
}

static void
lens_net_ends_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  GtkWidget *words = gtk_widget_get_first_child (widget), *end = gtk_widget_get_last_child (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Ends ends = find_ends (widget, width);
  int x = ends.is_one_line != is_rtl ? width - ends.end_width : 0;

  gtk_widget_size_allocate (words,
                            &(GtkAllocation){ is_rtl ? width - ends.words_width : 0, 0, ends.words_width,
                                              ends.is_one_line ? height : ends.words_height },
                            -1);
  if (gtk_widget_should_layout (end))
    gtk_widget_size_allocate (end,
                              &(GtkAllocation){ x, ends.is_one_line ? 0 : ends.words_height + LINE_GAP, ends.end_width,
                                                ends.is_one_line ? height : ends.end_height },
                              -1);
}

static void
lens_net_ends_class_init (LensNetEndsClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = lens_net_ends_get_request_mode;
  layout_class->measure = lens_net_ends_measure;
  layout_class->allocate = lens_net_ends_allocate;
}

static void
lens_net_ends_init (LensNetEnds *self)
{
}
