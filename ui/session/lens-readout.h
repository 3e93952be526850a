/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-layer.h"

G_BEGIN_DECLS

#define LENS_TYPE_READOUT (lens_readout_get_type ())
G_DECLARE_FINAL_TYPE (LensReadout, lens_readout, LENS, READOUT, GObject)

/* What the room in the middle adds to input and scores: other scores beside those of the image, its own words, what is
 * drawn over the input. The session clears it when another image is shown, or the same one in another way; then the
 * room whose aspect it is fills it.
 *
 * Signal "changed": one of them is another. */

/**
 * LensReadoutKind:
 * @LENS_READOUT_ARROW: what the scores would be: a tick at it, and "→ 0.94"
 * @LENS_READOUT_DIFFERENCE: what they were: a tick at it, and how much they differ from it, with the sign
 */
typedef enum {
  LENS_READOUT_ARROW,
  LENS_READOUT_DIFFERENCE,
} LensReadoutKind;

LensReadout *lens_readout_new (void);
void lens_readout_clear (LensReadout *self);

/**
 * lens_readout_set_scores:
 * @heading: (nullable): beside the heading of the scores, like "→ patch hidden"
 * @values: (nullable): the kind of number that is shown, for each of the model's classes; %NULL: none
 * @n: how many
 */
void lens_readout_set_scores (LensReadout *self, LensReadoutKind kind, const char *heading, const double *values,
                              int n);
LensReadoutKind lens_readout_get_kind (LensReadout *self);
const char *lens_readout_get_heading (LensReadout *self);          /* or NULL */
const double *lens_readout_get_values (LensReadout *self, int *n); /* or NULL */

/**
 * lens_readout_set_bands:
 * @lows: (nullable): for each class the lowest score of several, and …
 * @highs: … the highest: a band behind the bar
 */
void lens_readout_set_bands (LensReadout *self, const double *lows, const double *highs, int n);
gboolean lens_readout_get_bands (LensReadout *self, const double **lows, const double **highs, int *n);

/* Markup: the key sentence and small lines below it; NULL: those of the result. */
void lens_readout_set_words (LensReadout *self, const char *sentence, const char *remark);
const char *lens_readout_get_sentence (LensReadout *self);
const char *lens_readout_get_remark (LensReadout *self);

/* Over the input; or NULL. */
void lens_readout_set_layer (LensReadout *self, LensLayer *layer);
LensLayer *lens_readout_get_layer (LensReadout *self);

/* What the footer says instead of the prediction's time, like "8 views · 5,000 passes in 0.38 s"; or NULL. */
void lens_readout_set_footer (LensReadout *self, const char *text);
const char *lens_readout_get_footer (LensReadout *self);

G_END_DECLS
