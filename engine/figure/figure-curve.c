/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "derm-figure-evaluation.h"
#include "figure-label.h"

/* Charts whose axes go from 0 to 1. */

#define BAND 0.22 /* how strong a band is */
#define PALE 0.5  /* and a dot of few images */
#define LEAST_DOT 2.0
#define LARGEST_DOT 6.0

typedef struct {
  cairo_t *cr;
  const DermChartStyle *style;
  cairo_rectangle_t plot;
} Chart;

static double
to_x (const Chart *chart, double value)
{
  return chart->plot.x + CLAMP (value, 0, 1) * chart->plot.width;
}

static double
to_y (const Chart *chart, double value)
{
  return chart->plot.y + (1 - CLAMP (value, 0, 1)) * chart->plot.height;
}

/* A square, as large as there is room for, beside the numbers of its axes. */
static Chart
chart_init (cairo_t *cr, double width, double height, const DermChartStyle *style)
{
  double size = derm_figure_font_size (style->font);
  double left = derm_figure_label_width (cr, style->font, FALSE, "0.5") + 2 * size, top = 0.6 * size;
  double side = MAX (1, floor (MIN (width - left - 0.6 * size, height - top - 2.9 * size)));

  return (Chart){ cr, style, { round (left), round (top), side, side } };
}

static void
draw_tick (const Chart *chart, double value)
{
  double size = derm_figure_font_size (chart->style->font), x = round (to_x (chart, value)) + 0.5;
  double y = round (to_y (chart, value)) + 0.5;
  g_autofree char *text = g_strdup_printf ("%.3g", value);
  FigureLabel label = { .text = text, .font = chart->style->font, .color = &chart->style->theme->dim_text };

  cairo_move_to (chart->cr, x, chart->plot.y);
  cairo_line_to (chart->cr, x, chart->plot.y + chart->plot.height);
  cairo_move_to (chart->cr, chart->plot.x, y);
  cairo_line_to (chart->cr, chart->plot.x + chart->plot.width, y);
  derm_figure_set_color (chart->cr, &chart->style->theme->dim_text, 0.3);
  cairo_set_line_width (chart->cr, 1);
  cairo_stroke (chart->cr);
  label.x = x - 2 * size;
  label.width = 4 * size;
  label.y = chart->plot.y + chart->plot.height + 0.9 * size;
  label.side = PANGO_ALIGN_CENTER;
  derm_figure_label (chart->cr, &label);
  label.x = 0;
  label.width = chart->plot.x - 0.5 * size;
  label.y = y;
  label.side = PANGO_ALIGN_RIGHT;
  derm_figure_label (chart->cr, &label);
}

static void
draw_titles (const Chart *chart, const char *x_title, const char *y_title)
{
  double size = derm_figure_font_size (chart->style->font);
  FigureLabel label = { .text = x_title,
                        .font = chart->style->font,
                        .color = &chart->style->theme->dim_text,
                        .x = 0,
                        .y = chart->plot.y + chart->plot.height + 2.2 * size,
                        .width = 2 * chart->plot.x + chart->plot.width,
                        .side = PANGO_ALIGN_CENTER };

  derm_figure_label (chart->cr, &label);
  cairo_save (chart->cr);
  cairo_translate (chart->cr, 0.6 * size, chart->plot.y + chart->plot.height);
  cairo_rotate (chart->cr, -G_PI_2);
  label.text = y_title;
  label.y = 0;
  label.width = chart->plot.height;
  derm_figure_label (chart->cr, &label);
  cairo_restore (chart->cr);
}

static void
draw_axes (const Chart *chart, const char *x_title, const char *y_title)
{
  const double dashes[] = { 3, 3 };

  for (int i = 0; i < 3; i++)
    draw_tick (chart, i / 2.0);
  draw_titles (chart, x_title, y_title);
  cairo_move_to (chart->cr, to_x (chart, 0), to_y (chart, 0));
  cairo_line_to (chart->cr, to_x (chart, 1), to_y (chart, 1));
  derm_figure_set_color (chart->cr, &chart->style->theme->dim_text, 1);
  cairo_set_dash (chart->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (chart->cr);
  cairo_set_dash (chart->cr, NULL, 0, 0);
}

/* ---- ROC ---- */

static const DermColor *
get_group_color (const DermTheme *theme, DermGroup group)
{
  switch (group)
    {
    case DERM_GROUP_MALIGNANT:
      return &theme->malignant;
    case DERM_GROUP_PRE_MALIGNANT:
      return &theme->pre_malignant;
    case DERM_GROUP_BENIGN:
      return &theme->benign;
    case DERM_GROUP_UNKNOWN:
    default:
      return &theme->accent;
    }
}

static void
draw_band (const Chart *chart, const DermRoc *roc, const DermColor *color)
{
  if (roc->n_steps < 2)
    return;
  cairo_new_path (chart->cr);
  for (int i = 0; i < roc->n_steps; i++)
    cairo_line_to (chart->cr, to_x (chart, (double) i / (roc->n_steps - 1)), to_y (chart, roc->low[i]));
  for (int i = roc->n_steps - 1; i >= 0; i--)
    cairo_line_to (chart->cr, to_x (chart, (double) i / (roc->n_steps - 1)), to_y (chart, roc->high[i]));
  cairo_close_path (chart->cr);
  derm_figure_set_color (chart->cr, color, BAND);
  cairo_fill (chart->cr);
}

/* Of ten thousand points most lie within one pixel. */
static void
draw_curve (const Chart *chart, const DermRoc *roc, const DermColor *color)
{
  double last_x = -1, last_y = -1;

  cairo_new_path (chart->cr);
  for (int i = 0; i < roc->n_points; i++)
    {
      double x = to_x (chart, roc->false_alarms[i]), y = to_y (chart, roc->found[i]);

      if (i > 0 && i + 1 < roc->n_points && fabs (x - last_x) < 0.5 && fabs (y - last_y) < 0.5)
        continue;
      cairo_line_to (chart->cr, x, y);
      last_x = x;
      last_y = y;
    }
  derm_figure_set_color (chart->cr, color, 1);
  cairo_set_line_width (chart->cr, 2);
  cairo_set_line_join (chart->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (chart->cr);
}

static void
draw_mark (const Chart *chart, const DermRoc *roc)
{
  double x = to_x (chart, roc->mark_x), y = to_y (chart, roc->mark_y);
  double size = derm_figure_font_size (chart->style->font);

  cairo_arc (chart->cr, x, y, 0.62 * size, 0, 2 * G_PI);
  derm_figure_set_color (
      chart->cr, derm_figure_is_dark (chart->style->theme) ? &(DermColor){ 0, 0, 0, 1 } : &(DermColor){ 1, 1, 1, 1 },
      1);
  cairo_fill_preserve (chart->cr);
  derm_figure_set_color (chart->cr, get_group_color (chart->style->theme, roc->group), 1);
  cairo_set_line_width (chart->cr, 1);
  cairo_stroke (chart->cr);
  derm_figure_sign (chart->cr, roc->group == DERM_GROUP_UNKNOWN ? DERM_GROUP_BENIGN : roc->group, x, y, 0.8 * size,
                    chart->style->theme);
}

void
derm_figure_roc (cairo_t *cr, const DermRoc *roc, double width, double height, const DermChartStyle *style)
{
  Chart chart;
  const DermColor *color;

  g_return_if_fail (cr != NULL && roc != NULL && style != NULL);

  chart = chart_init (cr, width, height, style);
  color = get_group_color (style->theme, roc->group);
  draw_axes (&chart, roc->x_title, roc->y_title);
  draw_band (&chart, roc, color);
  draw_curve (&chart, roc, color);
  if (roc->has_mark)
    draw_mark (&chart, roc);
}

/* ---- reliability ---- */

static void
draw_dot (const Chart *chart, const DermReliabilityDot *dot, guint most)
{
  double x = to_x (chart, dot->score), y = to_y (chart, dot->share);
  double radius = LEAST_DOT + (LARGEST_DOT - LEAST_DOT) * sqrt ((double) dot->n / most);
  double strength = dot->n < DERM_RELIABILITY_FEW ? PALE : 1;

  cairo_move_to (chart->cr, x, to_y (chart, dot->low));
  cairo_line_to (chart->cr, x, to_y (chart, dot->high));
  derm_figure_set_color (chart->cr, &chart->style->theme->accent, strength * 0.7);
  cairo_set_line_width (chart->cr, 1.5);
  cairo_stroke (chart->cr);
  cairo_arc (chart->cr, x, y, radius, 0, 2 * G_PI);
  derm_figure_set_color (chart->cr, &chart->style->theme->accent, strength);
  cairo_fill (chart->cr);
}

void
derm_figure_reliability (cairo_t *cr, const DermReliability *reliability, double width, double height,
                         const DermChartStyle *style)
{
  Chart chart;
  guint most = 1;

  g_return_if_fail (cr != NULL && reliability != NULL && style != NULL);

  chart = chart_init (cr, width, height, style);
  draw_axes (&chart, reliability->x_title, reliability->y_title);
  for (int i = 0; i < reliability->n_dots; i++)
    most = MAX (most, reliability->dots[i].n);
  for (int i = 0; i < reliability->n_dots; i++)
    if (reliability->dots[i].n > 0)
      draw_dot (&chart, &reliability->dots[i], most);
}
