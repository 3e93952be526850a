/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Charts of an evaluation: what is written in them, where their marks are, and the report that has them all. */

#include <derm.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>

#include "figure-recorder.h"
#include "figure-surface.h"

enum { WIDTH = 1000, SIDE = 300 };

static const char *const labels[] = { "bcc", "mel", "nv", NULL };
static const DermGroup groups[] = { DERM_GROUP_MALIGNANT, DERM_GROUP_MALIGNANT, DERM_GROUP_BENIGN };
static const guint counts[] = { 40, 3, 21, 13, 54, 21, 0, 109, 1544 };

static DermMatrix
make_matrix (DermMatrixShares shares)
{
  return (DermMatrix){ .n_classes = 3,
                       .labels = labels,
                       .groups = groups,
                       .counts = counts,
                       .shares = shares,
                       .bold = 1,
                       .answers = "answers",
                       .images = "images" };
}

static DermChartStyle
make_style (const DermTheme *theme)
{
  static PangoFontDescription *font;

  if (font == NULL)
    font = pango_font_description_from_string ("Sans 10");
  return (DermChartStyle){ font, theme };
}

/* ---- the matrix ---- */

static void
test_numbers (void)
{
  DermMatrix matrix = make_matrix (DERM_MATRIX_COUNTS);
  const guint empty[9] = { 1 };
  g_autofree char *count = derm_figure_matrix_format (&matrix, 2, 2), *row = NULL, *column = NULL, *none = NULL;

  g_assert_cmpstr (count, ==, "1544"); /* no thousands in this locale */
  matrix.shares = DERM_MATRIX_OF_ROWS;
  row = derm_figure_matrix_format (&matrix, 1, 0);
  g_assert_cmpstr (row, ==, "15 %");
  matrix.shares = DERM_MATRIX_OF_COLUMNS;
  column = derm_figure_matrix_format (&matrix, 1, 0);
  g_assert_cmpstr (column, ==, "25 %");
  matrix.counts = empty;
  none = derm_figure_matrix_format (&matrix, 1, 2);
  g_assert_cmpstr (none, ==, "–");
}

/* What a cell's box holds is what is written there, and a larger share of its row is darker. */
static void
test_matrix (void)
{
  DermChartStyle style = make_style (derm_theme_light ());
  DermMatrix matrix = make_matrix (DERM_MATRIX_COUNTS);
  cairo_surface_t *surface = surface_new (600, 400);
  cairo_t *cr = cairo_create (surface);
  DermMatrixLayout layout = derm_figure_matrix_layout (cr, &matrix, 600, &style);
  cairo_rectangle_t box = derm_figure_matrix_box (&layout, 3, 1, 0);
  const FigureText *text;

  g_assert_cmpfloat (layout.width, <=, 600);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  figure_recorder_clear ();
  derm_figure_matrix (cr, &matrix, &layout, &style);
  text = figure_recorder_find ("13");
  g_assert_cmpfloat (text->x, >=, box.x);
  g_assert_cmpfloat (text->x + text->width, <=, box.x + box.width);
  g_assert_cmpfloat (text->y, >=, box.y);
  g_assert_cmpfloat (text->y + text->height, <=, box.y + box.height);
  g_assert_true (figure_recorder_find ("1544")->is_bold);
  g_assert_nonnull (figure_recorder_find ("88"));   /* melanomas */
  g_assert_nonnull (figure_recorder_find ("166"));  /* answers with that */
  g_assert_nonnull (figure_recorder_find ("1805")); /* all */
  cairo_surface_flush (surface);
  for (int answer = 0; answer < 3; answer++)
    {
      cairo_rectangle_t at = derm_figure_matrix_box (&layout, 3, 1, answer);
      Pixel pixel = pixel_at (surface, (int) at.x + 6, (int) at.y + 6);

      g_assert_true ((pixel.r < 160) == (answer == 1)); /* 54 of 88, and less */
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* In a narrow window cells are as narrow as their numbers. */
static void
test_narrow (void)
{
  DermChartStyle style = make_style (derm_theme_light ());
  DermMatrix matrix = make_matrix (DERM_MATRIX_COUNTS);
  cairo_surface_t *surface = surface_new (10, 10);
  cairo_t *cr = cairo_create (surface);
  DermMatrixLayout wide = derm_figure_matrix_layout (cr, &matrix, 2000, &style);
  DermMatrixLayout narrow = derm_figure_matrix_layout (cr, &matrix, 10, &style);

  g_assert_cmpfloat (wide.width, <, 1000);
  g_assert_cmpfloat (narrow.width, <, wide.width);
  g_assert_cmpfloat (narrow.cell_width, >, 20);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* ---- curves ---- */

/* The middle of what has that colour, to the pixel. */
static gboolean
find_color (cairo_surface_t *surface, const DermColor *color, double *x, double *y)
{
  int n = 0, sum_x = 0, sum_y = 0;

  for (int i = 0; i < SIDE; i++)
    for (int j = 0; j < SIDE; j++)
      {
        Pixel pixel = pixel_at (surface, i, j);

        if (abs (pixel.r - (int) (color->r * 255)) < 4 && abs (pixel.g - (int) (color->g * 255)) < 4
            && abs (pixel.b - (int) (color->b * 255)) < 4)
          {
            n++;
            sum_x += i;
            sum_y += j;
          }
      }
  *x = n > 0 ? (double) sum_x / n : NAN;
  *y = n > 0 ? (double) sum_y / n : NAN;
  return n > 0;
}

static void
draw_dot (double score, double share, guint n, double *x, double *y)
{
  const DermReliabilityDot dot = { score, share, share, share, n };
  DermChartStyle style = make_style (derm_theme_light ());
  cairo_surface_t *surface = surface_new (SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  derm_figure_reliability (cr, &(DermReliability){ 1, &dot, "score", "right" }, SIDE, SIDE, &style);
  cairo_surface_flush (surface);
  g_assert_true (find_color (surface, &derm_theme_light ()->accent, x, y) == (n >= DERM_RELIABILITY_FEW));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* A higher score lies further right, a larger share higher, and few images are pale. */
static void
test_reliability (void)
{
  double low_x, low_y, high_x, high_y, x, y;

  draw_dot (0.25, 0.25, 100, &low_x, &low_y);
  draw_dot (0.75, 0.5, 100, &high_x, &high_y);
  g_assert_cmpfloat (high_x - low_x, >, 2 * (low_y - high_y) - 6); /* half as far, twice as far */
  g_assert_cmpfloat (high_x, >, low_x + 50);
  g_assert_cmpfloat (high_y, <, low_y - 25);
  draw_dot (0.5, 0.5, DERM_RELIABILITY_FEW - 1, &x, &y);
  draw_dot (0.5, 0.5, 0, &x, &y);
}

static void
test_roc (void)
{
  static const double alarms[] = { 0, 0.5, 1 }, found[] = { 0, 1, 1 };
  DermRoc roc = { .n_points = 3, .false_alarms = alarms, .found = found, .group = DERM_GROUP_BENIGN };
  DermChartStyle style = make_style (derm_theme_light ());
  cairo_surface_t *surface = surface_new (SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  double x, y, middle_x, middle_y;

  roc.x_title = "false alarms";
  roc.y_title = "found";
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  figure_recorder_clear ();
  derm_figure_roc (cr, &roc, SIDE, SIDE, &style);
  cairo_surface_flush (surface);
  g_assert_true (find_color (surface, &derm_theme_light ()->benign, &x, &y));
  draw_dot (0.5, 0.5, 100, &middle_x, &middle_y);
  g_assert_cmpfloat (y, <, middle_y - 20); /* above chance */
  g_assert_nonnull (figure_recorder_find ("false alarms"));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* ---- the report ---- */

static gboolean
overlap (const FigureText *a, const FigureText *b)
{
  return a->x < b->x + b->width - 1 && b->x < a->x + a->width - 1 && a->y < b->y + b->height - 1
         && b->y < a->y + a->height - 1;
}

static void
check_page (const DermEvaluationPage *page)
{
  double height = derm_figure_evaluation_height (page, WIDTH);
  cairo_surface_t *surface = surface_new (WIDTH, (int) height);
  cairo_t *cr = cairo_create (surface);
  const FigureText *a, *b;

  figure_recorder_clear ();
  derm_figure_evaluation (cr, page, WIDTH, derm_theme_print ());
  for (guint n = 0; (a = figure_recorder_get (n)) != NULL; n++)
    {
      g_assert_cmpfloat (a->x, >=, 0);
      g_assert_cmpfloat (a->x + a->width, <=, WIDTH);
      g_assert_cmpfloat (a->y + a->height, <=, height);
      for (guint i = 0; i < n; i++)
        if (b = figure_recorder_get (i), overlap (a, b))
          g_error ("“%s” runs into “%s”", a->text, b->text);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static void
test_page (void)
{
  static const double alarms[] = { 0, 0.1, 1 }, found[] = { 0, 0.9, 1 }, low[] = { 0, 0.9, 1 }, high[] = { 0.3, 1, 1 };
  const DermMatrix matrix = make_matrix (DERM_MATRIX_COUNTS);
  const DermRoc roc = { 3, alarms, found, 3, low, high, TRUE, 0.1, 0.9, DERM_GROUP_MALIGNANT, "false alarms", "found" };
  const DermReliabilityDot dots[] = { { 0.5, 0.4, 0.3, 0.5, 10 }, { 0.9, 0.95, 0.9, 1, 900 } };
  const DermReliability reliability = { 2, dots, "score", "right" };
  const DermClassRow rows[]
      = { { "mel", DERM_GROUP_MALIGNANT, "88", 0.61, "0.61", 0.51, 0.71, "0.51 to 0.71", FALSE, TRUE },
          { "df", DERM_GROUP_BENIGN, "15", 0.67, "0.67", 0.42, 0.85, "0.42 to 0.85", TRUE, FALSE },
          { "vasc", DERM_GROUP_BENIGN, "0", NAN, "n/a", NAN, NAN, NULL, FALSE, FALSE } };
  const DermFigureLine figures[]
      = { { "Melanoma recall", "0.61", "0.51 to 0.71", FALSE }, { "Always answering nv", "0.80", NULL, TRUE } };
  const char *const warnings[] = { "One lesion is on both sides.", NULL };
  DermEvaluationPage page = { .title = "held-out",
                              .subtitle = "2,197 images",
                              .warnings = warnings,
                              .figures_title = "Figures",
                              .n_figures = 2,
                              .figures = figures,
                              .matrix_title = "Truth in rows, answers in columns",
                              .matrix = &matrix,
                              .roc_title = "ROC",
                              .roc = &roc,
                              .roc_words = "34 of 88 missed",
                              .reliability_title = "Reliability",
                              .reliability = &reliability,
                              .reliability_words = "ECE 0.011",
                              .rows_title = "By class: recall",
                              .n_rows = 3,
                              .rows = rows,
                              .sentence = "34 of 88 melanomas are missed.",
                              .origin = "Dermlens · SkinCNN" };
  double usual = derm_figure_evaluation_height (&page, WIDTH);

  check_page (&page);
  g_assert_nonnull (figure_recorder_find (derm_research_line ()));
  g_assert_nonnull (figure_recorder_find ("0.42 to 0.85"));
  g_assert_null (figure_recorder_find ("TRAINING DATA"));
  g_assert_cmpfloat (figure_recorder_find ("Figures")->x, >, 600);
  page.heading = "TRAINING DATA";
  check_page (&page);
  g_assert_true (figure_recorder_find ("TRAINING DATA")->is_bold);
  g_assert_cmpfloat (derm_figure_evaluation_height (&page, WIDTH), >, usual + 20);
  page.is_rtl = TRUE;
  check_page (&page);
  g_assert_cmpfloat (figure_recorder_find ("Figures")->x, <, 400);
}

static void
test_save (void)
{
  const DermMatrix matrix = make_matrix (DERM_MATRIX_OF_ROWS);
  const DermEvaluationPage page = { .title = "held-out", .matrix = &matrix, .origin = "Dermlens" };
  g_autofree char *folder = g_dir_make_tmp ("derm-figure-XXXXXX", NULL),
                  *pdf = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *text = g_build_filename (folder, "a.txt", NULL), *content = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (derm_figure_evaluation_save (&page, pdf, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (pdf, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
  g_assert_false (derm_figure_evaluation_save (&page, text, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
  g_remove (pdf);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-evaluation/numbers", test_numbers);
  g_test_add_func ("/figure-evaluation/matrix", test_matrix);
  g_test_add_func ("/figure-evaluation/narrow", test_narrow);
  g_test_add_func ("/figure-evaluation/reliability", test_reliability);
  g_test_add_func ("/figure-evaluation/roc", test_roc);
  g_test_add_func ("/figure-evaluation/page", test_page);
  g_test_add_func ("/figure-evaluation/save", test_save);
  return g_test_run ();
}
