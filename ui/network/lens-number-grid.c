/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-number-grid.h"

#include <math.h>

#include "lens-frame.h"
#include "lens-net-words.h"
#include "lens-signed-colours.h"
#include "lens-theme.h"

#define CELL_WIDTH 34
#define CELL_HEIGHT 27
#define MARGIN 6 /* of a number in its cell */
#define CAPTION_GAP 4
#define RING 3.0f

struct _LensNumberGrid {
  GtkWidget parent_instance;

  GtkLabel *caption; /* borrowed child */
  GArray *values;    /* owned, of double */
  int n_columns, ringed;
  int cell_width, cell_height, top; /* of the last layout, as where the cells begin */
};

G_DEFINE_FINAL_TYPE (LensNumberGrid, lens_number_grid, GTK_TYPE_WIDGET)

enum { CELL_PRESSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static double
get_value (LensNumberGrid *self, guint i)
{
  return g_array_index (self->values, double, i);
}

/* Numbers beyond the border are 0 to the sum; they stand as a dash. */
static char *
dup_number (LensNumberGrid *self, guint i)
{
  return isnan (get_value (self, i)) ? g_strdup ("–") : lens_net_format (get_value (self, i));
}

static int
get_n_rows (LensNumberGrid *self)
{
  return self->n_columns > 0 ? ((int) self->values->len + self->n_columns - 1) / self->n_columns : 0;
}

static void
get_cell_size (LensNumberGrid *self, int *width, int *height)
{
  *width = CELL_WIDTH;
  *height = CELL_HEIGHT;
  for (guint i = 0; i < self->values->len; i++)
    {
      g_autofree char *number = dup_number (self, i);
      g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
      int text_width, text_height;

      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      *width = MAX (*width, text_width + MARGIN);
      *height = MAX (*height, text_height + MARGIN);
    }
}

static int
get_caption_height (LensNumberGrid *self)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (self->caption), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);

  return height + CAPTION_GAP;
}

static graphene_rect_t
get_cell (LensNumberGrid *self, guint i)
{
  return GRAPHENE_RECT_INIT ((float) ((int) i % self->n_columns * self->cell_width),
                             (float) (self->top + (int) i / self->n_columns * self->cell_height),
                             (float) self->cell_width, (float) self->cell_height);
}

static void
draw_number (LensNumberGrid *self, GtkSnapshot *snapshot, guint i, double scale)
{
  const LensSignedColours *colours = lens_signed_colours_for_widget (GTK_WIDGET (self));
  graphene_rect_t cell = get_cell (self, i);
  GdkRGBA ground = lens_signed_colours_mix (colours, scale > 0 ? get_value (self, i) / scale : 0);
  GdkRGBA text = lens_signed_colours_text (&ground);
  g_autofree char *number = dup_number (self, i);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_append_color (snapshot, &ground, &cell);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (floorf (cell.origin.x + (cell.size.width - (float) width) / 2),
                                                floorf (cell.origin.y + (cell.size.height - (float) height) / 2)));
  gtk_snapshot_append_layout (snapshot, layout, &text);
  gtk_snapshot_restore (snapshot);
}

static void
lens_number_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensNumberGrid *self = LENS_NUMBER_GRID (widget);
  DermTheme theme = lens_theme_for_widget (widget);
  const GdkRGBA line = { (float) theme.text.r, (float) theme.text.g, (float) theme.text.b, 0.28f };
  const GdkRGBA ring = { (float) theme.text.r, (float) theme.text.g, (float) theme.text.b, 1 };
  double scale = 0;

  gtk_widget_snapshot_child (widget, GTK_WIDGET (self->caption), snapshot);
  for (guint i = 0; i < self->values->len; i++)
    if (!isnan (get_value (self, i)))
      scale = MAX (scale, fabs (get_value (self, i)));
  for (guint i = 0; i < self->values->len; i++)
    draw_number (self, snapshot, i, scale);
  for (guint i = 0; i < self->values->len; i++)
    {
      graphene_rect_t cell = get_cell (self, i);

      lens_frame_snapshot (snapshot, &cell, 0, 1, &line);
    }
  if (self->ringed >= 0)
    {
      graphene_rect_t cell = get_cell (self, (guint) self->ringed);

      lens_frame_snapshot (snapshot, &cell, 0, RING, &ring);
    }
}

static void
lens_number_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                          int *minimum_baseline, int *natural_baseline)
{
  LensNumberGrid *self = LENS_NUMBER_GRID (widget);
  int width, height, caption;

  get_cell_size (self, &width, &height);
  gtk_widget_measure (GTK_WIDGET (self->caption), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &caption, NULL, NULL);
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL
                            ? MAX (caption, self->n_columns * width)
                            : get_caption_height (self) + get_n_rows (self) * height;
}

static void
lens_number_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LensNumberGrid *self = LENS_NUMBER_GRID (widget);

  get_cell_size (self, &self->cell_width, &self->cell_height);
  self->top = get_caption_height (self);
  gtk_widget_size_allocate (GTK_WIDGET (self->caption), &(GtkAllocation){ 0, 0, width, self->top - CAPTION_GAP }, -1);
}

static void
on_pressed (GtkGestureClick *gesture, int n_press, double x, double y, LensNumberGrid *self)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      graphene_rect_t cell = get_cell (self, i);

      if (graphene_rect_contains_point (&cell, &GRAPHENE_POINT_INIT ((float) x, (float) y)))
        {
          g_signal_emit (self, signals[CELL_PRESSED], 0, (int) i);
          return;
        }
    }
}

static void
lens_number_grid_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (lens_number_grid_parent_class)->dispose (object);
}

static void
lens_number_grid_finalize (GObject *object)
{
  g_array_unref (LENS_NUMBER_GRID (object)->values);

  G_OBJECT_CLASS (lens_number_grid_parent_class)->finalize (object);
}

static void
lens_number_grid_class_init (LensNumberGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_number_grid_dispose;
  G_OBJECT_CLASS (klass)->finalize = lens_number_grid_finalize;
  widget_class->snapshot = lens_number_grid_snapshot;
  widget_class->measure = lens_number_grid_measure;
  widget_class->size_allocate = lens_number_grid_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "lens-number-grid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  signals[CELL_PRESSED] = g_signal_new ("cell-pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
lens_number_grid_init (LensNumberGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->ringed = -1;
  self->caption = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, NULL);
  gtk_widget_set_direction (GTK_WIDGET (self->caption), GTK_TEXT_DIR_LTR); /* above the first of the numbers */
  gtk_widget_set_parent (GTK_WIDGET (self->caption), GTK_WIDGET (self));
  g_signal_connect (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

void
lens_number_grid_set (LensNumberGrid *self, const char *caption, const double *values, int n, int n_columns, int ringed)
{
  g_autoptr (GString) words = g_string_new (NULL);

  g_return_if_fail (LENS_IS_NUMBER_GRID (self));
  g_return_if_fail (n_columns > 0);

  g_array_set_size (self->values, 0);
  g_array_append_vals (self->values, values, (guint) n);
  self->n_columns = n_columns;
  self->ringed = ringed;
  gtk_label_set_markup (self->caption, caption);
  g_string_append_printf (words, "%s:", gtk_label_get_text (self->caption));
  for (int i = 0; i < n; i++)
    {
      g_autofree char *number = dup_number (self, (guint) i);

      g_string_append_printf (words, "%s %s", i > 0 && i % n_columns == 0 ? ";" : i > 0 ? "," : "", number);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words->str, -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
