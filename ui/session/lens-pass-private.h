/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-pass.h"

G_BEGIN_DECLS

/* One class in three files: lens-pass.c (the pass of what is on screen), lens-pass-layers.c (which of its layers are
 * shown, and playing them), lens-pass-cells.c (the chosen cell, its account and the history). */

struct _LensPass {
  GObject parent_instance;

  LensReading *reading; /* owned */
  LensShown *shown;     /* owned */

  DermActivations *activations; /* owned; of what is on screen, or NULL */
  DermModel *model;             /* owned; whose layers the steps are */
  GArray *steps;                /* owned, of LensNetStep; NULL before the first pass */
  char *error;                  /* owned, or NULL */
  GCancellable *running;        /* owned; of the pass that is being made, or NULL */
  gboolean is_active, is_closed, is_covered;

  int view, open;
  LensMaps maps;
  double seconds;
  guint play_id;

  GArray *history; /* owned, of DermCell: those that were chosen */
  int place;       /* in it, of the last that was looked at; -1: none */
  gboolean is_cell_open;
  LensAccount *account; /* owned; of the chosen cell */
  int part;
};

/* Something that the pass depends on is another. */
void lens_pass_update (LensPass *self);
void lens_pass_install_cell_signals (GType type);
/* There is another pass, or none: to be told when all of it is known. */
void lens_pass_update_cell (LensPass *self);
/* The steps are others: no cell is known any more. */
void lens_pass_forget_cells (LensPass *self);
void lens_pass_tell_cell (LensPass *self);
/* Opens the step, and nothing else. */
void lens_pass_set_open (LensPass *self, int step);

G_END_DECLS
