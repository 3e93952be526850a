/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-text.h"
#include "derm-version.h"
#include "figure-private.h"

/* An explanation as a page: input, map, legend, words, where it comes from. */

enum {
  PAGE_WIDTH = 720,
  PAGE_HEIGHT = 594, /* a whole number of pixels at the width that is saved */
  MARGIN = 24,
  SIDE = 324, /* of input and map */
  TOP = 56,
  LEGEND_Y = TOP + SIDE + 14,
  LEGEND_HEIGHT = 14,
  LINE_HEIGHT = 16,
  WORDS_Y = LEGEND_Y + LEGEND_HEIGHT + 12 + 3 * LINE_HEIGHT,
  FOOTER_Y = PAGE_HEIGHT - 66,
};

typedef struct {
  cairo_t *cr;
  DermExplanation *explanation;
  const DermTheme *theme;
} Page;

/* Text in a box, `n_lines` lines at most; what is in the middle is left out where there is no room. */
typedef struct {
  double pixels, x, y, width;
  int n_lines;
  gboolean is_bold, is_dim;
  PangoAlignment side; /* where in the box; LEFT is where the text starts reading, unless is_fixed */
  gboolean is_fixed;   /* left and right as they are: what belongs to a picture, which is never mirrored */
} Line;

static void
draw_text (const Page *page, const char *text, const Line *line)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (line->pixels);
  g_autoptr (PangoLayout) layout = derm_figure_text (page->cr, font, line->is_bold, text);
  PangoAlignment side = line->side;

  /* Pango takes left for right in text that reads from there. */
  if (line->is_fixed && side != PANGO_ALIGN_CENTER && pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL)
    side = side == PANGO_ALIGN_LEFT ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
  pango_layout_set_width (layout, (int) (line->width * PANGO_SCALE));
  pango_layout_set_alignment (layout, side);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -line->n_lines);
  pango_layout_set_ellipsize (layout, line->n_lines == 1 ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
  derm_figure_set_color (page->cr, line->is_dim ? &page->theme->dim_text : &page->theme->text, 1);
  cairo_move_to (page->cr, line->x, line->y);
  pango_cairo_show_layout (page->cr, layout);
}

static void
draw_pictures (const Page *page)
{
  DermInput *input = derm_explanation_get_input (page->explanation);
  double longest = MAX (derm_input_get_width (input), derm_input_get_height (input));
  double width = SIDE * derm_input_get_width (input) / longest, height = SIDE * derm_input_get_height (input) / longest;

  cairo_save (page->cr);
  cairo_translate (page->cr, MARGIN + (SIDE - width) / 2, TOP + (SIDE - height) / 2);
  derm_figure_input (page->cr, input, DERM_INPUT_VIEW_COLOR, width, height);
  cairo_translate (page->cr, PAGE_WIDTH - 2 * MARGIN - SIDE, 0);
  derm_figure_map (page->cr, page->explanation, derm_explanation_get_scale (page->explanation), 0.72, width, height);
  cairo_restore (page->cr);
}

/* From the strongest against to the strongest for, over the middle grey. */
static void
draw_legend_bar (const Page *page, double x)
{
  cairo_pattern_t *colors = cairo_pattern_create_linear (x, 0, x + SIDE, 0);
  const DermColor *against = &derm_figure_against, *is_for = &derm_figure_for;

  cairo_pattern_add_color_stop_rgba (colors, 0, against->r, against->g, against->b, 0.72);
  cairo_pattern_add_color_stop_rgba (colors, 0.5, against->r, against->g, against->b, 0);
  cairo_pattern_add_color_stop_rgba (colors, 0.5, is_for->r, is_for->g, is_for->b, 0);
  cairo_pattern_add_color_stop_rgba (colors, 1, is_for->r, is_for->g, is_for->b, 0.72);
  cairo_rectangle (page->cr, x, LEGEND_Y, SIDE, LEGEND_HEIGHT);
  cairo_set_source_rgb (page->cr, 0.6, 0.6, 0.6);
  cairo_fill_preserve (page->cr);
  cairo_set_source (page->cr, colors);
  cairo_fill (page->cr);
  cairo_pattern_destroy (colors);
}

static void
draw_legend (const Page *page)
{
  double scale = derm_explanation_get_scale (page->explanation), x = PAGE_WIDTH - MARGIN - SIDE;
  const char *class = derm_explanation_get_label (page->explanation);
  const double y = LEGEND_Y + LEGEND_HEIGHT + 3;
  g_autofree char *least = derm_text_format_signed (-scale, scale), *most = derm_text_format_signed (scale, scale);
  /* Translators: %s is a class; in the legend of a map, below its one end */
  g_autofree char *against = g_strdup_printf (_ ("against %s (dashed)"), class);
  /* Translators: %s is a class; in the legend of a map, below its other end */
  g_autofree char *is_for = g_strdup_printf (_ ("for %s (solid line)"), class);

  draw_legend_bar (page, x);
  draw_text (page, least, &(Line){ 11.5, x, y, SIDE, 1, FALSE, FALSE, PANGO_ALIGN_LEFT, TRUE });
  draw_text (page, "0", &(Line){ 11.5, x, y, SIDE, 1, FALSE, FALSE, PANGO_ALIGN_CENTER, TRUE });
  draw_text (page, most, &(Line){ 11.5, x, y, SIDE, 1, FALSE, FALSE, PANGO_ALIGN_RIGHT, TRUE });
  draw_text (page, against, &(Line){ 11.5, x, y + LINE_HEIGHT, SIDE, 1, FALSE, TRUE, PANGO_ALIGN_LEFT, TRUE });
  draw_text (page, is_for, &(Line){ 11.5, x, y + 2 * LINE_HEIGHT, SIDE, 1, FALSE, TRUE, PANGO_ALIGN_RIGHT, TRUE });
}

static void
draw_words (const Page *page)
{
  const double width = PAGE_WIDTH - 2 * MARGIN;
  g_auto (GStrv) settings = derm_explanation_list_settings (page->explanation);
  g_autofree char *made = g_strjoinv (" · ", settings),
                  *origin = derm_figure_dup_origin (derm_explanation_get_model (page->explanation),
                                                    derm_explanation_get_input (page->explanation));
  g_autofree char *words = derm_explanation_describe (page->explanation);

  draw_text (page, words, &(Line){ 13, MARGIN, WORDS_Y, width, 3, FALSE, FALSE, PANGO_ALIGN_LEFT, FALSE });
  draw_text (page, derm_research_line (),
             &(Line){ 11.5, MARGIN, FOOTER_Y, width, 1, TRUE, FALSE, PANGO_ALIGN_LEFT, FALSE });
  draw_text (page, made, &(Line){ 11.5, MARGIN, FOOTER_Y + 18, width, 1, FALSE, TRUE, PANGO_ALIGN_LEFT, FALSE });
  draw_text (page, origin, &(Line){ 11.5, MARGIN, FOOTER_Y + 34, width, 2, FALSE, TRUE, PANGO_ALIGN_LEFT, FALSE });
}

static void
draw_title (const Page *page)
{
  /* Translators: %s is a class: the heading of a map */
  g_autofree char *title
      = g_strdup_printf (_ ("What speaks for and against %s"), derm_explanation_get_label (page->explanation));

  draw_text (page, title, &(Line){ 17, MARGIN, 20, PAGE_WIDTH - 2 * MARGIN, 1, TRUE, FALSE, PANGO_ALIGN_LEFT, FALSE });
}

void
derm_figure_explanation (cairo_t *cr, DermExplanation *explanation, double width, const DermTheme *theme)
{
  const Page page = { cr, explanation, theme };

  g_return_if_fail (cr != NULL);
  g_return_if_fail (DERM_IS_EXPLANATION (explanation));
  g_return_if_fail (theme != NULL);
  g_return_if_fail (isfinite (width));

  cairo_save (cr);
  cairo_scale (cr, width / PAGE_WIDTH, width / PAGE_WIDTH);
  cairo_rectangle (cr, 0, 0, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_clip (cr);
  if (theme->background.a > 0)
    {
      derm_figure_set_color (cr, &theme->background, 1);
      cairo_paint (cr);
    }
  draw_title (&page);
  draw_pictures (&page);
  draw_legend (&page);
  draw_words (&page);
  cairo_restore (cr);
}

double
derm_figure_explanation_height (double width)
{
  return width * PAGE_HEIGHT / PAGE_WIDTH;
}
