/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Tables of truth, written to a file and read. */

#include <derm.h>

extern const char *const truth_labels[]; /* HAM10000's classes, and NULL */

enum { AKIEC, BCC, BKL, DF, MEL, NV, VASC };

/* length: -1 for text that ends in a zero. hints, split: nullable. */
DermTruth *truth_read_full (const char *text, gssize length, const DermTruthHints *hints, const char *split,
                            GError **error);
/* That must go well. */
DermTruth *truth_read (const char *text);
DermTable *truth_read_table (const char *text, gssize length, GError **error);

void truth_assert_image (DermTruth *truth, const char *name, int label, const char *lesion, const char *split);
/* It begins with the line and has that part in it. */
void truth_assert_problem (DermTruth *truth, guint index, const char *line, const char *part);
/* One of its words, with the label and how many images have it. */
void truth_assert_word (DermTruth *truth, const char *text, int label, guint n);
gboolean truth_has_remark (DermTruth *truth, const char *part);
