/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-selection.h"

G_BEGIN_DECLS

/* Shared by lens-selection.c (the current item, and when what is told) and lens-selection-model.c (what a list view
 * calls). */

struct _LensSelection {
  GObject parent_instance;

  GtkMultiSelection *multi; /* owned: which are selected */
  GObject *current_item;    /* owned */
  guint current;
  guint anchor; /* from which a range is extended: a list view tells only its ends */

  guint n_holds;        /* emissions during which nothing may be selected */
  LensSelection *later; /* owned: what was asked for meanwhile; NULL: nothing */

  /* what nobody has been told of yet */
  guint changed_from, changed_to; /* positions that were selected or unselected; equal: none */
  GObject *told_item;             /* owned: what was the current item when that was told */
  gboolean is_changing;           /* "settled" is to come */
  gboolean is_place_due;
};

/* The selected one that is next to a place, or none. */
guint lens_selection_find_near (LensSelection *self, guint position);
/* Nobody is told of it. */
void lens_selection_move_current (LensSelection *self, guint position);
/* Where a request takes effect. */
LensSelection *lens_selection_get_target (LensSelection *self);
/* Once a request has been made: does and tells all that is due, unless a list is telling of a change. */
void lens_selection_settle (LensSelection *self);

void lens_selection_init_list_model (GListModelInterface *iface);
void lens_selection_init_selection_model (GtkSelectionModelInterface *iface);

G_END_DECLS
