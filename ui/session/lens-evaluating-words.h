/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-evaluating.h"

G_BEGIN_DECLS

/* What an evaluation says in words. All are (transfer full). */

/* Over every figure: TRAINING DATA; NULL: these are no training data. */
char *lens_evaluating_words_heading (LensEvaluating *self);

/**
 * LensWarningKind:
 * @LENS_WARNING_TRAINING: all images are training data
 * @LENS_WARNING_LEFT_OUT: images are left out, and can be shown
 * @LENS_WARNING_SHARED: lesions of images that are left out: these can be shown, too
 * @LENS_WARNING_ANSWERS: the truth is the answers of a model
 * @LENS_WARNING_MAYBE: images may be training data
 * @LENS_WARNING_TWICE: images are there more than once, and can be shown
 * @LENS_WARNING_FEW: classes of few images
 *
 * What must not be missed.
 */
typedef enum {
  LENS_WARNING_TRAINING,
  LENS_WARNING_LEFT_OUT,
  LENS_WARNING_SHARED,
  LENS_WARNING_ANSWERS,
  LENS_WARNING_MAYBE,
  LENS_WARNING_TWICE,
  LENS_WARNING_FEW,
  LENS_N_WARNINGS
} LensWarningKind;

/* NULL: there is no reason to warn. bold: (out) (transfer full) what it begins with. */
char *lens_evaluating_words_warning (LensEvaluating *self, LensWarningKind kind, LensFigures *figures, char **bold);

/* "1,204 of 2,197 so far", "…, paused"; NULL when it is complete. */
char *lens_evaluating_words_progress (LensEvaluating *self, LensWork *work);

/* "13 of 88 images of mel are called akiec (15 %, 9 to 24 %)." -1: any. bold as above. */
char *lens_evaluating_words_cell (LensEvaluating *self, int truth, int answer, char **bold);
/* What the codes of a cell stand for. */
char *lens_evaluating_words_names (LensEvaluating *self, int truth, int answer);
/* For whoever does not see the matrix: "truth mel, answer akiec: 13 of 88". */
char *lens_evaluating_words_spoken (LensEvaluating *self, int truth, int answer);
/* Of the class that is asked about: what its images are called that are missed. NULL: no image, or none is missed. */
char *lens_evaluating_words_missed (LensEvaluating *self, char **bold);
/* At the threshold: "34 of 88 missed" and "156 of 2,109 false alarms", a line each. */
char *lens_evaluating_words_threshold (LensEvaluating *self);
/* "AUC 0.92", and its interval behind a separator. */
char *lens_evaluating_words_auc (LensEvaluating *self, const char *separator);
/* ECE, Brier score and NLL, a line each. */
char *lens_evaluating_words_reliability (LensEvaluating *self);
/* "df 15 and vasc 25": NULL for none. */
char *lens_evaluating_words_few (LensEvaluating *self);

/* "0.61", "n/a". */
char *lens_figure_dup_words (double figure);
/* "0.51 to 0.71"; NULL: there is none. */
char *lens_interval_dup_words (double low, double high);

G_END_DECLS
