/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_TRUTH_WORDS (lens_truth_words_get_type ())
G_DECLARE_FINAL_TYPE (LensTruthWords, lens_truth_words, LENS, TRUTH_WORDS, GtkBox)

/* The words in a column of a table, and which class each stands for: guessed, and for the user to choose, which emits
 * "changed". */

void lens_truth_words_set_classes (LensTruthWords *self, const char *const *labels, const char *const *titles);
/* -1: no words. */
void lens_truth_words_set_column (LensTruthWords *self, DermTable *table, int column);
/* (transfer container) Word -> label, "" for none; both are there until the column or the classes are others. */
GHashTable *lens_truth_words_get_meaning (LensTruthWords *self);

G_END_DECLS
