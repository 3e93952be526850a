/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-crops.h"
#include "lens-evaluating.h"
#include "lens-messages.h"

G_BEGIN_DECLS

#define LENS_TYPE_RIVAL (lens_rival_get_type ())
G_DECLARE_FINAL_TYPE (LensRival, lens_rival, LENS, RIVAL, GObject)

/* Another model, or another recipe, that answers the very images that an evaluation counts: is the one better, or only
 * luckier? It reads them while the main one rests, and what it has answered stays while the evaluation changes.
 *
 * Property "is-working". Signal "changed": another rival, further on, or another comparison. */

typedef struct {
  LensReading *reading;
  LensCrops *crops;
  LensEvaluating *evaluating;
  LensMessages *messages;
} LensRivalParts;

LensRival *lens_rival_new (const LensRivalParts *parts);
/* Nothing comes any more: the window is closed. */
void lens_rival_close (LensRival *self);

/* The model in use, under that recipe of its. It goes with the model. */
void lens_rival_ask_recipe (LensRival *self, DermRecipe *recipe);
/* The model of a file, under its own recipe. An error is a message, and all stays as it is. */
void lens_rival_ask_model (LensRival *self, GFile *file);
/* None any more. */
void lens_rival_clear (LensRival *self);

gboolean lens_rival_is_working (LensRival *self);
/* What it is called: of a recipe its name, else the model's; NULL: there is none. */
const char *lens_rival_get_name (LensRival *self);
DermRecipe *lens_rival_get_recipe (LensRival *self); /* NULL for another model, and for none */
/* Images that count, and those of them that it has answered or failed at. */
guint lens_rival_get_n (LensRival *self);
guint lens_rival_get_n_done (LensRival *self);
/* Images that count and that the other model was trained on. */
guint lens_rival_get_n_trained_on (LensRival *self);

/* (transfer none) The evaluation's answers as the one, its answers as the other; NULL: it has not answered all yet, or
 * there is none. */
DermComparison *lens_rival_get_comparison (LensRival *self);
/* (transfer full) (element-type LensItem) Images that the two answer differently. */
GPtrArray *lens_rival_list_different (LensRival *self);

G_END_DECLS
