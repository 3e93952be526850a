/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* BMP's run-length codes, one after the other: what Pillow's BmpRleDecoder makes of them. */

#include "config.h"

#include <string.h>

#include "image-bmp.h"

enum { WIDTH = 4, HEIGHT = 3, N = WIDTH * HEIGHT };

static void
put (gsize first, guint8 index, gsize n, gpointer user_data)
{
  char *pixels = user_data;

  for (gsize i = first; i < first + n; i++)
    {
      g_assert_cmpuint (i, <, N);
      g_assert_cmpint (pixels[i], ==, '.'); /* each is put once */
      pixels[i] = "0123456789abcdef"[index];
    }
}

#define CODES(text) text, sizeof text - 1

static const struct {
  const char *codes;
  gsize size;
  gboolean is_of_4_bits, is_whole;
  const char *pixels; /* the first row in the file first */
} cases[] = {
  { CODES ("\4\1\0\0\4\2\0\0\4\3"), FALSE, TRUE, "111122223333" },
  { CODES ("\11\1\0\0\4\2\4\5\0\0\4\4"), FALSE, TRUE, "111122224444" },    /* what leaves its row is cut off */
  { CODES ("\2\1\0\0\4\2\0\0\1\3\0\0"), FALSE, TRUE, "110022223000" },     /* the rest of a row */
  { CODES ("\0\0\4\1\0\0\0\0\4\2\0\0\4\3"), FALSE, TRUE, "111122223333" }, /* a row that has not begun does not end */
  { CODES ("\0\2\2\1\4\1\0\0\4\2"), FALSE, TRUE, "000000112222" }, /* behind a jump a run ends with its row, too */
  { CODES ("\1\1\0\2\0\1\4\2\0\0\4\3"), FALSE, TRUE, "100002223333" },
  { CODES ("\0\2\0\2\0\4\1\2\3\4"), FALSE, TRUE, "000000001234" },
  { CODES ("\0\3\1\2\3\0\1\4\0\0\0\4\5\6\7\x8\0\0\4\3"), FALSE, TRUE, "123456783333" }, /* filled up to an even place */
  { CODES ("\0\5\1\2\3\4\5\0\0\0\4\6"), FALSE, TRUE, "123450006666" }, /* these do not end with their row */
  { CODES ("\4\x12\0\0\4\x34\0\0\4\x50"), TRUE, TRUE, "121234345050" },
  { CODES ("\3\x12\1\xab\0\0\0\3\xcd\xe0\0\0\4\x9f"), TRUE, TRUE, "121acde09f9f" },
  { CODES ("\0\5\x12\x34\x50\0\0\0\4\x66"), TRUE, TRUE, "123450006666" },
  { CODES ("\4\1\0\0\4\2\0\0\3\3"), FALSE, FALSE, "11112222333." },
  { CODES ("\4\1\0\0\4\2\0\1\4\3"), FALSE, FALSE, "11112222...." }, /* the end of the image */
  { CODES ("\4\1\0\2\1"), FALSE, FALSE, "1111........" },           /* half a jump */
  { CODES ("\0\4\1\2\3"), FALSE, FALSE, "............" },           /* not all of the pixels */
  { CODES ("\0\5\x12\x34"), TRUE, FALSE, "............" },
  { CODES ("\4\1\0\0\4"), FALSE, FALSE, "1111........" },
  { CODES ("\0\2\377\377"), FALSE, TRUE, "000000000000" },
  { CODES (""), FALSE, FALSE, "............" },
};

static void
test_codes (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree guint8 *data
          = g_memdup2 (cases[i].codes, MAX (cases[i].size, 1)); /* so that a sanitizer sees its end */
      BmpRuns runs = { .data = data, .size = cases[i].size, .width = WIDTH, .n_pixels = N };
      char pixels[] = "............";

      runs.is_of_4_bits = cases[i].is_of_4_bits;
      g_test_message ("case %zu", i);
      g_assert_cmpint (derm_bmp_read_runs (&runs, put, pixels), ==, cases[i].is_whole);
      g_assert_cmpstr (pixels, ==, cases[i].pixels);
      g_assert_cmpint (derm_bmp_read_runs (&runs, NULL, NULL), ==, cases[i].is_whole);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bmp-runs/codes", test_codes);
  return g_test_run ();
}
