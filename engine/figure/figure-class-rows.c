/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "derm-figure-evaluation.h"
#include "figure-label.h"

#define ROW 1.75 /* of the font's size */
#define BAR 0.75
#define WHISKER 0.5
#define HALF 0.55 /* how strong the bars are that are not chosen */

/* Widths of the columns, and where the bar begins. */
typedef struct {
  cairo_t *cr;
  const DermChartStyle *style;
  gboolean is_rtl;
  double width, size, row;
  double label, n, value, interval;
  double bar_x, bar_width;
} Rows;

double
derm_figure_class_row_height (cairo_t *cr, const PangoFontDescription *font)
{
  g_return_val_if_fail (cr != NULL && font != NULL, 0);

  return round (ROW * derm_figure_font_size (font));
}

static Rows
rows_init (cairo_t *cr, const DermClassRow *rows, int n_rows, double width, const DermChartStyle *style)
{
  Rows self = { .cr = cr, .style = style, .width = width, .size = derm_figure_font_size (style->font) };

  self.row = derm_figure_class_row_height (cr, style->font);
  for (int i = 0; i < n_rows; i++)
    {
      self.label = MAX (self.label, derm_figure_label_width (cr, style->font, TRUE, rows[i].label));
      self.n = MAX (self.n, derm_figure_label_width (cr, style->font, FALSE, rows[i].n));
      if (!isnan (rows[i].value)) /* else there is no bar, and room in its place */
        self.value = MAX (self.value, derm_figure_label_width (cr, style->font, TRUE, rows[i].text));
      self.interval = MAX (self.interval, derm_figure_label_width (cr, style->font, FALSE, rows[i].interval));
    }
  self.label = ceil (MIN (self.label, 0.3 * width));
  self.bar_x = round (1.4 * self.size + self.label + self.n + (self.n > 0 ? 1.2 : 0.6) * self.size);
  self.bar_width = floor (width - self.bar_x - self.value - self.interval - 1.4 * self.size);
  if (self.bar_width < 4 * self.size) /* without the interval's words the bar still shows it */
    {
      self.bar_width += self.interval;
      self.interval = 0;
    }
  self.bar_width = MAX (1, self.bar_width);
  return self;
}

static double
place (const Rows *self, double x, double size)
{
  return self->is_rtl ? self->width - x - size : x;
}

static void
draw_text (const Rows *self, const char *text, double x, double width, FigureLabel look)
{
  gboolean is_end = look.side == PANGO_ALIGN_RIGHT;

  look.text = text;
  look.font = self->style->font;
  look.x = place (self, x, width);
  look.width = width;
  look.side = is_end == self->is_rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT;
  if (text != NULL && width > 0)
    derm_figure_label (self->cr, &look);
}

static void
draw_whisker (const Rows *self, const DermClassRow *row, double middle)
{
  double ends[] = { self->bar_x + row->low * self->bar_width, self->bar_x + row->high * self->bar_width };
  double half = WHISKER * self->size / 2 + 1;

  if (isnan (row->low) || isnan (row->high))
    return;
  for (int i = 0; i < 2; i++)
    {
      double x = round (place (self, ends[i], 0)) + 0.5;

      cairo_move_to (self->cr, x, middle - half);
      cairo_line_to (self->cr, x, middle + half);
    }
  cairo_move_to (self->cr, place (self, ends[0], 0), middle);
  cairo_line_to (self->cr, place (self, ends[1], 0), middle);
  derm_figure_set_color (self->cr, &self->style->theme->text, 1);
  cairo_set_line_width (self->cr, 1.2);
  cairo_stroke (self->cr);
}

static void
draw_bar (const Rows *self, const DermClassRow *row, double middle)
{
  const DermTheme *theme = self->style->theme;
  double height = round (BAR * self->size),
         length = isnan (row->value) ? 0 : CLAMP (row->value, 0, 1) * self->bar_width;
  cairo_rectangle_t track
      = { place (self, self->bar_x, self->bar_width), round (middle - height / 2), self->bar_width, height };
  cairo_rectangle_t fill = { place (self, self->bar_x, length), track.y, length, height };
  double strength = row->is_chosen || theme->is_high_contrast ? 1 : HALF;

  cairo_save (self->cr);
  derm_figure_path_rounded (self->cr, &track, 2);
  derm_figure_set_color (self->cr, &theme->track, 1);
  cairo_fill_preserve (self->cr);
  cairo_clip (self->cr);
  if (row->is_few && length > 0)
    {
      DermColor color = theme->accent;

      color.a *= strength;
      derm_figure_hatch (self->cr, &fill, &color);
    }
  else
    {
      cairo_rectangle (self->cr, fill.x, fill.y, fill.width, fill.height);
      derm_figure_set_color (self->cr, &theme->accent, strength);
      cairo_fill (self->cr);
    }
  cairo_restore (self->cr);
  draw_whisker (self, row, middle);
}

static void
draw_row (const Rows *self, const DermClassRow *row, double middle)
{
  const DermTheme *theme = self->style->theme;
  FigureLabel look = { .color = &theme->text, .y = middle, .is_bold = row->is_chosen };
  double end = self->bar_x + self->bar_width + 0.5 * self->size;

  derm_figure_sign (self->cr, row->group, place (self, 0.45 * self->size, 0), middle, 0.75 * self->size, theme);
  draw_text (self, row->label, 1.4 * self->size, self->label, look);
  look.is_bold = FALSE;
  look.color = &theme->dim_text;
  look.side = PANGO_ALIGN_RIGHT;
  draw_text (self, row->n, self->bar_x - 0.6 * self->size - self->n, self->n, look);
  draw_text (self, row->interval, self->width - self->interval, self->interval, look);
  if (isnan (row->value))
    {
      look.side = PANGO_ALIGN_LEFT;
      draw_text (self, row->text, self->bar_x, self->bar_width, look);
      return;
    }
  look.is_bold = row->is_chosen;
  look.color = &theme->text;
  draw_text (self, row->text, end, self->value, look);
  draw_bar (self, row, middle);
}

void
derm_figure_class_rows (cairo_t *cr, const DermClassRow *rows, int n_rows, double width, gboolean is_rtl,
                        const DermChartStyle *style)
{
  Rows self;

  g_return_if_fail (cr != NULL && style != NULL);
  g_return_if_fail (rows != NULL || n_rows == 0);

  self = rows_init (cr, rows, n_rows, width, style);
  self.is_rtl = is_rtl;
  for (int i = 0; i < n_rows; i++)
    draw_row (&self, &rows[i], (i + 0.5) * self.row);
}
