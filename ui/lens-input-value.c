/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-value.h"

#include <glib/gi18n.h>

int
lens_input_value_get_n_columns (DermInput *input, DermInputView view)
{
  g_return_val_if_fail (DERM_IS_INPUT (input), 0);

  return derm_input_get_width (input) * (view == DERM_INPUT_VIEW_PACKED ? 3 : 1);
}

int
lens_input_value_get_n_rows (DermInput *input, DermInputView view)
{
  g_return_val_if_fail (DERM_IS_INPUT (input), 0);

  return derm_input_get_height (input);
}

static const char *
channel_name (int channel)
{
  static const char *const names[3] = { N_ ("red"), N_ ("green"), N_ ("blue") };

  return _ (names[channel]);
}

/* A number of a plane, and what it was before it was packed. */
static char *
dup_packed_text (DermInput *input, int column, int row)
{
  int width = derm_input_get_width (input), n = width * derm_input_get_height (input);
  int plane = column / width, x = column % width;
  int at = row * width + x, pixel = at, channel = plane;
  double value;

  if (derm_recipe_get_layout (derm_input_get_recipe (input)) == DERM_LAYOUT_ROWS)
    {
      at += plane * n; /* counts the bytes of interleaved rows */
      pixel = at / 3;
      channel = at % 3;
    }
  value = derm_input_get_rgb (input)[3 * pixel + channel] / derm_recipe_get_scale (derm_input_get_recipe (input));

  /* TRANSLATORS: a number of one of the network's three input planes: which plane, column and row in it, the number;
   * then what it is: a colour ("red") of the pixel in that column and row */
  return g_strdup_printf (_ ("Plane %d, x %d, y %d: %.3f (%s of x %d, y %d)"), plane + 1, x, row, value,
                          channel_name (channel), pixel % width, pixel / width);
}

char *
lens_input_value_dup_text (DermInput *input, DermInputView view, int column, int row)
{
  const guint8 *pixel;
  int channel = (int) view - DERM_INPUT_VIEW_RED;

  g_return_val_if_fail (DERM_IS_INPUT (input), NULL);
  g_return_val_if_fail (column >= 0 && column < lens_input_value_get_n_columns (input, view), NULL);
  g_return_val_if_fail (row >= 0 && row < lens_input_value_get_n_rows (input, view), NULL);

  if (view == DERM_INPUT_VIEW_PACKED)
    return dup_packed_text (input, column, row);

  pixel = derm_input_get_rgb (input) + 3 * ((gsize) row * derm_input_get_width (input) + column);
  if (view == DERM_INPUT_VIEW_COLOR)
    return g_strdup_printf (_ ("x %d, y %d: R %d, G %d, B %d"), column, row, pixel[0], pixel[1], pixel[2]);

  /* TRANSLATORS: column and row of a pixel, a colour ("red"), its byte and the number that the network gets for it */
  return g_strdup_printf (_ ("x %d, y %d: %s %d = %.3f"), column, row, channel_name (channel), pixel[channel],
                          pixel[channel] / derm_recipe_get_scale (derm_input_get_recipe (input)));
}
