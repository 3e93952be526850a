/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-private.h"

#include <math.h>

/* All in the drawing's units, for left to right; place() mirrors. */
typedef struct {
  double width;
  gboolean is_rtl;
  double row;  /* from one row to the next */
  double sign; /* height of a sign */
  double label_x, label_width;
  double bar_x, bar_width, bar_height;
  double mark_width; /* of the column for markers, with the gap before it; 0: there are none */
  double value_width;
  double hint_width; /* with the gap before it; 0: there are none */
} Geometry;

typedef struct {
  PangoLayout *label, *value;
  PangoLayout *mark, *hint; /* nullable */
} RowText;

static double
text_height (cairo_t *cr, const PangoFontDescription *font)
{
  g_autoptr (PangoLayout) layout = derm_figure_text (cr, font, TRUE, "Ág0");
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.height / PANGO_SCALE;
}

static double
layout_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static double
row_height (cairo_t *cr, const PangoFontDescription *font)
{
  return MAX (1, round (1.5 * text_height (cr, font)));
}

double
derm_figure_bars_height (cairo_t *cr, int n_bars, const PangoFontDescription *font)
{
  g_return_val_if_fail (cr != NULL && font != NULL, 0);
  return row_height (cr, font) * MAX (0, n_bars);
}

/* Of the triangle of a marker, which is half as wide; what the other half leaves is the gap to its word. */
static double
mark_height (double row)
{
  return round (row * 0.4);
}

/* Widths of what is written, the widest of all rows. */
typedef struct {
  double label, mark, value, hint;
  double label_share; /* of the whole width, at most */
} Widest;

static void
geometry_init (Geometry *g, double width, double row, gboolean is_rtl, const Widest *widest)
{
  double gap = round (row * 0.55);

  *g = (Geometry){ .width = width, .is_rtl = is_rtl, .row = row };
  g->sign = round (row * 0.4);
  g->label_x = g->sign + round (row * 0.45);
  g->label_width = ceil (MIN (widest->label, width * widest->label_share));
  g->value_width = ceil (MIN (widest->value, width * 0.3));
  g->bar_x = g->label_x + g->label_width + gap;
  if (widest->hint > 0)
    g->hint_width = ceil (MIN (widest->hint, width * 0.25)) + round (row * 0.3);
  if (widest->mark > 0)
    g->mark_width = ceil (MIN (widest->mark, width * 0.25)) + mark_height (row) + gap / 2;
  g->bar_width = MAX (0, floor (width - g->hint_width - g->value_width - gap - g->mark_width - g->bar_x));
  g->bar_height = MAX (1, round (row * 0.52));
}

/* The left edge of a thing `size` wide that begins at `x` in reading direction. */
static double
place (const Geometry *g, double x, double size)
{
  return g->is_rtl ? g->width - x - size : x;
}

static void
draw_text (cairo_t *cr, PangoLayout *layout, double x, double middle, const DermColor *color)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  derm_figure_set_color (cr, color, 1);
  cairo_move_to (cr, x - (double) logical.x / PANGO_SCALE, middle - (double) logical.height / PANGO_SCALE / 2);
  pango_cairo_show_layout (cr, layout);
}

static void
fit (PangoLayout *layout, double width)
{
  if (layout_width (layout) <= width)
    return;
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
}

static double
fill_width (const Geometry *g, double score)
{
  if (!(score > 0)) /* not a number counts as nothing */
    return 0;
  return MIN (g->bar_width, MAX (1, MIN (score, 1) * g->bar_width)); /* something is never drawn as nothing */
}

/* A filled part, from the middle of the track if it has a sign. */
static cairo_rectangle_t
find_fill (const Geometry *g, const DermBar *bar, double top)
{
  double filled = fill_width (g, bar->is_signed ? fabs (bar->score) / 2 : bar->score);
  double x = g->bar_x;

  if (bar->is_signed)
    x += floor (g->bar_width / 2) - (bar->score < 0 ? filled : 0);
  return (cairo_rectangle_t){ place (g, x, filled), top, filled, g->bar_height };
}

/* Where a difference is nothing. */
static void
draw_zero (cairo_t *cr, const Geometry *g, double top, const DermTheme *theme)
{
  cairo_rectangle (cr, place (g, g->bar_x + floor (g->bar_width / 2), 1), top, 1, g->bar_height);
  derm_figure_set_color (cr, &theme->text, 1);
  cairo_fill (cr);
}

/* "◀ truth": a triangle that points at the bar, and its word. */
static void
draw_mark (cairo_t *cr, const Geometry *g, PangoLayout *word, double middle, const DermTheme *theme)
{
  double height = mark_height (g->row), x = g->bar_x + g->bar_width + round (g->row * 0.15);
  double tip = place (g, x, 0), base = place (g, x + height / 2, 0), width;

  cairo_move_to (cr, tip, middle);
  cairo_line_to (cr, base, middle - height / 2);
  cairo_line_to (cr, base, middle + height / 2);
  cairo_close_path (cr);
  derm_figure_set_color (cr, &theme->text, 1);
  cairo_fill (cr);
  fit (word, MAX (0, g->mark_width - height));
  width = layout_width (word);
  draw_text (cr, word, place (g, x + height * 0.75, width), middle, &theme->text);
}

/* Over what is clipped: strokes that lean to the right, whatever the direction of reading. */
static void
draw_hatching (cairo_t *cr, const cairo_rectangle_t *track, const DermTheme *theme)
{
  double gap = MAX (4, round (track->height * 0.7));

  for (double x = track->x - track->height; x < track->x + track->width; x += gap)
    {
      cairo_move_to (cr, x, track->y + track->height);
      cairo_line_to (cr, x + track->height, track->y);
    }
  derm_figure_set_color (cr, &theme->dim_text, theme->is_high_contrast ? 1 : 0.35);
  cairo_set_line_width (cr, MAX (1, round (track->height / 6)));
  cairo_stroke (cr);
}

/* A band between two scores, in the track: seen beside the bar and over it. */
static void
draw_band (cairo_t *cr, const Geometry *g, const DermBar *bar, const cairo_rectangle_t *track, const DermTheme *theme)
{
  double low = CLAMP (bar->band_low, 0, 1) * g->bar_width, high = CLAMP (bar->band_high, 0, 1) * g->bar_width;
  double thickness = MAX (2, round (g->bar_height / 4)), length = MAX (2, high - low);
  double middle = track->y + g->bar_height / 2;

  cairo_rectangle (cr, place (g, g->bar_x + low, length), middle - thickness / 2, length, thickness);
  derm_figure_set_color (cr, &theme->dim_text, 0.8);
  cairo_fill (cr);
  for (int i = 0; i < 2; i++) /* its ends */
    {
      cairo_rectangle (cr, place (g, g->bar_x + (i == 0 ? low : low + length - 1), 1), track->y + 1, 1,
                       g->bar_height - 2);
      cairo_fill (cr);
    }
}

/* Higher than the track, and with a light rim: seen on the bar and beside it. */
static void
draw_tick (cairo_t *cr, const Geometry *g, const DermBar *bar, double top, const DermTheme *theme)
{
  double x = g->bar_x + round (CLAMP (bar->tick, 0, 1) * MAX (0, g->bar_width - 2));
  double rim = place (g, x - 1, 4), line = place (g, x, 2);

  cairo_rectangle (cr, rim, top - 2, 4, g->bar_height + 4);
  derm_figure_set_color (cr, &theme->track, 1);
  cairo_fill (cr);
  cairo_rectangle (cr, line, top - 2, 2, g->bar_height + 4);
  derm_figure_set_color (cr, &theme->text, 1);
  cairo_fill (cr);
}

static void
draw_ring (cairo_t *cr, const Geometry *g, double middle, const DermTheme *theme)
{
  cairo_rectangle_t ring = { 0.5, middle - g->row / 2 + 0.5, g->width - 1, g->row - 1 };

  derm_figure_path_rounded (cr, &ring, 4);
  derm_figure_set_color (cr, &theme->accent, 0.15);
  cairo_fill_preserve (cr);
  derm_figure_set_color (cr, &theme->accent, theme->is_high_contrast ? 1 : 0.7);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

static void
draw_bar (cairo_t *cr, const Geometry *g, const DermBar *bar, double middle, const DermTheme *theme)
{
  double top = round (middle - g->bar_height / 2);
  cairo_rectangle_t track = { place (g, g->bar_x, g->bar_width), top, g->bar_width, g->bar_height };
  cairo_rectangle_t fill = find_fill (g, bar, top);
  double radius = MIN (3, g->bar_height / 4), strength = bar->is_top || theme->is_high_contrast ? 1 : 0.5;

  if (g->bar_width <= 0)
    return;
  cairo_save (cr);
  derm_figure_path_rounded (cr, &track, radius);
  derm_figure_set_color (cr, &theme->track, 1);
  cairo_fill_preserve (cr);
  cairo_clip (cr);
  if (bar->is_covered)
    draw_hatching (cr, &track, theme);
  else
    {
      derm_figure_path_rounded (cr, &fill, MIN (radius, fill.width / 3));
      derm_figure_set_color (cr, &theme->accent, strength);
      cairo_fill (cr);
      if (bar->is_signed)
        draw_zero (cr, g, top, theme);
    }
  if (bar->has_band)
    draw_band (cr, g, bar, &track, theme);
  cairo_restore (cr);
  if (bar->has_tick)
    draw_tick (cr, g, bar, top, theme);
  if (theme->is_high_contrast)
    {
      cairo_rectangle_t line = { track.x + 0.5, track.y + 0.5, track.width - 1, track.height - 1 };

      derm_figure_path_rounded (cr, &line, radius);
      derm_figure_set_color (cr, &theme->text, 1);
      cairo_set_line_width (cr, 1);
      cairo_stroke (cr);
    }
}

static void
draw_row (cairo_t *cr, const Geometry *g, const DermBar *bar, const RowText *text, double middle,
          const DermTheme *theme)
{
  double label_width, value_width, end = g->width - g->hint_width;

  if (bar->is_ringed)
    draw_ring (cr, g, middle, theme);
  fit (text->label, g->label_width);
  fit (text->value, g->value_width);
  label_width = MIN (layout_width (text->label), g->label_width);
  value_width = MIN (layout_width (text->value), g->value_width);
  derm_figure_sign (cr, bar->group, place (g, 0, g->sign) + g->sign / 2, middle, g->sign, theme);
  draw_text (cr, text->label, place (g, g->label_x, label_width), middle, &theme->text);
  draw_bar (cr, g, bar, middle, theme);
  if (text->mark != NULL)
    draw_mark (cr, g, text->mark, middle, theme);
  draw_text (cr, text->value, place (g, end - value_width, value_width), middle, &theme->text);
  if (text->hint != NULL)
    {
      double hint_width = MIN (layout_width (text->hint), g->hint_width);

      fit (text->hint, g->hint_width);
      draw_text (cr, text->hint, place (g, g->width - hint_width, hint_width), middle,
                 bar->is_top || bar->is_ringed ? &theme->text : &theme->dim_text);
    }
}

static void
row_text_clear (gpointer data)
{
  RowText *text = data;

  g_object_unref (text->label);
  g_object_unref (text->value);
  g_clear_object (&text->mark);
  g_clear_object (&text->hint);
}

/* The label alone, or with the name behind it. (transfer full) */
static PangoLayout *
label_new (cairo_t *cr, const DermBar *bar, const DermBarStyle *style, gboolean has_name)
{
  g_autofree char *text
      = has_name && bar->name != NULL ? g_strdup_printf ("%s  %s", bar->label, bar->name) : g_strdup (bar->label);

  return derm_figure_text (cr, style->font, bar->is_top, text);
}

/* All of them or none. */
static gboolean
has_room_for_names (cairo_t *cr, const DermBar *bars, int n_bars, double width, const DermBarStyle *style)
{
  double widest = 0;

  for (int i = 0; i < n_bars && style->name_share > 0; i++)
    {
      g_autoptr (PangoLayout) label = label_new (cr, &bars[i], style, TRUE);

      widest = MAX (widest, layout_width (label));
    }
  return style->name_share > 0 && widest <= style->name_share * width;
}

void
derm_figure_bars (cairo_t *cr, const DermBar *bars, int n_bars, double width, double height, const DermBarStyle *style)
{
  g_autoptr (GArray) texts = g_array_new (FALSE, FALSE, sizeof (RowText));
  Widest widest = { .label_share = 0.4 };
  gboolean has_names;
  Geometry g;

  g_return_if_fail (cr != NULL && (bars != NULL || n_bars <= 0));
  g_return_if_fail (style != NULL && style->font != NULL && style->theme != NULL);
  g_return_if_fail (isfinite (width) && isfinite (height));

  has_names = has_room_for_names (cr, bars, n_bars, width, style);
  if (has_names)
    widest.label_share = MAX (widest.label_share, style->name_share);
  g_array_set_clear_func (texts, row_text_clear);
  for (int i = 0; i < n_bars; i++)
    {
      RowText text = { label_new (cr, &bars[i], style, has_names),
                       derm_figure_text (cr, style->font, bars[i].is_top, bars[i].value),
                       bars[i].mark != NULL ? derm_figure_text (cr, style->font, FALSE, bars[i].mark) : NULL,
                       bars[i].hint != NULL ? derm_figure_text (cr, style->font, bars[i].is_top, bars[i].hint) : NULL };

      widest.label = MAX (widest.label, layout_width (text.label));
      widest.value = MAX (widest.value, layout_width (text.value));
      widest.mark = text.mark != NULL ? MAX (widest.mark, layout_width (text.mark)) : widest.mark;
      widest.hint = text.hint != NULL ? MAX (widest.hint, layout_width (text.hint)) : widest.hint;
      g_array_append_val (texts, text);
    }
  geometry_init (&g, width, height / MAX (1, n_bars), style->is_rtl, &widest);
  for (int i = 0; i < n_bars; i++)
    draw_row (cr, &g, &bars[i], &g_array_index (texts, RowText, i), (i + 0.5) * g.row, style->theme);
}
