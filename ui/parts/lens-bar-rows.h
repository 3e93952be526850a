/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-scores.h"

G_BEGIN_DECLS

/* What the rows of LensBars say and in which order, without a widget. Classes are meant by their index in the model,
 * which must be set. */

typedef struct {
  DermModel *model;           /* owned */
  DermPrediction *prediction; /* owned */
  DermPrediction *base;       /* owned; NULL: scores are shown, not differences */
  double scale;               /* of the differences */
  char *truth;                /* owned, or NULL */
  char **codes;               /* owned; the order of the classes, or NULL: the model's */
  gboolean is_sorted;
  gboolean is_covered; /* no number is told, nor the order that would tell of them */
  LensScores scores;
  int *order; /* owned; row -> class, as many as there are classes */
} LensBarRows;

/* Scale and order, to be called after a change. */
void lens_bar_rows_update (LensBarRows *self);
int lens_bar_rows_get_n (LensBarRows *self); /* 0 without a model */

const char *lens_bar_rows_get_code (LensBarRows *self, int index);
const char *lens_bar_rows_get_name (LensBarRows *self, int index); /* NULL if it is only the code again */
DermGroup lens_bar_rows_get_group (LensBarRows *self, int index);
gboolean lens_bar_rows_is_truth (LensBarRows *self, int index);
/* 0 to 1, or -1 to 1 for differences. */
double lens_bar_rows_get_length (LensBarRows *self, int index);
/* (transfer full) The number at the end of a bar, or "?"; NULL without a prediction. */
char *lens_bar_rows_format_value (LensBarRows *self, int index);
/* (transfer full) Code, name and group, for a screen reader. */
char *lens_bar_rows_format_label (LensBarRows *self, int index);

G_END_DECLS
