/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-files.h"

/* Names of files for people. */

static void
test_tell_apart (void)
{
  static const struct {
    const char *first, *second, *a, *b;
  } cases[] = {
    { "/x/a.jpg", "/y/b.jpg", "a.jpg", "b.jpg" },
    { "/x/a.jpg", "/x/a.jpg", "a.jpg", "a.jpg" }, /* one file */
    { "/x/a.jpg", "/y/a.jpg", "x/a.jpg", "y/a.jpg" },
    { "/d/run1/p/a.jpg", "/d/run2/p/a.jpg", "run1/…/a.jpg", "run2/…/a.jpg" },
    { "/d/run1/p/q/a.jpg", "/d/run2/p/q/a.jpg", "run1/…/a.jpg", "run2/…/a.jpg" },
    { "/d/run1/a.jpg", "/d/a.jpg", "run1/a.jpg", "d/a.jpg" },
    { "/b/a.jpg", "/c/b/a.jpg", "/…/a.jpg", "c/…/a.jpg" },
    { "/a.jpg", "/b/a.jpg", "/a.jpg", "b/a.jpg" },
    { "/Müller/Bild 1.jpg", "/Maier/Bild 1.jpg", "Müller/Bild 1.jpg", "Maier/Bild 1.jpg" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) first = g_file_new_for_path (cases[i].first), second = g_file_new_for_path (cases[i].second);
      g_autofree char *a = NULL, *b = NULL, *c = NULL, *d = NULL;

      lens_files_tell_apart (first, second, &a, &b);
      g_assert_cmpstr (a, ==, cases[i].a);
      g_assert_cmpstr (b, ==, cases[i].b);
      lens_files_tell_apart (second, first, &c, &d);
      g_assert_cmpstr (c, ==, b);
      g_assert_cmpstr (d, ==, a);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/files/tell-apart", test_tell_apart);

  return g_test_run ();
}
