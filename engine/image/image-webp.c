/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include "image-private.h"

/* The first frame of a WebP on its canvas, as libwebp's own decoder of animations, which Pillow uses, shows it: what
 * the frame leaves free is black. */

typedef WebPDemuxer Demuxer;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Demuxer, WebPDemuxDelete)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WebPIterator, WebPDemuxReleaseIterator)

/* Before decoding: that the frame is within the canvas, and that its coded data says the same size. */
static gboolean
is_frame_good (const WebPIterator *frame, const gint64 canvas[2])
{
  int width, height;

  return frame->complete && frame->x_offset >= 0 && frame->y_offset >= 0 && frame->width > 0 && frame->height > 0
         && frame->x_offset + frame->width <= canvas[0] && frame->y_offset + frame->height <= canvas[1]
         && WebPGetInfo (frame->fragment.bytes, frame->fragment.size, &width, &height) != 0 && width == frame->width
         && height == frame->height;
}

static gboolean
read_frame (const WebPIterator *frame, DermDecoded *decoded)
{
  gsize stride = (gsize) 3 * (gsize) decoded->width;
  gsize start = (gsize) frame->y_offset * stride + (gsize) 3 * (gsize) frame->x_offset;

  return WebPDecodeRGBInto (frame->fragment.bytes, frame->fragment.size, decoded->rgb + start,
                            stride * (gsize) decoded->height - start, (int) stride)
         != NULL;
}

gboolean
derm_webp_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  WebPData file = { encoded->data, encoded->size };
  g_autoptr (Demuxer) demuxer = WebPDemux (&file);
  g_auto (WebPIterator) frame = { 0 };
  gint64 canvas[2];
  guint64 coded;

  if (demuxer == NULL)
    return derm_decoded_set_damaged (error, "WebP", _ ("its end is missing"));
  canvas[0] = WebPDemuxGetI (demuxer, WEBP_FF_CANVAS_WIDTH);
  canvas[1] = WebPDemuxGetI (demuxer, WEBP_FF_CANVAS_HEIGHT);
  if (!derm_image_check_size (canvas[0], canvas[1], error))
    return FALSE;
  if (!WebPDemuxGetFrame (demuxer, 1, &frame) || !is_frame_good (&frame, canvas))
    return derm_decoded_set_damaged (error, "WebP", _ ("it holds no pixels"));
  decoded->orientation = derm_exif_read_webp (encoded->data, encoded->size);
  decoded->has_alpha = frame.has_alpha;
  decoded->has_profile = (WebPDemuxGetI (demuxer, WEBP_FF_FORMAT_FLAGS) & ICCP_FLAG) != 0;
  coded = (guint64) frame.width * (guint64) frame.height * 4; /* what libwebp needs for a lossless image */
  if (!derm_decoded_begin (decoded, canvas, coded, encoded, error)
      || g_cancellable_set_error_if_cancelled (encoded->cancellable, error))
    return FALSE;
  return read_frame (&frame, decoded) || derm_decoded_set_damaged (error, "WebP", _ ("its pixels cannot be decoded"));
}
