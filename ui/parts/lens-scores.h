/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/**
 * LensScores:
 * @LENS_SCORES_CALIBRATED: calibrated scores; the plain ones where the model has no calibration
 * @LENS_SCORES_PLAIN: softmax of the logits
 * @LENS_SCORES_LOGITS: what the network itself says; the bars reach from the lowest to the highest
 *
 * Which numbers are shown.
 */
typedef enum {
  LENS_SCORES_CALIBRATED,
  LENS_SCORES_PLAIN,
  LENS_SCORES_LOGITS,
} LensScores;

/* "calibrated", "scores", "logits": for actions. */
gboolean lens_scores_from_id (const char *id, LensScores *scores);
const char *lens_scores_get_id (LensScores scores);

/* The numbers of a prediction; how long the bar of one is, 0..1; and as people read it (transfer full). */
const float *lens_scores_get_numbers (LensScores scores, DermPrediction *prediction);
double lens_scores_get_length (LensScores scores, DermPrediction *prediction, int index);
char *lens_scores_format (LensScores scores, DermPrediction *prediction, int index);
/* The same for another number of that kind, on the scale of the prediction's bars. */
double lens_scores_place (LensScores scores, DermPrediction *prediction, double number);
char *lens_scores_format_number (LensScores scores, double number);

/**
 * LENS_LEAST_DIFFERENCE:
 *
 * What is less is shown as none.
 */
#define LENS_LEAST_DIFFERENCE 0.005

/**
 * lens_scores_get_difference:
 *
 * Returns: the number of that class less the one that the class of the same code has in base; NAN if there is none
 */
double lens_scores_get_difference (LensScores scores, DermPrediction *prediction, DermPrediction *base, int index);
/* (transfer full) With its sign: "+0.12", "−0.03"; "0.00" for what rounds to it, "–" for NAN. */
char *lens_scores_format_difference (double difference);

G_END_DECLS
