/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermTruthHints:
 * @id: (nullable): the column of the image's name or id; usual names are image_id, image, isic_id, filename and the
 * like
 * @label: (nullable): of its class; dx, label, diagnosis and the like
 * @lesion: (nullable): of what tells which images show one lesion; lesion_id
 * @split: (nullable): of the part that the image is in, like train and test; split, part, set
 * @titles: (nullable) (array zero-terminated=1): what the classes are called
 * @names: (nullable) (array zero-terminated=1): names of the images, by which their column is found
 * @words: (nullable) (element-type utf8 utf8): the label that a word of the table stands for, whatever its case, "" if
 * it stands for none of them; or what a column of 0 and 1 stands for; all others are guessed
 *
 * What somebody says of a table. Columns by name, whatever its case, or by number; %NULL looks for a column with a
 * usual name or the right words in it, and for labels also for one column per class with 0 and 1 in it, as ISIC has
 * them.
 */
typedef struct {
  const char *id, *label, *lesion, *split;
  const char *const *titles, *const *names;
  GHashTable *words;
} DermTruthHints;

/**
 * DermTruthWord:
 * @word: of the table, or the name of one of its columns, or of a folder
 * @label: what it stands for; -1: no class
 * @n: images of which it says the class
 */
typedef struct {
  const char *word;
  int label;
  guint n;
} DermTruthWord;

#define DERM_TYPE_TRUTH (derm_truth_get_type ())
G_DECLARE_FINAL_TYPE (DermTruth, derm_truth, DERM, TRUTH, GObject)

/* What images are known to show, from a table of text: HAM10000_metadata, an ISIC ground truth, or any other with an id
 * and a label per row; or from the names of the folders that they are in. Immutable, to be used from any thread.
 *
 * An id is a file name without folder and ending: "part_1/ISIC_0024306.jpg" in the table is the image ISIC_0024306;
 * names that differ only in how their letters are composed are the same. A row of an id that was there before is the
 * same image; where labels contradict each other, the image has none. */

/**
 * derm_truth_new_from_file:
 * @file: a local file
 * @labels: (array zero-terminated=1): the codes that count as labels, whatever their case: those of the model
 * @hints: (nullable): what is known of the table; the rest is guessed, and told by derm_truth_get_remark()
 * @split_file: (nullable): another table that says which part an image is in, by columns for the id and the split
 *
 * Blocks. A row that cannot be used makes a problem, not an error.
 *
 * Returns: (transfer full): the truth, or %NULL with @error set (%DERM_ERROR_FORMAT with the line or the columns that
 * there are, %DERM_ERROR_EMPTY, %DERM_ERROR_TOO_LARGE, %G_IO_ERROR); if @split_file is at fault, the message names it
 */
DermTruth *derm_truth_new_from_file (GFile *file, const char *const *labels, const DermTruthHints *hints,
                                     GFile *split_file, GCancellable *cancellable, GError **error);

/**
 * derm_truth_new_from_folders:
 * @folder: a local folder with a folder for each class, and the images in these or below them
 * @labels: (array zero-terminated=1): as in derm_truth_new_from_file()
 * @hints: (nullable): of these the titles and the words count; all other names are guessed
 *
 * The class of an image is the nearest folder above it that is called like one; folders between that are called train,
 * test or the like are its part. Blocks.
 *
 * Returns: (transfer full): the truth, whose ids are paths below @folder, or %NULL with @error set: %DERM_ERROR_EMPTY,
 * %G_IO_ERROR
 */
DermTruth *derm_truth_new_from_folders (GFile *folder, const char *const *labels, const DermTruthHints *hints,
                                        GCancellable *cancellable, GError **error);

/**
 * derm_truth_list_class_folders:
 * @labels: (array zero-terminated=1): codes of classes
 * @titles: (nullable) (array zero-terminated=1): what they are called, one for each
 *
 * Blocks; looks at the folders in @folder, and at those in train, test and the like.
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of those that are called like a class, if these are at
 * least two different ones; else an empty list
 */
char **derm_truth_list_class_folders (GFile *folder, const char *const *labels, const char *const *titles,
                                      GCancellable *cancellable);

/**
 * derm_truth_get_labels:
 *
 * Returns: (array zero-terminated=1) (transfer none): the codes, as they were given
 */
const char *const *derm_truth_get_labels (DermTruth *self);
gboolean derm_truth_has_lesions (DermTruth *self);
gboolean derm_truth_has_split (DermTruth *self);

/* Images in the order of the file. */
guint derm_truth_get_n_images (DermTruth *self);
const char *derm_truth_get_id (DermTruth *self, guint image);
int derm_truth_get_label (DermTruth *self, guint image); /* index of the labels; -1 if it has none that counts */
const char *derm_truth_get_lesion (DermTruth *self, guint image); /* or NULL */
const char *derm_truth_get_split (DermTruth *self, guint image);  /* or NULL */
guint derm_truth_get_line (DermTruth *self, guint image);         /* of the file, the header's is 1 as a rule */

/**
 * derm_truth_find:
 * @name: (type filename): an id, or a file's name or path
 *
 * Returns: the image with that id, -1 if there is none
 */
int derm_truth_find (DermTruth *self, const char *name);

/**
 * derm_truth_find_file:
 *
 * Returns: the image that is this file, by its name, or by its place for a truth by folders; -1 if there is none
 */
int derm_truth_find_file (DermTruth *self, GFile *file);

/* The columns that were read, as they are called ("column 2" if they are not called anything); NULL for folders, and
 * for classes in one column each. */
const char *derm_truth_get_id_column (DermTruth *self);
const char *derm_truth_get_label_column (DermTruth *self);

/* All columns of the table but that of the ids, as they are called ("column 2" if they are not called anything); none
 * for folders. Of an image that has several rows the first one counts. */
guint derm_truth_get_n_columns (DermTruth *self);
const char *derm_truth_get_column (DermTruth *self, guint column);
const char *derm_truth_get_cell (DermTruth *self, guint image, guint column); /* "" if the row is too short */

/**
 * derm_truth_get_word:
 *
 * Returns: (transfer none): one of the words by which the classes are told, most frequent first
 */
const DermTruthWord *derm_truth_get_word (DermTruth *self, guint index);
guint derm_truth_get_n_words (DermTruth *self);

/* Whether somebody should have a look: a word in a cell was guessed that is neither the code nor the title of a class,
 * or a column that has no usual name. What columns of 0 and 1 are called like is a remark only. */
gboolean derm_truth_is_guessed (DermTruth *self);

/* Whether its labels are the answers of a model: it is a table of results, as derm_record_append_csv() writes it.
 * Against such a truth figures say how far two runs agree, not how right they are. */
gboolean derm_truth_is_of_model (DermTruth *self);

/* What was found out or guessed, and what has no class of the model, in translated sentences; of a table the first says
 * which columns were read. */
guint derm_truth_get_n_remarks (DermTruth *self);
const char *derm_truth_get_remark (DermTruth *self, guint index);

/* What is wrong with single rows, translated: "line 12: there is no label". */
guint derm_truth_get_n_problems (DermTruth *self);
const char *derm_truth_get_problem (DermTruth *self, guint index);

#pragma GCC visibility pop
G_END_DECLS
