/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The table of image formats: by name, by content, and what this computer can read. */

#include <derm.h>

static const char *
name_of (const char *file)
{
  const DermImageFormat *format = derm_image_format_find (file);

  return format != NULL ? format->name : NULL;
}

static void
test_names (void)
{
  g_assert_cmpstr (name_of ("lesion.jpg"), ==, "JPEG");
  g_assert_cmpstr (name_of ("folder.d/Lesion.JFIF"), ==, "JPEG");
  g_assert_cmpstr (name_of ("a.jpe"), ==, "JPEG");
  g_assert_cmpstr (name_of ("a.Tiff"), ==, "TIFF");
  g_assert_cmpstr (name_of ("a.heic"), ==, "HEIF");
  g_assert_cmpstr (name_of ("a.avif"), ==, "AVIF");
  g_assert_cmpstr (name_of ("a.jpg.txt"), ==, NULL);
  g_assert_cmpstr (name_of ("a.jpg/b"), ==, NULL);
  g_assert_cmpstr (name_of ("jpg"), ==, NULL);
  g_assert_cmpstr (name_of ("Dr. No"), ==, NULL);
  g_assert_cmpstr (name_of (""), ==, NULL);
}

static void
test_endings (void)
{
  g_assert_cmpstr (derm_image_format_find_ending ("Mr. Smith.PNG"), ==, ".PNG");
  g_assert_cmpstr (derm_image_format_find_ending ("Mr. Smith"), ==, NULL);
  g_assert_cmpstr (derm_image_format_find_ending ("2024.05.31"), ==, NULL);
}

/* No ending is of two formats, and each finds its own. */
static void
test_table (void)
{
  gsize n_formats;
  const DermImageFormat *formats = derm_image_format_list (&n_formats);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (n_formats, >, 5);
  for (gsize i = 0; i < n_formats; i++)
    {
      g_assert_true (g_str_has_prefix (formats[i].mime_type, "image/"));
      g_assert_nonnull (formats[i].endings[0]);
      for (const char *const *ending = formats[i].endings; *ending != NULL; ending++)
        {
          g_autofree char *name = g_strconcat ("a", *ending, NULL);

          g_assert_true (g_hash_table_add (seen, (gpointer) *ending));
          g_assert_true (derm_image_format_find (name) == &formats[i]);
        }
    }
}

/* What it says of a format is what happens to a file of it. */
static void
test_readable (void)
{
  static const struct {
    const char *file, *name;
  } files[] = { { "jpeg-444.jpg", "JPEG" }, { "png-rgb.png", "PNG" },   { "gif-plain.gif", "GIF" },
                { "bmp-24.bmp", "BMP" },    { "tiff-raw.tif", "TIFF" }, { "webp-lossless.webp", "WebP" },
                { "pnm-colour.ppm", "PNM" } };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", files[i].file, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
      const DermImageFormat *format = derm_image_format_find (files[i].file);

      g_assert_cmpstr (format->name, ==, files[i].name);
      g_assert_true (derm_image_format_is_readable (format) == (image != NULL));
      if (image != NULL)
        g_assert_cmpstr (derm_image_get_format (image), ==, files[i].name);
      else
        g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
    }
  g_assert_true (derm_image_format_is_readable (derm_image_format_find ("a.jpg")));
  g_assert_false (derm_image_format_is_readable (derm_image_format_find ("a.jxl"))); /* known by its name only */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-format/names", test_names);
  g_test_add_func ("/image-format/endings", test_endings);
  g_test_add_func ("/image-format/table", test_table);
  g_test_add_func ("/image-format/readable", test_readable);
  return g_test_run ();
}
