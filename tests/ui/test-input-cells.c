/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-cells.h"
#include "session-fixture.h"

static void
test_values (void)
{
  g_autoptr (DermImage) image = fixture_image (28, 28, 3);
  g_autoptr (DermRecipe) planes = derm_recipe_new ("planes", 28, 28, DERM_FILTER_NEAREST, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) rows = derm_recipe_with_layout (planes, DERM_LAYOUT_ROWS);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (DermInput) input = derm_input_new (image, i == 0 ? planes : rows, &error);
      float values[3 * 28 * 28];

      g_assert_no_error (error);
      derm_input_fill (input, 0, values);
      for (int column = 0; column < 84; column++)
        for (int row = 0; row < 28; row++)
          {
            g_autofree char *text = lens_input_cells_dup_text (input, DERM_INPUT_VIEW_PACKED, column, row);
            float value = values[column / 28 * 784 + row * 28 + column % 28];
            g_autofree char *expected
                = g_strdup_printf ("Plane %d, x %d, y %d: %.3f (", column / 28 + 1, column % 28, row, value);

            g_assert_true (g_str_has_prefix (text, expected));
          }
    }
}

/* Every cell is found where it is drawn. */
static void
test_cells (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (2);
  DermInput *input = derm_prediction_get_input (prediction);
  const DermInputView views[] = { DERM_INPUT_VIEW_COLOR, DERM_INPUT_VIEW_PACKED };

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    for (int column = 0; column < lens_input_cells_get_n_columns (input, views[i]); column++)
      for (int row = 0; row < 28; row++)
        {
          cairo_rectangle_t box;
          int x = -1, y = -1;

          lens_input_cells_get_box (&(LensInputDrawing){ input, views[i], 252, 252 }, column, row, &box);
          g_assert_true (lens_input_cells_find (&(LensInputDrawing){ input, views[i], 252, 252 }, box.x + box.width / 2,
                                                box.y + box.height / 2, &x, &y));
          g_assert_cmpint (x, ==, column);
          g_assert_cmpint (y, ==, row);
        }
  g_assert_false (lens_input_cells_find (&(LensInputDrawing){ input, DERM_INPUT_VIEW_PACKED, 252, 252 }, 10, 5, NULL,
                                         NULL)); /* above them */
}

static void
test_value_words (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (2);
  DermInput *input = derm_prediction_get_input (prediction);
  const guint8 *p = derm_input_get_rgb (input) + 3 * (28 * 4 + 3);
  g_autofree char *color = g_strdup_printf ("x 3, y 4: R %d, G %d, B %d", p[0], p[1], p[2]);
  g_autofree char *green = g_strdup_printf ("x 3, y 4: green %d = %.3f", p[1], p[1] / 255.0);
  g_autofree char *color_text = lens_input_cells_dup_text (input, DERM_INPUT_VIEW_COLOR, 3, 4);
  g_autofree char *green_text = lens_input_cells_dup_text (input, DERM_INPUT_VIEW_GREEN, 3, 4);

  g_assert_cmpstr (color_text, ==, color);
  g_assert_cmpstr (green_text, ==, green);
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/input-cells/values", test_values);
  g_test_add_func ("/input-cells/boxes", test_cells);
  g_test_add_func ("/input-cells/words", test_value_words);

  return g_test_run ();
}
