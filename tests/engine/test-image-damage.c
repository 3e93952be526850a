/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Files that are cut off, noisy, larger than they may be, or no images. */

#include <string.h>
#include <sys/resource.h>

#include "image-fixture.h"

/* Every length of a small file: an error or an image, never a crash, and no image while pixels are missing. */
static void
check_cuts (const char *name)
{
  g_autoptr (GBytes) bytes = image_fixture_bytes (name);
  g_autoptr (GError) empty_error = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize cut = 1; cut < size; cut++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = image_decode (data, cut, &error);

      g_assert_true ((image == NULL) == (error != NULL));
      if (image != NULL && cut < size - 16)
        g_error ("%s: %zu of %zu bytes make an image", name, cut, size);
    }
  g_assert_null (image_decode (data, 0, &empty_error));
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
  check_cuts ("gif-plain.gif");
  check_cuts ("webp-lossless.webp");
  check_cuts ("tiff-lzw.tif");
  check_cuts ("kinds/bmp-runs-8.bmp");
  check_cuts ("kinds/tiff-tiles-deflate.tif");
  check_cuts ("kinds/webp-lossy-alpha.webp");
  check_cuts ("kinds/png-palette-4.png");
  check_cuts ("kinds/gif-interlaced.gif");
}

/* Bytes changed at random: an error or an image, never a crash (the sanitizer build looks closer). */
static void
test_noise (void)
{
  const char *const names[] = {
    "jpeg-420.jpg",
    "jpeg-progressive.jpg",
    "jpeg-cmyk.jpg",
    "jpeg-orientation-5.jpg",
    "png-palette-alpha.png",
    "png-interlaced.png",
    "gif-animated.gif",
    "bmp-palette.bmp",
    "tiff-lzw.tif",
    "webp-lossless.webp",
    "kinds/png-exif-packed.png",
    "kinds/png-palette-2.png",
    "kinds/gif-canvas-transparent.gif",
    "kinds/gif-interlaced.gif",
    "kinds/bmp-runs-4-odd.bmp",
    "kinds/bmp-runs-jump.bmp",
    "kinds/bmp-32-masks.bmp",
    "kinds/bmp-os2-palette.bmp",
    "kinds/tiff-tiles.tif",
    "kinds/tiff-planes.tif",
    "kinds/tiff-big.tif",
    "kinds/tiff-palette-4.tif",
    "kinds/tiff-16-cmyk.tif",
    "kinds/tiff-jpeg.tif",
    "kinds/tiff-group4.tif",
    "kinds/pnm-p1.pbm",
    "kinds/pnm-p3-comment.ppm",
    "kinds/pnm-p6-1000.ppm",
    "kinds/webp-lossy-alpha.webp",
    "kinds/webp-animated-inside.webp",
    "kinds/webp-exif-odd.webp",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < G_N_ELEMENTS (names) * 40; i++)
    {
      g_autoptr (GBytes) bytes = image_fixture_bytes (names[i % G_N_ELEMENTS (names)]);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = NULL;
      gsize size;
      guint8 *data = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);

      for (int j = 0; j < 4; j++)
        data[g_rand_int_range (random, 4, (gint32) size)] = (guint8) g_rand_int_range (random, 0, 256);
      image = image_decode (data, size, &error);
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
  g_autoptr (GBytes) bytes = image_fixture_bytes (name);
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

      g_assert_null (image_decode (texts[i], strlen (texts[i]), &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_FORMAT);
    }
}

/* As many bytes as the pixels need at least are enough; with one less nothing is begun. */
static void
test_pnm_room (void)
{
  static const struct {
    const char *head, *pixels;
    gsize size;
  } cases[] = {
    { "P1 3 2\n", "010101", 6 },
    { "P2 2 2 9\n", "1 2 3 4", 7 },
    { "P3 1 1 9\n", "1 2 3", 5 },
    { "P4 9 2\n", "\0\0\0\0", 4 },
    { "P4 8 2\n", "\0\0", 2 },
    { "P5 2 2 255\n", "\0\0\0\0", 4 },
    { "P5 1 2 300\n", "\0\0\0\0", 4 },
    { "P6 1 2 255\n", "\0\0\0\0\0\0", 6 },
    { "P6 1 1 256\n", "\0\0\0\0\0\0", 6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) file = g_string_new (cases[i].head);
      g_autoptr (GError) error = NULL;
      g_autoptr (DermImage) image = NULL;

      g_test_message ("case %u", i);
      g_string_append_len (file, cases[i].pixels, (gssize) cases[i].size);
      image = image_decode (file->str, file->len, &error);
      g_assert_no_error (error);
      g_assert_null (image_decode (file->str, file->len - 1, &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_BROKEN);
      g_assert_nonnull (strstr (error->message, "its end is missing"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-damage/cuts", test_cuts);
  g_test_add_func ("/image-damage/noise", test_noise);
  g_test_add_func ("/image-damage/bombs", test_bombs);
  g_test_add_func ("/image-damage/no-image", test_no_image);
  g_test_add_func ("/image-damage/pnm-room", test_pnm_room);
  return g_test_run ();
}
