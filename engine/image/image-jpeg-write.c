/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "derm-error.h"
#include "image-jpeg-write.h"

/* libjpeg has no way out of an error but a jump: all that must survive it is here. */
typedef struct {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  jmp_buf way_out;
  unsigned char *data; /* owned, by libjpeg's malloc () */
  unsigned long n_bytes;
  GError *error;
} Writer;

static void
on_error (j_common_ptr jpeg)
{
  Writer *writer = jpeg->client_data;
  char reason[JMSG_LENGTH_MAX];

  jpeg->err->format_message (jpeg, reason);
  g_set_error (&writer->error, DERM_ERROR, DERM_ERROR_FORMAT, "JPEG: %s", reason);
  longjmp (writer->way_out, 1);
}

static void
write_rows (Writer *writer, const guint8 *rgb, int quality)
{
  struct jpeg_compress_struct *jpeg = &writer->jpeg;

  jpeg_mem_dest (jpeg, &writer->data, &writer->n_bytes);
  jpeg->input_components = 3;
  jpeg->in_color_space = JCS_RGB;
  jpeg_set_defaults (jpeg);
  jpeg_set_quality (jpeg, quality, TRUE);
  jpeg->dct_method = JDCT_ISLOW;
  jpeg_start_compress (jpeg, TRUE);
  while (jpeg->next_scanline < jpeg->image_height)
    {
      JSAMPROW row = (JSAMPROW) rgb + (gsize) 3 * jpeg->image_width * jpeg->next_scanline;

      jpeg_write_scanlines (jpeg, &row, 1);
    }
  jpeg_finish_compress (jpeg);
}

GBytes *
derm_jpeg_encode (const guint8 *rgb, int width, int height, int quality, GError **error)
{
  Writer writer = { 0 };

  writer.jpeg.err = jpeg_std_error (&writer.errors);
  writer.errors.error_exit = on_error;
  writer.jpeg.client_data = &writer;
  if (setjmp (writer.way_out) == 0)
    {
      jpeg_create_compress (&writer.jpeg);
      writer.jpeg.image_width = (JDIMENSION) width;
      writer.jpeg.image_height = (JDIMENSION) height;
      write_rows (&writer, rgb, quality);
    }
  jpeg_destroy_compress (&writer.jpeg);
  if (writer.error != NULL)
    {
      free (writer.data);
      g_propagate_error (error, writer.error);
      return NULL;
    }
  return g_bytes_new_with_free_func (writer.data, writer.n_bytes, free, writer.data);
}
