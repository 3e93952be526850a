/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-figures.h"

G_BEGIN_DECLS

/* How good the answers are, in words: all transfer full. */

/* That the model has seen these images, or may have; NULL if nothing speaks for it. It goes before all figures. */
char *lens_figures_words_warning (LensFigures *figures);
/* Short lines: how far it is and how many are right, balanced accuracy, melanomas found; NULL while there is no result.
 */
char *lens_figures_words_lines (LensFigures *figures);
/* The same with intervals, and with what is not counted, a sentence a line. */
char *lens_figures_words_details (LensFigures *figures);

G_END_DECLS
