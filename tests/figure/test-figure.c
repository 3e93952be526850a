/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-surface.h"

#include <derm.h>
#include <math.h>
#include <string.h>

/* Bars, signs and themes, drawn to surfaces and read back. */

enum { WIDTH = 400, HEIGHT = 300 };

/* Colours that can be told apart in the picture: bars blue, track green, signs red, text white. */
static const DermTheme test_theme = {
  .background = { 0, 0, 0, 1 },
  .text = { 1, 1, 1, 1 },
  .dim_text = { 1, 1, 1, 1 },
  .accent = { 0, 0, 1, 1 },
  .track = { 0, 1, 0, 1 },
  .malignant = { 1, 0, 0, 1 },
  .pre_malignant = { 1, 0, 0.25, 1 },
  .benign = { 1, 0.25, 0, 1 },
};

static double
draw_bars (cairo_surface_t *surface, const DermBar *bars, int n, double width, gboolean is_rtl, const DermTheme *theme)
{
  cairo_t *cr = cairo_create (surface);
  PangoFontDescription *font = pango_font_description_from_string ("Sans 10");
  double height = derm_figure_bars_height (cr, n, font);

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_paint (cr);
  derm_figure_bars (cr, bars, n, width, height, &(DermBarStyle){ font, is_rtl, theme });
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pango_font_description_free (font);
  return height;
}

static gboolean
is_fill (Pixel p)
{
  return p.b > 64 && p.r < 32;
}

static gboolean
is_track (Pixel p)
{
  return p.g > 192 && p.b < 64 && p.r < 32;
}

/* Length of the filled part and of the whole bar along the line y, and where the fill begins. */
static void
measure (cairo_surface_t *surface, int y, int *filled, int *whole, int *first)
{
  *filled = *whole = 0;
  *first = -1;
  for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
    {
      Pixel p = pixel_at (surface, x, y);

      if (is_fill (p) && *first < 0)
        *first = x;
      *filled += is_fill (p);
      *whole += is_fill (p) || is_track (p);
    }
}

static const DermBar seven[] = {
  { "akiec", DERM_GROUP_PRE_MALIGNANT, 0.02, "0.02", FALSE },
  { "bcc", DERM_GROUP_MALIGNANT, 0.03, "0.03", FALSE },
  { "bkl", DERM_GROUP_BENIGN, 0.08, "0.08", FALSE },
  { "df", DERM_GROUP_BENIGN, 0, "0.00", FALSE },
  { "mel", DERM_GROUP_MALIGNANT, 0.31, "0.31", FALSE },
  { "nv", DERM_GROUP_BENIGN, 0.55, "0.55", TRUE },
  { "vasc", DERM_GROUP_BENIGN, 1, "1.00", FALSE },
};

static void
test_bar_length (void)
{
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  double row = draw_bars (surface, seven, 7, WIDTH, FALSE, &test_theme) / 7;

  for (int i = 0; i < 7; i++)
    {
      int filled, whole, first;

      measure (surface, (int) ((i + 0.5) * row), &filled, &whole, &first);
      g_assert_cmpint (whole, >, WIDTH / 2);
      g_assert_cmpfloat_with_epsilon (filled, seven[i].score * whole, 1.01);
    }
  cairo_surface_destroy (surface);
}

/* Something is never drawn as nothing, nothing never as something, and no bar is longer than its track. */
static void
test_bar_ends (void)
{
  static const struct {
    double score;
    int least, most; /* pixels; -1: the whole track */
  } cases[] = { { 0, 0, 0 },      { 1e-9, 1, 1 }, { 0.0005, 1, 1 }, { 0.004, 1, 2 },
                { -0.001, 0, 0 }, { 1, -1, -1 },  { 1.5, -1, -1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const DermBar bar = { "x", DERM_GROUP_UNKNOWN, cases[i].score, "0", TRUE };
      cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
      double row = draw_bars (surface, &bar, 1, WIDTH, FALSE, &test_theme);
      int filled, whole, first;

      measure (surface, (int) (row / 2), &filled, &whole, &first);
      g_assert_cmpint (filled, >=, cases[i].least >= 0 ? cases[i].least : whole);
      g_assert_cmpint (filled, <=, cases[i].most >= 0 ? cases[i].most : whole);
      cairo_surface_destroy (surface);
    }
}

static void
test_bar_top (void)
{
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  double row = draw_bars (surface, seven, 7, WIDTH, FALSE, &test_theme) / 7;

  for (int i = 0; i < 7; i++)
    {
      int y = (int) ((i + 0.5) * row), filled, whole, first;
      Pixel p;

      measure (surface, y, &filled, &whole, &first);
      if (filled < 4)
        continue;
      p = pixel_at (surface, first + filled / 2, y);
      g_assert_cmpint (p.b, ==, seven[i].is_top ? 255 : 128);
      g_assert_cmpint (p.g, ==, seven[i].is_top ? 0 : 127);
    }
  cairo_surface_destroy (surface);
}

/* Differences go from the middle of the track to both sides, half of it for the whole scale. */
static void
test_bar_signed (void)
{
  const double scores[] = { 0, 0.5, -0.5, 1, -1 };
  DermBar bars[G_N_ELEMENTS (scores)];
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  double row;

  for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
    bars[i] = (DermBar){ .label = "x", .score = scores[i], .value = "0", .is_top = TRUE, .is_signed = TRUE };
  row = draw_bars (surface, bars, G_N_ELEMENTS (bars), WIDTH, FALSE, &test_theme) / G_N_ELEMENTS (bars);
  for (gsize i = 0; i < G_N_ELEMENTS (scores); i++)
    {
      int y = (int) (((double) i + 0.5) * row), filled, whole, first, track = -1;

      measure (surface, y, &filled, &whole, &first);
      for (int x = WIDTH - 1; x >= 0; x--)
        if (is_fill (pixel_at (surface, x, y)) || is_track (pixel_at (surface, x, y)))
          track = x;
      g_assert_cmpfloat_with_epsilon (filled, fabs (scores[i]) * whole / 2.0, 2.01); /* a line stands at zero */
      if (filled > 0)
        g_assert_cmpfloat_with_epsilon (first, track + (scores[i] > 0 ? 0.5 : 0.5 + scores[i] / 2) * whole, 2.01);
    }
  cairo_surface_destroy (surface);
}

/* A marker stands beside its own bar, in the colour of text and in no other row; it takes its room from all bars. */
static void
test_bar_mark (void)
{
  DermBar bars[7];
  cairo_surface_t *plain = surface_new (WIDTH, HEIGHT), *marked = surface_new (WIDTH, HEIGHT);
  double row = draw_bars (plain, seven, 7, WIDTH, FALSE, &test_theme) / 7;

  memcpy (bars, seven, sizeof bars);
  bars[2].mark = "truth";
  draw_bars (marked, bars, 7, WIDTH, FALSE, &test_theme);
  for (int i = 0; i < 7; i++)
    {
      int y = (int) ((i + 0.5) * row), filled, whole, first, unmarked, end = 0, n_text = 0;

      measure (plain, y, &filled, &unmarked, &first);
      measure (marked, y, &filled, &whole, &first);
      g_assert_cmpint (whole, <, unmarked - 20);
      g_assert_cmpint (whole, >, WIDTH / 4);
      for (int x = 0; x < WIDTH; x++)
        if (is_fill (pixel_at (marked, x, y)) || is_track (pixel_at (marked, x, y)))
          end = x;
      for (int line = (int) (i * row); line < (int) ((i + 1) * row); line++)
        for (int x = end + 1; x < end + unmarked - whole; x++)
          n_text += pixel_at (marked, x, line).r > 200;
      if (i == 2)
        g_assert_cmpint (n_text, >, 40);
      else
        g_assert_cmpint (n_text, <, 5);
    }
  cairo_surface_destroy (plain);
  cairo_surface_destroy (marked);
}

static void
test_bar_mirrored (void)
{
  cairo_surface_t *ltr = surface_new (WIDTH, HEIGHT), *rtl = surface_new (WIDTH, HEIGHT);
  double row = draw_bars (ltr, seven, 7, WIDTH, FALSE, &test_theme) / 7;
  gboolean has_sign = FALSE;

  draw_bars (rtl, seven, 7, WIDTH, TRUE, &test_theme);
  for (int i = 0; i < 7; i++)
    for (int x = 0; x < WIDTH; x++)
      {
        int y = (int) ((i + 0.5) * row);
        Pixel a = pixel_at (ltr, x, y), b = pixel_at (rtl, WIDTH - 1 - x, y);

        g_assert_cmpint (is_fill (a), ==, is_fill (b));
        g_assert_cmpint (is_track (a), ==, is_track (b));
        has_sign |= x < 20 && b.r > 200 && b.b < 100;
      }
  g_assert_true (has_sign);
  cairo_surface_destroy (ltr);
  cairo_surface_destroy (rtl);
}

/* Width of the sign on each line of the only row; returns the number of lines. */
static int
sign_profile (DermGroup group, int *widths)
{
  const DermBar bar = { "x", group, 0, "", FALSE };
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  double row = draw_bars (surface, &bar, 1, WIDTH, FALSE, &test_theme);
  int n = 0;

  for (int y = 0; y < row; y++)
    {
      int width = 0;

      for (int x = 0; x < 12; x++)
        width += pixel_at (surface, x, y).r > 100;
      if (width > 0)
        widths[n++] = width;
    }
  cairo_surface_destroy (surface);
  return n;
}

/* How much of the box around it a sign fills: triangles and diamonds about half, a disc π/4. */
static double
filled_part (const int *widths, int n)
{
  int sum = 0, widest = 0;

  for (int i = 0; i < n; i++)
    {
      sum += widths[i];
      widest = MAX (widest, widths[i]);
    }
  return (double) sum / (n * widest);
}

static void
test_signs (void)
{
  int widths[64], n = sign_profile (DERM_GROUP_MALIGNANT, widths);

  g_assert_cmpint (n, >=, 6); /* a triangle on its base */
  g_assert_cmpint (widths[0], <=, 2);
  g_assert_cmpint (widths[n - 1], >=, n - 1);
  for (int i = 1; i < n; i++)
    g_assert_cmpint (widths[i], >=, widths[i - 1]);

  n = sign_profile (DERM_GROUP_PRE_MALIGNANT, widths); /* a diamond: widest in the middle */
  g_assert_cmpint (n, >=, 6);
  g_assert_cmpint (widths[0], <=, 2);
  g_assert_cmpint (widths[n - 1], <=, 2);
  g_assert_cmpint (widths[n / 2], >=, n - 2);
  g_assert_cmpfloat (filled_part (widths, n), <, 0.65);

  n = sign_profile (DERM_GROUP_BENIGN, widths);
  g_assert_cmpint (n, >=, 5);
  g_assert_cmpfloat (filled_part (widths, n), >, 0.7);

  g_assert_cmpint (sign_profile (DERM_GROUP_UNKNOWN, widths), ==, 0);
}

static void
test_bars_hostile (void)
{
  g_autofree char *endless = g_strnfill (5000, 'm');
  const DermBar bars[]
      = { { "nan", DERM_GROUP_BENIGN, NAN, "nan", FALSE }, { "under", DERM_GROUP_BENIGN, -3, "-3", FALSE },
          { "over", DERM_GROUP_BENIGN, 7, "7", TRUE },     { endless, DERM_GROUP_MALIGNANT, 0.5, endless, FALSE },
          { "", DERM_GROUP_UNKNOWN, 0.5, "", FALSE },      { "two\nlines", DERM_GROUP_UNKNOWN, 0.5, NULL, FALSE } };
  const int expected[] = { 0, 0, 100, 50, 50, 50 };
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  double row = draw_bars (surface, bars, G_N_ELEMENTS (bars), WIDTH - 20, FALSE, &test_theme) / G_N_ELEMENTS (bars);

  for (gsize i = 0; i < G_N_ELEMENTS (bars); i++)
    {
      int y = (int) (((double) i + 0.5) * row), filled, whole, first;

      measure (surface, y, &filled, &whole, &first);
      g_assert_cmpint (whole, >, 0);
      g_assert_cmpfloat_with_epsilon (filled, expected[i] * whole / 100.0, 1.01);
      for (int x = WIDTH - 20; x < WIDTH; x++) /* nothing leaves the drawing's width */
        g_assert_cmpint (pixel_at (surface, x, y).r + pixel_at (surface, x, y).g, ==, 0);
    }
  draw_bars (surface, bars, G_N_ELEMENTS (bars), 0, FALSE, &test_theme);
  draw_bars (surface, bars, 0, WIDTH, FALSE, &test_theme);
  cairo_surface_destroy (surface);
}

/* ---- themes ---- */

static double
luminance (const DermColor *color)
{
  const double parts[3] = { color->r, color->g, color->b }, weights[3] = { 0.2126, 0.7152, 0.0722 };
  double sum = 0;

  for (int i = 0; i < 3; i++) /* WCAG 2.1, relative luminance */
    sum += weights[i] * (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static double
contrast (const DermColor *a, const DermColor *b)
{
  double la = luminance (a), lb = luminance (b);

  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

static void
test_contrast (void)
{
  const DermTheme *themes[] = { derm_theme_light (), derm_theme_dark (), derm_theme_high_contrast (FALSE),
                                derm_theme_high_contrast (TRUE), derm_theme_print () };

  for (gsize i = 0; i < G_N_ELEMENTS (themes); i++)
    {
      const DermTheme *t = themes[i];
      double least = t->is_high_contrast ? 7 : 4.5;

      g_assert_cmpfloat (contrast (&t->text, &t->background), >=, 7);
      g_assert_cmpfloat (contrast (&t->dim_text, &t->background), >=, least);
      g_assert_cmpfloat (contrast (&t->malignant, &t->background), >=, least);
      g_assert_cmpfloat (contrast (&t->pre_malignant, &t->background), >=, least);
      g_assert_cmpfloat (contrast (&t->benign, &t->background), >=, least);
      g_assert_cmpfloat (contrast (&t->accent, &t->track), >=, t->is_high_contrast ? 4.5 : 3);
    }
}

static void
test_high_contrast (void)
{
  DermTheme theme = test_theme;
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  double row;
  int filled, whole, first;

  theme.is_high_contrast = TRUE;
  row = draw_bars (surface, seven, 7, WIDTH, FALSE, &theme) / 7;
  measure (surface, (int) (4.5 * row), &filled, &whole, &first); /* mel: not the top, but at full strength */
  g_assert_cmpint (pixel_at (surface, first + filled / 2, (int) (4.5 * row)).b, ==, 255);
  g_assert_cmpint (pixel_at (surface, first - 1, (int) (4.5 * row)).r, ==, 255); /* the outline, in the text's colour */
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/bars/length", test_bar_length);
  g_test_add_func ("/figure/bars/ends", test_bar_ends);
  g_test_add_func ("/figure/bars/top", test_bar_top);
  g_test_add_func ("/figure/bars/signed", test_bar_signed);
  g_test_add_func ("/figure/bars/mark", test_bar_mark);
  g_test_add_func ("/figure/bars/mirrored", test_bar_mirrored);
  g_test_add_func ("/figure/bars/signs", test_signs);
  g_test_add_func ("/figure/bars/hostile", test_bars_hostile);
  g_test_add_func ("/figure/bars/high-contrast", test_high_contrast);
  g_test_add_func ("/figure/theme/contrast", test_contrast);
  return g_test_run ();
}
