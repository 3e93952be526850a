/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-recalibration.h"

G_BEGIN_DECLS

enum { N_SCALED = 3 }; /* figures: NLL, Brier, ECE */

struct _DermRecalibration {
  GObject parent_instance;

  DermScalingMethod method;
  char **labels;                            /* owned */
  double *scale, *offset;                   /* owned, by label */
  char *model, *model_sha256, *weights_key; /* owned, the last may be NULL */
  char *recipe, *recipe_sha256;             /* owned: name, and hash of what it does */
  char *source, *date;                      /* owned */
  guint64 seed;
  guint n_fitted, n_checked;
  gboolean is_by_lesion, is_training;
  double before[N_SCALED], after[DERM_N_SCALINGS][N_SCALED]; /* NaN: not known */
  double coverage, threshold, measured, set_size;
  guint n_drawn, n_covered;
};

/* The hash of all that a recipe does to an image, and of what it calls the outputs of that model (transfer full). */
G_GNUC_INTERNAL char *derm_recalibration_hash_recipe (DermModel *model, DermRecipe *recipe);

/* The place of NLL, Brier and ECE among the figures, -1 for others. */
G_GNUC_INTERNAL int derm_recalibration_find_figure (DermMeasure measure);

G_END_DECLS
