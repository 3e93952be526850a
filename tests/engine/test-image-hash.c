/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Which pictures count as the same: the drawn samples, changed in ways that leave the picture, and each other. */

#include <derm.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

#include "image-hash.h"

#include <string.h>

enum { N_SAMPLES = 7 };

static DermImage *
load_sample (int i)
{
  g_autofree char *name = g_strdup_printf ("samples/drawn-%02d.jpg", i + 1), *path = derm_data_path (name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  DermImage *image = derm_image_new_from_file (file, NULL, &error);

  g_assert_no_error (error);
  return image;
}

static void
hash_pixbuf (GdkPixbuf *pixbuf, const char *quality, DermHash *hash)
{
  g_autofree char *jpeg = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;
  gsize size;

  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &jpeg, &size, "jpeg", NULL, "quality", quality, NULL));
  bytes = g_bytes_new (jpeg, size);
  image = derm_image_new_from_bytes (bytes, "copy", NULL, NULL);
  derm_hash_make (image, hash);
}

static GdkPixbuf *
to_pixbuf (DermImage *image)
{
  int width = derm_image_get_width (image);

  return gdk_pixbuf_new_from_bytes (derm_image_get_pixels (image), GDK_COLORSPACE_RGB, FALSE, 8, width,
                                    derm_image_get_height (image), 3 * width);
}

static void
test_copies (void)
{
  for (int i = 0; i < N_SAMPLES; i++)
    {
      g_autoptr (DermImage) image = load_sample (i);
      g_autoptr (GdkPixbuf) pixbuf = to_pixbuf (image);
      g_autoptr (GdkPixbuf) small = gdk_pixbuf_scale_simple (pixbuf, derm_image_get_width (image) / 2,
                                                             derm_image_get_height (image) / 2, GDK_INTERP_BILINEAR);
      DermHash hash, copy;

      derm_hash_make (image, &hash);
      hash_pixbuf (pixbuf, "50", &copy);
      g_assert_true (derm_hash_is_near (&hash, &copy));
      hash_pixbuf (small, "90", &copy);
      g_assert_true (derm_hash_is_near (&hash, &copy));
    }
}

static void
test_others (void)
{
  DermHash hashes[N_SAMPLES], turned;

  for (int i = 0; i < N_SAMPLES; i++)
    {
      g_autoptr (DermImage) image = load_sample (i);

      derm_hash_make (image, &hashes[i]);
    }
  for (int i = 0; i < N_SAMPLES; i++)
    for (int k = 0; k < N_SAMPLES; k++)
      for (int turn = 0; turn < DERM_HASH_TURNS; turn++)
        {
          derm_hash_turn (&hashes[i], turn, &turned);
          if (i != k || turn != 0)
            g_assert_false (derm_hash_is_near (&turned, &hashes[k]));
        }
}

/* The turns are those of a square: GdkPixbuf's quarter turns and mirrors are among them, and all eight differ. */
static void
test_turns (void)
{
  g_autoptr (DermImage) image = load_sample (0);
  g_autoptr (GdkPixbuf) pixbuf = to_pixbuf (image);
  DermHash hash, turns[DERM_HASH_TURNS];
  guint found = 0;

  derm_hash_make (image, &hash);
  for (int turn = 0; turn < DERM_HASH_TURNS; turn++)
    derm_hash_turn (&hash, turn, &turns[turn]);
  for (int i = 0; i < DERM_HASH_TURNS; i++)
    {
      g_autoptr (GdkPixbuf) rotated = gdk_pixbuf_rotate_simple (pixbuf, (GdkPixbufRotation) (i / 2 * 90));
      g_autoptr (GdkPixbuf) mirrored = i % 2 == 1 ? gdk_pixbuf_flip (rotated, TRUE) : g_object_ref (rotated);
      DermHash copy;

      hash_pixbuf (mirrored, "95", &copy);
      for (int turn = 0; turn < DERM_HASH_TURNS; turn++)
        if (derm_hash_is_near (&turns[turn], &copy))
          found |= 1u << turn;
    }
  g_assert_cmpuint (found, ==, (1u << DERM_HASH_TURNS) - 1);
}

/* There is nothing to tell even greys by. */
static void
test_even (void)
{
  g_autofree guint8 *pixels = g_malloc (300);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;
  DermHash hash;

  memset (pixels, 128, 300);
  bytes = g_bytes_new (pixels, 300);
  image = derm_image_new_from_pixels (bytes, 10, 10, "even", NULL);
  derm_hash_make (image, &hash);
  g_assert_false (derm_hash_is_near (&hash, &hash));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-hash/copies", test_copies);
  g_test_add_func ("/image-hash/others", test_others);
  g_test_add_func ("/image-hash/turns", test_turns);
  g_test_add_func ("/image-hash/even", test_even);
  return g_test_run ();
}
