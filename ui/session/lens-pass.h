/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-cell-account.h"
#include "lens-reading.h"
#include "lens-shown.h"

G_BEGIN_DECLS

/**
 * LensMaps:
 * @LENS_MAPS_STRONGEST: first those with the largest values
 * @LENS_MAPS_NUMBER: as the network has them
 */
typedef enum {
  LENS_MAPS_STRONGEST,
  LENS_MAPS_NUMBER,
} LensMaps;

/* Seconds that a layer stays while the layers are played. */
#define LENS_PASS_MIN_SECONDS 0.5
#define LENS_PASS_MAX_SECONDS 4.0

#define LENS_TYPE_PASS (lens_pass_get_type ())
G_DECLARE_FINAL_TYPE (LensPass, lens_pass, LENS, PASS, GObject)

/* Every number of the pass of the image on screen, and what of it is looked at: which layer is open, which cell is
 * chosen. The pass is made on a worker while somebody looks at it; what comes for another image, view or model is
 * dropped.
 *
 * Properties: "activations" (NULL until the pass of what is on screen is there), "error" (NULL or why there is none),
 * "view", "maps", "open" (place of the open layer), "is-playing", "seconds", "is-running",
 * "is-covered". Signals: "cell-changed": another cell is chosen, or its account is shown or no longer; "part-changed": another part of its account is chosen.
 */

LensPass *lens_pass_new (LensReading *reading, LensShown *shown);
/* Nothing comes any more. */
void lens_pass_close (LensPass *self);
/* Whether somebody looks at it. */
void lens_pass_set_active (LensPass *self, gboolean is_active);
gboolean lens_pass_is_running (LensPass *self);
/* Whether the logits are kept back, since a lesson asks for the answer: none of them can be chosen. */
gboolean lens_pass_is_covered (LensPass *self);
void lens_pass_set_covered (LensPass *self, gboolean is_covered);

DermActivations *lens_pass_get_activations (LensPass *self);
const char *lens_pass_get_error (LensPass *self);
/* As many as the recipe has; the one that is shown, from 0. */
int lens_pass_get_n_views (LensPass *self);
int lens_pass_get_view (LensPass *self);
void lens_pass_set_view (LensPass *self, int view);
LensMaps lens_pass_get_maps (LensPass *self);
void lens_pass_set_maps (LensPass *self, LensMaps maps);

/* ---- layers ---- */

/* With the input, which is 0; 0 steps until the first pass is there. */
int lens_pass_get_n_steps (LensPass *self);
const LensNetStep *lens_pass_get_step (LensPass *self, int step);
/* The one that a layer of the engine belongs to. */
int lens_pass_find_step (LensPass *self, int layer);
int lens_pass_get_open (LensPass *self);
/* A chosen cell of another layer is put aside: lens_pass_go_back() shows it again. */
void lens_pass_open (LensPass *self, int step);
gboolean lens_pass_is_playing (LensPass *self);
/* Layer after layer, up to the last; from the first, if the last is open. */
void lens_pass_set_playing (LensPass *self, gboolean is_playing);
double lens_pass_get_seconds (LensPass *self);
void lens_pass_set_seconds (LensPass *self, double seconds);

/* ---- the chosen cell ---- */

/* NULL: none is chosen, or its account was closed. */
const DermCell *lens_pass_get_cell (LensPass *self);
/* The same, also if it was closed, of the open layer: where the cursor is. */
const DermCell *lens_pass_get_cursor (LensPass *self);
/* Of the chosen cell; NULL if there is none. */
const LensAccount *lens_pass_get_account (LensPass *self);
/* The cell, of any layer of the engine, is chosen, and its layer is open: a new place in the history. */
void lens_pass_choose (LensPass *self, const DermCell *cell);
/* The same within the open layer; it takes the place of the last one in the history. */
void lens_pass_move (LensPass *self, const DermCell *cell);
void lens_pass_close_cell (LensPass *self);
gboolean lens_pass_can_go (LensPass *self, int by);
/* Back (-1) or forward (1) in the history of chosen cells. */
void lens_pass_go (LensPass *self, int by);
/* Place of a part in the account: the one that is laid open; the largest at first. */
int lens_pass_get_part (LensPass *self);
void lens_pass_set_part (LensPass *self, int part);

G_END_DECLS
