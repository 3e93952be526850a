/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "image-bmp.h"

/* BMP's run-length codes. As in Pillow, a run that leaves its row is cut off there, pixels that are jumped over have
 * index 0, and an image whose codes end before its last pixel is not whole. */

enum { END_OF_ROW = 0, END_OF_IMAGE = 1, JUMP = 2 };

typedef struct {
  BmpRuns runs; /* with the position that is reached */
  BmpRunFunc func;
  gpointer user_data;
  gsize pixel, x;
} State;

static void
put (State *state, guint8 index, gsize n)
{
  n = MIN (n, state->runs.n_pixels - state->pixel);
  if (state->func != NULL && n > 0)
    state->func (state->pixel, index, n, state->user_data);
  state->pixel += n;
}

static void
put_run (State *state, guint8 byte, gsize n)
{
  n = MIN (n, state->runs.width - MIN (state->x, state->runs.width));
  if (!state->runs.is_of_4_bits)
    put (state, byte, n);
  for (gsize i = 0; state->runs.is_of_4_bits && i < n; i++)
    put (state, i % 2 == 0 ? byte >> 4 : byte & 15, 1);
  state->x += n;
}

/* Each pixel with its own index, filled up to an even position in the file. */
static gboolean
put_pixels (State *state, gsize n)
{
  gsize n_bytes = state->runs.is_of_4_bits ? (n + 1) / 2 : n;

  if (state->runs.size - state->runs.pos < n_bytes)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    {
      const guint8 *byte = state->runs.data + state->runs.pos + (state->runs.is_of_4_bits ? i / 2 : i);

      put (state, !state->runs.is_of_4_bits ? *byte : i % 2 == 0 ? *byte >> 4 : *byte & 15, 1);
    }
  state->x += n;
  state->runs.pos += n_bytes;
  if (state->runs.pos % 2 != 0 && state->runs.pos < state->runs.size)
    state->runs.pos++;
  return TRUE;
}

static gboolean
jump (State *state)
{
  gsize right, up;

  if (state->runs.size - state->runs.pos < 2)
    return FALSE;
  right = state->runs.data[state->runs.pos++];
  up = state->runs.data[state->runs.pos++];
  put (state, 0, right + up * state->runs.width);
  state->x = state->pixel % state->runs.width;
  return TRUE;
}

static void
end_row (State *state)
{
  gsize rest = state->pixel % state->runs.width;

  if (rest > 0)
    put (state, 0, state->runs.width - rest);
  state->x = 0;
}

gboolean
derm_bmp_read_runs (const BmpRuns *runs, BmpRunFunc func, gpointer user_data)
{
  State state = { .runs = *runs, .func = func, .user_data = user_data };

  while (state.pixel < runs->n_pixels && runs->size - state.runs.pos >= 2)
    {
      guint8 n = runs->data[state.runs.pos], byte = runs->data[state.runs.pos + 1];
      gboolean is_good = TRUE;

      state.runs.pos += 2;
      if (n > 0)
        put_run (&state, byte, n);
      else if (byte == END_OF_ROW)
        end_row (&state);
      else if (byte == END_OF_IMAGE)
        is_good = FALSE;
      else if (byte == JUMP)
        is_good = jump (&state);
      else
        is_good = put_pixels (&state, byte);
      if (!is_good)
        break;
    }
  return state.pixel == runs->n_pixels;
}
