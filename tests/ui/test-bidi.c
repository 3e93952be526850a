/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-bidi.h"

static void
test_left_to_right (void)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("r", 28, 28, DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, 255);
  g_autofree char *line = NULL, *part = NULL, *size = NULL, *words = NULL, *described = derm_recipe_describe (recipe);

  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  line = lens_bidi_line ("df, x");
  part = lens_bidi_part ("÷ 255");
  size = lens_bidi_size (600, 450);
  words = lens_bidi_recipe (recipe);

  g_assert_cmpstr (line, ==, "df, x");
  g_assert_cmpstr (part, ==, "÷ 255");
  g_assert_cmpstr (size, ==, "600 × 450");
  g_assert_cmpstr (words, ==, described);
}

static void
test_right_to_left (void)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("r", 28, 28, DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, 255);
  g_autofree char *line = NULL, *part = NULL, *size = NULL, *words = NULL;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  line = lens_bidi_line ("df, x");
  part = lens_bidi_part ("÷ 255");
  size = lens_bidi_size (600, 450);
  words = lens_bidi_recipe (recipe);

  g_assert_cmpstr (line, ==, "\u200Fdf, x");
  g_assert_cmpstr (part, ==, "\u200F\u2068÷ 255\u2069");
  g_assert_cmpstr (size, ==, "\u2066600 × 450\u2069");
  g_assert_true (g_str_has_prefix (words, "\u200F\u206828 × 28\u2069 · \u2068bicubic\u2069 · \u2068÷ 255\u2069 · "));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bidi/left-to-right", test_left_to_right);
  g_test_add_func ("/bidi/right-to-left", test_right_to_left);

  return g_test_run ();
}
