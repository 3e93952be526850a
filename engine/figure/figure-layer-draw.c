/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-layer.h"

#include <math.h>

#define BAR_HEIGHT 12

/* As in the window, on light ground. */
static const DermColor positive = { 0x8a / 255.0, 0x34 / 255.0, 0xab / 255.0, 1 },
                       negative = { 0x35 / 255.0, 0x74 / 255.0, 0x26 / 255.0, 1 },
                       zero = { 0xf6 / 255.0, 0xf5 / 255.0, 0xf4 / 255.0, 1 };

double
derm_figure_layer_place (const LayerPage *page, double x, double width)
{
  return page->is_rtl ? LAYER_PAGE_WIDTH - x - width : x;
}

void
derm_figure_layer_text (const LayerPage *page, const char *text, const LayerLine *line)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (line->pixels);
  g_autoptr (PangoLayout) layout = derm_figure_text (page->cr, font, line->style == LAYER_BOLD, text);
  gboolean is_text_rtl = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
  PangoAlignment side = line->side;

  /* Pango means the start of the text by "left". */
  if (side != PANGO_ALIGN_CENTER && is_text_rtl != page->is_rtl)
    side = side == PANGO_ALIGN_LEFT ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
  pango_layout_set_width (layout, (int) (line->width * PANGO_SCALE));
  pango_layout_set_alignment (layout, side);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -MAX (1, line->n_lines));
  pango_layout_set_ellipsize (layout, line->n_lines > 1 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_MIDDLE);
  derm_figure_set_color (page->cr, line->style == LAYER_DIM ? &page->theme->dim_text : &page->theme->text, 1);
  cairo_move_to (page->cr, derm_figure_layer_place (page, line->x, line->width), line->y);
  pango_cairo_show_layout (page->cr, layout);
}

DermColor
derm_figure_layer_color (double part)
{
  return derm_figure_mix (&zero, part > 0 ? &positive : &negative, fabs (part));
}

/* Something is never drawn as nothing. */
void
derm_figure_layer_bar (const LayerPage *page, double x, double y, double length, double part)
{
  const double width = part != 0 ? MAX (0.5, fabs (part) * length) : 0;

  cairo_rectangle (page->cr, derm_figure_layer_place (page, part < 0 ? x - width : x, width), y, width, BAR_HEIGHT);
  derm_figure_set_color (page->cr, part < 0 ? &negative : &positive, 1);
  cairo_fill (page->cr);
  cairo_rectangle (page->cr, derm_figure_layer_place (page, x - 0.5, 1), y - 2, 1, BAR_HEIGHT + 4);
  derm_figure_set_color (page->cr, &page->theme->dim_text, 1);
  cairo_fill (page->cr);
}
