/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edits-private.h"

#include <string.h>

/* ---- the original ---- */

void
lens_edits_set_image (LensEdits *self, DermImage *image)
{
  g_return_if_fail (LENS_IS_EDITS (self));

  lens_edits_settle (self); /* its stroke is on the image that was there */
  if (!g_set_object (&self->image, image))
    return;
  g_clear_object (&self->original);
  lens_edits_drop_painted (self);
}

/* Turned once: this is asked for at every movement. */
DermImage *
lens_edits_get_original (LensEdits *self)
{
  DermOrientation orientation;

  g_return_val_if_fail (LENS_IS_EDITS (self), NULL);

  if (self->untouched == NULL || self->image == NULL)
    return NULL;
  orientation = derm_recipe_get_orientation (derm_input_get_recipe (lens_edits_get_input (self)));
  if (self->original == NULL || self->orientation != orientation)
    {
      self->orientation = orientation;
      g_clear_object (&self->original);
      lens_edits_drop_painted (self);
      self->original = derm_image_orient (self->image, orientation, NULL);
    }

  return self->original;
}

static const LensEditStep *
get_now (LensEdits *self)
{
  return self->edit != NULL ? lens_edit_get_step (self->edit, self->edit->place) : NULL;
}

static GPtrArray *
get_strokes (LensEdits *self)
{
  return self->edit != NULL ? get_now (self)->strokes : NULL;
}

const guint8 *
lens_edits_get_original_rgb (LensEdits *self)
{
  DermImage *original = lens_edits_get_original (self);

  if (self->painted != NULL)
    return self->painted;

  return original != NULL ? g_bytes_get_data (derm_image_get_pixels (original), NULL) : NULL;
}

const guint8 *
lens_edits_get_made_rgb (LensEdits *self)
{
  g_return_val_if_fail (LENS_IS_EDITS (self), NULL);

  if (self->drawn_made != NULL)
    return g_bytes_get_data (self->drawn_made, NULL);
  if (self->edit != NULL)
    return g_bytes_get_data (get_now (self)->made, NULL);

  return lens_edits_get_untouched_rgb (self);
}

/* (transfer full) Those on the original, and that one, if there is one. */
static GPtrArray *
list_with (LensEdits *self, LensPaintStroke *stroke)
{
  GPtrArray *before = get_strokes (self);
  GPtrArray *strokes = g_ptr_array_new_with_free_func ((GDestroyNotify) lens_paint_stroke_unref);

  for (guint i = 0; before != NULL && i < before->len; i++)
    g_ptr_array_add (strokes, lens_paint_stroke_ref (before->pdata[i]));
  if (stroke != NULL)
    g_ptr_array_add (strokes, lens_paint_stroke_ref (stroke));

  return strokes;
}

/* ---- its pixels ---- */

void
lens_edits_drop_painted (LensEdits *self)
{
  g_clear_pointer (&self->painted, g_free);
  g_clear_pointer (&self->painted_strokes, g_ptr_array_unref);
}

/* Strokes are only added to those that are there; but the last of them may be a line, which turns. */
static gboolean
is_continued (LensEdits *self, const GPtrArray *strokes)
{
  const GPtrArray *there = self->painted_strokes;
  const LensPaintStroke *last;

  if (self->painted == NULL || there->len > strokes->len
      || memcmp (there->pdata, strokes->pdata, there->len * sizeof (gpointer)) != 0)
    return FALSE;
  last = there->pdata[there->len - 1];

  return last->points->len >= self->n_painted_points && !(last == self->drawn && last->is_line);
}

static void
paint_stroke (LensEdits *self, LensPaintStroke *stroke, guint first, GdkRectangle *part)
{
  GdkRectangle bounds;

  lens_paint_stroke_paint (stroke, first, self->original, self->painted);
  lens_paint_stroke_get_bounds (stroke, first, self->original, &bounds);
  if (part->width > 0 && bounds.width > 0)
    gdk_rectangle_union (part, &bounds, part);
  else if (bounds.width > 0)
    *part = bounds;
}

static void
paint_strokes (LensEdits *self, GPtrArray *strokes, GdkRectangle *part)
{
  guint n = self->painted_strokes->len;

  if (n > 0)
    paint_stroke (self, strokes->pdata[n - 1], self->n_painted_points, part); /* it may have gone on */
  for (guint i = n; i < strokes->len; i++)
    paint_stroke (self, strokes->pdata[i], 0, part);
  self->n_painted_points = ((LensPaintStroke *) strokes->pdata[strokes->len - 1])->points->len;
  g_ptr_array_unref (self->painted_strokes);
  self->painted_strokes = g_ptr_array_ref (strokes);
}

void
lens_edits_update_painted (LensEdits *self)
{
  g_autoptr (GPtrArray) strokes = list_with (self, self->drawn);
  DermImage *original = strokes->len > 0 || self->painted != NULL ? lens_edits_get_original (self) : NULL;
  GdkRectangle part = { 0, 0, 0, 0 };
  gboolean is_all = FALSE;

  if (original == NULL || strokes->len == 0)
    {
      gboolean was_painted = self->painted != NULL;

      lens_edits_drop_painted (self);
      if (was_painted)
        lens_edits_tell_painted (self, NULL);
      return;
    }
  if (!is_continued (self, strokes))
    {
      is_all = TRUE;
      lens_edits_drop_painted (self);
      self->painted = g_memdup2 (g_bytes_get_data (derm_image_get_pixels (original), NULL),
                                 g_bytes_get_size (derm_image_get_pixels (original)));
      self->painted_strokes = g_ptr_array_new ();
    }
  paint_strokes (self, strokes, &part);
  if (is_all || part.width > 0)
    lens_edits_tell_painted (self, is_all ? NULL : &part);
}

/* ---- a stroke on it ---- */

static gboolean
begin (LensEdits *self, LensEditKind kind, const guint8 *colour, int size)
{
  lens_edits_settle (self);
  if (lens_edits_get_original (self) == NULL)
    return FALSE;
  self->stroke = g_memdup2 (lens_edits_get_rgb (self), lens_edits_get_n_bytes (self));
  self->drawn = lens_paint_stroke_new (kind, colour, size);
  self->n_drawn = self->n_known = 0;

  return TRUE;
}

void
lens_edits_begin_on_original (LensEdits *self, LensEditKind kind, const guint8 *colour, int size)
{
  g_return_if_fail (LENS_IS_EDITS (self));
  g_return_if_fail (kind == LENS_EDIT_BRUSH || kind == LENS_EDIT_RESTORE);
  g_return_if_fail (size >= 1 && size <= LENS_PAINT_MAX_ORIGINAL_SIZE);

  begin (self, kind, colour, size);
}

void
lens_edits_draw_to (LensEdits *self, int x, int y, gboolean is_line)
{
  self->has_begun = TRUE;
  self->last_x = x;
  self->last_y = y;
  if (is_line)
    lens_paint_stroke_end_at (self->drawn, x, y);
  else
    lens_paint_stroke_add (self->drawn, x, y);
  self->n_drawn++;
  lens_edits_tell_changed (self);
  lens_edits_request (self);
}

void
lens_edits_fill_original (LensEdits *self, const guint8 *colour, int x, int y)
{
  g_return_if_fail (LENS_IS_EDITS (self));

  if (!begin (self, LENS_EDIT_FILL, colour, 1))
    return;
  lens_edits_draw_to (self, x, y, FALSE);
  lens_edits_finish (self);
}

/* ---- and what the recipe makes of it ---- */

gboolean
lens_edits_is_drawing_due (LensEdits *self)
{
  return self->drawn != NULL && self->n_known != self->n_drawn;
}

/* As long as the stroke is under way the worker has a copy: this one goes on. */
LensPaintOriginal *
lens_edits_dup_drawing (LensEdits *self)
{
  LensPaintStroke *copy = lens_paint_stroke_copy (self->drawn);
  LensPaintOriginal *drawing = g_new0 (LensPaintOriginal, 1);
  const LensEditStep *now = get_now (self);

  drawing->image = g_object_ref (lens_edits_get_original (self));
  drawing->input = g_object_ref (lens_edits_get_input (self));
  drawing->strokes = list_with (self, copy);
  drawing->rgb = now != NULL ? g_bytes_ref (now->rgb) : derm_input_get_bytes (drawing->input);
  drawing->made = now != NULL ? g_bytes_ref (now->made) : derm_input_get_bytes (drawing->input);
  lens_paint_stroke_unref (copy);

  return drawing;
}

void
lens_paint_original_free (LensPaintOriginal *drawing)
{
  g_object_unref (drawing->image);
  g_object_unref (drawing->input);
  g_ptr_array_unref (drawing->strokes);
  g_bytes_unref (drawing->rgb);
  g_bytes_unref (drawing->made);
  g_free (drawing);
}

/* A dab may be too small to be seen in the input, but is on the original. What restores or fills nothing is not there.
 */
static gboolean
is_step (LensEdits *self)
{
  gboolean is_other = memcmp (self->stroke, lens_edits_get_step_rgb (self, lens_edits_get_place (self)),
                              lens_edits_get_n_bytes (self))
                      != 0;

  return is_other || self->drawn->kind == LENS_EDIT_BRUSH
         || (self->drawn->kind == LENS_EDIT_RESTORE && get_strokes (self) != NULL);
}

static void
add_drawn (LensEdits *self)
{
  g_autoptr (GBytes) rgb = NULL;
  g_autoptr (GPtrArray) strokes = NULL;

  if (self->drawn_made != NULL && is_step (self))
    {
      LensEditStep *step;

      rgb = g_bytes_new (self->stroke, lens_edits_get_n_bytes (self));
      strokes = list_with (self, self->drawn);
      step = lens_edit_step_new (self->drawn->kind, rgb, self->drawn_made, strokes);
      g_clear_pointer (&self->stroke, g_free); /* the step is what is on screen now */
      g_clear_pointer (&self->drawn, lens_paint_stroke_unref);
      lens_edits_push_step (self, step);
    }
  lens_edits_leave_stroke (self);
  lens_edits_tell_changed (self);
}

void
lens_edits_take_drawing (LensEdits *self, guint n_drawn, GBytes *rgb, GBytes *made)
{
  self->n_known = n_drawn; /* also of what cannot be made: it would fail again */
  if (rgb != NULL)
    {
      memcpy (self->stroke, g_bytes_get_data (rgb, NULL), lens_edits_get_n_bytes (self));
      g_clear_pointer (&self->drawn_made, g_bytes_unref);
      self->drawn_made = g_bytes_ref (made);
    }
  if (self->is_ending && !lens_edits_is_drawing_due (self))
    add_drawn (self);
  else
    lens_edits_tell_changed (self);
}

void
lens_edits_end_drawn (LensEdits *self)
{
  if (self->is_ending)
    return;
  self->is_ending = TRUE;
  if (!lens_edits_is_drawing_due (self))
    add_drawn (self);
  lens_edits_request (self);
}

/* Rare: something else is done within the milliseconds that the worker takes. */
void
lens_edits_settle (LensEdits *self)
{
  g_return_if_fail (LENS_IS_EDITS (self));

  lens_edits_finish (self);
  if (self->drawn != NULL)
    {
      LensPaintOriginal *drawing = lens_edits_dup_drawing (self);
      g_autoptr (GBytes) made = NULL;
      g_autoptr (GBytes) rgb = lens_paint_original_make (drawing, &made, NULL);

      lens_edits_take_drawing (self, self->n_drawn, rgb, made);
      lens_paint_original_free (drawing);
    }
}
