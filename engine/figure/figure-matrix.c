/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-figure-evaluation.h"
#include "figure-label.h"

/* Of the font's size. */
#define CELL_WIDTH 3.4
#define CELL_HEIGHT 2.25
#define GAP 2.0 /* between tints */
#define RADIUS 3.0
#define SIGN 0.75
#define TINT_POWER 0.7 /* of a share: small ones are seen, too */

static const DermColor tint_light = { 0x2f / 255.0, 0x7f / 255.0, 0xdc / 255.0, 1 },
                       tint_dark = { 0x4d / 255.0, 0x8f / 255.0, 0xe0 / 255.0, 1 }, none_light = { 1, 1, 1, 1 },
                       none_dark = { 0x2d / 255.0, 0x2d / 255.0, 0x2d / 255.0, 1 };

/* ---- numbers ---- */

static guint
get_count (const DermMatrix *matrix, int truth, int answer)
{
  return matrix->counts[truth * matrix->n_classes + answer];
}

/* Of a row or of a column, or of all: -1. */
static guint
sum (const DermMatrix *matrix, int truth, int answer)
{
  guint n = 0;

  for (int i = 0; i < matrix->n_classes; i++)
    for (int j = 0; j < matrix->n_classes; j++)
      if ((truth < 0 || i == truth) && (answer < 0 || j == answer))
        n += get_count (matrix, i, j);
  return n;
}

/* Of what the numbers are shares of. */
static guint
get_whole (const DermMatrix *matrix, int truth, int answer)
{
  return matrix->shares == DERM_MATRIX_OF_COLUMNS ? sum (matrix, -1, answer) : sum (matrix, truth, -1);
}

char *
derm_figure_matrix_format (const DermMatrix *matrix, int truth, int answer)
{
  guint n, whole;

  g_return_val_if_fail (matrix != NULL, NULL);
  g_return_val_if_fail (truth >= 0 && truth < matrix->n_classes && answer >= 0 && answer < matrix->n_classes, NULL);

  n = get_count (matrix, truth, answer);
  whole = get_whole (matrix, truth, answer);
  if (matrix->shares == DERM_MATRIX_COUNTS)
    return g_strdup_printf ("%'u", n);
  if (whole == 0)
    return g_strdup ("–");
  /* Translators: a share in per cent */
  return g_strdup_printf (_ ("%.0f %%"), 100.0 * n / whole);
}

/* ---- layout ---- */

static double
get_widest (cairo_t *cr, const DermMatrix *matrix, const DermChartStyle *style)
{
  double widest = 0;

  for (int i = 0; i < matrix->n_classes; i++)
    for (int j = 0; j < matrix->n_classes; j++)
      {
        g_autofree char *text = derm_figure_matrix_format (matrix, i, j);

        widest = MAX (widest, derm_figure_label_width (cr, style->font, TRUE, text));
      }
  return widest;
}

DermMatrixLayout
derm_figure_matrix_layout (cairo_t *cr, const DermMatrix *matrix, double width, const DermChartStyle *style)
{
  DermMatrixLayout layout = { 0 };
  double size, least = 0, n;
  g_autofree char *all = NULL;

  g_return_val_if_fail (cr != NULL && matrix != NULL && style != NULL, layout);
  g_return_val_if_fail (matrix->n_classes > 0, layout);

  n = matrix->n_classes;
  size = derm_figure_font_size (style->font);
  all = g_strdup_printf ("%'u", sum (matrix, -1, -1));
  layout.head = derm_figure_label_width (cr, style->font, FALSE, matrix->answers);
  for (int i = 0; i < matrix->n_classes; i++)
    {
      double label = derm_figure_label_width (cr, style->font, TRUE, matrix->labels[i]);

      layout.head = MAX (layout.head, label + 1.4 * size);
      least = MAX (least, MIN (label, 4 * size));
    }
  layout.head = ceil (layout.head + 0.5 * size);
  layout.sum = ceil (MAX (derm_figure_label_width (cr, style->font, FALSE, matrix->images),
                          derm_figure_label_width (cr, style->font, FALSE, all))
                     + 0.5 * size);
  least = ceil (MAX (least, get_widest (cr, matrix, style)) + 0.25 * size);
  layout.cell_width = CLAMP (floor ((width - layout.head - layout.sum) / n), least, MAX (least, CELL_WIDTH * size));
  layout.cell_height = round (CELL_HEIGHT * size);
  layout.width = layout.head + n * layout.cell_width + layout.sum;
  layout.height = (n + 2) * layout.cell_height;
  return layout;
}

cairo_rectangle_t
derm_figure_matrix_box (const DermMatrixLayout *layout, int n_classes, int truth, int answer)
{
  cairo_rectangle_t box = { 0 };

  g_return_val_if_fail (layout != NULL, box);

  box.x = answer < 0 ? 0 : layout->head + answer * layout->cell_width;
  box.width = answer < 0 ? layout->head : answer >= n_classes ? layout->sum : layout->cell_width;
  box.y = (truth + 1) * layout->cell_height;
  box.height = layout->cell_height;
  return box;
}

/* ---- drawing ---- */

typedef struct {
  cairo_t *cr;
  const DermMatrix *matrix;
  const DermMatrixLayout *layout;
  const DermChartStyle *style;
} Drawing;

static double
get_luminance (const DermColor *color)
{
  return 0.2126 * pow (color->r, 2.2) + 0.7152 * pow (color->g, 2.2) + 0.0722 * pow (color->b, 2.2);
}

static void
draw_cell (const Drawing *drawing, int truth, int answer)
{
  static const DermColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };
  const DermTheme *theme = drawing->style->theme;
  gboolean is_dark = derm_figure_is_dark (theme);
  cairo_rectangle_t box = derm_figure_matrix_box (drawing->layout, drawing->matrix->n_classes, truth, answer);
  guint whole = get_whole (drawing->matrix, truth, answer);
  double share = whole > 0 ? (double) get_count (drawing->matrix, truth, answer) / whole : 0;
  DermColor tint = derm_figure_mix (is_dark ? &none_dark : &none_light, is_dark ? &tint_dark : &tint_light,
                                    pow (share, TINT_POWER));
  cairo_rectangle_t inner = { box.x + GAP / 2, box.y + GAP / 2, box.width - GAP, box.height - GAP };
  g_autofree char *text = derm_figure_matrix_format (drawing->matrix, truth, answer);
  double luminance = get_luminance (&tint);

  cairo_new_path (drawing->cr);
  derm_figure_path_rounded (drawing->cr, &inner, RADIUS);
  derm_figure_set_color (drawing->cr, &tint, 1);
  cairo_fill_preserve (drawing->cr);
  derm_figure_set_color (drawing->cr, theme->is_high_contrast ? &theme->text : &theme->track, 1);
  cairo_set_line_width (drawing->cr, 1);
  cairo_stroke (drawing->cr);
  derm_figure_label (drawing->cr,
                     &(FigureLabel){ .text = text,
                                     .font = drawing->style->font,
                                     .color = (luminance + 0.05) * (luminance + 0.05) > 1.05 * 0.05 ? &black : &white,
                                     .x = inner.x,
                                     .y = inner.y + inner.height / 2,
                                     .width = inner.width,
                                     .side = PANGO_ALIGN_CENTER,
                                     .is_bold = truth == answer });
}

static void
draw_head (const Drawing *drawing, int i)
{
  const DermMatrix *matrix = drawing->matrix;
  cairo_rectangle_t row = derm_figure_matrix_box (drawing->layout, matrix->n_classes, i, -1);
  cairo_rectangle_t column = derm_figure_matrix_box (drawing->layout, matrix->n_classes, -1, i);
  double size = derm_figure_font_size (drawing->style->font), middle = row.y + row.height / 2;
  FigureLabel label = { .text = matrix->labels[i],
                        .font = drawing->style->font,
                        .color = &drawing->style->theme->text,
                        .is_bold = i == matrix->bold };

  derm_figure_sign (drawing->cr, matrix->groups[i], row.x + 0.45 * size, middle, SIGN * size, drawing->style->theme);
  label.x = row.x + 1.3 * size;
  label.width = row.width - 1.3 * size;
  label.y = middle;
  derm_figure_label (drawing->cr, &label);
  label.x = column.x;
  label.width = column.width;
  label.y = column.y + column.height / 2;
  label.side = PANGO_ALIGN_CENTER;
  derm_figure_label (drawing->cr, &label);
}

static void
draw_dim (const Drawing *drawing, int truth, int answer, const char *text, PangoAlignment side)
{
  cairo_rectangle_t box = derm_figure_matrix_box (drawing->layout, drawing->matrix->n_classes, truth, answer);

  derm_figure_label (drawing->cr, &(FigureLabel){ .text = text,
                                                  .font = drawing->style->font,
                                                  .color = &drawing->style->theme->dim_text,
                                                  .x = box.x,
                                                  .y = box.y + box.height / 2,
                                                  .width = box.width,
                                                  .side = side });
}

static void
draw_sum (const Drawing *drawing, int truth, int answer)
{
  int n = drawing->matrix->n_classes;
  g_autofree char *text = g_strdup_printf ("%'u", sum (drawing->matrix, truth, answer));

  draw_dim (drawing, truth < 0 ? n : truth, answer < 0 ? n : answer, text,
            answer < 0 ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_CENTER);
}

void
derm_figure_matrix (cairo_t *cr, const DermMatrix *matrix, const DermMatrixLayout *layout, const DermChartStyle *style)
{
  const Drawing drawing = { cr, matrix, layout, style };

  g_return_if_fail (cr != NULL && matrix != NULL && layout != NULL && style != NULL);

  for (int i = 0; i < matrix->n_classes; i++)
    {
      draw_head (&drawing, i);
      draw_sum (&drawing, i, -1);
      draw_sum (&drawing, -1, i);
      for (int j = 0; j < matrix->n_classes; j++)
        draw_cell (&drawing, i, j);
    }
  draw_sum (&drawing, -1, -1);
  draw_dim (&drawing, matrix->n_classes, -1, matrix->answers, PANGO_ALIGN_LEFT);
  draw_dim (&drawing, -1, matrix->n_classes, matrix->images, PANGO_ALIGN_RIGHT);
}
