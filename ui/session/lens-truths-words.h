/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

/* What a table of truth says of the images, in words. */

/* Rows that have a class. */
guint lens_truths_words_count (DermTruth *truth);
/* The image of the truth that it is, -1 if there is none. */
int lens_truths_words_find (DermTruth *truth, LensItem *item);
/* (transfer full) items: (element-type LensItem); file: the table; replaced: the one that was in use before, or NULL.
 */
char *lens_truths_words_summary (DermTruth *truth, GPtrArray *items, GFile *file, GFile *replaced);
/* (transfer full) That a table was taken away again; before: the one that is in use instead, or NULL. */
char *lens_truths_words_undone (GFile *file, GFile *before);
/* (transfer full) Of rows that cannot be used; NULL if there are none. */
char *lens_truths_words_problems (DermTruth *truth);

G_END_DECLS
