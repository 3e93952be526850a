/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-input.h"
#include "derm-truth.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermSamplesKind:
 * @DERM_SAMPLES_PIXELS: the very pixels of the network's input, to be answered
 * @DERM_SAMPLES_RESULTS: answers that were given before, by `derm predict`
 *
 * What a file of samples holds.
 */
typedef enum {
  DERM_SAMPLES_PIXELS,
  DERM_SAMPLES_RESULTS,
} DermSamplesKind;

#define DERM_TYPE_SAMPLES (derm_samples_get_type ())
G_DECLARE_FINAL_TYPE (DermSamples, derm_samples, DERM, SAMPLES, GObject)

/* Images with their truth in one file, as a set to evaluate by: MedMNIST's .npz (arrays train_images, train_labels and
 * those of val and test), Kaggle's hmnist_28_28_RGB.csv, or results of `derm predict` as CSV, JSONL or JSON. The bytes
 * decide, not the name. Immutable but for derm_samples_join(). */

/**
 * derm_samples_new_from_file:
 * @file: a local file
 * @labels: (nullable) (array zero-terminated=1): codes of the classes, in whose order truth and scores come; the file
 * has to have the same classes. %NULL: as the file has them, those of HAM10000 by the alphabet for pixels
 *
 * Blocks: half a second for the 100 MB of Kaggle's table.
 *
 * Returns: (transfer full): the samples, or %NULL with @error set: %DERM_ERROR_FORMAT with the line and column, or the
 * array, that is wrong, %DERM_ERROR_BROKEN, %DERM_ERROR_EMPTY, %DERM_ERROR_TOO_LARGE, %G_IO_ERROR
 */
DermSamples *derm_samples_new_from_file (GFile *file, const char *const *labels, GCancellable *cancellable,
                                         GError **error);

DermSamplesKind derm_samples_get_kind (DermSamples *self);
const char *derm_samples_get_sha256 (DermSamples *self); /* of the file */

/**
 * derm_samples_get_labels:
 *
 * Returns: (array zero-terminated=1) (transfer none): codes of the classes
 */
const char *const *derm_samples_get_labels (DermSamples *self);

guint derm_samples_get_n_items (DermSamples *self);
const char *derm_samples_get_name (DermSamples *self, guint item);   /* an image's id, or "test/12" */
int derm_samples_get_truth (DermSamples *self, guint item);          /* its class, -1: not known */
const char *derm_samples_get_lesion (DermSamples *self, guint item); /* or NULL */
const char *derm_samples_get_split (DermSamples *self, guint item);  /* "train", "val", "test" of an .npz; or NULL */

/**
 * derm_samples_join:
 * @truth: with the same labels in the same order
 *
 * Takes truth, lesion and split of each sample from that table, by its name; the truth of samples that it does not have
 * is not known any more.
 *
 * Returns: the samples that it has a class for
 */
guint derm_samples_join (DermSamples *self, DermTruth *truth);

/* What has to be known of the file, translated: how it numbers its classes, how many rows have an error in place of an
 * answer. */
guint derm_samples_get_n_remarks (DermSamples *self);
const char *derm_samples_get_remark (DermSamples *self, guint index);

/* ---- pixels ---- */

int derm_samples_get_width (DermSamples *self);
int derm_samples_get_height (DermSamples *self);

/**
 * derm_samples_make_input:
 * @recipe: of whose size the pixels have to be; nothing is resized
 *
 * Returns: (transfer full): an input of these very pixels, or %NULL with %DERM_ERROR_RECIPE: another size, or a crop
 */
DermInput *derm_samples_make_input (DermSamples *self, guint item, DermRecipe *recipe, GError **error);

/* ---- results ---- */

/**
 * derm_samples_get_scores: (skip)
 *
 * Returns: (nullable): one a class; %NULL for pixels
 */
const float *derm_samples_get_scores (DermSamples *self, guint item);

/**
 * derm_samples_get_logits: (skip)
 *
 * Returns: (nullable): one a class; %NULL if the file has none
 */
const float *derm_samples_get_logits (DermSamples *self, guint item);
const char *derm_samples_get_input_sha256 (DermSamples *self, guint item); /* of what the network got, or NULL */
int derm_samples_get_answer (DermSamples *self, guint item); /* by the decision of the run; -1 for pixels */

guint derm_samples_get_n_errors (DermSamples *self); /* rows that have an error in place of an answer */
gboolean derm_samples_has_truth (DermSamples *self); /* whether some have, from the file itself or a table */

/* Where results come from, as the file says: NULL for pixels, and for what it does not say. */
const char *derm_samples_get_model (DermSamples *self);        /* "SkinCNN 1.0" */
const char *derm_samples_get_model_sha256 (DermSamples *self); /* of the model's file */
const char *derm_samples_get_recipe (DermSamples *self);       /* its name */
const char *derm_samples_get_decision (DermSamples *self);     /* "likely", "balanced" */
const char *derm_samples_get_values (DermSamples *self);       /* "calibrated", "raw", "logits" */

#pragma GCC visibility pop
G_END_DECLS
