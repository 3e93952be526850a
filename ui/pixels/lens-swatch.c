/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-swatch.h"

#include <string.h>

#define HEIGHT 20
#define WIDTH 28
#define CORNER 3

struct _LensSwatch {
  GtkWidget parent_instance;

  guint8 colour[3];
};

G_DEFINE_FINAL_TYPE (LensSwatch, lens_swatch, GTK_TYPE_WIDGET)

static void
lens_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensSwatch *self = LENS_SWATCH (widget);
  const GdkRGBA colour
      = { (float) self->colour[0] / 255, (float) self->colour[1] / 255, (float) self->colour[2] / 255, 1 };
  const GdkRGBA line = { 0.5f, 0.5f, 0.5f, 1 }; /* seen on light and dark grounds */
  const GdkRGBA lines[4] = { line, line, line, line };
  const float widths[4] = { 1, 1, 1, 1 };
  graphene_rect_t place
      = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), (float) gtk_widget_get_height (widget));
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, &place, CORNER);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &colour, &place);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, widths, lines);
}

static void
lens_swatch_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                     int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT;
}

static void
lens_swatch_class_init (LensSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = lens_swatch_snapshot;
  widget_class->measure = lens_swatch_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
lens_swatch_init (LensSwatch *self)
{
}

GtkWidget *
lens_swatch_new (void)
{
  return g_object_new (LENS_TYPE_SWATCH, NULL);
}

void
lens_swatch_set_colour (LensSwatch *self, const guint8 *colour)
{
  g_return_if_fail (LENS_IS_SWATCH (self));

  memcpy (self->colour, colour, sizeof self->colour);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
