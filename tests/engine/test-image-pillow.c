/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Decoding: Pillow's bytes for every file of fixtures/expected.txt, and the ways to turn them. */

#include <string.h>

#include "image-fixture.h"

static void
assert_pixels (DermImage *image, const char *expected)
{
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, derm_image_get_pixels (image));

  g_assert_cmpstr (sha256, ==, expected);
}

/* As the file's EXIF says, not turned, and turned again. */
static void
check_orientations (DermImage *image, char **fields)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) plain = derm_image_orient (image, DERM_ORIENTATION_IGNORE, &error);
  g_autoptr (DermImage) again = plain != NULL ? derm_image_orient (plain, DERM_ORIENTATION_APPLY, &error) : NULL;
  int orientation = atoi (fields[3]);

  g_assert_no_error (error);
  assert_pixels (image, fields[4]);
  assert_pixels (plain, fields[5]);
  assert_pixels (again, fields[4]);
  g_assert_cmpint (derm_image_get_orientation (image), ==, orientation);
  g_assert_cmpint (derm_image_get_orientation (plain), ==, g_str_has_suffix (fields[0], ".tif") ? orientation : 1);
  g_assert_cmpint (derm_image_get_exif_orientation (plain), ==, orientation);
  g_assert_cmpint (derm_image_get_n_bytes (plain), ==, derm_image_get_n_bytes (image));
  g_assert_cmpint (derm_image_get_width (again), ==, derm_image_get_width (image));
}

/* fields: name width height orientation sha256 sha256, or name "broken" */
static void
check_line (char **fields)
{
  g_autofree char *path = image_fixture_path (fields[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = image_open (path, &error);

  if (g_str_equal (fields[1], "broken"))
    {
      g_test_message ("%s: %s", fields[0], error != NULL ? error->message : "taken!");
      g_assert_error (error, DERM_ERROR, DERM_ERROR_BROKEN);
      g_assert_null (image);
      return;
    }
  g_test_message ("%s", fields[0]);
  g_assert_no_error (error);
  g_assert_cmpint (derm_image_get_width (image), ==, atoi (fields[1]));
  g_assert_cmpint (derm_image_get_height (image), ==, atoi (fields[2]));
  g_assert_cmpstr (derm_image_get_name (image), ==, fields[0]);
  check_orientations (image, fields);
}

static void
test_pillow (void)
{
  g_autofree char *path = image_fixture_path ("expected.txt");
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strstrip (text), "\n", -1);
  for (; lines[n] != NULL; n++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[n], " ", -1);

      check_line (fields);
    }
  g_assert_cmpuint (n, >, 60);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-pillow/files", test_pillow);
  return g_test_run ();
}
