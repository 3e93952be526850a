/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-edit.h"

LensEditStep *
lens_edit_step_new (LensEditKind kind, GBytes *rgb, GBytes *made, GPtrArray *strokes)
{
  LensEditStep *self = g_rc_box_new0 (LensEditStep);

  self->kind = kind;
  self->rgb = g_bytes_ref (rgb);
  self->made = g_bytes_ref (made);
  self->strokes = strokes != NULL ? g_ptr_array_ref (strokes) : NULL;

  return self;
}

LensEditStep *
lens_edit_step_ref (LensEditStep *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_step (gpointer data)
{
  LensEditStep *self = data;

  g_bytes_unref (self->rgb);
  g_bytes_unref (self->made);
  g_clear_pointer (&self->strokes, g_ptr_array_unref);
  g_clear_object (&self->prediction);
}

void
lens_edit_step_unref (LensEditStep *self)
{
  g_rc_box_release_full (self, clear_step);
}

static GPtrArray *
list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) lens_edit_step_unref);
}

LensEdit *
lens_edit_new (GBytes *rgb)
{
  LensEdit *self = g_new0 (LensEdit, 1);

  self->steps = list_new ();
  g_ptr_array_add (self->steps, lens_edit_step_new (LENS_EDIT_UNTOUCHED, rgb, rgb, NULL));

  return self;
}

void
lens_edit_free (LensEdit *self)
{
  g_ptr_array_unref (self->steps);
  g_free (self);
}

LensEditStep *
lens_edit_get_step (const LensEdit *self, guint place)
{
  g_return_val_if_fail (place < self->steps->len, NULL);

  return self->steps->pdata[place];
}

GBytes *
lens_edit_get_untouched (const LensEdit *self)
{
  return lens_edit_get_step (self, 0)->rgb;
}

gboolean
lens_edit_is_edited (const LensEdit *self)
{
  return !g_bytes_equal (lens_edit_get_step (self, self->place)->rgb, lens_edit_get_untouched (self));
}

gboolean
lens_edit_is_painted (const LensEdit *self)
{
  return lens_edit_is_edited (self) || lens_edit_get_step (self, self->place)->strokes != NULL;
}

GPtrArray *
lens_edit_list_with (const LensEdit *self, LensEditStep *step)
{
  GPtrArray *steps = list_new ();

  for (guint i = 0; i <= self->place; i++)
    g_ptr_array_add (steps, lens_edit_step_ref (self->steps->pdata[i]));
  g_ptr_array_add (steps, lens_edit_step_ref (step));

  return steps;
}

void
lens_edit_set (LensEdit *self, GPtrArray *steps, guint place)
{
  g_return_if_fail (place < steps->len);

  g_ptr_array_ref (steps);
  g_ptr_array_unref (self->steps);
  self->steps = steps;
  self->place = place;
}
