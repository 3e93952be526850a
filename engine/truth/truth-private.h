/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "derm-table.h"
#include "derm-text.h"
#include "derm-truth.h"

G_BEGIN_DECLS

enum { DERM_NO_LABEL = -1, DERM_NO_CLASS_COLUMN = -2 };

/* ---- words (truth-words.c) ---- */

/* The classes of a model. titles: nullable. */
typedef struct {
  const char *const *labels, *const *titles;
} DermClasses;

/* The label of that code, whatever its case; DERM_NO_LABEL */
G_GNUC_INTERNAL int derm_classes_find_code (const DermClasses *self, const char *code);
/* In small letters, composed (NFC), each run of other signs one space, one at both ends. (transfer full) */
G_GNUC_INTERNAL char *derm_word_fold (const char *text);
/* The label whose code, title or usual name that is, and nothing else; -1. */
G_GNUC_INTERNAL int derm_word_find_label (const char *word, const DermClasses *classes);
/* See derm_word_guess_label(). */
G_GNUC_INTERNAL int derm_word_guess (const char *word, const DermClasses *classes);
/* Whether it means one of the usual classes, whatever the model's are. */
G_GNUC_INTERNAL gboolean derm_word_is_usual (const char *word);

/* ---- names of columns (table-names.c) ---- */

typedef enum { DERM_COLUMN_ID, DERM_COLUMN_LABEL, DERM_COLUMN_LESION, DERM_COLUMN_SPLIT, DERM_N_COLUMNS } DermColumn;

/* Usual names of such a column, the most usual first, NULL at the end. */
G_GNUC_INTERNAL const char *const *derm_truth_get_usual_names (DermColumn which);
/* Whether it is a usual name of any column, or that of a class. */
G_GNUC_INTERNAL gboolean derm_table_is_usual_name (const char *name);
/* Whatever their case and the signs between their words. */
G_GNUC_INTERNAL gboolean derm_name_is_same (const char *a, const char *b);
/* The cells of a table row by row, the first row among them. */
typedef struct {
  const char *const *cells;
  guint n_columns, n_rows;
} DermCells;
/* Whether the first row names the columns (table-header.c). */
G_GNUC_INTERNAL gboolean derm_cells_have_names (const DermCells *self);

/* What a cell of a column with 0 and 1 says: those, true and false, yes and no, of any case; nothing is 0. LESS and
 * MORE: than a half. */
typedef enum { DERM_CELL_NO, DERM_CELL_YES, DERM_CELL_LESS, DERM_CELL_MORE, DERM_CELL_OTHER } DermCell;
G_GNUC_INTERNAL DermCell derm_cell_read (const char *text);

/* ---- the table (derm-table.c) ---- */

/* More different words than these are not classes. */
enum { DERM_MAX_WORDS = 64 };

typedef struct {
  guint line;     /* of the file */
  guint n_fields; /* that it has, which should be those of the first line */
} DermTableRow;

/* wanted: (nullable): columns that are kept even of a wide table */
G_GNUC_INTERNAL DermTable *derm_table_open (GFile *file, const char *const *wanted, GCancellable *cancellable,
                                            GError **error);
G_GNUC_INTERNAL const DermTableRow *derm_table_get_row (DermTable *self, guint row);
G_GNUC_INTERNAL guint derm_table_get_n_fields (DermTable *self); /* of the first line */
G_GNUC_INTERNAL DermTextEncoding derm_table_get_encoding (DermTable *self);
G_GNUC_INTERNAL int derm_table_find_column (DermTable *self, const char *name); /* whatever its case, or -1 */
/* For a message: "a, b, c"; "column 2" for one without a name. (transfer full) */
G_GNUC_INTERNAL char *derm_table_list_columns (DermTable *self);
G_GNUC_INTERNAL char *derm_table_dup_column_name (DermTable *self, guint column);

/* ---- which columns mean what (table-guess.c, table-classes.c) ---- */

G_GNUC_INTERNAL int derm_table_find_usual_column (DermTable *self, DermColumn which);
/* The column of that name, or by its number if no column is called so; -1 with error set if there is none. */
G_GNUC_INTERNAL gboolean derm_table_find_named_column (DermTable *self, const char *name, int *column, GError **error);
/* The label of each column that is called like a class and holds 0 and 1, DERM_NO_LABEL for the others (transfer full);
 * n_labels: how many labels have one. words: (nullable): what somebody says that a column stands for. */
G_GNUC_INTERNAL int *derm_table_find_class_columns (DermTable *self, const DermClasses *classes, GHashTable *words,
                                                    guint *n_labels);
/* Rows in which one of them is 1. */
G_GNUC_INTERNAL guint derm_table_count_ones (DermTable *self, const int *class_columns);
/* Marks the columns that belong to these without a class of the model, as SCC and UNK do, with DERM_NO_LABEL, and all
 * others with DERM_NO_CLASS_COLUMN. */
G_GNUC_INTERNAL void derm_table_find_other_columns (DermTable *self, int *class_columns);
/* The label of an image that is none of the classes with a column, where a challenge has it so; DERM_NO_LABEL */
G_GNUC_INTERNAL int derm_table_find_neither (DermTable *self, const int *class_columns, const DermClasses *classes);
/* What a word stands for by such a table: a label, "" for none; NULL if it is not in it. */
G_GNUC_INTERNAL const char *derm_words_lookup (GHashTable *words, const char *word);

/* ---- the truth (derm-truth.c) ---- */

/* What derm-truth.c keeps of an image, as truth-reader.c finds it in a row. lesion, split: nullable. */
typedef struct {
  const char *id, *lesion, *split;
  int label; /* or DERM_NO_LABEL */
  guint line;
  guint row; /* of the table, if there is one */
} DermTruthRow;

/* What stands for rows in which all columns of the classes are 0. */
#define DERM_WORD_NEITHER "neither"

/* A truth without images. folder: (nullable): ids are paths below it */
G_GNUC_INTERNAL DermTruth *derm_truth_new (const char *const *labels, GFile *folder);
G_GNUC_INTERNAL GFile *derm_truth_get_folder (DermTruth *self); /* or NULL */
/* What is said of an image twice is checked, and what is contradicted becomes a problem. */
G_GNUC_INTERNAL void derm_truth_add (DermTruth *self, const DermTruthRow *row);
G_GNUC_INTERNAL void derm_truth_add_problem (DermTruth *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* n more images of which that word says the label; 0: it is a word all the same. */
G_GNUC_INTERNAL void derm_truth_count_word (DermTruth *self, const char *word, int label, guint n);
/* Where the rows that are added come from; id: the column of their ids. */
G_GNUC_INTERNAL void derm_truth_set_table (DermTruth *self, DermTable *table, guint id);
/* When all rows are read; columns: nullable. */
G_GNUC_INTERNAL void derm_truth_set_read (DermTruth *self, const char *id_column, const char *label_column,
                                          gboolean is_guessed);
/* Takes the sentence. */
G_GNUC_INTERNAL void derm_truth_take_remark (DermTruth *self, char *remark);

/* What was found out, in sentences (truth-told.c). */
G_GNUC_INTERNAL void derm_truth_tell_table (DermTruth *self, DermTable *table);
/* After derm_truth_set_read(). is_guessing: nobody has said what the words mean */
G_GNUC_INTERNAL void derm_truth_tell_words (DermTruth *self, gboolean is_guessing);
/* Whether a word is neither the code nor the title of its class. */
G_GNUC_INTERNAL gboolean derm_truth_has_guesses (DermTruth *self, const char *const *titles);
/* Whether all words that somebody explains are there; a slip of the pen is not to go unnoticed. */
G_GNUC_INTERNAL gboolean derm_truth_check_words (DermTruth *self, GHashTable *words, GError **error);

/* id -> part, owned strings. */
G_GNUC_INTERNAL GHashTable *derm_truth_read_split (GFile *file, const char *column, GCancellable *cancellable,
                                                   GError **error);

G_END_DECLS
