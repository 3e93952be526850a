/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "derm-figure-evaluation.h"
#include "derm-version.h"
#include "figure-label.h"

/* A report on one page, which is as high as it needs to be. */

enum {
  PAGE_WIDTH = 1000,
  MARGIN = 32,
  GAP = 24,
  SIDE = 340, /* of the column with figures and classes */
  MAIN = PAGE_WIDTH - 2 * MARGIN - GAP - SIDE,
  CHART = (MAIN - GAP) / 2,
  CHART_HEIGHT = CHART + 10,
  LINE = 21,
};

static const DermColor warning_ground = { 0xf6 / 255.0, 0xe8 / 255.0, 0xcf / 255.0, 1 },
                       warning_text = { 0x3b / 255.0, 0x2a / 255.0, 0x00 / 255.0, 1 };

typedef struct {
  cairo_t *cr;
  const DermEvaluationPage *page;
  DermChartStyle style; /* of charts and figures */
  gboolean is_rtl;
} Report;

/* Columns change sides where text is read from the right; what is in them does not. */
static double
place (const Report *report, double x, double width)
{
  return report->is_rtl ? PAGE_WIDTH - x - width : x;
}

/* Text of as many lines as it needs, and how high it is. */
typedef struct {
  double pixels, x, y, width;
  const DermColor *color;
  gboolean is_bold;
} Paragraph;

static PangoLayout *
lay_out (const Report *report, const char *text, const Paragraph *where)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (where->pixels);
  PangoLayout *layout = derm_figure_text (report->cr, font, where->is_bold, text);

  pango_layout_set_single_paragraph_mode (layout, FALSE);
  pango_layout_set_width (layout, (int) (where->width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  return layout;
}

static double
measure_paragraph (const Report *report, const char *text, const Paragraph *where)
{
  g_autoptr (PangoLayout) layout = lay_out (report, text, where);
  PangoRectangle logical;

  pango_layout_get_extents (layout, NULL, &logical);
  return text != NULL && *text != '\0' ? ceil ((double) logical.height / PANGO_SCALE) : 0;
}

static double
draw_paragraph (const Report *report, const char *text, const Paragraph *where)
{
  g_autoptr (PangoLayout) layout = lay_out (report, text, where);

  derm_figure_set_color (report->cr, where->color, 1);
  cairo_move_to (report->cr, place (report, where->x, where->width), where->y);
  pango_cairo_show_layout (report->cr, layout);
  return measure_paragraph (report, text, where);
}

static double
draw_title (const Report *report, const char *text, double x, double y, double width)
{
  return draw_paragraph (report, text, &(Paragraph){ 14, x, y, width, &report->style.theme->text, TRUE }) + 8;
}

/* ---- what must not be missed ---- */

static double
draw_warning (const Report *report, const char *text, double y, gboolean is_heading)
{
  const double width = PAGE_WIDTH - 2 * MARGIN, x = MARGIN + 10;
  Paragraph words = { is_heading ? 16 : 13, x, y + 6, width - 20, &warning_text, is_heading };
  double height = measure_paragraph (report, text, &words) + 12;

  cairo_rectangle (report->cr, MARGIN, y, width, height);
  derm_figure_set_color (report->cr, &warning_ground, 1);
  cairo_fill (report->cr);
  draw_paragraph (report, text, &words);
  return height;
}

static double
draw_head (const Report *report, double y)
{
  const DermEvaluationPage *page = report->page;
  const double width = PAGE_WIDTH - 2 * MARGIN;

  y += draw_paragraph (report, page->title, &(Paragraph){ 20, MARGIN, y, width, &report->style.theme->text, TRUE });
  y += draw_paragraph (report, page->subtitle,
                       &(Paragraph){ 13, MARGIN, y + 2, width, &report->style.theme->dim_text, FALSE });
  y += 12;
  if (page->heading != NULL)
    y += draw_warning (report, page->heading, y, TRUE);
  for (int i = 0; page->warnings != NULL && page->warnings[i] != NULL; i++)
    y += draw_warning (report, page->warnings[i], y, FALSE);
  return y + 14;
}

/* ---- the main column ---- */

static double
draw_matrix (const Report *report, double y)
{
  DermMatrixLayout layout = derm_figure_matrix_layout (report->cr, report->page->matrix, MAIN, &report->style);
  double scale = MIN (1, MAIN / layout.width);

  y += draw_title (report, report->page->matrix_title, MARGIN, y, MAIN);
  cairo_save (report->cr);
  cairo_translate (report->cr, place (report, MARGIN, layout.width * scale), y);
  cairo_scale (report->cr, scale, scale);
  derm_figure_matrix (report->cr, report->page->matrix, &layout, &report->style);
  cairo_restore (report->cr);
  return y + layout.height * scale + GAP;
}

static double
draw_words (const Report *report, const char *words, double x, double y)
{
  return y + draw_paragraph (report, words, &(Paragraph){ 12, x, y, CHART, &report->style.theme->text, FALSE });
}

static double
draw_roc (const Report *report, double y)
{
  y += draw_title (report, report->page->roc_title, MARGIN, y, CHART);
  cairo_save (report->cr);
  cairo_translate (report->cr, place (report, MARGIN, CHART), y);
  derm_figure_roc (report->cr, report->page->roc, CHART, CHART_HEIGHT, &report->style);
  cairo_restore (report->cr);
  return draw_words (report, report->page->roc_words, MARGIN, y + CHART_HEIGHT + 4);
}

static double
draw_reliability (const Report *report, double y)
{
  const DermEvaluationPage *page = report->page;
  const double x = MARGIN + CHART + GAP;

  y += draw_title (report, page->reliability_title, x, y, CHART);
  cairo_save (report->cr);
  cairo_translate (report->cr, place (report, x, CHART), y);
  derm_figure_reliability (report->cr, page->reliability, CHART, CHART_HEIGHT, &report->style);
  cairo_restore (report->cr);
  return draw_words (report, page->reliability_words, x, y + CHART_HEIGHT + 4);
}

/* ---- the other column ---- */

static void
draw_figure (const Report *report, const DermFigureLine *line, double x, double y)
{
  const DermTheme *theme = report->style.theme;
  const double widths[] = { SIDE * 0.53, SIDE * 0.15, SIDE * 0.32 };
  const char *texts[] = { line->name, line->value, line->interval };

  for (int i = 0; i < 3; i++)
    {
      derm_figure_label (report->cr,
                         &(FigureLabel){ .text = texts[i],
                                         .font = report->style.font,
                                         .color = i == 2 || line->is_dim ? &theme->dim_text : &theme->text,
                                         .x = place (report, x, widths[i]),
                                         .y = y + LINE / 2.0,
                                         .width = widths[i],
                                         .side = (i == 0) == report->is_rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT,
                                         .is_bold = i < 2 && !line->is_dim });
      x += widths[i];
    }
}

static double
draw_side (const Report *report, double y)
{
  const DermEvaluationPage *page = report->page;
  const double x = MARGIN + MAIN + GAP;
  double row = derm_figure_class_row_height (report->cr, report->style.font);

  y += draw_title (report, page->figures_title, x, y, SIDE);
  for (int i = 0; i < page->n_figures; i++, y += LINE)
    draw_figure (report, &page->figures[i], x, y);
  y += GAP;
  y += draw_title (report, page->rows_title, x, y, SIDE);
  cairo_save (report->cr);
  cairo_translate (report->cr, place (report, x, SIDE), y);
  derm_figure_class_rows (report->cr, page->rows, page->n_rows, SIDE, report->is_rtl, &report->style);
  cairo_restore (report->cr);
  y += page->n_rows * row + GAP / 2.0;
  return y + draw_paragraph (report, page->sentence, &(Paragraph){ 13, x, y, SIDE, &report->style.theme->text, FALSE });
}

/* ---- the whole ---- */

static double
draw_foot (const Report *report, double y)
{
  const double width = PAGE_WIDTH - 2 * MARGIN;
  const DermTheme *theme = report->style.theme;

  y += draw_paragraph (report, derm_research_line (), &(Paragraph){ 12, MARGIN, y, width, &theme->text, TRUE }) + 3;
  return y
         + draw_paragraph (report, report->page->origin, &(Paragraph){ 12, MARGIN, y, width, &theme->dim_text, FALSE });
}

/* Returns how high it is. */
static double
draw_report (cairo_t *cr, const DermEvaluationPage *page, const DermTheme *theme)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (13);
  Report report = { cr, page, { font, theme }, page->is_rtl };
  double top = draw_head (&report, MARGIN), charts = draw_matrix (&report, top), side = draw_side (&report, top);
  double roc = page->roc != NULL ? draw_roc (&report, charts) : charts;
  double dots = page->reliability != NULL ? draw_reliability (&report, charts) : charts;

  return draw_foot (&report, MAX (MAX (roc, dots), side) + GAP) + MARGIN;
}

void
derm_figure_evaluation (cairo_t *cr, const DermEvaluationPage *page, double width, const DermTheme *theme)
{
  g_return_if_fail (cr != NULL && page != NULL && theme != NULL);
  g_return_if_fail (page->title != NULL && page->matrix != NULL);
  g_return_if_fail (isfinite (width));

  cairo_save (cr);
  cairo_scale (cr, width / PAGE_WIDTH, width / PAGE_WIDTH);
  if (theme->background.a > 0)
    {
      derm_figure_set_color (cr, &theme->background, 1);
      cairo_paint (cr);
    }
  draw_report (cr, page, theme);
  cairo_restore (cr);
}

/* Drawn where nobody sees it. */
double
derm_figure_evaluation_height (const DermEvaluationPage *page, double width)
{
  cairo_surface_t *surface;
  cairo_t *cr;
  double height;

  g_return_val_if_fail (page != NULL && page->title != NULL && page->matrix != NULL, 0);

  surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);
  cr = cairo_create (surface);
  height = draw_report (cr, page, derm_theme_print ());
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return height * width / PAGE_WIDTH;
}

static void
draw_page (cairo_t *cr, double width, gpointer data)
{
  derm_figure_evaluation (cr, data, width, derm_theme_print ());
}

gboolean
derm_figure_evaluation_save (const DermEvaluationPage *page, const char *path, GError **error)
{
  double height;

  g_return_val_if_fail (page != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (!derm_figure_check_fonts (error))
    return FALSE;
  height = derm_figure_evaluation_height (page, FIGURE_SAVED_WIDTH);
  return derm_figure_write (&(FigurePage){ draw_page, (gpointer) page, height }, path, error);
}
