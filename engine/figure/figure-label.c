/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-label.h"

#define HATCH 5 /* from line to line */

static double
get_text_width (PangoLayout *layout)
{
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

void
derm_figure_label (cairo_t *cr, const FigureLabel *label)
{
  g_autoptr (PangoLayout) layout = derm_figure_text (cr, label->font, label->is_bold, label->text);
  double width = get_text_width (layout), x = label->x;
  PangoRectangle logical;

  if (label->width > 0 && width > label->width)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (label->width * PANGO_SCALE));
      width = label->width;
    }
  if (label->width > 0 && label->side == PANGO_ALIGN_RIGHT)
    x += label->width - width;
  else if (label->width > 0 && label->side == PANGO_ALIGN_CENTER)
    x += (label->width - width) / 2;
  pango_layout_get_extents (layout, NULL, &logical);
  derm_figure_set_color (cr, label->color, 1);
  cairo_move_to (cr, x - (double) logical.x / PANGO_SCALE, label->y - (double) logical.height / PANGO_SCALE / 2);
  pango_cairo_show_layout (cr, layout);
}

double
derm_figure_label_width (cairo_t *cr, const PangoFontDescription *font, gboolean is_bold, const char *text)
{
  g_autoptr (PangoLayout) layout = derm_figure_text (cr, font, is_bold, text);

  return get_text_width (layout);
}

double
derm_figure_font_size (const PangoFontDescription *font)
{
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  return pango_font_description_get_size_is_absolute (font) ? size : size * 96 / 72;
}

void
derm_figure_hatch (cairo_t *cr, const cairo_rectangle_t *box, const DermColor *color)
{
  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_clip (cr);
  for (double x = box->x - box->height; x < box->x + box->width; x += HATCH)
    {
      cairo_move_to (cr, x, box->y + box->height);
      cairo_line_to (cr, x + box->height, box->y);
    }
  derm_figure_set_color (cr, color, 1);
  cairo_set_line_width (cr, HATCH * 0.5);
  cairo_stroke (cr);
  cairo_restore (cr);
}

gboolean
derm_figure_is_dark (const DermTheme *theme)
{
  return theme->text.r + theme->text.g + theme->text.b > 1.5;
}
