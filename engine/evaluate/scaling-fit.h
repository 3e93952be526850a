/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum { SCALING_MAX_CLASSES = 64 }; /* of vector scaling, whose work grows with their square */

/* Logits and the true class of each image. */
typedef struct {
  int n_classes;
  gsize n;
  const float *logits; /* [n][n_classes] */
  const int *truth;    /* [n] */
} ScalingData;

/* Both find the least mean negative log-likelihood of softmax (scale · logit + offset), which is convex in these, by
 * Newton's method: the same result for the same data in the same order. FALSE if there is no minimum: images that are
 * all answered rightly ask for an infinite scale, a class without images for an infinite offset. */

/* Guo et al. 2017: one scale for all classes, the inverse of the temperature. */
G_GNUC_INTERNAL gboolean derm_scaling_fit_temperature (const ScalingData *data, double *scale);

/* One scale and one offset for each class; the offsets add up to 0. */
G_GNUC_INTERNAL gboolean derm_scaling_fit_vector (const ScalingData *data, double *scale, double *offset);

/* The mean negative log-likelihood itself. */
G_GNUC_INTERNAL double derm_scaling_measure (const ScalingData *data, const double *scale, const double *offset);

/* The threshold of split conformal sets by the scores of n true classes, which are sorted: of all scores the highest that
 * ceil ((n + 1) · coverage) of them are at least. FALSE if that is more than n. */
G_GNUC_INTERNAL gboolean derm_scaling_find_threshold (float *scores, gsize n, double coverage, double *threshold);

G_END_DECLS
