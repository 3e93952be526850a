/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-drag.h"
#include "ui-fixture.h"

/* What leaves the window by drag or copy, as another program gets it. */

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  gdk_content_provider_write_mime_type_finish (GDK_CONTENT_PROVIDER (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* The bytes of one form. */
static GBytes *
take (GdkContentProvider *provider, const char *mime_type)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  gboolean is_written = FALSE;

  gdk_content_provider_write_mime_type_async (provider, mime_type, stream, G_PRIORITY_DEFAULT, NULL, on_written,
                                              &is_written);
  fixture_wait (is_true, &is_written, mime_type);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static GdkTexture *
take_texture (GdkContentProvider *provider)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;

  g_value_init (&value, GDK_TYPE_TEXTURE);
  gdk_content_provider_get_value (provider, &value, &error);
  g_assert_no_error (error);

  return g_value_dup_object (&value);
}

static gboolean
contains (GBytes *bytes, const char *text)
{
  gsize size, length = strlen (text);
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i + length <= size; i++)
    if (memcmp (data + i, text, length) == 0)
      return TRUE;
  return FALSE;
}

/* As PNG it has the pixels and nothing of the camera or the place. */
static void
assert_no_metadata (GdkTexture *texture)
{
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);

  g_assert_true (contains (png, "IHDR"));
  g_assert_false (contains (png, "eXIf"));
  g_assert_false (contains (png, "Exif"));
  g_assert_false (contains (png, "GPS"));
}

static DermImage *
open_image (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  DermImage *image = derm_image_new_from_file (file, NULL, &error);

  g_assert_no_error (error);

  return image;
}

/* A copy of a sample that says where and by what it was taken. (transfer full) */
static char *
make_photo (void)
{
  static const char exif[] = "\xff\xe1\0\x1e"
                             "Exif\0\0GPS 51.4779 N 0.0015 W";
  g_autofree char *sample = fixture_sample (1);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *content = NULL;
  char *path;
  gsize size;

  g_assert_true (g_file_get_contents (sample, &content, &size, NULL));
  g_byte_array_append (bytes, (const guint8 *) content, 2);
  g_byte_array_append (bytes, (const guint8 *) exif, 32);
  g_byte_array_append (bytes, (const guint8 *) content + 2, (guint) size - 2);
  path = g_build_filename (g_get_tmp_dir (), "dermlens-photo.jpg", NULL);
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));

  return path;
}

static void
test_image (void)
{
  g_autofree char *path = make_photo ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LensItem) item = lens_item_new_for_file (file);
  g_autoptr (DermImage) image = open_image (path);
  g_autoptr (GdkContentProvider) provider = lens_drag_image (item, image);
  g_autoptr (GdkTexture) texture = take_texture (provider);
  g_auto (GValue) value = G_VALUE_INIT;
  GSList *files;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (provider, &value, NULL));
  files = g_value_get_boxed (&value);
  g_assert_cmpuint (g_slist_length (files), ==, 1);
  g_assert_true (g_file_equal (files->data, file));
  g_assert_cmpint (gdk_texture_get_width (texture), ==, derm_image_get_width (image));
  g_assert_cmpint (gdk_texture_get_height (texture), ==, derm_image_get_height (image));
  assert_no_metadata (texture);
  g_unlink (path);
}

/* Without a file there are the pixels alone. */
static void
test_pasted (void)
{
  g_autoptr (DermImage) image = fixture_image (50, 40, 1);
  g_autoptr (LensItem) item = lens_item_new_for_image (image);
  g_autoptr (GdkContentProvider) provider = lens_drag_image (item, image);
  g_autoptr (GdkTexture) texture = take_texture (provider);
  g_autoptr (GdkContentFormats) formats = gdk_content_provider_ref_formats (provider);

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 50);
  g_assert_false (gdk_content_formats_contain_gtype (formats, GDK_TYPE_FILE_LIST));
}

static void
test_input (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (5);
  DermInput *input = derm_prediction_get_input (prediction);
  g_autoptr (GdkContentProvider) provider = lens_drag_input (input);
  g_autoptr (GdkTexture) texture = take_texture (provider);
  const guint8 *rgb = derm_input_get_rgb (input);
  guint32 pixels[28 * 28];

  g_assert_cmpint (gdk_texture_get_width (texture), ==, 28);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 28);
  gdk_texture_download (texture, (guchar *) pixels, sizeof pixels[0] * 28);
  for (int i = 0; i < 28 * 28; i++)
    g_assert_cmphex (pixels[i] & 0xffffff, ==, (guint32) (rgb[3 * i] << 16 | rgb[3 * i + 1] << 8 | rgb[3 * i + 2]));
  assert_no_metadata (texture);
}

static void
test_chart (void)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (6);
  g_autoptr (GdkContentProvider) provider = lens_drag_chart (prediction, "mel");
  g_autoptr (GBytes) svg = take (provider, "image/svg+xml");
  g_autoptr (GdkTexture) texture = take_texture (provider);

  g_assert_true (contains (svg, "<svg"));
  g_assert_true (contains (svg, "</svg>"));
  g_assert_cmpint (gdk_texture_get_width (texture), >, 400);
}

static void
test_rows (void)
{
  g_autofree char *first = fixture_sample (1), *second = fixture_sample (2);
  g_autoptr (GPtrArray) items = fixture_items (first, second, NULL);
  g_autoptr (DermPrediction) prediction = fixture_prediction (7);
  g_autoptr (GdkContentProvider) provider = NULL;
  g_auto (GValue) files = G_VALUE_INIT, text = G_VALUE_INIT;

  lens_item_succeed (items->pdata[1], NULL, prediction);
  provider = lens_drag_rows (items);
  g_value_init (&files, GDK_TYPE_FILE_LIST);
  g_assert_true (gdk_content_provider_get_value (provider, &files, NULL));
  g_assert_cmpuint (g_slist_length (g_value_get_boxed (&files)), ==, 2);
  g_value_init (&text, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (provider, &text, NULL));
  g_assert_true (g_str_has_prefix (g_value_get_string (&text), "drawn-02.jpg\n")); /* the other has no result yet */
  g_assert_nonnull (strstr (g_value_get_string (&text), derm_research_line ()));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/drag/image", test_image);
  g_test_add_func ("/drag/pasted", test_pasted);
  g_test_add_func ("/drag/input", test_input);
  g_test_add_func ("/drag/chart", test_chart);
  g_test_add_func ("/drag/rows", test_rows);

  return g_test_run ();
}
