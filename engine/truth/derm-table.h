/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-truth.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_TABLE (derm_table_get_type ())
G_DECLARE_FINAL_TYPE (DermTable, derm_table, DERM, TABLE, GObject)

/* A table of text as it is in the file, to be looked at before somebody says which of its columns mean what. The first
 * line names the columns, unless it looks like those below it. Immutable, to be used from any thread. */

/**
 * derm_table_new_from_file:
 * @file: a local file, separated by commas, semicolons or tabs, or by what its first line says ("sep=;"), in any
 * encoding of derm-text.h
 *
 * Blocks. Columns beyond the 64th are left out unless they have a usual name.
 *
 * Returns: (transfer full): the table, or %NULL with @error set (%DERM_ERROR_FORMAT with the line, %DERM_ERROR_EMPTY,
 * %DERM_ERROR_TOO_LARGE, %G_IO_ERROR)
 */
DermTable *derm_table_new_from_file (GFile *file, GCancellable *cancellable, GError **error);

guint derm_table_get_n_columns (DermTable *self);
const char *derm_table_get_column (DermTable *self, guint column);          /* its name, which may be empty */
gboolean derm_table_has_header (DermTable *self);                           /* else all names are empty */
guint derm_table_get_n_rows (DermTable *self);                              /* without the header */
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
 * @names: (array zero-terminated=1): names of image files
 *
 * Returns: the column with most matches; if none has any, the first with a usual name, else the only one that holds
 * names of image files or something else in each row; -1 if there is none
 */
int derm_table_find_id_column (DermTable *self, const char *const *names);

/**
 * derm_table_find_label_column:
 * @labels: (array zero-terminated=1): codes of classes
 * @titles: (nullable) (array zero-terminated=1): what they are called, one for each
 *
 * Returns: of the columns with usual names, else of all, the one in most of whose rows derm_word_guess_label() finds a
 * class, else the first with a usual name; -1 if there is none
 */
int derm_table_find_label_column (DermTable *self, const char *const *labels, const char *const *titles);

/**
 * derm_table_has_class_columns:
 * @labels: (array zero-terminated=1): codes of classes
 * @titles: (nullable) (array zero-terminated=1): what they are called, one for each
 *
 * Returns: whether at least two columns are called like different classes and hold 0 and 1 (or False and True), as ISIC's
 * have it
 */
gboolean derm_table_has_class_columns (DermTable *self, const char *const *labels, const char *const *titles);

/**
 * derm_table_is_class_column:
 * @labels: (array zero-terminated=1): codes of classes
 * @titles: (nullable) (array zero-terminated=1): what they are called, one for each
 *
 * Returns: whether it is one of these
 */
gboolean derm_table_is_class_column (DermTable *self, guint column, const char *const *labels,
                                     const char *const *titles);

/**
 * DermTableGuess:
 * @id: the column of the images' names, or -1
 * @label: the column of the classes, or -1
 * @has_class_columns: there is one column for each class instead
 */
typedef struct {
  int id, label;
  gboolean has_class_columns;
} DermTableGuess;

/**
 * derm_table_guess: (skip)
 * @hints: (nullable): the titles, the images' names and the words of it are made use of
 * @guess: (out): what it is
 *
 * What the columns most likely mean. Command line and window both ask this function and no other.
 */
void derm_table_guess (DermTable *self, const char *const *labels, const DermTruthHints *hints, DermTableGuess *guess);

/**
 * derm_table_is_table:
 * @file: a local file
 *
 * Blocks; reads the first few thousand bytes.
 *
 * Returns: whether it is a table of text by what is in it, whatever it is called: at least two lines, and as many
 * fields in each
 */
gboolean derm_table_is_table (GFile *file, GCancellable *cancellable);

/**
 * DermWord:
 *
 * What stands in some cells of a column, and how often.
 */
typedef struct {
  char *text; /* owned */
  guint n;
} DermWord;

#define DERM_TYPE_WORD (derm_word_get_type ())
GType derm_word_get_type (void);

/**
 * derm_word_copy:
 *
 * Returns: (transfer full): a word of its own
 */
DermWord *derm_word_copy (const DermWord *self);

/**
 * derm_word_free: (skip)
 *
 * For languages that do not count references themselves.
 */
void derm_word_free (DermWord *self);

/**
 * derm_table_list_words:
 *
 * Returns: (transfer container) (nullable) (element-type DermWord): what stands in a column besides nothing, most frequent first; %NULL
 * if that is more than @max different things: then the column does not hold classes
 */
GPtrArray *derm_table_list_words (DermTable *self, guint column, guint max);

/**
 * derm_word_guess_label:
 * @word: as somebody has written it, like "Melanoma in situ"
 * @labels: (array zero-terminated=1): codes of classes
 * @titles: (nullable) (array zero-terminated=1): what they are called, one for each
 *
 * Numbers are never guessed: the lists that number these classes contradict each other.
 *
 * Returns: index of the label that it most likely means: its code or title, or a usual word for a class of HAM10000
 * that stands in it; -1 if there is none, if there are several, or if the word says what it is not or may be
 */
int derm_word_guess_label (const char *word, const char *const *labels, const char *const *titles);

/**
 * derm_truth_new_from_table:
 * @labels: (array zero-terminated=1): as in derm_truth_new_from_file()
 * @label_column: -1: one column for each class, with 0 and 1
 * @hints: (nullable): of these the titles and the words count; nothing is guessed besides: words that are not among
 * them count as labels themselves
 *
 * The truth, as derm_truth_new_from_file() makes it, by columns that somebody has chosen. Lesions and parts are found
 * by usual names.
 *
 * Returns: (transfer full): the truth, or %NULL with %DERM_ERROR_EMPTY, or %DERM_ERROR_FORMAT for a column that is not there
 */
DermTruth *derm_truth_new_from_table (DermTable *table, const char *const *labels, guint id_column, int label_column,
                                      const DermTruthHints *hints, GError **error);

#pragma GCC visibility pop
G_END_DECLS
