/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-columns.h"

#include "lens-theme.h"

#define GAP 32   /* between columns */
#define SPACE 16 /* between children of one column */

struct _LensColumns {
  GtkLayoutManager parent_instance;

  int chars;
};

G_DEFINE_FINAL_TYPE (LensColumns, lens_columns, GTK_TYPE_LAYOUT_MANAGER)

typedef struct {
  GtkWidget *child;
  int height;
} Part;

static int
count_columns (LensColumns *self, GtkWidget *widget, int width)
{
  int column = self->chars * PANGO_PIXELS_CEIL (lens_theme_get_char_width (widget));

  return MAX (1, (width + GAP) / (MAX (1, column) + GAP));
}

static GArray *
list_parts (GtkWidget *widget, int column_width)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      Part part = { child, 0 };

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column_width, NULL, &part.height, NULL, NULL);
      g_array_append_val (parts, part);
    }

  return parts;
}

/* How many columns of at most that height the parts need. */
static int
count_needed (GArray *parts, int height)
{
  int n = 1, filled = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      int own = g_array_index (parts, Part, i).height;

      if (filled > 0 && filled + SPACE + own > height)
        {
          n++;
          filled = 0;
        }
      filled += own + (filled > 0 ? SPACE : 0);
    }

  return n;
}

/* The least height at which the parts fit into so many columns. */
static int
find_height (GArray *parts, int n_columns)
{
  int low = 0, high = 0;

  for (guint i = 0; i < parts->len; i++)
    {
      low = MAX (low, g_array_index (parts, Part, i).height);
      high += g_array_index (parts, Part, i).height + SPACE;
    }
  while (low < high)
    {
      int middle = low + (high - low) / 2;

      if (count_needed (parts, middle) <= n_columns)
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

static int
get_column_width (int width, int n_columns)
{
  return MAX (0, (width - (n_columns - 1) * GAP) / n_columns);
}

static GtkSizeRequestMode
lens_columns_get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lens_columns_measure (GtkLayoutManager *manager, GtkWidget *widget, GtkOrientation orientation, int for_size,
                      int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      {
        int least, usual;

        gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &usual, NULL, NULL);
        *minimum = MAX (*minimum, least);
        *natural = MAX (*natural, usual);
      }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = MAX (*minimum, for_size >= 0 ? for_size : *natural);
      int n = count_columns (LENS_COLUMNS (manager), widget, width);
      g_autoptr (GArray) parts = list_parts (widget, MAX (*minimum, get_column_width (width, n)));

      *minimum = *natural = find_height (parts, n);
    }
}

static void
lens_columns_allocate (GtkLayoutManager *manager, GtkWidget *widget, int width, int height, int baseline)
{
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int n = count_columns (LENS_COLUMNS (manager), widget, width), column_width = get_column_width (width, n);
  g_autoptr (GArray) parts = list_parts (widget, column_width);
  int x = 0, y = 0, limit = find_height (parts, n);

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);

      if (y > 0 && y + part->height > limit)
        {
          x += column_width + GAP;
          y = 0;
        }
      gtk_widget_size_allocate (
          part->child, &(GtkAllocation){ is_rtl ? width - x - column_width : x, y, column_width, part->height }, -1);
      y += part->height + SPACE;
    }
}

static void
lens_columns_class_init (LensColumnsClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = lens_columns_get_request_mode;
  layout_class->measure = lens_columns_measure;
  layout_class->allocate = lens_columns_allocate;
}

static void
lens_columns_init (LensColumns *self)
{
}

GtkLayoutManager *
lens_columns_new (int chars)
{
  LensColumns *self = g_object_new (LENS_TYPE_COLUMNS, NULL);

  self->chars = chars;

  return GTK_LAYOUT_MANAGER (self);
}
