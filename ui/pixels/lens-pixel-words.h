/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

/* Words for what is painted. All (transfer full). */

/* Place and value of the pixel under the cursor: "x 24, y 8: R 72, G 58, B 130", and what it was: "was R 215, G 175, B
 * 167", or NULL if it is untouched. NULL without a cursor. */
char *lens_pixel_words_dup_pixel (LensSession *session, char **was);
/* The longest that these two can be; NULL if there is nothing to paint on. */
char *lens_pixel_words_dup_longest (LensSession *session, char **was);
/* "3 Brush", "Untouched". */
char *lens_pixel_words_dup_step (LensEdits *edits, guint place);
/* "vasc 0.79": the answer and its score; "…" while it is not known, "?" until the user has guessed. */
char *lens_pixel_words_dup_answer (LensSession *session, DermPrediction *prediction);
/* Markup: what the paint has done to the answer; NULL if nothing is changed or known. */
char *lens_pixel_words_dup_sentence (LensSession *session);

G_END_DECLS
