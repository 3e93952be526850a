/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edits-private.h"

#include <string.h>

static LensPaint
make_paint (LensEdits *self, guint8 *rgb)
{
  LensPaint paint = { .rgb = rgb,
                      .source = self->stroke_kind == LENS_EDIT_RESTORE ? lens_edits_get_untouched_rgb (self) : NULL,
                      .width = lens_edits_get_width (self),
                      .height = lens_edits_get_height (self),
                      .size = self->stroke_size };

  memcpy (paint.colour, self->stroke_colour, sizeof paint.colour);

  return paint;
}

void
lens_edits_leave_stroke (LensEdits *self)
{
  g_clear_pointer (&self->stroke, g_free);
  g_clear_pointer (&self->drawn, lens_paint_stroke_unref);
  g_clear_pointer (&self->drawn_made, g_bytes_unref);
  g_clear_object (&self->latest);
  self->has_begun = FALSE;
  self->is_ending = FALSE;
}

void
lens_edits_begin (LensEdits *self, LensEditKind kind, const guint8 *colour, int size)
{
  g_return_if_fail (LENS_IS_EDITS (self));
  g_return_if_fail (kind == LENS_EDIT_BRUSH || kind == LENS_EDIT_RESTORE);
  g_return_if_fail (size >= 1 && size <= LENS_PAINT_MAX_SIZE);

  lens_edits_settle (self);
  if (self->untouched == NULL)
    return;
  self->stroke = g_memdup2 (lens_edits_get_rgb (self), lens_edits_get_n_bytes (self));
  self->stroke_kind = kind;
  self->stroke_size = size;
  memcpy (self->stroke_colour, colour, sizeof self->stroke_colour);
}

/* From there to that pixel. */
static void
paint (LensEdits *self, int from_x, int from_y, int x, int y)
{
  LensPaint paint = make_paint (self, self->stroke);

  lens_paint_line (&paint, from_x, from_y, x, y);
  self->last_x = x;
  self->last_y = y;
  lens_edits_tell_changed (self);
  lens_edits_request (self);
}

static void
begin_at (LensEdits *self, int x, int y)
{
  if (self->has_begun)
    return;
  self->has_begun = TRUE;
  self->begin_x = self->last_x = x;
  self->begin_y = self->last_y = y;
}

void
lens_edits_paint_to (LensEdits *self, int x, int y)
{
  g_return_if_fail (LENS_IS_EDITS (self));

  if (!lens_edits_is_painting (self) || (self->has_begun && x == self->last_x && y == self->last_y))
    return;
  if (self->drawn != NULL)
    {
      lens_edits_draw_to (self, x, y, FALSE);
      return;
    }
  begin_at (self, x, y);
  paint (self, self->last_x, self->last_y, x, y);
}

void
lens_edits_draw_line (LensEdits *self, int x, int y)
{
  g_autofree guint8 *line = NULL;

  g_return_if_fail (LENS_IS_EDITS (self));

  if (!lens_edits_is_painting (self) || (self->has_begun && x == self->last_x && y == self->last_y))
    return;
  if (self->drawn != NULL)
    {
      lens_edits_draw_to (self, x, y, TRUE);
      return;
    }
  begin_at (self, x, y);
  line = g_steal_pointer (&self->stroke);
  self->stroke = g_memdup2 (lens_edits_get_rgb (self), lens_edits_get_n_bytes (self));
  paint (self, self->begin_x, self->begin_y, x, y);
}

void
lens_edits_finish (LensEdits *self)
{
  g_autoptr (GBytes) rgb = NULL;
  gboolean is_change;

  g_return_if_fail (LENS_IS_EDITS (self));

  if (self->stroke == NULL)
    return;
  if (self->drawn != NULL)
    {
      lens_edits_end_drawn (self);
      return;
    }
  rgb = g_bytes_new_take (g_steal_pointer (&self->stroke), lens_edits_get_n_bytes (self));
  is_change = memcmp (g_bytes_get_data (rgb, NULL), lens_edits_get_rgb (self), lens_edits_get_n_bytes (self)) != 0;
  if (is_change)
    lens_edits_add_step (self, self->stroke_kind, rgb);
  lens_edits_leave_stroke (self);
  lens_edits_request (self);
}

void
lens_edits_cancel (LensEdits *self)
{
  g_return_if_fail (LENS_IS_EDITS (self));

  if (!lens_edits_is_painting (self))
    return;
  lens_edits_leave_stroke (self);
  lens_edits_tell_changed (self);
  if (lens_edits_get_prediction (self) != NULL)
    lens_edits_tell_predicted (self, lens_edits_get_prediction (self));
  lens_edits_request (self);
}

gboolean
lens_edits_is_painting (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), FALSE);

  return self->stroke != NULL && !self->is_ending;
}

void
lens_edits_fill (LensEdits *self, const guint8 *colour, int x, int y)
{
  g_autofree guint8 *rgb = NULL;
  g_autoptr (GBytes) bytes = NULL;
  LensPaint paint;

  g_return_if_fail (LENS_IS_EDITS (self));

  lens_edits_settle (self);
  if (self->untouched == NULL)
    return;
  rgb = g_memdup2 (lens_edits_get_rgb (self), lens_edits_get_n_bytes (self));
  paint = (LensPaint){ .rgb = rgb, .width = lens_edits_get_width (self), .height = lens_edits_get_height (self) };
  memcpy (paint.colour, colour, sizeof paint.colour);
  lens_paint_fill (&paint, x, y);
  if (memcmp (rgb, lens_edits_get_rgb (self), lens_edits_get_n_bytes (self)) == 0)
    return;
  bytes = g_bytes_new_take (g_steal_pointer (&rgb), lens_edits_get_n_bytes (self));
  lens_edits_add_step (self, LENS_EDIT_FILL, bytes);
}

/* Pixels of another size are not taken. */
static gboolean
add_input (LensEdits *self, LensEditKind kind, DermInput *input)
{
  g_autoptr (GBytes) rgb = NULL;

  lens_edits_settle (self);
  if (self->untouched == NULL || derm_input_get_width (input) != lens_edits_get_width (self)
      || derm_input_get_height (input) != lens_edits_get_height (self))
    return FALSE;
  rgb = derm_input_get_bytes (input);
  lens_edits_add_step (self, kind, rgb);

  return TRUE;
}

gboolean
lens_edits_paint_input (LensEdits *self, DermInput *input)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), FALSE);
  g_return_val_if_fail (DERM_IS_INPUT (input), FALSE);

  return add_input (self, LENS_EDIT_BRUSH, input);
}

gboolean
lens_edits_add_change (LensEdits *self, DermChange *change)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), FALSE);
  g_return_val_if_fail (DERM_IS_CHANGE (change), FALSE);

  return derm_change_is_found (change) && add_input (self, LENS_EDIT_CHANGE, derm_change_get_input (change));
}

gboolean
lens_edits_can_go_back (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), FALSE);

  return self->edit != NULL && lens_edit_is_painted (self->edit);
}

void
lens_edits_go_back (LensEdits *self)
{
  g_return_if_fail (LENS_IS_EDITS (self));

  lens_edits_settle (self);
  if (!lens_edits_can_go_back (self))
    return;
  lens_edits_add_step (self, LENS_EDIT_UNTOUCHED, lens_edit_get_untouched (self->edit));
}
