/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "image-private.h"

/* The first frame of a GIF, as Pillow has it; what comes behind is not looked at, so that a file of many frames takes
 * no longer than one of one. Codes have 12 bits at most, so that there are 4096 of them. */
enum { MAX_BITS = 12, N_CODES = 1 << MAX_BITS };

/* Bytes to be read, one after the other; behind the end there are zeros. */
typedef struct {
  const guint8 *data;
  gsize size, pos;
} Bytes;

typedef struct {
  int x, y, width, height; /* on the canvas */
  gint64 canvas[2];
  gboolean is_interlaced, has_alpha;
  guint8 background; /* index of the canvas around the frame */
  guint8 palette[256][3];
} Frame;

/* The strings that codes stand for: each is the string of another code and one more byte. */
typedef struct {
  guint16 link[N_CODES];
  guint8 last[N_CODES];
  guint8 string[N_CODES]; /* the one that is being written, from its end */
} Table;

static gboolean
has (const Bytes *bytes, gsize n)
{
  return bytes->size - bytes->pos >= n;
}

static guint8
get_byte (Bytes *bytes)
{
  return has (bytes, 1) ? bytes->data[bytes->pos++] : 0;
}

static int
get_u16 (Bytes *bytes)
{
  int low = get_byte (bytes);

  return low | get_byte (bytes) << 8;
}

/* Past blocks up to the empty one. */
static void
skip_blocks (Bytes *bytes)
{
  gsize length;

  while ((length = get_byte (bytes)) > 0)
    bytes->pos += MIN (length, bytes->size - bytes->pos);
}

static void
read_palette (Bytes *bytes, int flags, guint8 palette[256][3])
{
  gsize n = (gsize) 3 << ((flags & 7) + 1);

  n = MIN (n, bytes->size - bytes->pos);
  memcpy (palette, bytes->data + bytes->pos, n);
  bytes->pos += n;
}

/* The frame's transparency, for which the canvas around the frame is filled. */
static void
read_extension (Bytes *bytes, Frame *frame)
{
  if (get_byte (bytes) == 0xf9 && has (bytes, 5) && bytes->data[bytes->pos] >= 4
      && (bytes->data[bytes->pos + 1] & 1) != 0)
    {
      frame->has_alpha = TRUE;
      frame->background = bytes->data[bytes->pos + 4];
    }
  skip_blocks (bytes);
}

/* Up to the coded pixels of the first frame; false if there are none. */
static gboolean
read_frame (Bytes *bytes, Frame *frame)
{
  int flags;

  for (int i = 0; i < 256; i++) /* an index without a colour is grey, as Pillow has it */
    memset (frame->palette[i], i, 3);
  bytes->pos = 6;
  frame->canvas[0] = get_u16 (bytes);
  frame->canvas[1] = get_u16 (bytes);
  flags = get_byte (bytes);
  bytes->pos += MIN (2, bytes->size - bytes->pos);
  if ((flags & 0x80) != 0)
    read_palette (bytes, flags, frame->palette);
  while (has (bytes, 10))
    switch (get_byte (bytes))
      {
      case '!':
        read_extension (bytes, frame);
        break;
      case ';':
        return FALSE;
      case ',':
        frame->x = get_u16 (bytes);
        frame->y = get_u16 (bytes);
        frame->width = get_u16 (bytes);
        frame->height = get_u16 (bytes);
        flags = get_byte (bytes);
        frame->is_interlaced = (flags & 0x40) != 0;
        if ((flags & 0x80) != 0)
          {
            for (int i = 0; i < 256; i++)
              memset (frame->palette[i], i, 3);
            read_palette (bytes, flags, frame->palette);
          }
        return TRUE;
      default: /* Pillow goes on with the next byte */
        break;
      }
  return FALSE;
}

/* ---- pixels ---- */

typedef struct {
  const Frame *frame;
  DermDecoded *decoded;
  int x, y, step, pass;
  guint8 *out; /* the next pixel */
} Pen;

/* To a row that is within the frame; false if all are written. */
static gboolean
move_to_row (Pen *pen)
{
  static const struct {
    int first, step;
  } passes[] = { { 0, 8 }, { 4, 8 }, { 2, 4 }, { 1, 2 } };

  while (pen->y >= pen->frame->height)
    {
      if (!pen->frame->is_interlaced || ++pen->pass == G_N_ELEMENTS (passes))
        return FALSE;
      pen->y = passes[pen->pass].first;
      pen->step = passes[pen->pass].step;
    }
  pen->x = 0;
  pen->out = pen->decoded->rgb
             + 3 * ((gsize) (pen->frame->y + pen->y) * (gsize) pen->decoded->width + (gsize) pen->frame->x);
  return TRUE;
}

/* False once the frame is full. */
static gboolean
write_string (Pen *pen, const guint8 *indices, int n)
{
  for (int i = 0; i < n; i++, pen->out += 3)
    {
      memcpy (pen->out, pen->frame->palette[indices[i]], 3);
      if (++pen->x < pen->frame->width)
        continue;
      pen->y += pen->step;
      if (!move_to_row (pen))
        return FALSE;
      pen->out -= 3; /* which the loop adds */
    }
  return TRUE;
}

/* ---- codes ---- */

typedef struct {
  Bytes *bytes;
  guint32 bits;
  int n_bits;
  gsize block; /* bytes left in this one */
} Codes;

/* -1 at the end of the blocks. */
static int
get_code (Codes *codes, int size)
{
  int code;

  while (codes->n_bits < size)
    {
      if (codes->block == 0)
        {
          codes->block = get_byte (codes->bytes);
          if (codes->block == 0 || !has (codes->bytes, codes->block))
            return -1;
        }
      codes->block--;
      codes->bits |= (guint32) get_byte (codes->bytes) << codes->n_bits;
      codes->n_bits += 8;
    }
  code = (int) (codes->bits & ((1u << size) - 1));
  codes->bits >>= size;
  codes->n_bits -= size;
  return code;
}

typedef struct {
  int clear, next, size, previous;
  guint8 first; /* byte of the previous string */
} State;

/* The string of a code that is not `clear`, written to the end of the table's room; its length, or 0 for a code that
 * cannot be. */
static int
expand (Table *table, State *state, int code)
{
  int at = N_CODES, from = code;

  if (state->previous < 0 ? code > state->clear : code > state->next)
    return 0;
  if (state->previous >= 0 && code == state->next)
    {
      table->string[--at] = state->first;
      from = state->previous;
    }
  for (; from >= state->clear; from = table->link[from])
    {
      if (at == 0)
        return 0;
      table->string[--at] = table->last[from];
    }
  if (at == 0)
    return 0;
  table->string[--at] = state->first = (guint8) from;
  if (state->previous >= 0 && state->next < N_CODES)
    {
      table->last[state->next] = state->first;
      table->link[state->next] = (guint16) state->previous;
      if (state->next == (1 << state->size) - 1 && state->size < MAX_BITS)
        state->size++;
      state->next++;
    }
  state->previous = code;
  return N_CODES - at;
}

/* Whether there was a code for every pixel. */
static gboolean
decode_frame (const Frame *frame, Bytes *bytes, const DermEncoded *encoded, DermDecoded *decoded)
{
  g_autofree Table *table = g_new0 (Table, 1);
  Pen pen = { .frame = frame, .decoded = decoded, .step = frame->is_interlaced ? 8 : 1 };
  Codes codes = { .bytes = bytes };
  State state = { 0 };
  int bits = get_byte (bytes), code;

  if (bits < 1 || bits > 8 || !move_to_row (&pen))
    return FALSE;
  state = (State){ 1 << bits, (1 << bits) + 2, bits + 1, -1, 0 };
  while ((code = get_code (&codes, state.size)) >= 0 && code != state.clear + 1
         && !g_cancellable_is_cancelled (encoded->cancellable))
    {
      int n;

      if (code == state.clear)
        {
          state = (State){ state.clear, state.clear + 2, bits + 1, -1, 0 };
          continue;
        }
      n = expand (table, &state, code);
      if (n == 0)
        return FALSE;
      if (!write_string (&pen, table->string + N_CODES - n, n))
        return TRUE;
    }
  return FALSE;
}

gboolean
derm_gif_decode (const DermEncoded *encoded, DermDecoded *decoded, GError **error)
{
  g_autofree Frame *frame = g_new0 (Frame, 1);
  Bytes bytes = { encoded->data, encoded->size, 0 };
  gsize n_pixels;

  if (!read_frame (&bytes, frame) || frame->width < 1 || frame->height < 1)
    return derm_decoded_set_damaged (error, "GIF", _ ("it holds no pixels"));
  /* a frame that does not fit makes the canvas larger */
  frame->canvas[0] = MAX (frame->canvas[0], frame->x + frame->width);
  frame->canvas[1] = MAX (frame->canvas[1], frame->y + frame->height);
  decoded->orientation = 1;
  decoded->has_alpha = frame->has_alpha;
  if (!derm_decoded_begin (decoded, frame->canvas, sizeof (Table), encoded, error))
    return FALSE;
  n_pixels = (gsize) decoded->width * (gsize) decoded->height;
  for (gsize i = 0; i < n_pixels; i++)
    memcpy (decoded->rgb + 3 * i, frame->palette[frame->background], 3);
  if (decode_frame (frame, &bytes, encoded, decoded))
    return TRUE;
  return !g_cancellable_set_error_if_cancelled (encoded->cancellable, error)
         && derm_decoded_set_damaged (error, "GIF", _ ("its end is missing"));
}
