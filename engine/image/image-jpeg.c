/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <setjmp.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>
#include <jpeglib.h>

#include <jerror.h>

#include "derm-error.h"
#include "derm-image.h"
#include "image-private.h"

/* libjpeg has no way out of an error but a jump: all that must survive it is here. */
typedef struct {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf way_out;
  const DermEncoded *encoded;
  DermDecoded *decoded;
  guint8 *cmyk; /* owned; a row */
  GError *error;
} Reader;

static void
give_up (Reader *reader)
{
  longjmp (reader->way_out, 1);
}

static void
on_error (j_common_ptr jpeg)
{
  Reader *reader = jpeg->client_data;
  char reason[JMSG_LENGTH_MAX];

  jpeg->err->format_message (jpeg, reason);
  if (jpeg->err->msg_code == JERR_OUT_OF_MEMORY)
    derm_decoded_set_no_memory (&reader->error);
  else
    derm_decoded_set_damaged (&reader->error, "JPEG", reason);
  give_up (reader);
}

/* libjpeg goes on with grey where coded data is missing or makes no sense; we do not, since a score of an image that is
 * half grey says nothing. Its other remarks, like odd numbers in a scan's header or bytes between two segments, say
 * nothing about the pixels, and Pillow reads such files too. */
static void
on_message (j_common_ptr jpeg, int level)
{
  switch (jpeg->err->msg_code)
    {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_ARITH_BAD_CODE:
    case JWRN_MUST_RESYNC:
      on_error (jpeg);
      break;
    case JWRN_JPEG_EOF:
      derm_decoded_set_damaged (&((Reader *) jpeg->client_data)->error, "JPEG", _ ("its end is missing"));
      give_up (jpeg->client_data);
      break;
    default:
      break;
    }
}

/* Called now and then. A file of some kilobytes can ask for hundreds of passes over all pixels. */
static void
on_progress (j_common_ptr jpeg)
{
  Reader *reader = jpeg->client_data;
  gint64 pixels = (gint64) reader->jpeg.image_width * reader->jpeg.image_height;

  if (g_cancellable_set_error_if_cancelled (reader->encoded->cancellable, &reader->error))
    give_up (reader);
  if (reader->jpeg.input_scan_number * pixels <= DERM_IMAGE_MAX_SCANNED_PIXELS)
    return;
  g_set_error (&reader->error, DERM_ERROR, DERM_ERROR_TOO_LARGE,
               _ ("the JPEG image has too many scans for its size: %d × %lld million pixels; at most %d million in all "
                  "are decoded"),
               reader->jpeg.input_scan_number, (long long) (pixels / 1000000),
               (int) (DERM_IMAGE_MAX_SCANNED_PIXELS / 1000000));
  give_up (reader);
}

/* Of the coefficients, which are kept when the image comes in several scans. */
static guint64
measure_coefficients (j_decompress_ptr jpeg)
{
  guint64 n_blocks = 0;

  if (!jpeg_has_multiple_scans (jpeg))
    return 0;
  for (int i = 0; i < jpeg->num_components; i++)
    n_blocks += (guint64) (jpeg->comp_info[i].width_in_blocks + MAX_SAMP_FACTOR)
                * (jpeg->comp_info[i].height_in_blocks + MAX_SAMP_FACTOR);
  return n_blocks * sizeof (JBLOCK);
}

/* Pillow's choices are libjpeg's own: accurate DCT, smooth upsampling. It takes every CMYK image as Adobe's, inverted.
 */
static void
read_pixels (Reader *reader)
{
  j_decompress_ptr jpeg = &reader->jpeg;
  gboolean is_cmyk = jpeg->num_components == 4;

  jpeg->out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
  jpeg_start_decompress (jpeg);
  if (is_cmyk)
    reader->cmyk = g_malloc ((gsize) 4 * jpeg->output_width);
  while (jpeg->output_scanline < jpeg->output_height)
    {
      guint8 *rgb = reader->decoded->rgb + (gsize) 3 * jpeg->output_width * jpeg->output_scanline;
      JSAMPROW row = is_cmyk ? reader->cmyk : rgb;

      jpeg_read_scanlines (jpeg, &row, 1);
      if (is_cmyk)
        {
          derm_cmyk_to_rgb (row, jpeg->output_width, TRUE);
          memcpy (rgb, row, (gsize) 3 * jpeg->output_width);
        }
    }
  jpeg_finish_decompress (jpeg); /* up to the end marker */
}

static gboolean
read_image (Reader *reader)
{
  const DermEncoded *encoded = reader->encoded;
  j_decompress_ptr jpeg = &reader->jpeg;
  gint64 size[2];

  if (setjmp (reader->way_out) != 0)
    return FALSE;
  jpeg_create_decompress (jpeg);
  jpeg_mem_src (jpeg, encoded->data, encoded->size);
  jpeg_read_header (jpeg, TRUE);
  size[0] = jpeg->image_width;
  size[1] = jpeg->image_height;
  if (!derm_decoded_begin (reader->decoded, size, measure_coefficients (jpeg), encoded, &reader->error))
    return FALSE;
  jpeg->progress = &reader->progress;
  read_pixels (reader);
  return TRUE;
}

gboolean
derm_jpeg_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  g_autofree Reader *reader = g_new0 (Reader, 1);
  gboolean is_read;

  reader->encoded = encoded;
  reader->decoded = decoded;
  reader->progress.progress_monitor = on_progress;
  reader->jpeg.client_data = reader;
  reader->jpeg.err = jpeg_std_error (&reader->errors);
  reader->errors.error_exit = on_error;
  reader->errors.emit_message = on_message;
  decoded->writes_all = TRUE;
  decoded->has_profile = derm_jpeg_has_profile (encoded->data, encoded->size);
  decoded->orientation = derm_exif_read_jpeg (encoded->data, encoded->size);
  is_read = read_image (reader);
  jpeg_destroy_decompress (&reader->jpeg);
  g_free (reader->cmyk);
  if (!is_read)
    g_propagate_error (error, reader->error);
  return is_read;
}
