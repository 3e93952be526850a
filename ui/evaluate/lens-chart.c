/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-chart.h"

#include "lens-theme.h"

#define SIDE 28.0 /* of a character's width */
#define TEXT 0.8  /* of the size of text around it */

struct _LensChart {
  GtkWidget parent_instance;

  LensChartDraw draw;
  gpointer data; /* borrowed */
};

G_DEFINE_FINAL_TYPE (LensChart, lens_chart, GTK_TYPE_WIDGET)

static void
lens_chart_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = (int) (SIDE * lens_theme_get_char_width (widget) / PANGO_SCALE);
}

static void
lens_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LensChart *self = LENS_CHART (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (PangoFontDescription) font = NULL;
  DermTheme theme;
  cairo_t *cr;

  if (self->draw == NULL)
    return;
  theme = lens_theme_for_widget (widget);
  font = lens_theme_dup_font (widget);
  pango_font_description_set_absolute_size (
      font, pango_font_description_get_size (font) * TEXT
                * (pango_font_description_get_size_is_absolute (font) ? 1 : 96.0 / 72.0));
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  self->draw (cr, width, height, &(DermChartStyle){ font, &theme }, self->data);
  cairo_destroy (cr);
}

static void
lens_chart_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (lens_chart_parent_class)->css_changed (widget, change);
  gtk_widget_queue_resize (widget);
}

static void
lens_chart_class_init (LensChartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = lens_chart_measure;
  widget_class->snapshot = lens_chart_snapshot;
  widget_class->css_changed = lens_chart_css_changed;
  gtk_widget_class_set_css_name (widget_class, "lens-chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
lens_chart_init (LensChart *self)
{
}

void
lens_chart_set_draw (LensChart *self, LensChartDraw draw, gpointer data)
{
  g_return_if_fail (LENS_IS_CHART (self));

  self->draw = draw;
  self->data = data;
}

void
lens_chart_update (LensChart *self, const char *words)
{
  g_return_if_fail (LENS_IS_CHART (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
