/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"
#include "derm-metrics.h"
#include "derm-truth.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermNumbering:
 * @DERM_NUMBERING_OWN: the model's own labels
 * @DERM_NUMBERING_PUBLISHED: 0 akiec 1 bcc 2 bkl 3 df 4 mel 5 nv 6 vasc, by the alphabet, as published in labels.json
 * @DERM_NUMBERING_CSV: 0 akiec 1 bcc 2 bkl 3 df 4 nv 5 vasc 6 mel, of the table hmnist_28_28_RGB
 * @DERM_NUMBERING_FOUND: the model's own, but for outputs that surely mean other classes
 *
 * Which output of a network means which class.
 */
typedef enum {
  DERM_NUMBERING_OWN,
  DERM_NUMBERING_PUBLISHED,
  DERM_NUMBERING_CSV,
  DERM_NUMBERING_FOUND,
} DermNumbering;

enum { DERM_N_NUMBERINGS = 4 };

const char *derm_numbering_get_id (DermNumbering numbering); /* "own", "published", "csv", "found" */

/**
 * DermVerdict:
 * @DERM_VERDICT_FINE: checked, nothing is wrong
 * @DERM_VERDICT_UNKNOWN: cannot be told, by so few images or without a list that was not given
 * @DERM_VERDICT_FAULT: something is wrong
 */
typedef enum {
  DERM_VERDICT_FINE,
  DERM_VERDICT_UNKNOWN,
  DERM_VERDICT_FAULT,
} DermVerdict;

const char *derm_verdict_get_id (DermVerdict verdict); /* "fine", "unknown", "fault" */

/**
 * DermFindingKind:
 * @DERM_FINDING_LAYOUT: planes or rows
 * @DERM_FINDING_FILTER: of the resize
 * @DERM_FINDING_LABELS: permuted classes
 * @DERM_FINDING_TRAINED_ON: images that the model was trained on
 * @DERM_FINDING_LESIONS: a lesion on both sides
 * @DERM_FINDING_DUPLICATES: the same file twice
 * @DERM_FINDING_NEAR_DUPLICATES: the same picture twice
 */
typedef enum {
  DERM_FINDING_LAYOUT,
  DERM_FINDING_FILTER,
  DERM_FINDING_LABELS,
  DERM_FINDING_TRAINED_ON,
  DERM_FINDING_LESIONS,
  DERM_FINDING_DUPLICATES,
  DERM_FINDING_NEAR_DUPLICATES,
} DermFindingKind;

const char *derm_finding_kind_get_id (DermFindingKind kind); /* "layout", "trained-on" ... */

#define DERM_TYPE_AUDIT (derm_audit_get_type ())
G_DECLARE_FINAL_TYPE (DermAudit, derm_audit, DERM, AUDIT, GObject)

/* A model, judged by labelled images: under which layout, filter and numbering of the classes it answers best, what the
 * others cost, and whether the images are fit to judge it by. Immutable.
 *
 * Every image is decoded once and goes through the network in every layout and filter, at the size and scale of the
 * model's recipe, uncropped. The layout with the best balanced accuracy, by the assignment of outputs to classes that
 * suits it best, is compared with the other by macro AUC; filters by the mean score of the true class, each class
 * having the same weight, and by macro AUC. A difference counts if a paired randomisation test gives p < 0.01 (for the
 * filters, of which five are compared with the best, p < 0.002 in both). Labels count as permuted if the best
 * assignment of outputs to classes (on the confusion counts as shares of the classes) moves them in a cycle that raises
 * the balanced accuracy with p < 0.01, and with p < 0.01 the mean AUC of the cycle's classes too, to at least 0.7: an
 * output that means a class ranks its images above others, even of a model that prefers other classes. */

/**
 * DermAuditProgress:
 *
 * Called on the thread of derm_audit_new_with_progress(), after every few images.
 */
typedef void (*DermAuditProgress) (guint n_done, guint n_images, gpointer user_data);

/**
 * DermAuditSubject:
 * @classifier: of the model that is judged
 * @truth: whose labels are those of the classifier's model, in that order
 * @folder: (nullable): of images, with its subfolders; those count that have a label in @truth
 * @trained_on: (nullable): a table of the ids that the model was trained on: a column image_id, and perhaps one for the
 * part, whose rows of a test part do not count; or one id a line; %NULL is the list beside the model, if it has one,
 * see derm_trained_on_new_for_model()
 * @recipe: (nullable): of whose layout, filter and normalisation is spoken as the model's; %NULL is the model's own
 * @files: (nullable) (element-type GFile): the images in place of a folder; then @folder is %NULL
 *
 * What is judged, and by what.
 */
typedef struct {
  DermClassifier *classifier;
  DermTruth *truth;
  GFile *folder, *trained_on;
  DermRecipe *recipe;
  GPtrArray *files;
} DermAuditSubject;

/**
 * derm_audit_new:
 * @trained_on: (nullable): see #DermAuditSubject for this and the others
 *
 * Blocks, for minutes with thousands of images; works on all threads of the classifier. An image that cannot be used
 * makes a failure, not an error.
 *
 * Returns: (transfer full): the audit, or %NULL with @error set: %G_IO_ERROR_CANCELLED; @folder cannot be read, has no
 * image with a label (%DERM_ERROR_EMPTY) or none that can be used; @truth has other labels (%DERM_ERROR_RECIPE);
 * @trained_on cannot be read (the message names it)
 */
DermAudit *derm_audit_new (DermClassifier *classifier, DermTruth *truth, GFile *folder, GFile *trained_on,
                           GCancellable *cancellable, GError **error);

/**
 * derm_audit_new_with_progress: (skip)
 * @progress: (nullable): told how far it is
 *
 * Like derm_audit_new().
 *
 * Returns: (transfer full): the audit, or %NULL with @error set
 */
DermAudit *derm_audit_new_with_progress (const DermAuditSubject *subject, DermAuditProgress progress,
                                         gpointer user_data, GCancellable *cancellable, GError **error);

/**
 * derm_audit_get_model:
 *
 * Returns: (transfer none): the model that was judged
 */
DermModel *derm_audit_get_model (DermAudit *self);

/**
 * derm_audit_get_recipe:
 *
 * Returns: (transfer none): the recipe that was judged, whose layout and filter are changed
 */
DermRecipe *derm_audit_get_recipe (DermAudit *self);

/**
 * derm_audit_get_truth:
 *
 * Returns: (transfer none): what the images were known to show
 */
DermTruth *derm_audit_get_truth (DermAudit *self);

/* Images that were scored, by path. */
guint derm_audit_get_n_images (DermAudit *self);
const char *derm_audit_get_path (DermAudit *self, guint image); /* below the folder, if there is one */
guint derm_audit_get_row (DermAudit *self, guint image);        /* its image in the truth */

/* Images that could not be used, and why. */
guint derm_audit_get_n_failures (DermAudit *self);

/**
 * derm_audit_get_failure:
 * @path: (out) (transfer none) (nullable): of the image, below the folder
 *
 * Returns: (transfer none) (nullable): why it could not be used; %NULL if there is no such failure
 */
const char *derm_audit_get_failure (DermAudit *self, guint index, const char **path);

guint derm_audit_get_n_unlabelled (DermAudit *self); /* image files that the truth has no label for */
guint derm_audit_get_n_same_id (DermAudit *self);    /* image files left out for another with the same id */
guint derm_audit_get_n_missing (DermAudit *self);    /* labels in the truth without an image file */

/**
 * derm_audit_get_left_out:
 *
 * Returns: (nullable): files in the folder that are no images by their names, in words, like "2 .csv, 1 .txt", or %NULL
 * if there are none
 */
const char *derm_audit_get_left_out (DermAudit *self);

/**
 * derm_audit_get_metrics:
 *
 * Returns: (nullable) (transfer none): how well the model does so, by softmax of its logits; %NULL if it does not have
 * the classes of that numbering, or if nothing was found for %DERM_NUMBERING_FOUND
 */
DermMetrics *derm_audit_get_metrics (DermAudit *self, DermLayout layout, DermFilter filter, DermNumbering numbering);

/**
 * derm_audit_get_part_metrics:
 * @part: (nullable): a part of the truth's split, or %NULL
 * @is_trained_on: with %NULL for @part: of the images that the model was trained on or of all others
 *
 * Returns: (nullable) (transfer full): how well the model does with the best layout, filter and numbering on these
 * images; %NULL if there are none
 */
DermMetrics *derm_audit_get_part_metrics (DermAudit *self, const char *part, gboolean is_trained_on);

/* The best; of filters that are as good the recipe's. */
DermLayout derm_audit_get_layout (DermAudit *self);
DermFilter derm_audit_get_filter (DermAudit *self);
DermNumbering derm_audit_get_numbering (DermAudit *self); /* OWN or FOUND */

/**
 * derm_audit_get_classes: (skip)
 *
 * Returns: (nullable): the class of each output, as index of the model's labels, or %NULL as with
 * derm_audit_get_metrics()
 */
const int *derm_audit_get_classes (DermAudit *self, DermNumbering numbering);

/**
 * derm_audit_get_finding:
 * @kind: (out): what was looked for
 * @verdict: (out): whether it was found
 *
 * Returns: (transfer none) (nullable): one or more translated sentences; %NULL if there is no such finding
 */
const char *derm_audit_get_finding (DermAudit *self, guint index, DermFindingKind *kind, DermVerdict *verdict);
guint derm_audit_get_n_findings (DermAudit *self);

/**
 * derm_audit_get_group:
 * @is_exact: (out): whether the files are the same, byte for byte, or only the pictures
 * @n_images: (out): at least 2
 *
 * Images that are one.
 *
 * Returns: (array length=n_images) (transfer none) (nullable): the images; %NULL if there is no such group
 */
const guint *derm_audit_get_group (DermAudit *self, guint index, gboolean *is_exact, guint *n_images);
guint derm_audit_get_n_groups (DermAudit *self);

#pragma GCC visibility pop
G_END_DECLS
