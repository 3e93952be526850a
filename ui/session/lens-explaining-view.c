/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "lens-explaining-private.h"

/* What is seen of an explanation: which map, how it is drawn, which cell is asked about. */

static double *
get_locked (LensExplaining *self)
{
  return &self->locked[self->options.method][lens_explaining_get_target (self) == DERM_TARGET_LOGIT];
}

void
lens_explaining_set_overlay (LensExplaining *self, double overlay)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  overlay = CLAMP (overlay, 0.0, 1.0);
  if (overlay == self->overlay)
    return;
  self->overlay = overlay;
  lens_explaining_tell_settings (self);
}

double
lens_explaining_get_overlay (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), 0.0);

  return self->overlay;
}

/* Each method has a scale of its own, which is that of the first map that is seen from then on. */
void
lens_explaining_set_locked (LensExplaining *self, gboolean is_locked)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  if (is_locked == self->is_locked)
    return;
  self->is_locked = is_locked;
  for (int method = 0; method < DERM_N_METHODS; method++)
    self->locked[method][0] = self->locked[method][1] = 0.0;
  lens_explaining_tell_settings (self);
}

gboolean
lens_explaining_is_locked (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), FALSE);

  return self->is_locked;
}

double
lens_explaining_get_scale (LensExplaining *self)
{
  DermExplanation *map = lens_explaining_get_map (self);
  double *locked = get_locked (self);

  if (map == NULL)
    return 0.0;
  if (!self->is_locked || self->is_random)
    return derm_explanation_get_scale (map);
  if (*locked == 0.0)
    {
      if (!derm_explanation_is_final (map))
        return derm_explanation_get_scale (map);
      *locked = derm_explanation_get_scale (map);
    }

  return *locked;
}

double
lens_explaining_get_beyond (LensExplaining *self, gboolean is_for)
{
  DermExplanation *map = lens_explaining_get_map (self);
  double value;
  int x, y;

  if (map == NULL)
    return 0.0;
  value = (double) derm_explanation_find_strongest (map, is_for, &x, &y);

  return fabs (value) > lens_explaining_get_scale (self) ? value : 0.0;
}

/* ---- what is known ---- */

/* The work goes on meanwhile: what is uncovered is there at once. */
void
lens_explaining_set_covered (LensExplaining *self, gboolean is_covered)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  if (is_covered == self->is_covered)
    return;
  self->is_covered = is_covered;
  lens_explaining_set_cursor (self, -1, -1);
  lens_explaining_tell (self);
  lens_explaining_tell_compared (self);
  lens_explaining_tell_settings (self);
}

gboolean
lens_explaining_is_covered (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), FALSE);

  return self->is_covered;
}

LensExplainingState
lens_explaining_get_state (LensExplaining *self)
{
  DermExplanation *map;

  g_return_val_if_fail (LENS_IS_EXPLAINING (self), LENS_EXPLAINING_NOTHING);

  map = lens_explaining_get_map (self);
  if (self->input == NULL || self->is_covered)
    return LENS_EXPLAINING_NOTHING;
  if (map != NULL && derm_explanation_is_final (map))
    return LENS_EXPLAINING_DONE;
  if (self->is_random ? self->draw_error != NULL : self->errors[self->options.method] != NULL)
    return LENS_EXPLAINING_FAILED;
  if (self->is_stopped)
    return LENS_EXPLAINING_STOPPED;

  return map != NULL ? LENS_EXPLAINING_REFINING : LENS_EXPLAINING_WORKING;
}

DermExplanation *
lens_explaining_get_map (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), NULL);

  if (self->is_covered)
    return NULL;

  return self->is_random ? self->draws[0] : self->results[self->options.method];
}

DermExplanation *
lens_explaining_get_result (LensExplaining *self, DermMethod method)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), NULL);
  g_return_val_if_fail ((guint) method < DERM_N_METHODS, NULL);

  return self->is_covered ? NULL : self->results[method];
}

DermExplanation *
lens_explaining_get_draw (LensExplaining *self, int draw)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), NULL);
  g_return_val_if_fail (draw >= 0 && draw < LENS_EXPLAINING_N_DRAWS, NULL);

  return self->is_covered ? NULL : self->draws[draw];
}

const char *
lens_explaining_get_error (LensExplaining *self, DermMethod method)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), NULL);
  g_return_val_if_fail ((guint) method < DERM_N_METHODS, NULL);

  return self->is_random && method == self->options.method ? self->draw_error : self->errors[method];
}

double
lens_explaining_get_share (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), 0.0);

  return self->is_random ? (self->draws[0] != NULL ? 1.0 : 0.0) : self->share;
}

double
lens_explaining_get_seconds (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), 0.0);

  return self->is_random ? 0.0 : self->seconds[self->options.method];
}

static double
find_largest (DermExplanation *map)
{
  int x, y;

  return MAX ((double) derm_explanation_find_strongest (map, TRUE, &x, &y),
              -(double) derm_explanation_find_strongest (map, FALSE, &x, &y));
}

/* The scale of occlusion has a least value for this: below it there is only noise. */
gboolean
lens_explaining_says_nothing (DermExplanation *map)
{
  double largest;

  if (map == NULL || !derm_explanation_is_final (map))
    return FALSE;
  largest = find_largest (map);

  return largest < derm_explanation_get_scale (map) || largest == 0.0;
}

gboolean
lens_explaining_is_flat (LensExplaining *self)
{
  return lens_explaining_says_nothing (lens_explaining_get_map (self));
}

gboolean
lens_explaining_is_saturated (LensExplaining *self)
{
  DermExplanation *map = lens_explaining_get_map (self);

  return map != NULL && lens_explaining_get_target (self) != DERM_TARGET_LOGIT
         && derm_explanation_get_base (map) >= LENS_EXPLAINING_SATURATED;
}

static double
agree (LensExplaining *self, DermExplanation *a, DermExplanation *b)
{
  if (self->is_covered || a == NULL || b == NULL || !derm_explanation_is_final (a) || !derm_explanation_is_final (b))
    return NAN;

  return derm_explanation_agree (a, b);
}

double
lens_explaining_get_agreement (LensExplaining *self, DermMethod other)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), NAN);
  g_return_val_if_fail ((guint) other < DERM_N_METHODS, NAN);

  return agree (self, self->results[self->options.method], self->results[other]);
}

double
lens_explaining_get_draw_agreement (LensExplaining *self, int draw)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), NAN);
  g_return_val_if_fail (draw >= 0 && draw < LENS_EXPLAINING_N_DRAWS, NAN);

  return agree (self, self->results[self->options.method], self->draws[draw]);
}

gboolean
lens_explaining_is_working (LensExplaining *self)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), FALSE);

  return self->job != NULL;
}

void
lens_explaining_stop (LensExplaining *self)
{
  g_return_if_fail (LENS_IS_EXPLAINING (self));

  if (self->job == NULL)
    return;
  self->is_stopped = TRUE;
  lens_explaining_work (self);
  lens_explaining_tell (self);
  lens_explaining_tell_compared (self);
}

/* ---- the cell that is asked about ---- */

void
lens_explaining_set_cursor (LensExplaining *self, int x, int y)
{
  DermExplanation *map;

  g_return_if_fail (LENS_IS_EXPLAINING (self));

  map = lens_explaining_get_map (self);
  if (map == NULL || x < 0 || y < 0)
    x = y = -1;
  else
    {
      x = MIN (x, derm_explanation_get_width (map) - 1);
      y = MIN (y, derm_explanation_get_height (map) - 1);
    }
  if (x == self->cursor_x && y == self->cursor_y)
    return;
  self->cursor_x = x;
  self->cursor_y = y;
  lens_explaining_tell_cursor (self);
}

gboolean
lens_explaining_get_cursor (LensExplaining *self, int *x, int *y)
{
  g_return_val_if_fail (LENS_IS_EXPLAINING (self), FALSE);
  g_return_val_if_fail (x != NULL && y != NULL, FALSE);

  *x = self->cursor_x;
  *y = self->cursor_y;

  return self->cursor_x >= 0 && lens_explaining_get_map (self) != NULL;
}

static void
find_start (DermExplanation *map, int *x, int *y)
{
  int against_x, against_y;
  float is_for = derm_explanation_find_strongest (map, TRUE, x, y);
  float against = derm_explanation_find_strongest (map, FALSE, &against_x, &against_y);

  if (-against > is_for)
    {
      *x = against_x;
      *y = against_y;
    }
  *x = MAX (*x, 0);
  *y = MAX (*y, 0);
}

void
lens_explaining_move_cursor (LensExplaining *self, int dx, int dy)
{
  DermExplanation *map;
  int x, y;

  g_return_if_fail (LENS_IS_EXPLAINING (self));

  map = lens_explaining_get_map (self);
  if (map == NULL)
    return;
  if (lens_explaining_get_cursor (self, &x, &y))
    {
      x = MAX (x + dx, 0);
      y = MAX (y + dy, 0);
    }
  else
    find_start (map, &x, &y);
  lens_explaining_set_cursor (self, x, y);
}
