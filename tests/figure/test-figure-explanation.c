/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The page of an explanation: no text runs into another, however long a class is called, and what stands below the ends
 * of the legend stays there whichever way the language reads. */

#include "figure-explained.h"
#include "figure-language.h"
#include "figure-recorder.h"

enum { WIDTH = 1000 };

static const DermTheme theme = { .text = { 0, 0, 0, 1 }, .dim_text = { 0.4, 0.4, 0.4, 1 } };

static DermExplanation *
make_explanation (const char *code)
{
  const char *const labels[] = { code, "b", "c", "d", "e", "f", "g", NULL };
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_GRADIENT);

  options->class_index = 0;
  return figure_explain (options, labels);
}

static void
draw (const char *code)
{
  g_autoptr (DermExplanation) explanation = make_explanation (code);
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, (int) derm_figure_explanation_height (WIDTH));
  cairo_t *cr = cairo_create (surface);

  figure_recorder_clear ();
  derm_figure_explanation (cr, explanation, WIDTH, &theme);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static gboolean
overlap (const FigureText *a, const FigureText *b)
{
  return a->x < b->x + b->width - 1 && b->x < a->x + a->width - 1 && a->y < b->y + b->height - 1
         && b->y < a->y + a->height - 1;
}

static void
check_page (void)
{
  const FigureText *a, *b;
  guint n = 0;

  for (; (a = figure_recorder_get (n)) != NULL; n++)
    {
      g_assert_cmpfloat (a->x, >=, 0);
      g_assert_cmpfloat (a->x + a->width, <=, WIDTH);
      g_assert_cmpfloat (a->y + a->height, <=, derm_figure_explanation_height (WIDTH));
      for (guint i = 0; i < n; i++)
        if (b = figure_recorder_get (i), overlap (a, b))
          g_error ("“%s” runs into “%s”", a->text, b->text);
    }
  g_assert_cmpuint (n, ==, 10); /* title, five of the legend, words, and three lines below */
}

static void
test_room (void)
{
  draw ("mel");
  check_page ();
  g_assert_false (figure_recorder_find ("for mel (solid line)")->is_cut);
  draw ("a class with so long a name that there is no room for it");
  check_page ();
}

/* Numbers 1 to 5 are those of the legend, below a bar from the middle of the page to its right margin. */
static void
check_legend (void)
{
  const FigureText *least = figure_recorder_get (1), *most = figure_recorder_get (3);
  const FigureText *against = figure_recorder_get (4), *is_for = figure_recorder_get (5);
  double left = 516, right = 967; /* (720 - 24 - 324) · 1000 / 720 and (720 - 24) · 1000 / 720 */

  g_assert_cmpfloat_with_epsilon (least->x, left, 2);
  g_assert_cmpfloat_with_epsilon (most->x + most->width, right, 2);
  g_assert_cmpfloat_with_epsilon (against->x, left, 2);
  g_assert_cmpfloat_with_epsilon (is_for->x + is_for->width, right, 2);
}

static void
test_right_to_left (void)
{
  draw ("mel");
  check_legend ();
  g_assert_cmpfloat (figure_recorder_get (0)->x, <, 100);
  g_setenv ("LANGUAGE", "ar", TRUE);
  draw ("mel");
  g_setenv ("LANGUAGE", "", TRUE);
  g_assert_null (figure_recorder_find ("for mel (solid line)")); /* it is translated */
  check_legend ();
  g_assert_cmpfloat (figure_recorder_get (0)->x, >, 300); /* the title begins at the right */
  check_page ();
}

int
main (int argc, char **argv)
{
  figure_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure-explanation/room", test_room);
  g_test_add_func ("/figure-explanation/right-to-left", test_right_to_left);
  return g_test_run ();
}
