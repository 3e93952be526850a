/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edit.h"

static LensEditStep *
step_of (guint8 value)
{
  g_autoptr (GBytes) rgb = g_bytes_new (&value, 1);

  return lens_edit_step_new (LENS_EDIT_BRUSH, rgb, rgb, NULL);
}

/* A step is put behind the place; what came after it is not in the new list, and stays in the old one. */
static void
test_steps (void)
{
  g_autoptr (GBytes) rgb = g_bytes_new ("a", 1);
  LensEdit *edit = lens_edit_new (rgb);
  LensEditStep *b = step_of ('b'), *c = step_of ('c');
  g_autoptr (GPtrArray) first = lens_edit_list_with (edit, b);
  g_autoptr (GPtrArray) second = NULL;

  g_assert_cmpuint (edit->steps->len, ==, 1);
  g_assert_false (lens_edit_is_edited (edit));
  lens_edit_set (edit, first, 1);
  g_assert_true (lens_edit_is_edited (edit));
  g_assert_true (lens_edit_get_step (edit, 1) == b);
  g_assert_true (g_bytes_equal (lens_edit_get_untouched (edit), rgb));
  lens_edit_set (edit, first, 0);
  g_assert_false (lens_edit_is_edited (edit));
  second = lens_edit_list_with (edit, c);
  g_assert_cmpuint (second->len, ==, 2);
  g_assert_true (second->pdata[1] == c);
  g_assert_cmpuint (first->len, ==, 2);
  lens_edit_step_unref (b);
  lens_edit_step_unref (c);
  lens_edit_free (edit);
}

/* Painted back to what it was, however many steps that took. */
static void
test_same_pixels (void)
{
  g_autoptr (GBytes) rgb = g_bytes_new ("a", 1);
  LensEdit *edit = lens_edit_new (rgb);
  LensEditStep *same = step_of ('a');
  g_autoptr (GPtrArray) steps = lens_edit_list_with (edit, same);

  lens_edit_set (edit, steps, 1);
  g_assert_false (lens_edit_is_edited (edit));
  lens_edit_step_unref (same);
  lens_edit_free (edit);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/edit/steps", test_steps);
  g_test_add_func ("/edit/same-pixels", test_same_pixels);

  return g_test_run ();
}
