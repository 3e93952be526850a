/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Images from files, bytes and pixels; thumbnails, turning back, what a file has beside its pixels. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "image-fixture.h"

/* "Never uses the network" is kept where files are read, whatever way they came. */
static void
test_network (void)
{
  const char *const uris[]
      = { "http://localhost/a.jpg", "https://localhost/a.jpg", "smb://localhost/a.jpg", "odd:a.jpg" };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uris[i]);
      g_autoptr (GError) error = NULL;

      g_assert_null (derm_image_new_from_file (file, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
    }
}

static void
test_format (void)
{
  const char *const names[] = { "jpeg-420.jpg", "JPEG", "png-rgb.png",  "PNG",  "gif-plain.gif",  "GIF",
                                "bmp-24.bmp",   "BMP",  "tiff-raw.tif", "TIFF", "pnm-colour.ppm", "PNM" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i += 2)
    {
      g_autofree char *path = image_fixture_path (names[i]);
      g_autoptr (DermImage) image = image_open (path, NULL);

      g_assert_cmpstr (derm_image_get_format (image), ==, names[i + 1]);
    }
}

static void
check_file_error (const char *path, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = image_open (path, &error);

  g_test_message ("%s: %s", path, error != NULL ? error->message : "opened!");
  g_assert_error (error, domain, code);
  g_assert_null (image);
  g_assert_null (strstr (error->message, "dermlens-test")); /* without the file's name */
}

static void
test_files (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("dermlens-test-XXXXXX", &error);
  g_autofree char *empty = g_build_filename (folder, "empty.jpg", NULL);
  g_autofree char *fifo = g_build_filename (folder, "fifo.jpg", NULL);
  g_autofree char *link = g_build_filename (folder, "link.jpg", NULL);
  g_autofree char *huge = g_build_filename (folder, "huge.jpg", NULL);
  g_autofree char *gone = g_build_filename (folder, "gone.jpg", NULL);
  g_autofree char *secret = g_build_filename (folder, "secret.jpg", NULL);
  int fd;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (empty, "", 0, NULL));
  g_assert_true (g_file_set_contents (secret, "x", 1, NULL));
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink ("nowhere", link), ==, 0);
  fd = g_open (huge, O_CREAT | O_WRONLY, 0600);
  g_assert_cmpint (ftruncate (fd, DERM_IMAGE_MAX_BYTES + 1), ==, 0); /* a hole: takes no room */
  close (fd);
  g_chmod (secret, 0);

  check_file_error (empty, DERM_ERROR, DERM_ERROR_EMPTY);
  check_file_error (huge, DERM_ERROR, DERM_ERROR_TOO_LARGE);
  check_file_error (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  check_file_error (fifo, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  check_file_error ("/dev/zero", G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE);
  check_file_error (link, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  check_file_error (gone, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  if (geteuid () != 0)
    check_file_error (secret, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);

  g_remove (empty);
  g_remove (fifo);
  g_remove (link);
  g_remove (huge);
  g_remove (secret);
  g_rmdir (folder);
}

static void
test_cancelled (void)
{
  g_autofree char *path = image_fixture_path ("png-rgb.png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = image_fixture_bytes ("png-rgb.png");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (derm_image_new_from_file (file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (derm_image_new_from_bytes (bytes, "x", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_pixels (void)
{
  static const guint8 rgb[3 * 2 * 3] = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (rgb, sizeof rgb);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_pixels (bytes, 2, 3, "drop", &error);
  const int wrong[][2] = { { 3, 3 }, { 0, 0 }, { -2, -3 }, { 2, 2 }, { 65536, 65536 }, { G_MAXINT, 2 } };

  g_assert_no_error (error);
  g_assert_true (derm_image_get_pixels (image) == bytes);
  g_assert_cmpstr (derm_image_get_format (image), ==, "pixels");
  g_assert_cmpstr (derm_image_get_name (image), ==, "drop");
  g_assert_cmpint (derm_image_get_orientation (image), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) reason = NULL;

      g_assert_null (derm_image_new_from_pixels (bytes, wrong[i][0], wrong[i][1], "x", &reason));
      g_assert_nonnull (reason);
    }
}

static void
test_thumbnail (void)
{
  const int sizes[][6] = { /* image, box, result */
                           { 600, 450, 96, 96, 96, 72 }, { 450, 600, 96, 96, 72, 96 }, { 50, 20, 96, 96, 50, 20 },
                           { 1000, 1, 96, 96, 96, 1 },   { 1, 1000, 96, 96, 1, 96 },   { 640, 480, 1, 1, 1, 1 },
                           { 600, 450, 96, 30, 40, 30 }, { 450, 600, 30, 96, 30, 40 }, { 600, 450, 30, 96, 30, 23 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      const int *s = sizes[i];
      gsize size = (gsize) 3 * s[0] * s[1];
      g_autoptr (GBytes) bytes = g_bytes_new_take (memset (g_malloc (size), 77, size), size);
      g_autoptr (DermImage) image = derm_image_new_from_pixels (bytes, s[0], s[1], "big", NULL);
      g_autoptr (DermImage) small = derm_image_make_thumbnail (image, s[2], s[3]);
      const guint8 *pixels = g_bytes_get_data (derm_image_get_pixels (small), &size);

      g_assert_cmpint (derm_image_get_width (small), ==, s[4]);
      g_assert_cmpint (derm_image_get_height (small), ==, s[5]);
      g_assert_cmpstr (derm_image_get_name (small), ==, "big");
      g_assert_cmpint ((int) size, ==, 3 * s[4] * s[5]);
      for (gsize j = 0; j < size; j++)
        g_assert_cmpint (pixels[j], ==, 77);
    }
}

/* Where the stored pixel (x, y) of a w × h file is seen, by the EXIF standard's words on each orientation. */
static void
find_upright (int orientation, int x, int y, const int size[2], int at[2])
{
  const int w = size[0], h = size[1];
  const int places[9][2]
      = { { 0, 0 }, { x, y },         { w - 1 - x, y },         { w - 1 - x, h - 1 - y }, { x, h - 1 - y },
          { y, x }, { h - 1 - y, x }, { h - 1 - y, w - 1 - x }, { y, w - 1 - x } };

  at[0] = places[orientation][0];
  at[1] = places[orientation][1];
}

static void
test_turn_back (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autofree char *name = g_strdup_printf ("jpeg-orientation-%d.jpg", orientation);
      g_autofree char *path = image_fixture_path (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = image_open (path, &error);
      g_autoptr (DermImage) stored = derm_image_turn_back (image, &error);
      int w = derm_image_get_width (stored), h = derm_image_get_height (stored), width = derm_image_get_width (image);
      const guint8 *pixels = g_bytes_get_data (derm_image_get_pixels (image), NULL);
      const guint8 *back = g_bytes_get_data (derm_image_get_pixels (stored), NULL);

      g_assert_no_error (error);
      g_assert_cmpint (derm_image_get_orientation (image), ==, orientation);
      g_assert_cmpint (derm_image_get_orientation (stored), ==, 1);
      g_assert_cmpint (w, ==, orientation >= 5 ? derm_image_get_height (image) : width);
      for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
          {
            int at[2];

            find_upright (orientation, x, y, (int[]){ w, h }, at);
            g_assert_cmpmem (back + 3 * (y * w + x), 3, pixels + 3 * (at[1] * width + at[0]), 3);
          }
    }
}

/* What the file has beside its pixels. */
static void
test_beside (void)
{
  static const guint8 profile[] = "\xff\xe2\x00\x12ICC_PROFILE\0\1\1xx";
  g_autoptr (GBytes) plain = image_fixture_bytes ("jpeg-444.jpg");
  g_autoptr (GByteArray) tagged = g_byte_array_new ();
  g_autofree char *opaque_path = image_fixture_path ("png-rgb.png");
  g_autofree char *alpha_path = image_fixture_path ("png-rgba.png");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = image_decode (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), &error);
  g_autoptr (DermImage) opaque = image_open (opaque_path, &error);
  g_autoptr (DermImage) transparent = image_open (alpha_path, &error);
  g_autoptr (DermImage) other = NULL;
  const guint8 *data = g_bytes_get_data (plain, NULL);

  g_byte_array_append (tagged, data, 2);
  g_byte_array_append (tagged, profile, sizeof profile - 1);
  g_byte_array_append (tagged, data + 2, (guint) g_bytes_get_size (plain) - 2);
  other = image_decode (tagged->data, tagged->len, &error);
  g_assert_no_error (error);
  g_assert_false (derm_image_has_profile (image));
  g_assert_true (derm_image_has_profile (other));
  g_assert_cmpuint (derm_image_get_n_bytes (image), ==, g_bytes_get_size (plain));
  g_assert_cmpuint (derm_image_get_n_bytes (other), ==, tagged->len);
  g_assert_false (derm_image_has_alpha (opaque));
  g_assert_true (derm_image_has_alpha (transparent));
}

/* One more channel than its colours need. */
static void
test_alpha (void)
{
  static const struct {
    const char *name;
    gboolean has_alpha;
  } cases[] = {
    { "png-grey.png", FALSE },
    { "png-grey-alpha.png", TRUE },
    { "png-palette.png", FALSE },
    { "png-palette-alpha.png", TRUE },
    { "jpeg-cmyk.jpg", FALSE },
    { "gif-plain.gif", FALSE },
    { "gif-transparent.gif", TRUE },
    { "bmp-24.bmp", FALSE },
    { "pnm-colour.ppm", FALSE },
    { "webp-lossless.webp", FALSE },
    { "kinds/webp-alpha.webp", TRUE },
    { "tiff-raw.tif", FALSE },
    { "tiff-grey.tif", FALSE },
    { "kinds/tiff-alpha-apart.tif", TRUE },
    { "kinds/tiff-alpha-unsaid.tif", TRUE },
    { "kinds/tiff-cmyk.tif", FALSE },
    { "kinds/tiff-grey-alpha.tif", TRUE },
    { "kinds/tiff-palette-8.tif", FALSE },
    { "kinds/tiff-jpeg.tif", FALSE },
    { "kinds/png-transparent-colour.png", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = image_fixture_path (cases[i].name);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = image_open (path, &error);

      g_assert_no_error (error);
      g_test_message ("%s: %d", cases[i].name, derm_image_has_alpha (image));
      g_assert_cmpint (derm_image_has_alpha (image), ==, cases[i].has_alpha);
    }
}

/* Indexed images that say less, or otherwise, than they might. */
static void
test_palettes (void)
{
#define BMP(offset, palette)                                                                                           \
  "BM\0\0\0\0\0\0\0\0" offset                                                                                          \
  "\0\0\0\50\0\0\0\4\0\0\0\1\0\0\0\1\0\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" palette
  static const struct {
    const char *bytes;
    gsize size;
    guint8 rgb[4][3];
  } cases[] = {
    /* the pixels would be where the palette is: they follow it */
    { BMP ("\66", "\1\2\3\0\4\5\6\0\xa0\0\0\0"), 66, { { 6, 5, 4 }, { 3, 2, 1 }, { 6, 5, 4 }, { 3, 2, 1 } } },
    /* the last colour ends with the file, and is the pixels too */
    { BMP ("\72", "\1\2\3\0\xa0\5\6\0"), 62, { { 6, 5, 0xa0 }, { 3, 2, 1 }, { 6, 5, 0xa0 }, { 3, 2, 1 } } },
    /* a frame's own palette has two colours; the file's, of four, does not count */
    { "GIF89a\4\0\1\0\x81\0\0abcdefghijkl,\0\0\0\0\4\0\1\0\x80"
      "ABCDEF"
      "\2\3\xc4\x30\5\0;",
      48,
      { { 'A', 'B', 'C' }, { 3, 3, 3 }, { 'A', 'B', 'C' }, { 3, 3, 3 } } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = image_decode (cases[i].bytes, cases[i].size, &error);
      gsize size;
      const guint8 *rgb;

      g_assert_no_error (error);
      rgb = g_bytes_get_data (derm_image_get_pixels (image), &size);
      g_test_message ("case %zu: %d %d %d, %d %d %d", i, rgb[0], rgb[1], rgb[2], rgb[3], rgb[4], rgb[5]);
      g_assert_cmpmem (rgb, size, cases[i].rgb, sizeof cases[i].rgb);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/format", test_format);
  g_test_add_func ("/image/network", test_network);
  g_test_add_func ("/image/files", test_files);
  g_test_add_func ("/image/cancelled", test_cancelled);
  g_test_add_func ("/image/pixels", test_pixels);
  g_test_add_func ("/image/thumbnail", test_thumbnail);
  g_test_add_func ("/image/turn-back", test_turn_back);
  g_test_add_func ("/image/beside", test_beside);
  g_test_add_func ("/image/alpha", test_alpha);
  g_test_add_func ("/image/palettes", test_palettes);
  return g_test_run ();
}
