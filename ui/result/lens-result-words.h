/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* The texts below the bars, transfer full; the first two are markup. */

/* The signs in the colours of the rows. */
char *lens_result_words_legend (const DermTheme *theme);
/* What the model says; where the two decisions differ, first both by their names: not if neither is to be trusted. What
 * speaks against the image comes before anything else, and then no class is in bold. */
char *lens_result_words_answer (DermPrediction *prediction, gboolean is_trusted);
/* Margin, entropy, the views that agree, the classes that hold most of the score, and the truth (or NULL) beside the
 * answer. */
char *lens_result_words_certainty (DermPrediction *prediction, const char *truth);

/* About as long as they can be for other images, as markup: to keep room for them. */
char *lens_result_words_longest_answer (DermPrediction *prediction);
char *lens_result_words_longest_doubt (DermPrediction *prediction);
char *lens_result_words_longest_certainty (DermPrediction *prediction, gboolean has_truth);

G_END_DECLS
