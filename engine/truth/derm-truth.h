/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DermTruthColumns:
 * @id: (nullable): the image's name or id; usual names are image_id, image, isic_id, filename and the like
 * @label: (nullable): its class; dx, label, diagnosis and the like
 * @lesion: (nullable): what tells which images show one lesion; lesion_id
 * @split: (nullable): the part that the image is in, like train and test; split, part, set
 *
 * Columns by name, whatever its case. %NULL looks for a column with a usual name, and for labels also for one column
 * per class with 0 and 1 in it, as ISIC has them.
 */
typedef struct {
  const char *id, *label, *lesion, *split;
} DermTruthColumns;

#define DERM_TYPE_TRUTH (derm_truth_get_type ())
G_DECLARE_FINAL_TYPE (DermTruth, derm_truth, DERM, TRUTH, GObject)

/* What images are known to show, from a table of text: HAM10000_metadata, an ISIC ground truth, or any other with an id
 * and a label per row. Separated by commas, semicolons or tabs. Immutable, to be used from any thread.
 *
 * An id is a file name without folder and ending: "part_1/ISIC_0024306.jpg" in the table is the image ISIC_0024306. A
 * row of an id that was there before is the same image; where labels contradict each other, the image has none. */

/**
 * derm_truth_new_from_file:
 * @file: a local file
 * @labels: (array zero-terminated=1): the codes that count as labels, whatever their case: those of the model
 * @columns: (nullable): where to find what; %NULL for the usual names
 * @split_file: (nullable): another table that says which part an image is in, by columns for the id and the split
 *
 * Blocks. A row that is of no use makes a problem, not an error.
 *
 * Returns: (transfer full): the truth, or %NULL with @error set (%DERM_ERROR_FORMAT with the line or the columns that
 * there are, %DERM_ERROR_EMPTY, %DERM_ERROR_TOO_LARGE, %G_IO_ERROR); if @split_file is at fault, the message names it
 */
DermTruth *derm_truth_new_from_file (GFile *file, const char *const *labels, const DermTruthColumns *columns,
                                     GFile *split_file, GCancellable *cancellable, GError **error);

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

/* What is wrong with single rows, translated: "line 12: there is no class “scc”". */
guint derm_truth_get_n_problems (DermTruth *self);
const char *derm_truth_get_problem (DermTruth *self, guint index);

G_END_DECLS
