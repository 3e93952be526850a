/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "lens-paint.h"

#define SIDE 8

/* A picture of dots as text: '#' where something differs from black. */
static char *
draw (const guint8 *rgb)
{
  GString *text = g_string_new (NULL);

  for (int y = 0; y < SIDE; y++)
    {
      for (int x = 0; x < SIDE; x++)
        g_string_append_c (text, memcmp (rgb + 3 * (y * SIDE + x), "\0\0\0", 3) != 0 ? '#' : '.');
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

static void
assert_drawn (const guint8 *rgb, const char *expected)
{
  g_autofree char *drawn = draw (rgb);

  g_assert_cmpstr (drawn, ==, expected);
}

static LensPaint
make (guint8 *rgb, int size)
{
  return (LensPaint){ .rgb = rgb, .width = SIDE, .height = SIDE, .size = size, .colour = { 9, 8, 7 } };
}

/* Squares of odd and even sizes, cut at the edges. */
static void
test_dab (void)
{
  guint8 rgb[3 * SIDE * SIDE] = { 0 };
  LensPaint one = make (rgb, 1), two = make (rgb, 2), three = make (rgb, 3);

  lens_paint_dab (&one, 7, 0);
  lens_paint_dab (&two, 2, 3);
  lens_paint_dab (&three, 0, 7);
  lens_paint_dab (&three, -4, 20);
  assert_drawn (rgb, ".......#\n"
                     "........\n"
                     "........\n"
                     "..##....\n"
                     "..##....\n"
                     "........\n"
                     "##......\n"
                     "##......\n");
  g_assert_cmpmem (rgb + 3 * 7, 3, "\x09\x08\x07", 3);
}

/* No gaps, whatever the direction, and the same pixels there and back. */
static void
test_line (void)
{
  for (int to_x = -3; to_x < SIDE + 3; to_x++)
    for (int to_y = -3; to_y < SIDE + 3; to_y++)
      {
        guint8 rgb[3 * SIDE * SIDE] = { 0 };
        LensPaint paint = make (rgb, 1);
        guint n, longest = 0;

        lens_paint_line (&paint, 3, 4, to_x, to_y);
        n = lens_paint_count_different (rgb, (guint8[3 * SIDE * SIDE]){ 0 }, SIDE * SIDE);
        longest = (guint) MAX (abs (CLAMP (to_x, 0, SIDE - 1) - 3), abs (CLAMP (to_y, 0, SIDE - 1) - 4)) + 1;
        if (to_x >= 0 && to_x < SIDE && to_y >= 0 && to_y < SIDE)
          {
            g_assert_cmpuint (n, ==, longest);
            g_assert_cmpint (rgb[3 * (to_y * SIDE + to_x)], ==, 9);
          }
        else
          g_assert_cmpuint (n, <=, longest);
        g_assert_cmpint (rgb[3 * (4 * SIDE + 3)], ==, 9);
      }
}

static void
test_restore (void)
{
  guint8 rgb[3 * SIDE * SIDE], source[3 * SIDE * SIDE];
  LensPaint paint = make (rgb, 2);

  for (gsize i = 0; i < sizeof rgb; i++)
    source[i] = rgb[i] = (guint8) i;
  lens_paint_line (&paint, 0, 0, 7, 7);
  paint.source = source;
  paint.size = LENS_PAINT_MAX_SIZE;
  g_assert_cmpuint (lens_paint_count_different (rgb, source, SIDE * SIDE), >, 8);
  lens_paint_line (&paint, 0, 0, 7, 7);
  g_assert_cmpmem (rgb, sizeof rgb, source, sizeof source);
}

/* What a brush newly covers as it goes is all that it covers: as with a dab at every pixel of the way. */
static void
test_edges (void)
{
  for (int size = 1; size <= 5; size++)
    for (int end = 0; end < SIDE * SIDE; end++)
      {
        guint8 swept[3 * SIDE * SIDE] = { 0 }, dabbed[3 * SIDE * SIDE] = { 0 }, way[3 * SIDE * SIDE] = { 0 };
        LensPaint sweep = make (swept, size), dab = make (dabbed, size), pen = make (way, 1);

        lens_paint_line (&sweep, 4, 3, end % SIDE, end / SIDE);
        lens_paint_line (&pen, 4, 3, end % SIDE, end / SIDE);
        for (int i = 0; i < SIDE * SIDE; i++)
          if (way[3 * i] != 0)
            lens_paint_dab (&dab, i % SIDE, i / SIDE);
        g_assert_cmpmem (swept, sizeof swept, dabbed, sizeof dabbed);
      }
}

/* Joined by sides, not by corners; like it within the limit, and not one level more. */
static void
test_fill (void)
{
  guint8 rgb[3 * SIDE * SIDE] = { 0 };
  guint8 wall[3] = { 0, LENS_PAINT_LIKENESS + 1, 0 };
  LensPaint paint = make (rgb, 1), white = make (rgb, 1);

  for (int i = 0; i < SIDE; i++)
    memcpy (rgb + 3 * (i * SIDE + (SIDE - 1 - i)), wall, 3); /* a diagonal */
  rgb[0] = LENS_PAINT_LIKENESS;
  memset (white.colour, 255, 3);
  lens_paint_fill (&white, 1, 1);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      g_assert_cmpint (rgb[3 * (y * SIDE + x)], ==, x + y < SIDE - 1 ? 255 : 0);
  lens_paint_fill (&paint, -1, 3); /* beside it: nothing */
  lens_paint_fill (&paint, 7, 7);
  g_assert_cmpint (rgb[3 * (7 * SIDE + 7)], ==, 9);
  g_assert_cmpint (rgb[0], ==, 255);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paint/dab", test_dab);
  g_test_add_func ("/paint/line", test_line);
  g_test_add_func ("/paint/edges", test_edges);
  g_test_add_func ("/paint/restore", test_restore);
  g_test_add_func ("/paint/fill", test_fill);

  return g_test_run ();
}
