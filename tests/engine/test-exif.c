/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Where the orientation is in EXIF data, and where that is in a file; byte by byte. */

#include "config.h"

#include <string.h>

#include "image-private.h"

#define BYTES(text) text, sizeof text - 1

/* One entry of that tag, type, number and value, behind the header. */
#define LITTLE(entry) "II*\0\10\0\0\0\1\0" entry "\0\0\0\0"
#define BIG(entry) "MM\0*\0\0\0\10\0\1" entry "\0\0\0\0"

static int
find (const char *bytes, gsize size)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, MAX (size, 1)); /* so that a sanitizer sees its end */

  return derm_exif_find (exact, size);
}

static void
test_values (void)
{
  static const struct {
    const char *bytes;
    gsize size;
    int orientation; /* 0: there is none */
  } cases[] = {
    { BYTES (LITTLE ("\22\1\3\0\1\0\0\0\6\0\0\0")), 6 },
    { BYTES (BIG ("\1\22\0\3\0\0\0\1\0\6\0\0")), 6 },
    { BYTES (LITTLE ("\22\1\4\0\1\0\0\0\10\0\0\0")), 8 },
    { BYTES (BIG ("\1\22\0\4\0\0\0\1\0\0\0\10")), 8 },
    { BYTES (LITTLE ("\22\1\1\0\1\0\0\0\2\377\377\377")), 2 },
    { BYTES (LITTLE ("\22\1\3\0\1\0\0\0\1\0\0\0")), 1 },
    { BYTES (LITTLE ("\22\1\3\0\1\0\0\0\0\0\0\0")), 1 }, /* none that exists */
    { BYTES (LITTLE ("\22\1\3\0\1\0\0\0\11\0\0\0")), 1 },
    { BYTES (LITTLE ("\22\1\4\0\1\0\0\0\6\0\1\0")), 1 },
    { BYTES (LITTLE ("\22\1\2\0\1\0\0\0\6\0\0\0")), 1 }, /* text */
    { BYTES (LITTLE ("\22\1\3\0\2\0\0\0\6\0\6\0")), 1 }, /* two of them */
    { BYTES (LITTLE ("\23\1\3\0\1\0\0\0\6\0\0\0")), 0 },
    { BYTES ("Exif\0\0" LITTLE ("\22\1\3\0\1\0\0\0\3\0\0\0")), 3 },
    { BYTES ("Exif\0\0Exif\0\0" LITTLE ("\22\1\3\0\1\0\0\0\3\0\0\0")), 3 },
    { BYTES ("MM*\0\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0"), 0 },
    { BYTES ("II*\0\377\377\377\377\1\0\22\1\3\0\1\0\0\0\6\0\0\0"), 0 },
    { BYTES ("II*\0\10\0\0\0\377\377\22\1\3\0\1\0\0\0\6\0\0\0"), 6 }, /* more entries than there are */
    { BYTES (""), 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %zu", i);
      g_assert_cmpint (find (cases[i].bytes, cases[i].size), ==, cases[i].orientation);
    }
}

/* Cut anywhere it has none until the entry is whole. */
static void
test_cuts (void)
{
  static const char tiff[] = LITTLE ("\22\1\3\0\1\0\0\0\6\0\0\0");

  for (gsize size = 0; size < sizeof tiff; size++)
    g_assert_cmpint (find (tiff, size), ==, size >= 22 ? 6 : 0);
}

#define APP1 "\377\341\0\42Exif\0\0" LITTLE ("\22\1\3\0\1\0\0\0\6\0\0\0")
#define ICC "\377\342\0\16ICC_PROFILE"

static int
read_jpeg (const char *bytes, gsize size)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, size);

  return derm_exif_read_jpeg (exact, size);
}

static void
test_jpeg (void)
{
  g_assert_cmpint (read_jpeg (BYTES ("\377\330" APP1)), ==, 6);
  g_assert_cmpint (read_jpeg (BYTES ("\377\330\377\340\0\4xx" APP1)), ==, 6);
  g_assert_cmpint (read_jpeg (BYTES ("\377\330\377\377" APP1)), ==, 6); /* fill bytes */
  g_assert_cmpint (read_jpeg (BYTES ("\377\330\377\341\0\6http" APP1)), ==, 6);
  g_assert_cmpint (read_jpeg (BYTES ("\377\330\377\332\0\2" APP1)), ==, 1); /* the scan comes first */
  g_assert_cmpint (read_jpeg (BYTES ("\377\330\377\340\0\1" APP1)), ==, 1);
  g_assert_cmpint (read_jpeg (BYTES ("\377\330x" APP1)), ==, 1);
  for (gsize size = 2; size < sizeof "\377\330" APP1 - 1; size++)
    g_assert_cmpint (read_jpeg ("\377\330" APP1, size), ==, 1); /* a segment that is cut off */
  g_assert_true (derm_jpeg_has_profile ((const guint8 *) "\377\330" APP1 ICC, sizeof "\377\330" APP1 ICC));
  g_assert_false (derm_jpeg_has_profile ((const guint8 *) "\377\330" APP1, sizeof "\377\330" APP1 - 1));
}

#define CHUNK "EXIF\32\0\0\0" LITTLE ("\22\1\3\0\1\0\0\0\6\0\0\0")

static int
read_webp (const char *bytes, gsize size)
{
  g_autofree guint8 *exact = g_memdup2 (bytes, size);

  return derm_exif_read_webp (exact, size);
}

static void
test_webp (void)
{
  g_assert_cmpint (read_webp (BYTES ("RIFF....WEBP" CHUNK)), ==, 6);
  g_assert_cmpint (read_webp (BYTES ("RIFF....WEBPVP8 \2\0\0\0xx" CHUNK)), ==, 6);
  g_assert_cmpint (read_webp (BYTES ("RIFF....WEBPVP8 \3\0\0\0xxx\0" CHUNK)), ==, 6); /* filled up */
  g_assert_cmpint (read_webp (BYTES ("RIFF....WEBPVP8 \377\377\377\377xx" CHUNK)), ==, 1);
  for (gsize size = 12; size < sizeof "RIFF....WEBP" CHUNK - 1; size++)
    g_assert_cmpint (read_webp ("RIFF....WEBP" CHUNK, size), ==, 1);
}

static void
test_hex (void)
{
  static const char digits[] = "49492a00080000000100120103\n000100000006000000\n00000000";
  g_autofree char *text = g_strconcat ("\nexif\n      26\n", digits, NULL);
  g_autofree char *upper = g_ascii_strup (text, -1);

  g_assert_cmpint (derm_exif_find_hex (text), ==, 6);
  g_assert_cmpint (derm_exif_find_hex (upper), ==, 6);
  g_assert_cmpint (derm_exif_find_hex (digits), ==, 0); /* without its heading */
  g_assert_cmpint (derm_exif_find_hex ("\nexif\n26\n4949"), ==, 0);
  g_assert_cmpint (derm_exif_find_hex (""), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exif/values", test_values);
  g_test_add_func ("/exif/cuts", test_cuts);
  g_test_add_func ("/exif/jpeg", test_jpeg);
  g_test_add_func ("/exif/webp", test_webp);
  g_test_add_func ("/exif/hex", test_hex);
  return g_test_run ();
}
