/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-truth.h"

G_BEGIN_DECLS

#define DERM_TYPE_TABLE (derm_table_get_type ())
G_DECLARE_FINAL_TYPE (DermTable, derm_table, DERM, TABLE, GObject)

/* A table of text as it is in the file, to be looked at before somebody says which of its columns mean what. The first
 * line names the columns. Immutable, to be used from any thread. */

/**
 * derm_table_new_from_file:
 * @file: a local file, separated by commas, semicolons or tabs
 *
 * Blocks. Columns beyond the 64th are left out.
 *
 * Returns: (transfer full): the table, or %NULL with @error set (%DERM_ERROR_FORMAT with the line, %DERM_ERROR_EMPTY,
 * %DERM_ERROR_TOO_LARGE, %G_IO_ERROR)
 */
DermTable *derm_table_new_from_file (GFile *file, GCancellable *cancellable, GError **error);

guint derm_table_get_n_columns (DermTable *self);
const char *derm_table_get_column (DermTable *self, guint column);          /* its name, which may be empty */
guint derm_table_get_n_rows (DermTable *self);                              /* without the first line */
const char *derm_table_get_cell (DermTable *self, guint row, guint column); /* "" if the row is too short */

/**
 * derm_table_count_matches:
 * @names: (array zero-terminated=1): names of image files
 *
 * Returns: how many rows have, in that column, the id of one of the images
 */
guint derm_table_count_matches (DermTable *self, guint column, const char *const *names);

/**
 * derm_table_find_id_column:
 *
 * Returns: the column with most matches; if none has any, the first with a usual name; -1 if there is none
 */
int derm_table_find_id_column (DermTable *self, const char *const *names);

/**
 * derm_table_find_label_column:
 * @titles: (nullable) (array zero-terminated=1): what the classes of @labels are called
 *
 * Returns: the column in most of whose rows derm_word_guess_label() finds a class, else the first with a usual name; -1
 * if there is none
 */
int derm_table_find_label_column (DermTable *self, const char *const *labels, const char *const *titles);

/* Whether at least two columns are called like classes: then there may be a 0 or 1 for each, as ISIC has it. */
gboolean derm_table_has_class_columns (DermTable *self, const char *const *labels);

/**
 * DermWord:
 *
 * What stands in some cells of a column, and how often.
 */
typedef struct {
  const char *text; /* of the table */
  guint n;
} DermWord;

/**
 * derm_table_list_words:
 *
 * Returns: (transfer full) (element-type DermWord): what stands in a column besides nothing, most frequent first; %NULL
 * if that is more than @max different things: then the column does not hold classes
 */
GArray *derm_table_list_words (DermTable *self, guint column, guint max);

/**
 * derm_word_guess_label:
 * @word: as somebody has written it, like "Melanoma in situ"
 *
 * Numbers are never guessed: the lists that number these classes contradict each other.
 *
 * Returns: index of the label that it most likely means: its code or title, or a usual word for a class of HAM10000; -1
 */
int derm_word_guess_label (const char *word, const char *const *labels, const char *const *titles);

/**
 * derm_truth_new_from_table:
 * @label_column: -1: one column for each class, with 0 and 1
 * @words: (nullable) (element-type utf8 utf8): the label that a word stands for, "" if it stands for none of them;
 * words that are not in it count as labels themselves
 *
 * The truth, as derm_truth_new_from_file() makes it, by columns that somebody has chosen. Lesions and parts are found
 * by usual names.
 *
 * Returns: (transfer full): the truth, or %NULL with %DERM_ERROR_EMPTY
 */
DermTruth *derm_truth_new_from_table (DermTable *table, const char *const *labels, guint id_column, int label_column,
                                      GHashTable *words, GError **error);

G_END_DECLS
