/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-transfer.h"

#include <glib/gi18n.h>
#include <string.h>

enum { FILES, ADDRESSES, TEXTURE, TEXT, N_FORMS };

#define ADDRESSES_MIME "text/uri-list"

typedef struct {
  GdkContentFormats *offered; /* by the source */
  GdkContentFormats *formats; /* the same as types */
  int form;                   /* being read */
  GPtrArray *remote;          /* files on the web: taken only if there is no picture to take instead */
} Reading;

static void read_next (GTask *task);

static void
reading_free (Reading *reading)
{
  gdk_content_formats_unref (reading->offered);
  gdk_content_formats_unref (reading->formats);
  g_clear_pointer (&reading->remote, g_ptr_array_unref);
  g_free (reading);
}

static GType
type_of_form (int form)
{
  const GType types[N_FORMS] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE, GDK_TYPE_TEXTURE, G_TYPE_STRING };

  return types[form];
}

static gboolean
can_read (const Reading *reading, int form)
{
  switch (form)
    {
    case FILES:
      /* Where a document portal runs, GTK asks for the portal's key first even if none is offered, and takes whatever
       * comes for one: addresses alone are read as such. */
      return gdk_content_formats_contain_gtype (reading->offered, GDK_TYPE_FILE_LIST)
             || gdk_content_formats_contain_mime_type (reading->offered, "application/vnd.portal.filetransfer")
             || gdk_content_formats_contain_mime_type (reading->offered, "application/vnd.portal.files");
    case ADDRESSES:
      return gdk_content_formats_contain_mime_type (reading->offered, ADDRESSES_MIME);
    default:
      return gdk_content_formats_contain_gtype (reading->formats, type_of_form (form));
    }
}

GdkContentFormats *
lens_transfer_dup_formats (void)
{
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  for (int form = 0; form < N_FORMS; form++)
    gdk_content_formats_builder_add_gtype (builder, type_of_form (form));

  return gdk_content_formats_union_deserialize_mime_types (gdk_content_formats_builder_free_to_formats (builder));
}

/* Texture rows come as premultiplied BGRA in the byte order of the machine. Alpha is dropped, as for files. */
static void
unpack_row (const guint32 *row, int width, guint8 *rgb)
{
  for (int x = 0; x < width; x++)
    {
      guint32 pixel = row[x], alpha = pixel >> 24;

      for (int c = 0; c < 3; c++)
        {
          guint32 value = pixel >> (16 - 8 * c) & 255;

          rgb[3 * x + c] = (guint8) (alpha == 0 || alpha == 255 ? value : MIN (255, (value * 255 + alpha / 2) / alpha));
        }
    }
}

DermImage *
lens_transfer_image_from_texture (GdkTexture *texture, const char *name, GError **error)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  gsize stride = 4 * (gsize) width;
  g_autofree guint32 *pixels = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint8 *rgb;

  if ((gint64) width * height > DERM_IMAGE_MAX_PIXELS)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("the picture of %d × %d pixels is too large"), width,
                   height);
      return NULL;
    }

  pixels = g_malloc (stride * height);
  gdk_texture_download (texture, (guchar *) pixels, stride);
  rgb = g_malloc (3 * (gsize) width * height);
  for (int y = 0; y < height; y++)
    unpack_row (pixels + (gsize) y * width, width, rgb + 3 * (gsize) y * width);
  bytes = g_bytes_new_take (rgb, 3 * (gsize) width * height);

  return derm_image_new_from_pixels (bytes, width, height, name, error);
}

static GFile *
file_of_line (const char *line)
{
  g_autofree char *scheme = NULL;

  if (g_path_is_absolute (line))
    return g_file_new_for_path (line);
  scheme = g_uri_parse_scheme (line);
  if (scheme != NULL && strstr (line, ":/") != NULL)
    return g_file_new_for_uri (line);

  return NULL;
}

GPtrArray *
lens_transfer_parse_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit_set (text, "\r\n", -1);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; lines[i] != NULL; i++)
    {
      g_autoptr (GFile) file = file_of_line (g_strstrip (lines[i]));

      if (file != NULL)
        g_ptr_array_add (items, lens_item_new_for_file (file));
    }

  return items;
}

static GPtrArray *
items_of_files (const GValue *value)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (const GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    g_ptr_array_add (items, lens_item_new_for_file (l->data));

  return items;
}

static GPtrArray *
items_of_value (const GValue *value)
{
  if (G_VALUE_HOLDS_STRING (value))
    return lens_transfer_parse_text (g_value_get_string (value) != NULL ? g_value_get_string (value) : "");

  return items_of_files (value);
}

/* A picture dragged out of a browser comes with its address and its pixels; the pixels are at hand. */
static gboolean
is_all_remote (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      GFile *file = lens_item_get_file (g_ptr_array_index (items, i));

      if (file == NULL || !(g_file_has_uri_scheme (file, "http") || g_file_has_uri_scheme (file, "https")))
        return FALSE;
    }

  return items->len > 0;
}

/* Ends the reading with these items or that error, or goes on to the next form. */
static void
finish_form (GTask *task, GPtrArray *items, GError *error)
{
  g_autoptr (GPtrArray) owned = items;
  g_autoptr (GError) owned_error = error;
  Reading *reading = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, DERM_ERROR, DERM_ERROR_TOO_LARGE))
    {
      g_task_return_error (task, g_steal_pointer (&owned_error));
      return;
    }

  if (items != NULL && is_all_remote (items) && reading->remote == NULL)
    {
      reading->remote = g_steal_pointer (&owned);
    }
  else if (items != NULL && items->len > 0)
    {
      g_task_return_pointer (task, g_steal_pointer (&owned), (GDestroyNotify) g_ptr_array_unref);
      return;
    }
  reading->form++;
  read_next (task);
}

/* A large picture takes a second to unpack and to hash: not on the main loop. */
static void
unpack_in_thread (GTask *unpacking, gpointer source, gpointer texture, GCancellable *cancellable)
{
  const char *name = GDK_IS_DROP (source) ? _ ("Dropped picture") : _ ("Pasted picture");
  GError *error = NULL;
  g_autoptr (DermImage) image = lens_transfer_image_from_texture (texture, name, &error);

  if (image != NULL)
    g_task_return_pointer (unpacking, lens_item_new_for_image (image), g_object_unref);
  else
    g_task_return_error (unpacking, error);
}

static void
on_unpacked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *items = NULL;
  GError *error = NULL;
  LensItem *item = g_task_propagate_pointer (G_TASK (result), &error);

  if (item != NULL)
    {
      items = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (items, item);
    }
  finish_form (task, items, error);
}

static void
on_value (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  const GValue *value;

  if (GDK_IS_DROP (source))
    value = gdk_drop_read_value_finish (GDK_DROP (source), result, &error);
  else
    value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, &error);

  if (value != NULL && G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE) && g_value_get_object (value) != NULL)
    {
      GCancellable *cancellable = g_task_get_cancellable (task);
      g_autoptr (GTask) unpacking = g_task_new (source, cancellable, on_unpacked, g_steal_pointer (&task));

      g_task_set_task_data (unpacking, g_value_dup_object (value), g_object_unref);
      g_task_run_in_thread (unpacking, unpack_in_thread);
      return;
    }
  finish_form (task, value != NULL ? items_of_value (value) : NULL, error);
}

static void
on_addresses_read (GObject *output, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GPtrArray *items = NULL;
  GError *error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (output), result, &error) >= 0)
    {
      g_autoptr (GBytes) bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
      gsize size = g_bytes_get_size (bytes);
      g_autofree char *text = g_strndup (size > 0 ? g_bytes_get_data (bytes, NULL) : "", size);

      items = lens_transfer_parse_text (text);
    }
  finish_form (task, items, error);
}

static void
on_addresses (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GOutputStream) output = NULL;
  GError *error = NULL;

  if (GDK_IS_DROP (source))
    stream = gdk_drop_read_finish (GDK_DROP (source), result, NULL, &error);
  else
    stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  if (stream == NULL)
    {
      finish_form (task, NULL, error);
      return;
    }
  output = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (
      output, stream, G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, G_PRIORITY_DEFAULT,
      g_task_get_cancellable (task), on_addresses_read, g_object_ref (task));
}

static void
read_addresses (GTask *task)
{
  const char *mime_types[] = { ADDRESSES_MIME, NULL };
  GObject *source = g_task_get_source_object (task);

  if (GDK_IS_DROP (source))
    gdk_drop_read_async (GDK_DROP (source), mime_types, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), on_addresses,
                         g_object_ref (task));
  else
    gdk_clipboard_read_async (GDK_CLIPBOARD (source), mime_types, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                              on_addresses, g_object_ref (task));
}

static void
read_next (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  GObject *source = g_task_get_source_object (task);

  while (reading->form < N_FORMS && !can_read (reading, reading->form))
    reading->form++;

  if (reading->form == N_FORMS && reading->remote != NULL)
    g_task_return_pointer (task, g_steal_pointer (&reading->remote), (GDestroyNotify) g_ptr_array_unref);
  else if (reading->form == N_FORMS)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s",
                             _ ("there is no picture and no file in it"));
  else if (reading->form == ADDRESSES)
    read_addresses (task);
  else if (GDK_IS_DROP (source))
    gdk_drop_read_value_async (GDK_DROP (source), type_of_form (reading->form), G_PRIORITY_DEFAULT,
                               g_task_get_cancellable (task), on_value, g_object_ref (task));
  else
    gdk_clipboard_read_value_async (GDK_CLIPBOARD (source), type_of_form (reading->form), G_PRIORITY_DEFAULT,
                                    g_task_get_cancellable (task), on_value, g_object_ref (task));
}

void
lens_transfer_read_async (GObject *source, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_return_if_fail (GDK_IS_DROP (source) || GDK_IS_CLIPBOARD (source));

  reading->offered
      = gdk_content_formats_ref (GDK_IS_DROP (source) ? gdk_drop_get_formats (GDK_DROP (source))
                                                      : gdk_clipboard_get_formats (GDK_CLIPBOARD (source)));
  reading->formats = gdk_content_formats_union_deserialize_gtypes (gdk_content_formats_ref (reading->offered));
  g_task_set_source_tag (task, lens_transfer_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  read_next (task);
}

GPtrArray *
lens_transfer_read_finish (GObject *source, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
