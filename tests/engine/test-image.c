/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Decoding: Pillow's bytes, the limits, and files that are not what they say. */

#include <derm.h>
#include <fcntl.h>
#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static char *
fixture_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "engine", "fixtures", name, NULL);
}

static GBytes *
fixture_bytes (const char *name)
{
  g_autofree char *path = fixture_path (name);
  g_autoptr (GError) error = NULL;
  char *content;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (content, size);
}

static DermImage *
open_path (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return derm_image_new_from_file (file, NULL, error);
}

static DermImage *
decode (gconstpointer data, gsize size, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);

  return derm_image_new_from_bytes (bytes, "test", NULL, error);
}

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

/* By the formats that it reads. */
static gboolean
has_glycin (void)
{
  g_autoptr (GSList) formats = gdk_pixbuf_get_formats ();

  for (GSList *at = formats; at != NULL; at = at->next)
    {
      g_autofree char *format = gdk_pixbuf_format_get_name (at->data);

      if (g_str_equal (format, "openexr")) /* nothing else reads it */
        return TRUE;
    }
  return FALSE;
}

/* GdkPixbuf that leaves decoding to glycin rounds 16 bits to 8, where its own decoder and Pillow cut them. */
static gboolean
is_rounded (const char *name)
{
  return g_str_has_prefix (name, "png-16bit") && has_glycin ();
}

/* fields: name width height orientation sha256 sha256, or name "broken" */
static void
check_line (char **fields)
{
  g_autofree char *path = fixture_path (fields[0]);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = open_path (path, &error);

  if (g_error_matches (error, DERM_ERROR, DERM_ERROR_FORMAT) && g_str_has_suffix (fields[0], ".webp"))
    {
      g_test_message ("%s: %s", fields[0], error->message);
      return;
    }
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
  if (is_rounded (fields[0]))
    g_test_message ("%s: not compared, glycin rounds its 16 bits", fields[0]);
  else
    check_orientations (image, fields);
}

static void
test_pillow (void)
{
  g_autofree char *path = fixture_path ("expected.txt");
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
      g_autofree char *path = fixture_path (names[i]);
      g_autoptr (DermImage) image = open_path (path, NULL);

      g_assert_cmpstr (derm_image_get_format (image), ==, names[i + 1]);
    }
}

/* Every length of a small file: an error or an image, never a crash, and no image while pixels are missing. */
static void
check_cuts (const char *name)
{
  g_autoptr (GBytes) bytes = fixture_bytes (name);
  g_autoptr (GError) empty_error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize cut = 1; cut < size; cut++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = decode (data, cut, &error);

      g_assert_true ((image == NULL) == (error != NULL));
      if (image != NULL && cut < size - 16)
        g_error ("%s: %zu of %zu bytes make an image", name, cut, size);
    }
  g_assert_null (decode (data, 0, &empty_error));
  g_assert_error (empty_error, DERM_ERROR, DERM_ERROR_EMPTY);
}

static void
test_cuts (void)
{
  check_cuts ("jpeg-orientation-6.jpg");
  check_cuts ("jpeg-1x50.jpg");
  check_cuts ("png-16bit.png");
  check_cuts ("png-orientation-6.png");
  check_cuts ("bmp-24.bmp");
  check_cuts ("pnm-colour.ppm");
}

/* Bytes changed at random: an error or an image, never a crash (the sanitizer build looks closer). */
static void
test_noise (void)
{
  const char *const names[]
      = { "jpeg-420.jpg",          "jpeg-progressive.jpg", "jpeg-cmyk.jpg",   "jpeg-orientation-5.jpg",
          "png-palette-alpha.png", "gif-animated.gif",     "bmp-palette.bmp", "tiff-lzw.tif" };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < G_N_ELEMENTS (names) * 40; i++)
    {
      g_autoptr (GBytes) bytes = fixture_bytes (names[i % G_N_ELEMENTS (names)]);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = NULL;
      gsize size;
      guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);

      for (int j = 0; j < 4; j++)
        data[g_rand_int_range (random, 4, (gint32) size)] = (guint8) g_rand_int_range (random, 0, 256);
      image = decode (data, size, &error);
      g_assert_true ((image == NULL) == (error != NULL));
      g_free (data);
    }
}

static void
put_u32 (guint8 *at, guint32 value)
{
  value = GUINT32_TO_BE (value);
  memcpy (at, &value, 4);
}

static guint32
png_crc (const guint8 *data, gsize size)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < size; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc & 1) ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
  return ~crc;
}

/* The fixture with another size in its header. */
static GBytes *
bomb (const char *name, guint32 width, guint32 height)
{
  g_autoptr (GBytes) bytes = fixture_bytes (name);
  gsize size;
  guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);
  guint16 w16 = (guint16) width, h16 = (guint16) height;

  if (g_str_has_suffix (name, ".png"))
    {
      put_u32 (data + 16, width);
      put_u32 (data + 20, height);
      put_u32 (data + 29, png_crc (data + 12, 17));
    }
  else if (g_str_has_suffix (name, ".gif"))
    {
      w16 = GUINT16_TO_LE (w16);
      h16 = GUINT16_TO_LE (h16);
      memcpy (data + 6, &w16, 2);
      memcpy (data + 8, &h16, 2);
    }
  else if (g_str_has_suffix (name, ".bmp"))
    {
      width = GUINT32_TO_LE (width);
      height = GUINT32_TO_LE (height);
      memcpy (data + 18, &width, 4);
      memcpy (data + 22, &height, 4);
    }
  else
    {
      gsize at = 2;

      while (data[at + 1] < 0xc0 || data[at + 1] > 0xc2) /* to the frame's header */
        at += 2 + ((gsize) data[at + 2] << 8 | data[at + 3]);
      w16 = GUINT16_TO_BE (w16);
      h16 = GUINT16_TO_BE (h16);
      memcpy (data + at + 5, &h16, 2);
      memcpy (data + at + 7, &w16, 2);
    }
  return g_bytes_new_take (data, size);
}

static void
check_bomb (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_bytes (bytes, "bomb", NULL, &error);

  g_assert_null (image);
  g_assert_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "×"));
}

/* With 400 MB of address space left, an allocation of the announced pixels would fail with another error. */
static void
test_bombs (void)
{
  struct rlimit limit = { (rlim_t) 400 << 20, (rlim_t) 400 << 20 };
  const char *const names[] = { "png-rgb.png", "jpeg-420.jpg", "jpeg-progressive.jpg", "gif-plain.gif", "bmp-24.bmp" };

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
#ifndef __SANITIZE_ADDRESS__ /* its shadow memory needs the whole address space */
  g_assert_cmpint (setrlimit (RLIMIT_AS, &limit), ==, 0);
#else
  (void) limit;
#endif
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) square = bomb (names[i], 60000, 60000);
      g_autoptr (GBytes) over = bomb (names[i], 10001, 10000);

      check_bomb (square);
      check_bomb (over);
    }
  {
    g_autoptr (GBytes) wide = bomb ("png-rgb.png", 70000, 1);
    g_autoptr (GBytes) tall = bomb ("png-rgb.png", 1, 0x7fffffff);
    const char pnm[] = "P6 # wide\n65000 # and tall\n65000 255\nabc";
    g_autoptr (GBytes) bytes = g_bytes_new (pnm, sizeof pnm);

    check_bomb (wide);
    check_bomb (tall);
    check_bomb (bytes);
  }
}

static void
test_no_image (void)
{
  const char *const texts[] = {
    "x",
    "hello, world",
    "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>",
    "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100000\" height=\"100000\"/>",
    "/* XPM */\nstatic char *x[] = {\"1 1 1 1\", \"a c red\", \"a\"};",
    "%PDF-1.7",
    "RIFFxxxxWAVEfmt ",
    "\177ELF",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (decode (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
    }
}

static void
check_file_error (const char *path, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = open_path (path, &error);

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
  g_autofree char *path = fixture_path ("png-rgb.png");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = fixture_bytes ("png-rgb.png");
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
                           { 1000, 1, 96, 96, 96, 1 },   { 1, 1000, 96, 96, 1, 96 },   { 640, 480, 1, 1, 1, 1 }
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
  const int places[9][2] = { { 0, 0 },         { x, y }, { w - 1 - x, y }, { w - 1 - x, h - 1 - y }, { x, h - 1 - y },
                             { y, x },         { h - 1 - y, x },           { h - 1 - y, w - 1 - x }, { y, w - 1 - x } };

  at[0] = places[orientation][0];
  at[1] = places[orientation][1];
}

static void
test_turn_back (void)
{
  for (int orientation = 1; orientation <= 8; orientation++)
    {
      g_autofree char *name = g_strdup_printf ("jpeg-orientation-%d.jpg", orientation);
      g_autofree char *path = fixture_path (name);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = open_path (path, &error);
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
  g_autoptr (GBytes) plain = fixture_bytes ("jpeg-444.jpg");
  g_autoptr (GByteArray) tagged = g_byte_array_new ();
  g_autofree char *opaque_path = fixture_path ("png-rgb.png");
  g_autofree char *alpha_path = fixture_path ("png-rgba.png");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = decode (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain), &error);
  g_autoptr (DermImage) opaque = open_path (opaque_path, &error);
  g_autoptr (DermImage) transparent = open_path (alpha_path, &error);
  g_autoptr (DermImage) other = NULL;
  const guint8 *data = g_bytes_get_data (plain, NULL);

  g_byte_array_append (tagged, data, 2);
  g_byte_array_append (tagged, profile, sizeof profile - 1);
  g_byte_array_append (tagged, data + 2, (guint) g_bytes_get_size (plain) - 2);
  other = decode (tagged->data, tagged->len, &error);
  g_assert_no_error (error);
  g_assert_false (derm_image_has_profile (image));
  g_assert_true (derm_image_has_profile (other));
  g_assert_cmpuint (derm_image_get_n_bytes (image), ==, g_bytes_get_size (plain));
  g_assert_cmpuint (derm_image_get_n_bytes (other), ==, tagged->len);
  g_assert_false (derm_image_has_alpha (opaque));
  g_assert_true (derm_image_has_alpha (transparent));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image/pillow", test_pillow);
  g_test_add_func ("/image/format", test_format);
  g_test_add_func ("/image/network", test_network);
  g_test_add_func ("/image/cuts", test_cuts);
  g_test_add_func ("/image/noise", test_noise);
  g_test_add_func ("/image/bombs", test_bombs);
  g_test_add_func ("/image/no-image", test_no_image);
  g_test_add_func ("/image/files", test_files);
  g_test_add_func ("/image/cancelled", test_cancelled);
  g_test_add_func ("/image/pixels", test_pixels);
  g_test_add_func ("/image/thumbnail", test_thumbnail);
  g_test_add_func ("/image/turn-back", test_turn_back);
  g_test_add_func ("/image/beside", test_beside);
  return g_test_run ();
}
