/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pass-private.h"

#include <string.h>

#define MAX_HISTORY 200

enum { CELL_CHANGED, PART_CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

void
lens_pass_install_cell_signals (GType type)
{
  signals[CELL_CHANGED] = g_signal_new ("cell-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PART_CHANGED] = g_signal_new ("part-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static const DermCell *
get_last (LensPass *self)
{
  return self->place >= 0 ? &g_array_index (self->history, DermCell, self->place) : NULL;
}

/* ---- the account ---- */

static void
make_account (LensPass *self)
{
  const DermCell *cell = lens_pass_get_cell (self);

  g_clear_pointer (&self->account, lens_account_free);
  if (cell != NULL && self->activations != NULL)
    self->account = lens_account_new (self->activations,
                                      lens_pass_get_step (self, lens_pass_find_step (self, cell->layer)), cell);
}

/* Of a pool the value that it takes, else the largest part, is laid open. */
static void
choose_part (LensPass *self)
{
  self->part = 0;
  for (guint i = 0; self->account != NULL && i < self->account->parts->len; i++)
    if (lens_account_get_part (self->account, i)->is_taken)
      self->part = (int) i;
}

static void
set_cell_open (LensPass *self, gboolean is_open)
{
  self->is_cell_open = is_open;
  make_account (self);
  choose_part (self);
}

void
lens_pass_tell_cell (LensPass *self)
{
  g_signal_emit (self, signals[CELL_CHANGED], 0);
}

/* The same map stays laid open, wherever it now stands among the parts. */
void
lens_pass_update_cell (LensPass *self)
{
  int channel = -1, part = -1;

  if (!self->is_cell_open)
    return;
  if (self->account != NULL && self->part < (int) self->account->parts->len)
    channel = lens_account_get_part (self->account, (guint) self->part)->from.channel;
  set_cell_open (self, TRUE);
  if (self->account != NULL && self->account->kind == LENS_ACCOUNT_CONV)
    part = lens_account_find (self->account, channel);
  self->part = part >= 0 ? part : self->part;
}

void
lens_pass_forget_cells (LensPass *self)
{
  g_array_set_size (self->history, 0);
  self->place = -1;
  self->is_cell_open = FALSE;
  g_clear_pointer (&self->account, lens_account_free);
}

/* ---- public ---- */

const DermCell *
lens_pass_get_cell (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), NULL);

  return self->is_cell_open ? get_last (self) : NULL;
}

const DermCell *
lens_pass_get_cursor (LensPass *self)
{
  const DermCell *last;

  g_return_val_if_fail (LENS_IS_PASS (self), NULL);

  last = get_last (self);

  return last != NULL && lens_pass_find_step (self, last->layer) == self->open ? last : NULL;
}

const LensAccount *
lens_pass_get_account (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), NULL);

  return self->account;
}

static gboolean
is_covered (LensPass *self, const LensNetStep *step)
{
  return self->is_covered && step->kind == LENS_NET_LOGITS;
}

/* A cell of the pass, of values that are shown. */
static gboolean
find_shown (LensPass *self, const DermCell *cell, DermCell *shown)
{
  const LensNetStep *step;

  if (self->activations == NULL)
    return FALSE;
  *shown = lens_net_steps_resolve (self->steps, self->activations, cell);
  step = lens_pass_get_step (self, lens_pass_find_step (self, shown->layer));

  return !is_covered (self, step) && shown->layer == step->shown && shown->channel >= 0
         && shown->channel < step->channels && shown->row >= 0 && shown->row < step->rows && shown->column >= 0
         && shown->column < step->columns;
}

/* Whoever hears of the cell finds its layer open. */
static void
show_place (LensPass *self)
{
  set_cell_open (self, TRUE);
  lens_pass_set_open (self, lens_pass_find_step (self, get_last (self)->layer));
  lens_pass_tell_cell (self);
}

void
lens_pass_choose (LensPass *self, const DermCell *cell)
{
  DermCell shown;

  g_return_if_fail (LENS_IS_PASS (self));

  if (!find_shown (self, cell, &shown))
    return;
  if (get_last (self) == NULL || memcmp (get_last (self), &shown, sizeof shown) != 0)
    {
      g_array_set_size (self->history, (guint) (self->place + 1)); /* what was ahead is not any more */
      g_array_append_val (self->history, shown);
      if (self->history->len > MAX_HISTORY)
        g_array_remove_index (self->history, 0);
      self->place = (int) self->history->len - 1;
    }
  else if (self->is_cell_open)
    return;
  show_place (self);
}

void
lens_pass_move (LensPass *self, const DermCell *cell)
{
  const DermCell *last;
  DermCell shown;

  g_return_if_fail (LENS_IS_PASS (self));

  if (!find_shown (self, cell, &shown))
    return;
  last = lens_pass_get_cursor (self);
  if (last == NULL || lens_pass_find_step (self, shown.layer) != self->open)
    {
      lens_pass_choose (self, cell);
      return;
    }
  if (self->is_cell_open && memcmp (last, &shown, sizeof shown) == 0)
    return;
  g_array_index (self->history, DermCell, self->place) = shown;
  show_place (self);
}

void
lens_pass_close_cell (LensPass *self)
{
  g_return_if_fail (LENS_IS_PASS (self));

  if (!self->is_cell_open)
    return;
  set_cell_open (self, FALSE);
  lens_pass_tell_cell (self);
}

/* What was closed is the first to come back to. */
gboolean
lens_pass_can_go (LensPass *self, int by)
{
  int place, layer;

  g_return_val_if_fail (LENS_IS_PASS (self), FALSE);

  if (self->activations == NULL)
    return FALSE;
  place = by > 0 || self->is_cell_open ? self->place + by : self->place;
  if (place < 0 || place >= (int) self->history->len)
    return FALSE;
  layer = g_array_index (self->history, DermCell, place).layer;

  return !is_covered (self, lens_pass_get_step (self, lens_pass_find_step (self, layer)));
}

void
lens_pass_go (LensPass *self, int by)
{
  g_return_if_fail (LENS_IS_PASS (self));

  if (!lens_pass_can_go (self, by))
    return;
  if (by > 0 || self->is_cell_open)
    self->place += by;
  show_place (self);
}

int
lens_pass_get_part (LensPass *self)
{
  g_return_val_if_fail (LENS_IS_PASS (self), 0);

  return self->part;
}

void
lens_pass_set_part (LensPass *self, int part)
{
  g_return_if_fail (LENS_IS_PASS (self));

  if (self->account == NULL || part < 0 || part >= (int) self->account->parts->len || part == self->part)
    return;
  self->part = part;
  g_signal_emit (self, signals[PART_CHANGED], 0);
}
