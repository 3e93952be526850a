/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-prediction.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * derm_features_list: (skip)
 * @predictions: (element-type DermPrediction): of one model
 *
 * Returns: (transfer full): the features of all, a row each, as derm_atlas_new() wants them; of a prediction without
 *   features, or %NULL, a row of NaN
 */
GBytes *derm_features_list (GPtrArray *predictions, int n_features);

/**
 * derm_features_save: (skip)
 * @path: ends in .npy or .csv
 * @files: (array zero-terminated=1): a name for each prediction, in any bytes
 * @predictions: (element-type DermPrediction): of one model and recipe, with features
 *
 * Writes the features: .npy a row for each image, for NumPy; .csv the same with file and answer before them. Beside it,
 * as PATH.json, the files and answers in the order of the rows, and by which model and recipe they are. Each file whole
 * or not at all.
 *
 * Returns: whether they were written; %DERM_ERROR_FORMAT for another ending
 */
gboolean derm_features_save (const char *path, const char *const *files, GPtrArray *predictions, GError **error);

#pragma GCC visibility pop
G_END_DECLS
