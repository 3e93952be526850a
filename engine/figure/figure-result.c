/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "derm-version.h"
#include "figure-private.h"

/* The figure is laid out on a page this large and scaled to the width that is asked for. */
enum {
  PAGE_WIDTH = 1000,
  PAGE_HEIGHT = 524,
  MARGIN = 36,
  TITLE_Y = 28,
  HEADING_Y = 88,
  CONTENT_Y = 112,
  IMAGE_WIDTH = 400,
  IMAGE_HEIGHT = 300,
  INPUT_SIDE = 196,
  GAP = 28,
  WORDS_Y = CONTENT_Y + INPUT_SIDE + 22,
  LEGEND_Y = CONTENT_Y + IMAGE_HEIGHT - 17,
  RULE_Y = CONTENT_Y + IMAGE_HEIGHT + 28,
};

typedef struct {
  cairo_t *cr;
  DermImage *image; /* nullable */
  DermPrediction *prediction;
  const char *truth; /* nullable */
  const DermTheme *theme;
  gboolean is_rtl;
} Page;

typedef enum { PLAIN, BOLD, DIM } TextStyle;

/* The left edge of a thing that begins at x in the direction of reading: where that is from right to left the page is
 * mirrored, but not the pictures on it. */
static double
place (const Page *page, double x, double width)
{
  return page->is_rtl ? PAGE_WIDTH - x - width : x;
}

/* At the start or the end of a line of the page, whichever way the text itself runs. */
static void
align (const Page *page, PangoLayout *layout, gboolean is_at_end)
{
  gboolean is_text_rtl = pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
  gboolean is_right = page->is_rtl != is_at_end;

  /* Pango means the start of the text by "left". */
  pango_layout_set_alignment (layout, is_right == is_text_rtl ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT);
}

static PangoLayout *
text_new (const Page *page, double pixels, TextStyle style, const char *text, double width, int max_lines)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (pixels);
  PangoLayout *layout = derm_figure_text (page->cr, font, style == BOLD, text);

  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -max_lines);
  pango_layout_set_ellipsize (layout, max_lines > 1 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_MIDDLE);
  align (page, layout, FALSE);
  return layout;
}

static void
show (const Page *page, PangoLayout *layout, double x, double y, TextStyle style)
{
  derm_figure_set_color (page->cr, style == DIM ? &page->theme->dim_text : &page->theme->text, 1);
  cairo_move_to (page->cr, x, y);
  pango_cairo_show_layout (page->cr, layout);
}

/* One line of text: how large, how, and where. */
typedef struct {
  double pixels;
  TextStyle style;
  double x, y, width;
} Line;

static void
draw_line (const Page *page, const char *text, Line line)
{
  g_autoptr (PangoLayout) layout = text_new (page, line.pixels, line.style, text, line.width, 1);

  show (page, layout, place (page, line.x, line.width), line.y, line.style);
}

/* "Heading   dim words at the other end" */
static void
draw_heading (const Page *page, const char *heading, const char *words, double x, double width)
{
  g_autoptr (PangoLayout) end = text_new (page, 12, DIM, words, width, 1);

  draw_line (page, heading, (Line){ 13, BOLD, x, HEADING_Y, width });
  align (page, end, TRUE);
  show (page, end, place (page, x, width), HEADING_Y + 1, DIM);
}

static void
draw_title (const Page *page)
{
  const char *name = page->image != NULL ? derm_image_get_name (page->image) : _ ("Result");
  g_autofree char *size = NULL;
  g_autofree char *shown = g_utf8_make_valid (name, -1);

  draw_line (page, shown, (Line){ 18, BOLD, MARGIN, TITLE_Y, PAGE_WIDTH - 2 * MARGIN });
  if (page->image == NULL)
    return;
  size = g_strdup_printf ("%d × %d · %s", derm_image_get_width (page->image), derm_image_get_height (page->image),
                          derm_image_get_format (page->image));
  draw_line (page, size, (Line){ 12, DIM, MARGIN, TITLE_Y + 26, PAGE_WIDTH - 2 * MARGIN });
}

/* A veil over what the recipe cuts off and a white line with a dark outer line around what it keeps. */
static void
draw_crop (const Page *page, const double *crop, const cairo_rectangle_t *box)
{
  cairo_t *cr = page->cr;
  cairo_rectangle_t kept = { box->x + crop[0] * box->width, box->y + crop[1] * box->height,
                             (crop[2] - crop[0]) * box->width, (crop[3] - crop[1]) * box->height };

  cairo_save (cr);
  cairo_rectangle (cr, box->x, box->y, box->width, box->height);
  cairo_rectangle (cr, kept.x, kept.y, kept.width, kept.height);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.25);
  cairo_fill (cr);
  for (int i = 0; i < 2; i++)
    {
      cairo_rectangle (cr, kept.x, kept.y, kept.width, kept.height);
      cairo_set_line_width (cr, i == 0 ? 3 : 1);
      cairo_set_source_rgb (cr, i, i, i);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static void
draw_pixels_smoothly (cairo_t *cr, DermImage *image, const cairo_rectangle_t *box)
{
  int width = derm_image_get_width (image), height = derm_image_get_height (image);
  cairo_surface_t *surface
      = derm_figure_surface (g_bytes_get_data (derm_image_get_pixels (image), NULL), width, height, 1);

  cairo_save (cr);
  derm_figure_path_rounded (cr, box, 2);
  cairo_clip (cr);
  cairo_translate (cr, box->x, box->y);
  cairo_scale (cr, box->width / width, box->height / height);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}

static void
draw_original (const Page *page)
{
  g_autoptr (DermImage) small = derm_image_make_thumbnail (page->image, FIGURE_IMAGE_MAX_SIDE, FIGURE_IMAGE_MAX_SIDE);
  const double *crop = derm_recipe_get_crop (derm_input_get_recipe (derm_prediction_get_input (page->prediction)));
  int width = derm_image_get_width (page->image), height = derm_image_get_height (page->image);
  double scale = MIN ((double)IMAGE_WIDTH / width, (double)IMAGE_HEIGHT / height);
  cairo_rectangle_t canvas = { place (page, MARGIN, IMAGE_WIDTH), CONTENT_Y, IMAGE_WIDTH, IMAGE_HEIGHT };
  cairo_rectangle_t box = { canvas.x, CONTENT_Y, MAX (1, width * scale), MAX (1, height * scale) };

  box.x += (IMAGE_WIDTH - box.width) / 2;
  box.y += (IMAGE_HEIGHT - box.height) / 2;
  draw_heading (page, _ ("Image"), "", MARGIN, IMAGE_WIDTH);
  derm_figure_path_rounded (page->cr, &canvas, 2);
  derm_figure_set_color (page->cr, &page->theme->track, 1);
  cairo_fill (page->cr);
  draw_pixels_smoothly (page->cr, small, &box);
  if (crop != NULL)
    draw_crop (page, crop, &box);
}

static void
draw_input (const Page *page, double x, double side)
{
  DermInput *input = derm_prediction_get_input (page->prediction);
  int width = derm_input_get_width (input), height = derm_input_get_height (input);
  double scale = side / MAX (width, height), drawn_width = width * scale, drawn_height = height * scale;
  g_autofree char *size = g_strdup_printf ("%d × %d · RGB", width, height);

  draw_heading (page, _ ("Network input"), size, x, side);
  cairo_save (page->cr);
  cairo_translate (page->cr, place (page, x, side) + (side - drawn_width) / 2, CONTENT_Y + (side - drawn_height) / 2);
  derm_figure_input (page->cr, input, DERM_INPUT_VIEW_COLOR, drawn_width, drawn_height);
  cairo_restore (page->cr);
}

static void
draw_scores (const Page *page, double x, double width)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree DermBar *bars = derm_figure_bars_new (page->prediction, page->truth, builder);
  g_auto (GStrv) values = g_strv_builder_end (builder);
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (15);
  int n = derm_prediction_get_n_classes (page->prediction);
  double height = derm_figure_bars_height (page->cr, n, font);
  gboolean is_calibrated = derm_model_get_calibration (derm_prediction_get_model (page->prediction)) != NULL;

  for (int i = 0; i < n; i++)
    bars[i].value = values[i];
  draw_heading (page, _ ("Scores"), is_calibrated ? _ ("calibrated") : "", x, width);
  cairo_save (page->cr);
  cairo_rectangle (page->cr, place (page, x, width), CONTENT_Y, width, INPUT_SIDE);
  cairo_clip (page->cr);
  cairo_translate (page->cr, place (page, x, width), CONTENT_Y);
  if (height > INPUT_SIDE) /* more classes than rows of that size: all of them, smaller */
    {
      cairo_scale (page->cr, INPUT_SIDE / height, INPUT_SIDE / height);
      width *= height / INPUT_SIDE;
    }
  else
    cairo_translate (page->cr, 0, floor ((INPUT_SIDE - height) / 2));
  derm_figure_bars (page->cr, bars, n, width, height, &(DermBarStyle){ font, page->is_rtl, page->theme });
  cairo_restore (page->cr);
}

gsize
derm_figure_bold_length (const char *text)
{
  static const char *const ends[] = { ": ", ". ", "：", "。" };
  const char *end = NULL;

  g_return_val_if_fail (text != NULL, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *found = strstr (text, ends[i]);

      if (found != NULL && (end == NULL || found < end))
        end = found;
    }
  return end != NULL ? (gsize) (g_utf8_next_char (end) - text) : 0;
}

static void
embolden_start (PangoLayout *layout)
{
  gsize length = derm_figure_bold_length (pango_layout_get_text (layout));
  PangoAttrList *attributes = pango_attr_list_copy (pango_layout_get_attributes (layout));
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);

  bold->end_index = length > 0 ? (guint) length : G_MAXUINT;
  pango_attr_list_insert (attributes, bold);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
}

/* Sentences in the largest letters in which all of them have room above the legend. */
static PangoLayout *
words_new (const Page *page, const char *text, double width)
{
  PangoLayout *layout = NULL;

  for (int pixels = 15; pixels >= 9; pixels--)
    {
      int height;

      g_clear_object (&layout);
      layout = text_new (page, pixels, PLAIN, text, width, 8);
      embolden_start (layout);
      pango_layout_set_line_spacing (layout, 1.15f);
      pango_layout_get_pixel_size (layout, NULL, &height);
      if (height <= LEGEND_Y - WORDS_Y && !pango_layout_is_ellipsized (layout))
        break;
    }
  return layout;
}

static void
draw_words (const Page *page, double x, double width)
{
  g_autofree char *doubts = derm_gate_describe (derm_prediction_get_gate (page->prediction));
  g_autofree char *answer = derm_prediction_describe (page->prediction);
  g_autofree char *text = *doubts != '\0' ? g_strjoin (" ", doubts, answer, NULL) : g_strdup (answer);
  g_autoptr (PangoLayout) layout = words_new (page, text, width);

  show (page, layout, place (page, x, width), WORDS_Y, PLAIN);
}

static void
draw_legend (const Page *page, double x, double width)
{
  static const DermGroup groups[] = { DERM_GROUP_MALIGNANT, DERM_GROUP_PRE_MALIGNANT, DERM_GROUP_BENIGN };
  double y = LEGEND_Y;
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (12);

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr (PangoLayout) layout = derm_figure_text (page->cr, font, FALSE, derm_group_get_name (groups[i]));
      int text_width, text_height;

      pango_layout_get_pixel_size (layout, &text_width, &text_height);
      derm_figure_sign (page->cr, groups[i], place (page, x + 5, 0), y + text_height / 2.0, 10, page->theme);
      show (page, layout, place (page, x + 17, text_width), y, DIM);
      x += 17 + text_width + 24;
    }
}

static void
draw_footer (const Page *page)
{
  double width = PAGE_WIDTH - 2 * MARGIN;
  g_autofree char *text = derm_figure_provenance (page->prediction);
  g_autoptr (PangoLayout) layout = text_new (page, 11, DIM, text, width, 2);

  cairo_rectangle (page->cr, MARGIN, RULE_Y, width, 1);
  derm_figure_set_color (page->cr, &page->theme->track, 1);
  cairo_fill (page->cr);
  draw_line (page, derm_research_line (), (Line){ 12, BOLD, MARGIN, RULE_Y + 15, width });
  show (page, layout, MARGIN, RULE_Y + 37, DIM);
}

static void
draw_page (const Page *page)
{
  gboolean has_image = page->image != NULL;
  double x = has_image ? MARGIN + IMAGE_WIDTH + GAP : MARGIN + IMAGE_HEIGHT + GAP;
  double bars_x = has_image ? x + INPUT_SIDE + GAP : x, end = PAGE_WIDTH - MARGIN;

  if (page->theme->background.a > 0)
    {
      derm_figure_set_color (page->cr, &page->theme->background, 1);
      cairo_paint (page->cr);
    }
  draw_title (page);
  if (has_image)
    draw_original (page);
  draw_input (page, has_image ? x : MARGIN, has_image ? INPUT_SIDE : IMAGE_HEIGHT);
  draw_scores (page, bars_x, end - bars_x);
  draw_words (page, x, end - x);
  draw_legend (page, x, end - x);
  draw_footer (page);
}

/* As in a window, the language decides. */
static gboolean
is_interface_rtl (cairo_t *cr)
{
  g_autoptr (PangoFontDescription) font = derm_figure_font_new (12);
  g_autoptr (PangoLayout) layout = derm_figure_text (cr, font, FALSE, derm_research_line ());

  return pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
}

void
derm_figure_result (cairo_t *cr, DermImage *image, DermPrediction *prediction, const char *truth, double width,
                    const DermTheme *theme)
{
  Page page = { cr, image, prediction, truth, theme, FALSE };

  g_return_if_fail (cr != NULL);
  g_return_if_fail (image == NULL || DERM_IS_IMAGE (image));
  g_return_if_fail (DERM_IS_PREDICTION (prediction));
  g_return_if_fail (theme != NULL);
  g_return_if_fail (isfinite (width));

  page.is_rtl = is_interface_rtl (cr);
  cairo_save (cr);
  cairo_scale (cr, width / PAGE_WIDTH, width / PAGE_WIDTH);
  cairo_rectangle (cr, 0, 0, PAGE_WIDTH, PAGE_HEIGHT);
  cairo_clip (cr);
  draw_page (&page);
  cairo_restore (cr);
}

double
derm_figure_result_height (double width)
{
  return width * PAGE_HEIGHT / PAGE_WIDTH;
}
