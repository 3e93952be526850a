/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-transfer.h"
#include "session-fixture.h"

static void
test_text (void)
{
  g_autoptr (GPtrArray) none = lens_transfer_parse_text ("no file here\nnor: here");
  g_autoptr (GPtrArray) two = lens_transfer_parse_text ("copy\r\nfile:///a%20b/one.png\r\n/two.png\r\n");

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (lens_item_get_name (g_ptr_array_index (two, 0)), ==, "one.png");
  g_assert_cmpstr (lens_item_get_name (g_ptr_array_index (two, 1)), ==, "two.png");
}

/* A pasted picture becomes the very pixels that were copied; transparency is dropped. */
static void
test_texture (void)
{
  const guint8 rgba[] = { 1, 2, 3, 255, 250, 128, 0, 255, 200, 100, 50, 128 };
  const guint8 rgb[] = { 1, 2, 3, 250, 128, 0, 200, 100, 50 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (rgba, sizeof rgba);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (3, 1, GDK_MEMORY_R8G8B8A8, bytes, sizeof rgba);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = lens_transfer_image_from_texture (texture, "pasted", &error);
  const guint8 *pixels;

  g_assert_no_error (error);
  pixels = g_bytes_get_data (derm_image_get_pixels (image), NULL);
  g_assert_cmpmem (pixels, 6, rgb, 6);
  for (int c = 6; c < 9; c++) /* multiplied by its alpha and back: a rounding apart */
    g_assert_cmpint (ABS (pixels[c] - rgb[c]), <=, 1);
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/transfer/text", test_text);
  g_test_add_func ("/transfer/texture", test_texture);

  return g_test_run ();
}
