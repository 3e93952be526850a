/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"
#include "derm-explanation.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermShake:
 * @DERM_SHAKE_TURN: turned about the middle of the piece, by ±2, ±4, ±6, ±8, ±10 degrees: 10
 * @DERM_SHAKE_SHIFT: shifted by 1/56 or 1/28 of the piece's width, height, or both, in eight directions: 16
 * @DERM_SHAKE_BRIGHTNESS: all bytes times 0.90, 0.92 … 0.98, 1.02 … 1.10, at most 255: 10
 * @DERM_SHAKE_BLUR: blurred by a Gaussian with a standard deviation of 1, 2, 3 and 4 times 1/112 of the piece's shorter
 *   side: 4
 * @DERM_SHAKE_JPEG: compressed as JPEG of quality 95, 90 … 50 and read again: 10
 * @DERM_SHAKE_ALL: all five at once, each drawn evenly from its whole range (the blur from 0 on), in the order turn and
 *   shift, blur, brightness, JPEG: 100
 *
 * What is done to an image. 1/28 is one pixel of an input of 28 × 28.
 */
typedef enum {
  DERM_SHAKE_TURN,
  DERM_SHAKE_SHIFT,
  DERM_SHAKE_BRIGHTNESS,
  DERM_SHAKE_BLUR,
  DERM_SHAKE_JPEG,
  DERM_SHAKE_ALL,
} DermShake;

enum { DERM_N_SHAKES = DERM_SHAKE_ALL + 1 };

const char *derm_shake_get_id (DermShake shake); /* "turn", "shift", "brightness", "blur", "jpeg", "all" */

/**
 * DermDisturbance:
 * @shake: which of its numbers are not those that change nothing
 * @turn: degrees anticlockwise; 0
 * @right: share of the piece's width by which what is seen moves right; 0
 * @down: share of its height by which it moves down; 0
 * @brightness: factor; 1
 * @blur: standard deviation, as a share of the piece's shorter side; 0
 * @quality: of the JPEG, 1 to 100; 0 for none
 *
 * One of the things that were done to the image.
 */
typedef struct {
  DermShake shake;
  double turn, right, down, brightness, blur;
  int quality;
} DermDisturbance;

#define DERM_TYPE_STABILITY (derm_stability_get_type ())
G_DECLARE_FINAL_TYPE (DermStability, derm_stability, DERM, STABILITY, GObject)

/* What becomes of the scores and of the answer when the image is disturbed in 150 small ways, none of which changes
 * what it shows. It tells how sensitive the answer is, not whether it is right. Made by a DermShaker. Immutable, to be
 * used from any thread. */

/**
 * derm_stability_get_prediction:
 *
 * Returns: (transfer none): that of the input, undisturbed
 */
DermPrediction *derm_stability_get_prediction (DermStability *self);

/* Whether the image was disturbed and went through the recipe each time, or else the input's own pixels were, for want
 * of an image. */
gboolean derm_stability_is_of_image (DermStability *self);

guint derm_stability_get_seed (DermStability *self);         /* of what was drawn */
int derm_stability_get_n_disturbances (DermStability *self); /* 150 */

/**
 * derm_stability_get_disturbance:
 * @index: from 0: the kinds one after the other as DermShake has them
 * @disturbance: (out caller-allocates): what was done
 *
 * Returns: whether there is one
 */
gboolean derm_stability_get_disturbance (DermStability *self, int index, DermDisturbance *disturbance);

/**
 * derm_stability_describe_disturbance:
 *
 * Returns: (transfer full) (nullable): what was done in translated words, like "turned 4° to the left"; %NULL if there
 * is no such disturbance
 */
char *derm_stability_describe_disturbance (DermStability *self, int index);

/**
 * derm_stability_get_disturbed:
 *
 * Returns: (transfer none) (nullable): what the network says of the image disturbed so, with the input that it got;
 * %NULL if there is no such disturbance
 */
DermPrediction *derm_stability_get_disturbed (DermStability *self, int index);

/**
 * derm_stability_count:
 * @shake: which kind, a #DermShake; -1 for all of them
 * @decision: by which the answers are taken
 * @n: (out) (optional): how many disturbances of that kind there are
 *
 * Returns: how many of them have another answer than the undisturbed input; -1 if that decision cannot be taken
 */
int derm_stability_count (DermStability *self, int shake, DermDecision decision, int *n);

/**
 * derm_stability_get_band:
 * @target: which number of the class
 * @lowest: (out) (optional): the lowest value
 * @median: (out) (optional): the middle one
 * @highest: (out) (optional): the highest one
 *
 * Of all disturbances and the undisturbed input, whose value therefore lies in the band.
 *
 * Returns: whether there is such a class and target; the numbers are 0 otherwise
 */
gboolean derm_stability_get_band (DermStability *self, DermTarget target, int class_index, double *lowest,
                                  double *median, double *highest);

/**
 * derm_stability_describe:
 * @decision: by which the answers are taken
 *
 * Returns: (transfer full) (nullable): a translated sentence: in how many of how many the answer changed, and to which
 * classes; %NULL if that decision cannot be taken
 */
char *derm_stability_describe (DermStability *self, DermDecision decision);

/**
 * derm_stability_format_json:
 *
 * Returns: (transfer full): one JSON object on one line, described in derm(1): the bands, each disturbance with its
 * scores, how it was made
 */
char *derm_stability_format_json (DermStability *self);

/**
 * derm_stability_format_csv:
 *
 * Returns: (transfer full): a head, the undisturbed input, and a row for each disturbance: its numbers, the input's
 * hash, both answers, and the calibrated score of each class
 */
char *derm_stability_format_csv (DermStability *self);

/**
 * derm_stability_save:
 * @path: (type filename): ending in .json or .csv
 *
 * Writes atomically.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending
 */
gboolean derm_stability_save (DermStability *self, const char *path, GError **error);

#pragma GCC visibility pop
G_END_DECLS
