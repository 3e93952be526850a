/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "figure-recorder.h"
#include "figure-surface.h"

#include <derm.h>
#include <math.h>
#include <string.h>

/* What stands on a figure: each text with its place, and the pictures. */

enum {
  WIDTH = 1000,
  HEIGHT = 524,
  IMAGE_X = 36,
  INPUT_X = 464,
  CONTENT_Y = 112,
  IMAGE_WIDTH = 400,
  IMAGE_HEIGHT = 300,
  INPUT_SIDE = 196
};

/* Left half red, right half of another colour in each row; or all of one grey. */
static DermImage *
make_image (int width, int height, gboolean is_blank)
{
  gsize n = (gsize) 3 * (gsize) width * (gsize) height;
  guint8 *rgb = g_malloc (n);
  g_autoptr (GBytes) bytes = NULL;

  memset (rgb, 200, n);
  for (int y = 0; y < height && !is_blank; y++)
    for (int x = 0; x < width; x++)
      {
        guint8 *p = rgb + 3 * ((gsize) y * (gsize) width + (gsize) x);

        p[0] = x < width / 2 ? 220 : 10;
        p[1] = (guint8) (x < width / 2 ? 20 : y % 2 * 200);
        p[2] = x < width / 2 ? 20 : 120;
      }
  bytes = g_bytes_new_take (rgb, n);
  return derm_image_new_from_pixels (bytes, width, height, "a lesion.jpg", NULL);
}

static DermPrediction *
predict (DermImage *image, const double *crop)
{
  static DermClassifier *classifier;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (GError) error = NULL;
  DermPrediction *prediction;

  if (classifier == NULL)
    {
      g_autoptr (DermModel) model = derm_model_new_bundled (&error);

      g_assert_no_error (error);
      classifier = derm_classifier_new (model, NULL, 1, &error);
    }
  recipe = derm_recipe_with_crop (derm_model_get_recipe (derm_classifier_get_model (classifier)), crop);
  input = derm_input_new (image, recipe, &error);
  g_assert_no_error (error);
  prediction = derm_classifier_predict (classifier, input, &error);
  g_assert_no_error (error);
  return prediction;
}

static cairo_surface_t *
draw (DermImage *image, DermPrediction *prediction, const char *truth)
{
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);

  g_assert_cmpfloat_with_epsilon (derm_figure_result_height (WIDTH), HEIGHT, 1e-9);
  figure_recorder_clear ();
  derm_figure_result (cr, image, prediction, truth, WIDTH, derm_theme_print ());
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* It is written once, whole, on the page, in the range of columns. */
static const FigureText *
assert_text (const char *words, double left, double right)
{
  const FigureText *text = figure_recorder_find (words);

  if (text == NULL)
    g_error ("not written: “%s”", words);
  g_assert_false (text->is_cut);
  g_assert_cmpfloat (text->x, >=, left - 0.5);
  g_assert_cmpfloat (text->x + text->width, <=, right + 0.5);
  g_assert_cmpfloat (text->y, >=, 0);
  g_assert_cmpfloat (text->y + text->height, <=, HEIGHT);
  return text;
}

/* The sentences under the scores are what the prediction says, doubts first; they do not run into the legend. */
static void
assert_sentences (DermPrediction *prediction, double left)
{
  g_autofree char *doubts = derm_gate_describe (derm_prediction_get_gate (prediction));
  g_autofree char *answer = derm_prediction_describe (prediction);
  g_autofree char *words = g_strconcat (doubts, *doubts != '\0' ? " " : "", answer, NULL);
  const FigureText *text = assert_text (words, left, WIDTH - IMAGE_X);
  const FigureText *legend = assert_text ("benign", left, WIDTH - IMAGE_X);

  g_assert_true (text->is_bold);
  g_assert_cmpfloat (text->y, >, CONTENT_Y + INPUT_SIDE);
  g_assert_cmpfloat (text->y + text->height, <, legend->y);
}

static void
assert_legend (double left)
{
  const FigureText *worst = assert_text ("malignant", left, WIDTH - IMAGE_X);
  const FigureText *middle = assert_text ("pre-malignant", worst->x + worst->width + 17, WIDTH - IMAGE_X);
  const FigureText *best = assert_text ("benign", middle->x + middle->width + 17, WIDTH - IMAGE_X);

  g_assert_cmpfloat (worst->y, ==, best->y);
  g_assert_cmpfloat (best->y + best->height, <, CONTENT_Y + IMAGE_HEIGHT + 28);
}

static void
assert_footer (DermPrediction *prediction)
{
  g_autofree char *provenance = derm_figure_provenance (prediction);
  const FigureText *line = assert_text (derm_research_line (), IMAGE_X, WIDTH - IMAGE_X);
  const FigureText *origin = assert_text (provenance, IMAGE_X, WIDTH - IMAGE_X);

  g_assert_true (line->is_bold);
  g_assert_cmpfloat (line->brightness, <, origin->brightness);
  g_assert_cmpfloat (line->y, >, CONTENT_Y + IMAGE_HEIGHT + 28);
  g_assert_cmpfloat (origin->y, >=, line->y + line->height);
}

static const FigureText *
find_between (double top, double bottom, double left, guint *n)
{
  const FigureText *text, *last = NULL;

  *n = 0;
  for (guint i = 0; (text = figure_recorder_get (i)) != NULL; i++)
    if (text->x >= left && text->y + text->height / 2 > top && text->y + text->height / 2 < bottom)
      {
        last = text;
        (*n)++;
      }
  return last;
}

/* In each row its class's code, the score of that class at the end, and the mark where it belongs; the answer alone is
 * bold. */
static void
assert_rows (DermPrediction *prediction, const char *truth, double left, double right)
{
  double below = 0;

  for (int i = 0; i < derm_prediction_get_n_classes (prediction); i++)
    {
      const char *code = derm_prediction_get_label (prediction, i);
      const FigureText *label = assert_text (code, left, right), *value;
      g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (prediction)[i]);
      gboolean is_truth = g_strcmp0 (truth, code) == 0;
      guint n;

      g_assert_cmpfloat (label->y, >=, below);
      below = label->y + label->height;
      value = find_between (label->y, below, left, &n);
      g_assert_cmpuint (n, ==, is_truth ? 3 : 2);
      g_assert_cmpstr (value->text, ==, score);
      g_assert_cmpfloat_with_epsilon (value->x + value->width, right, 1);
      g_assert_cmpint (label->is_bold, ==, i == derm_prediction_get_top (prediction));
      g_assert_cmpint (value->is_bold, ==, label->is_bold);
      if (is_truth)
        g_assert_cmpfloat_with_epsilon (assert_text ("truth", left, right)->y, label->y, 2);
    }
  if (truth == NULL)
    g_assert_null (figure_recorder_find ("truth"));
}

static void
test_words (void)
{
  g_autoptr (DermImage) image = make_image (800, 600, FALSE);
  g_autoptr (DermPrediction) prediction = predict (image, NULL);
  double scores_x = INPUT_X + INPUT_SIDE + 28;
  const FigureText *title, *size;

  cairo_surface_destroy (draw (image, prediction, "df"));
  title = assert_text ("a lesion.jpg", IMAGE_X, WIDTH - IMAGE_X);
  size = assert_text ("800 × 600 · pixels", IMAGE_X, WIDTH - IMAGE_X);
  g_assert_cmpfloat (title->y, <, size->y);
  g_assert_true (title->is_bold);
  g_assert_false (size->is_bold);
  assert_text ("Image", IMAGE_X, IMAGE_X + IMAGE_WIDTH);
  assert_text ("Network input", INPUT_X, INPUT_X + INPUT_SIDE);
  assert_text ("28 × 28 · RGB", INPUT_X, INPUT_X + INPUT_SIDE);
  assert_text ("Scores", scores_x, WIDTH - IMAGE_X);
  g_assert_cmpfloat (assert_text ("calibrated", scores_x, WIDTH - IMAGE_X)->y, <, CONTENT_Y);
  assert_rows (prediction, "df", scores_x, WIDTH - IMAGE_X);
  assert_sentences (prediction, INPUT_X);
  assert_legend (INPUT_X);
  assert_footer (prediction);
}

/* Without an image there is no title but "Result", and the input takes its place. */
static void
test_without_image (void)
{
  g_autoptr (DermImage) image = make_image (800, 600, FALSE);
  g_autoptr (DermPrediction) prediction = predict (image, NULL);
  double x = IMAGE_X + IMAGE_HEIGHT + 28;

  cairo_surface_destroy (draw (NULL, prediction, NULL));
  assert_text ("Result", IMAGE_X, WIDTH - IMAGE_X);
  g_assert_null (figure_recorder_find ("Image"));
  g_assert_null (figure_recorder_find ("a lesion.jpg"));
  assert_text ("Network input", IMAGE_X, IMAGE_X + IMAGE_HEIGHT);
  assert_rows (prediction, NULL, x, WIDTH - IMAGE_X);
  assert_sentences (prediction, x);
  assert_legend (x);
  assert_footer (prediction);
}

/* What speaks against the answer is on the figure, before the answer. */
static void
test_doubts (void)
{
  g_autoptr (DermImage) blank = make_image (800, 600, TRUE), image = make_image (800, 600, FALSE);
  const double thin[] = { 0.4, 0, 0.6, 1 };
  g_autoptr (DermPrediction) one = predict (blank, NULL), other = predict (image, thin);
  g_autofree char *doubts = derm_gate_describe (DERM_GATE_BLANK);

  g_assert_cmpint (derm_prediction_get_gate (one) & DERM_GATE_BLANK, !=, 0);
  g_assert_cmpint (derm_prediction_get_gate (other) & DERM_GATE_ODD_ASPECT, !=, 0);
  cairo_surface_destroy (draw (blank, one, NULL));
  assert_sentences (one, INPUT_X);
  for (guint i = 0; figure_recorder_get (i) != NULL; i++)
    if (strstr (figure_recorder_get (i)->text, doubts) != NULL)
      doubts[0] = '\0';
  g_assert_cmpstr (doubts, ==, "");
  cairo_surface_destroy (draw (image, other, NULL));
  assert_sentences (other, INPUT_X);
}

static void
assert_pixel (cairo_surface_t *surface, double x, double y, const guint8 *rgb, double strength)
{
  Pixel p = pixel_at (surface, (int) x, (int) y);

  g_assert_cmpfloat_with_epsilon (p.r, rgb[0] * strength, 3);
  g_assert_cmpfloat_with_epsilon (p.g, rgb[1] * strength, 3);
  g_assert_cmpfloat_with_epsilon (p.b, rgb[2] * strength, 3);
}

/* The original in its box, what is cut off under a veil; the input's pixels in theirs. */
static void
test_pictures (void)
{
  static const guint8 red[] = { 220, 20, 20 };
  const double crop[] = { 0.1, 0.25, 0.9, 0.75 };
  g_autoptr (DermImage) image = make_image (800, 600, FALSE);
  g_autoptr (DermPrediction) whole = predict (image, NULL), cropped = predict (image, crop);
  DermPrediction *const predictions[] = { whole, cropped };

  for (gsize i = 0; i < G_N_ELEMENTS (predictions); i++)
    {
      cairo_surface_t *surface = draw (image, predictions[i], NULL);
      const guint8 *rgb = derm_input_get_rgb (derm_prediction_get_input (predictions[i]));
      double veil = i == 0 ? 1 : 0.75;

      assert_pixel (surface, IMAGE_X + 0.3 * IMAGE_WIDTH, CONTENT_Y + 0.5 * IMAGE_HEIGHT, red, 1);
      assert_pixel (surface, IMAGE_X + 0.05 * IMAGE_WIDTH, CONTENT_Y + 0.5 * IMAGE_HEIGHT, red, veil);
      assert_pixel (surface, IMAGE_X + 0.3 * IMAGE_WIDTH, CONTENT_Y + 0.2 * IMAGE_HEIGHT, red, veil);
      assert_pixel (surface, IMAGE_X + 0.3 * IMAGE_WIDTH, CONTENT_Y + 0.8 * IMAGE_HEIGHT, red, veil);
      g_assert_cmpint (pixel_at (surface, (int) (IMAGE_X + 0.95 * IMAGE_WIDTH), CONTENT_Y + 150).r, <, 30);
      for (int pixel = 0; pixel < 28 * 28; pixel += 5)
        assert_pixel (surface, INPUT_X + (pixel % 28 + 0.5) * INPUT_SIDE / 28,
                      CONTENT_Y + (pixel / 28 + 0.5) * INPUT_SIDE / 28, rgb + 3 * pixel, 1);
      cairo_surface_destroy (surface);
    }
}

static void
test_chart (void)
{
  g_autoptr (DermImage) image = make_image (800, 600, FALSE);
  g_autoptr (DermPrediction) prediction = predict (image, NULL);
  g_autofree char *provenance = derm_figure_provenance (prediction);
  g_autofree char *words = g_strconcat (derm_research_line (), "\n", provenance, NULL);
  cairo_surface_t *surface = surface_new (WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double height = derm_figure_chart_height (cr, prediction, 500);
  const FigureText *text;

  figure_recorder_clear ();
  derm_figure_chart (cr, prediction, "vasc", 500, derm_theme_light ());
  assert_rows (prediction, "vasc", 16, 484);
  text = assert_text (words, 16, 484);
  g_assert_cmpfloat (text->y, >, assert_text ("vasc", 16, 484)->y + 10);
  g_assert_cmpfloat_with_epsilon (text->y + text->height + 16, height, 2);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figure/result/words", test_words);
  g_test_add_func ("/figure/result/without-image", test_without_image);
  g_test_add_func ("/figure/result/doubts", test_doubts);
  g_test_add_func ("/figure/result/pictures", test_pictures);
  g_test_add_func ("/figure/result/chart", test_chart);
  return g_test_run ();
}
