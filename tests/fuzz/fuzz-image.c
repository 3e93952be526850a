/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Images of every format. How large they may be is limited here, so that memory and time go into many small ones: each
 * decoder calls derm_decoded_begin() before it allocates its pixels, and the linker puts the function below in its
 * place. */

#include "config.h"

#include "derm-image.h"
#include "fuzz.h"
#include "image-memory.h"
#include "image-private.h"

enum { MAX_PIXELS = 1 << 18 };

gboolean __real_derm_decoded_begin (DermDecoded *decoded, gint64 size[2], guint64 extra, const DermEncoded *encoded,
                                    GError **error);
gboolean __wrap_derm_decoded_begin (DermDecoded *decoded, gint64 size[2], guint64 extra, const DermEncoded *encoded,
                                    GError **error);

gboolean
__wrap_derm_decoded_begin (DermDecoded *decoded, gint64 size[2], guint64 extra, const DermEncoded *encoded,
                           GError **error)
{
  if (size[0] > 0 && size[1] > MAX_PIXELS / size[0])
    return derm_decoded_set_no_memory (error);
  return __real_derm_decoded_begin (decoded, size, extra, encoded, error);
}

/* As the file has them, and turned upright. */
static void
check_pixels (DermImage *image)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) stored = derm_image_turn_back (image, &error);
  gsize n_pixels = (gsize) derm_image_get_width (image) * (gsize) derm_image_get_height (image);

  g_assert_no_error (error);
  g_assert_cmpuint (n_pixels, >, 0);
  g_assert_cmpuint (n_pixels, <=, MAX_PIXELS);
  g_assert_cmpuint (g_bytes_get_size (derm_image_get_pixels (image)), ==, 3 * n_pixels);
  g_assert_cmpuint (g_bytes_get_size (derm_image_get_pixels (stored)), ==, 3 * n_pixels);
  g_assert_cmpint (derm_image_get_exif_orientation (image), >=, 1);
  g_assert_cmpint (derm_image_get_exif_orientation (image), <=, 8);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_bytes (bytes, "image", NULL, &error);

  g_assert_true ((image == NULL) == (error != NULL));
  if (image != NULL)
    check_pixels (image);
  /* all that was taken of the memory for images was given back, whatever failed */
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, 0);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_FILES), ==, 0);
  return 0;
}
