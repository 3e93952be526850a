/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The page of a layer: every map has its number, every value of a row its own, nothing runs into something else; the
 * scale and the terms of a cell are those of the pass. All layers of the bundled net and of odd ones. */

#include <math.h>
#include <string.h>

#include <derm.h>

#include "figure-language.h"
#include "figure-recorder.h"
#include "../remove-tree.h"

enum { WIDTH = 1000 };

static char *folder;

static DermActivations *
make_pass_of (const char *path, int view)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model
      = path != NULL ? derm_model_new_from_file (path, &error) : derm_model_new_bundled (&error);
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermImage) image = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 pixels[3 * 20 * 20];
  DermActivations *activations;

  g_assert_no_error (error);
  for (gsize i = 0; i < sizeof pixels; i++)
    pixels[i] = (guint8) (i * i * 7 + i / 60 * 11);
  bytes = g_bytes_new (pixels, sizeof pixels);
  image = derm_image_new_from_pixels (bytes, 20, 20, "test", &error);
  classifier = derm_classifier_new (model, NULL, 1, &error);
  recipe = derm_recipe_with_views (derm_model_get_recipe (model), view > 0 ? 8 : 1, &error);
  input = derm_input_new (image, recipe, &error);
  g_assert_no_error (error);
  activations = derm_activations_new (classifier, input, view, &error);
  g_assert_no_error (error);
  return activations;
}

/* The bundled model, or that of a fixture; which may not be square, and has then one view alone. */
static DermActivations *
make_pass (const char *model_name, int view)
{
  g_autofree char *file = g_strdup_printf ("nn-%s.safetensors", model_name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", file, NULL);

  return make_pass_of (model_name != NULL ? path : NULL, view);
}

/* A net that only flattens its input, of that many pixels a side. */
static DermActivations *
make_flat_pass (int side)
{
  const int n = 3 * side * side, size = 4 * (2 * n + 2);
  g_autofree char *path = g_build_filename (folder, "flat.safetensors", NULL);
  g_autofree char *head = g_strdup_printf (
      "{\"__metadata__\":{\"dermlens\":\"1\",\"layers\":\"[{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\","
      "\\\"name\\\":\\\"l\\\",\\\"out\\\":2}]\",\"classes\":\"[{\\\"code\\\":\\\"a\\\",\\\"name\\\":\\\"A\\\","
      "\\\"group\\\":\\\"unknown\\\"},{\\\"code\\\":\\\"b\\\",\\\"name\\\":\\\"B\\\",\\\"group\\\":\\\"unknown\\\"}]\","
      "\"recipe\":\"{\\\"name\\\":\\\"flat\\\",\\\"width\\\":%d,\\\"height\\\":%d,\\\"filter\\\":\\\"bicubic\\\","
      "\\\"layout\\\":\\\"planes\\\",\\\"scale\\\":255}\",\"card\":\"{\\\"name\\\":\\\"Flat\\\",\\\"version\\\":"
      "\\\"1\\\","
      "\\\"trained_on\\\":\\\"-\\\",\\\"figures\\\":\\\"-\\\",\\\"intended_use\\\":\\\"-\\\",\\\"limits\\\":\\\"-\\\","
      "\\\"licence\\\":\\\"CC0-1.0\\\",\\\"citation\\\":\\\"-\\\"}\"},\"l.weight\":{\"dtype\":\"F32\",\"shape\":[2,%d],"
      "\"data_offsets\":[0,%d]},\"l.bias\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%d,%d]}}",
      side, side, n, 8 * n, 8 * n, size);
  guint64 length = GUINT64_TO_LE ((guint64) strlen (head));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *weights = g_malloc0 ((gsize) size);

  g_byte_array_append (bytes, (const guint8 *) &length, sizeof length);
  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (bytes, weights, (guint) size);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
  return make_pass_of (path, 0);
}

static char *
save (DermActivations *activations, int layer, const DermCell *cell, const char *name)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  figure_recorder_clear ();
  g_assert_true (derm_figure_activations_save (activations, layer, cell, path, &error));
  g_assert_no_error (error);
  return path;
}

/* In the order of drawing: whether a text is written, as often as it may be. */
static guint
count (const char *text)
{
  guint n = 0;

  for (guint i = 0; figure_recorder_get (i) != NULL; i++)
    n += g_str_equal (figure_recorder_get (i)->text, text);
  return n;
}

static double
find_svg_height (const char *path)
{
  g_autofree char *text = NULL;
  const char *height;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  height = strstr (text, "height=\"");
  g_assert_nonnull (height);
  return g_ascii_strtod (height + strlen ("height=\""), NULL);
}

static gboolean
overlap (const FigureText *a, const FigureText *b)
{
  return a->x < b->x + b->width - 1 && b->x < a->x + a->width - 1 && a->y < b->y + b->height - 2
         && b->y < a->y + a->height - 2;
}

static void
check_page (double height)
{
  const FigureText *a, *b;

  for (guint n = 0; (a = figure_recorder_get (n)) != NULL; n++)
    {
      g_assert_cmpfloat (a->x, >=, 0);
      g_assert_cmpfloat (a->x + a->width, <=, WIDTH);
      g_assert_cmpfloat (a->y + a->height, <=, height);
      for (guint i = 0; i < n; i++)
        if (b = figure_recorder_get (i), overlap (a, b))
          g_error ("“%s” runs into “%s”", a->text, b->text);
    }
}

/* Every channel's number stands on the page, and of a row of values each value. */
static void
check_numbers (DermActivations *activations, int layer)
{
  int shape[3];
  gsize n;
  const float *values = derm_activations_get_values (activations, layer, shape, &n);
  gboolean is_last = layer == derm_activations_get_n_layers (activations) - 1;

  for (int c = 0; c < shape[0] && layer >= 0; c++)
    {
      g_autofree char *number = g_strdup_printf ("%d", c);
      g_autofree char *value = g_strdup_printf ("%s%.2f", values[c] < 0 && fabsf (values[c]) >= 0.005f ? "−" : "",
                                                fabs ((double) values[c]));

      if (!is_last) /* whose classes have names */
        g_assert_cmpuint (count (number), >=, 1);
      if (shape[1] == 1 && shape[2] == 1)
        g_assert_cmpuint (count (value), >=, 1);
    }
}

static void
check_layers (const char *model_name)
{
  g_autoptr (DermActivations) activations = make_pass (model_name, model_name == NULL ? 2 : 0);

  for (int layer = -1; layer < derm_activations_get_n_layers (activations); layer++)
    {
      g_autofree char *path = save (activations, layer, NULL, "layer.svg");

      check_page (find_svg_height (path));
      check_numbers (activations, layer);
      g_assert_cmpuint (count ("Research and teaching only, not a diagnosis"), ==, 1);
    }
}

static void
test_layers (void)
{
  check_layers (NULL);
  check_layers ("odd");
  check_layers ("square64");
  check_layers ("plain");
}

/* Who counts the convolutions as people do finds the same names in the window. */
static void
test_head (void)
{
  static const struct {
    int layer;
    const char *title;
  } cases[] = { { -1, "input · 3 maps of 28 × 28" },
                { 0, "conv 1 · 32 maps of 28 × 28" },
                { 3, "pool 1 · 32 maps of 14 × 14" },
                { 5, "conv 2 · 64 maps of 14 × 14" },
                { 20, "pool 4 · 256 values" } };
  g_autoptr (DermActivations) activations = make_pass (NULL, 5);
  double scale = (double) derm_activations_get_scale (activations, 5);
  g_autofree char *most = g_strdup_printf ("+%.*f", scale < 0.95 ? 2 : 1, scale);
  g_autofree char *least = g_strdup_printf ("−%.*f", scale < 0.95 ? 2 : 1, scale), *last = NULL;
  const FigureText *origin;
  guint n = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = save (activations, cases[i].layer, NULL, "head.svg");

      g_assert_cmpstr (figure_recorder_get (0)->text, ==, cases[i].title);
      g_assert_nonnull (strstr (figure_recorder_get (1)->text, "view 6 of 8"));
    }
  last = save (activations, 5, NULL, "head.svg");
  g_assert_cmpuint (count (most), ==, 1);
  g_assert_cmpuint (count (least), ==, 1);
  while (figure_recorder_get (n + 1) != NULL)
    n++;
  origin = figure_recorder_get (n);
  {
    g_autofree char *model
        = g_strdup_printf ("sha256 %.16s", derm_model_get_sha256 (derm_activations_get_model (activations)));
    g_autofree char *input
        = g_strdup_printf ("sha256 %.16s", derm_input_get_sha256 (derm_activations_get_input (activations)));

    g_assert_nonnull (strstr (origin->text, model));
    g_assert_nonnull (strstr (origin->text, input));
  }
}

/* Of conv 2 the largest of the sums over nine products of a map, from the terms themselves. */
static void
test_cell (void)
{
  const DermCell cell = { 5, 26, 8, 4 }, sum = { 4, 26, 8, 4 };
  g_autoptr (DermActivations) activations = make_pass (NULL, 0);
  double sums[32] = { 0 }, value = (double) derm_activations_get_value (activations, &cell);
  double raw = (double) derm_activations_get_value (activations, &sum);
  int n, largest = 0;
  g_autofree DermTerm *terms = derm_activations_list_terms (activations, &sum, &n);
  g_autofree char *path = NULL, *title = g_strdup_printf ("conv 2, map 26, x 4, y 8: %.2f", value), *row = NULL,
                  *number = NULL, *sentence = NULL;

  for (int i = 0; i < n; i++)
    if (!terms[i].is_bias)
      sums[terms[i].cell.channel] += terms[i].product;
  for (int c = 1; c < 32; c++)
    largest = fabs (sums[c]) > fabs (sums[largest]) ? c : largest;
  row = g_strdup_printf ("map %d", largest);
  number = g_strdup_printf ("%s%.2f", sums[largest] < 0 ? "−" : "+", fabs (sums[largest]));
  sentence = g_strdup_printf ("32 sums of 9 products and a bias make %s%.2f. ", raw < 0 ? "−" : "", fabs (raw));
  path = save (activations, 5, &cell, "cell.svg");
  check_page (find_svg_height (path));
  g_assert_true (figure_recorder_find (title)->is_bold);
  g_assert_true (figure_recorder_find ("26")->is_bold);
  g_assert_nonnull (figure_recorder_find (row));
  g_assert_cmpuint (count (number), >=, 1);
  g_assert_cmpuint (count ("26 others"), ==, 1);
  g_assert_cmpuint (count ("bias"), ==, 1);
  g_assert_cmpuint (count ("sum"), ==, 1);
  for (guint i = 0; figure_recorder_get (i) != NULL; i++)
    if (g_str_has_prefix (figure_recorder_get (i)->text, sentence))
      return;
  g_error ("nobody says “%s”", sentence);
}

/* A cell of every layer, of all that a layer can be. */
static void
test_cells (void)
{
  static const char *const models[] = { NULL, "odd", "square64", "plain" };

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (DermActivations) activations = make_pass (models[i], 0);

      for (int layer = -1; layer < derm_activations_get_n_layers (activations); layer++)
        {
          const DermCell cell = { layer, 1, 0, 0 };
          g_autofree char *path = save (activations, layer, &cell, "cell.svg");

          check_page (find_svg_height (path));
        }
    }
}

/* The largest value of the layer has the full colour of its sign, somewhere among the maps. */
static void
test_colours (void)
{
  g_autoptr (DermActivations) activations = make_pass (NULL, 0);
  g_autofree char *path = save (activations, 5, NULL, "colours.png");
  cairo_surface_t *surface = cairo_image_surface_create_from_png (path);
  const int stride = cairo_image_surface_get_stride (surface), height = cairo_image_surface_get_height (surface);
  const guint8 *pixels = cairo_image_surface_get_data (surface);
  int n = 0;

  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 2 * WIDTH);
  for (int y = 250; y < height - 180; y++) /* below the legend */
    for (int x = 0; x < 2 * WIDTH; x++)
      n += (((const guint32 *) (gconstpointer) (pixels + (gsize) y * (gsize) stride))[x] & 0xffffff) == 0x8a34ab;
  g_assert_cmpint (n, >=, 15 * 15); /* a cell of seven and a half units, at two pixels for a unit */
  g_assert_cmpint (n, <=, 20 * 15 * 15);
  cairo_surface_destroy (surface);
}

/* The page grows, as far as cairo can draw it; what it cannot hold is refused, not cut. */
static void
test_many (void)
{
  g_autoptr (DermActivations) most = make_flat_pass (30), beyond = make_flat_pass (64);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = save (most, 0, NULL, "many.png"), *none = g_build_filename (folder, "none.png", NULL);

  g_assert_cmpuint (count ("2699"), ==, 1);
  g_assert_false (derm_figure_activations_save (beyond, 0, NULL, none, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_OPTION);
  g_assert_nonnull (strstr (error->message, "12288"));
  g_assert_false (g_file_test (none, G_FILE_TEST_EXISTS));
}

static void
test_errors (void)
{
  static const struct {
    int layer;
    DermCell cell;
    const char *name;
    int code;
  } cases[]
      = { { 99, { 99, 0, 0, 0 }, "a.svg", DERM_ERROR_OPTION }, { -2, { -2, 0, 0, 0 }, "a.svg", DERM_ERROR_OPTION },
          { 5, { 4, 0, 0, 0 }, "a.svg", DERM_ERROR_OPTION },   { 5, { 5, 64, 0, 0 }, "a.svg", DERM_ERROR_OPTION },
          { 5, { 5, 0, 14, 0 }, "a.svg", DERM_ERROR_OPTION },  { 5, { 5, 0, 0, -1 }, "a.svg", DERM_ERROR_OPTION },
          { 5, { 5, 0, 0, 0 }, "a.gif", DERM_ERROR_FORMAT } };
  g_autoptr (DermActivations) activations = make_pass (NULL, 0);
  g_autoptr (GError) error = NULL;
  g_autofree char *nowhere = g_build_filename (folder, "not", "a.svg", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
      g_autoptr (GError) refused = NULL;

      g_assert_false (derm_figure_activations_save (activations, cases[i].layer, &cases[i].cell, path, &refused));
      g_assert_error (refused, DERM_ERROR, cases[i].code);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_assert_false (derm_figure_activations_save (activations, 5, NULL, nowhere, &error));
  g_assert_true (g_str_has_prefix (error->message, nowhere));
}

/* Words and bars from right to left; what is in the maps, and the scale, stays. */
static void
test_right_to_left (void)
{
  const DermCell cell = { 5, 26, 8, 4 };
  g_autoptr (DermActivations) activations = make_pass (NULL, 0);
  g_autofree char *path = NULL;
  const FigureText *first, *last;

  g_setenv ("LANGUAGE", "ar", TRUE);
  path = save (activations, 5, &cell, "rtl.svg");
  g_setenv ("LANGUAGE", "", TRUE);
  g_assert_cmpuint (count ("sum"), ==, 0); /* it is translated */
  g_assert_cmpfloat (figure_recorder_get (0)->x, >, 500);
  first = figure_recorder_get (2); /* ends of the scale */
  last = figure_recorder_get (3);
  g_assert_true (g_str_has_prefix (first->text, "−"));
  g_assert_cmpfloat (first->x, <, last->x);
  g_assert_cmpfloat (figure_recorder_find ("0")->x, >, figure_recorder_find ("7")->x);
  check_page (find_svg_height (path));
}

int
main (int argc, char **argv)
{
  int status;

  figure_language_init ();
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp (NULL, NULL);
  g_test_add_func ("/figure-activations/layers", test_layers);
  g_test_add_func ("/figure-activations/head", test_head);
  g_test_add_func ("/figure-activations/cell", test_cell);
  g_test_add_func ("/figure-activations/cells", test_cells);
  g_test_add_func ("/figure-activations/colours", test_colours);
  g_test_add_func ("/figure-activations/many", test_many);
  g_test_add_func ("/figure-activations/errors", test_errors);
  g_test_add_func ("/figure-activations/right-to-left", test_right_to_left);
  status = g_test_run ();
  remove_tree (folder);
  g_free (folder);
  return status;
}
