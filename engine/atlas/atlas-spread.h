/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Features of images, [n_images][n_features]; of those that have one that is no finite number nothing is taken. */
typedef struct {
  const float *values;
  guint n_images;
  int n_features;
  const guint8 *is_finite; /* [n_images] */
  guint n_finite;
} AtlasFeatures;

/* The mean, [n_features]. */
G_GNUC_INTERNAL void derm_spread_mean (const AtlasFeatures *features, double *mean);

/* Sums of the products of what differs from the mean: [n_features][n_features], symmetric. Each is added up in the
 * order of the images, so that its bits do not depend on the number of threads. FALSE if cancelled. */
G_GNUC_INTERNAL gboolean derm_spread_scatter (const AtlasFeatures *features, const double *mean, int n_threads,
                                              GCancellable *cancellable, double *scatter);

G_END_DECLS
