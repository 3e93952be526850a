/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* The texts below the bars, transfer full; the first two are markup. */

/* The signs in the colours of the rows. */
char *lens_result_words_legend (const DermTheme *theme);
/* What the model says; where the two decisions differ, first both by their names: not if neither is to be trusted. */
char *lens_result_words_answer (DermPrediction *prediction, gboolean is_trusted);
/* Margin, entropy, the views that agree, the classes that hold most of the score, and the truth (or NULL) beside the
 * answer. */
char *lens_result_words_certainty (DermPrediction *prediction, const char *truth);

G_END_DECLS
