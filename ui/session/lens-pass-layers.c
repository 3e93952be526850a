/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pass-private.h"

/* What of the pass is shown. */

int
lens_pass_get_n_views (LensPass *self)
{
  DermRecipe *recipe;

  g_return_val_if_fail (LENS_IS_PASS (self), 1);

  recipe = lens_reading_get_recipe (self->reading);

  return recipe != NULL ? derm_recipe_get_views (recipe) : 1;
}

int
lens_pass_get_view (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), 0);

  return self->view;
}

void
lens_pass_set_view (LensPass *self, int view)
{
  g_return_if_fail (LENS_IS_PASS (self));

  view = CLAMP (view, 0, lens_pass_get_n_views (self) - 1);
  if (view == self->view)
    return;
  self->view = view;
  g_object_notify (G_OBJECT (self), "view");
  lens_pass_update (self);
}

LensMaps
lens_pass_get_maps (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), LENS_MAPS_STRONGEST);

  return self->maps;
}

void
lens_pass_set_maps (LensPass *self, LensMaps maps)
{
  g_return_if_fail (LENS_IS_PASS (self));

  if (maps == self->maps)
    return;
  self->maps = maps;
  g_object_notify (G_OBJECT (self), "maps");
}

int
lens_pass_get_n_steps (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), 0);

  return self->steps != NULL ? (int) self->steps->len : 0;
}

const LensNetStep *
lens_pass_get_step (LensPass *self, int step)
{
  g_return_val_if_fail (step >= 0 && step < lens_pass_get_n_steps (self), NULL);

  return &g_array_index (self->steps, LensNetStep, step);
}

int
lens_pass_find_step (LensPass *self, int layer)
{
  g_return_val_if_fail (lens_pass_get_n_steps (self) > 0, 0);

  return lens_net_steps_find (self->steps, layer);
}

int
lens_pass_get_open (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), 0);

  return self->open;
}

void
lens_pass_set_open (LensPass *self, int step)
{
  if (step == self->open)
    return;
  self->open = step;
  g_object_notify (G_OBJECT (self), "open");
}

void
lens_pass_open (LensPass *self, int step)
{
  g_return_if_fail (LENS_IS_PASS (self));

  if (lens_pass_get_n_steps (self) == 0)
    return;
  step = CLAMP (step, 0, lens_pass_get_n_steps (self) - 1);
  if (step == self->open)
    return;
  lens_pass_close_cell (self);
  lens_pass_set_open (self, step);
}

/* ---- playing ---- */

static gboolean
on_play (gpointer user_data)
{
  LensPass *self = user_data;

  if (self->open + 1 < lens_pass_get_n_steps (self))
    lens_pass_open (self, self->open + 1);
  if (self->open + 1 < lens_pass_get_n_steps (self))
    return G_SOURCE_CONTINUE;
  self->play_id = 0;
  g_object_notify (G_OBJECT (self), "is-playing");

  return G_SOURCE_REMOVE;
}

void
lens_pass_set_playing (LensPass *self, gboolean is_playing)
{
  g_return_if_fail (LENS_IS_PASS (self));

  is_playing = is_playing && lens_pass_get_n_steps (self) > 1 && self->activations != NULL;
  if (is_playing == lens_pass_is_playing (self))
    return;
  g_clear_handle_id (&self->play_id, g_source_remove);
  if (is_playing)
    {
      if (self->open == lens_pass_get_n_steps (self) - 1)
        lens_pass_open (self, 0);
      self->play_id = g_timeout_add ((guint) (1000 * self->seconds), on_play, self);
    }
  g_object_notify (G_OBJECT (self), "is-playing");
}

void
lens_pass_set_seconds (LensPass *self, double seconds)
{
  g_return_if_fail (LENS_IS_PASS (self));

  seconds = CLAMP (seconds, LENS_PASS_MIN_SECONDS, LENS_PASS_MAX_SECONDS);
  if (seconds == self->seconds)
    return;
  self->seconds = seconds;
  if (self->play_id != 0)
    {
      g_source_remove (self->play_id);
      self->play_id = g_timeout_add ((guint) (1000 * self->seconds), on_play, self);
    }
  g_object_notify (G_OBJECT (self), "seconds");
}

gboolean
lens_pass_is_playing (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), FALSE);

  return self->play_id != 0;
}

double
lens_pass_get_seconds (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), LENS_PASS_MIN_SECONDS);

  return self->seconds;
}
