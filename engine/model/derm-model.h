/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "derm-recipe.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermGroup:
 *
 * What a class stands for. Shown by sign and word, never by colour alone.
 */
typedef enum {
  DERM_GROUP_UNKNOWN,
  DERM_GROUP_BENIGN,
  DERM_GROUP_PRE_MALIGNANT,
  DERM_GROUP_MALIGNANT,
} DermGroup;

const char *derm_group_get_sign (DermGroup group); /* "●", "◆", "▲"; "" for unknown */
const char *derm_group_get_name (DermGroup group); /* translated: "benign", "pre-malignant", "malignant", "" */

/**
 * DermDecision:
 * @DERM_DECISION_LIKELY: the class of the highest calibrated score
 * @DERM_DECISION_BALANCED: the class of the highest calibrated score over the class's share in the training data: the
 * one that does not overlook rare classes
 *
 * How an answer is taken from the scores.
 */
typedef enum {
  DERM_DECISION_LIKELY,
  DERM_DECISION_BALANCED,
} DermDecision;

const char *derm_decision_get_id (DermDecision decision); /* "likely", "balanced": for files and options */

/**
 * derm_decision_from_id:
 * @id: (nullable): "likely", "balanced"
 * @decision: (out): the decision of that id
 *
 * Returns: whether there is one
 */
gboolean derm_decision_from_id (const char *id, DermDecision *decision);

#define DERM_TYPE_MODEL (derm_model_get_type ())
G_DECLARE_FINAL_TYPE (DermModel, derm_model, DERM, MODEL, GObject)

/* A model file, read and checked: network, classes, recipe, card. Immutable, to be used from any thread.
 * data/model/README.md describes the file. */

/**
 * derm_model_new_from_file:
 * @path: (type filename): a safetensors file, or weights that PyTorch saved: a state_dict (zip or legacy format) or a
 *   TorchScript archive. The bytes decide, not the name. Nothing in the file is run.
 *
 * Weights without a description get one: layers and size of the input from the tensors' names and shapes (those of
 * SkinCNN), the codes from the file itself (class_to_idx and its like), from a labels.json beside it, else, for seven
 * classes, those of HAM10000. A network with a single output has two classes: its sigmoid is the score of the second.
 *
 * Returns: (transfer full): the model, or %NULL with @error set: %DERM_ERROR_MODEL with the reason, or %G_FILE_ERROR
 */
DermModel *derm_model_new_from_file (const char *path, GError **error);

/**
 * derm_model_new_from_files:
 * @card_path: (nullable) (type filename): a JSON object with members as in a model file's metadata, which take the
 * place of the file's own
 * @labels_path: (nullable) (type filename): a list of labels, {"0": "akiec", ...}, in place of all others
 *
 * Returns: (transfer full): as derm_model_new_from_file(); an error about card or labels names that file
 */
DermModel *derm_model_new_from_files (const char *path, const char *card_path, const char *labels_path, GError **error);

/**
 * derm_model_new_from_weights:
 * @card_path: (nullable) (type filename): as with derm_model_new_from_files()
 * @labels_path: (nullable) (type filename): as there
 * @weights_key: (nullable): which of several networks in the file, like "state_dict_ema": one of
 *   derm_model_list_weights(); %NULL is the first that is no running average of another
 *
 * Returns: (transfer full): as derm_model_new_from_file()
 */
DermModel *derm_model_new_from_weights (const char *path, const char *card_path, const char *labels_path,
                                        const char *weights_key, GError **error);

/**
 * derm_model_new_bundled:
 *
 * Returns: (transfer full): the model that comes with Dermlens, or %NULL with @error set
 */
DermModel *derm_model_new_bundled (GError **error);

/**
 * derm_model_save:
 * @path: (type filename): a .safetensors file; one that is there is replaced, at once when the new one is complete
 *
 * Writes tensors and description, with all that was inferred or taken from other files.
 *
 * Returns: whether that was done; %G_FILE_ERROR otherwise
 */
gboolean derm_model_save (DermModel *self, const char *path, GError **error);

/**
 * derm_model_save_normalised:
 * @mean: (array fixed-size=3): of the recipe in the new file
 * @std: (array fixed-size=3): likewise
 * @path: (type filename): as with derm_model_save()
 *
 * Like derm_model_save(), with that normalisation in the recipe.
 *
 * Returns: whether that was done; %DERM_ERROR_RECIPE or %G_FILE_ERROR otherwise
 */
gboolean derm_model_save_normalised (DermModel *self, const double *mean, const double *std, const char *path,
                                     GError **error);

/**
 * derm_file_is_model:
 *
 * Whether the file is a model by its first bytes, one that can be read or one that is refused with the reason:
 * safetensors, PyTorch, other formats of models, a Git LFS pointer. Its name does not count. Blocks, and reads a few
 * hundred bytes.
 *
 * Returns: %FALSE also for what cannot be read
 */
gboolean derm_file_is_model (GFile *file, GCancellable *cancellable);

/* How it was opened: "safetensors", "pytorch", "torchscript" or "pytorch-legacy"; whether the file or a card file
 * described it; the list of labels that its codes are from (nullable); what was assumed of its layers, in words
 * (nullable). */
const char *derm_model_get_format (DermModel *self);
gboolean derm_model_has_card (DermModel *self);
const char *derm_model_get_labels_path (DermModel *self);
const char *derm_model_get_assumed (DermModel *self);

const char *derm_model_get_path (DermModel *self);
const char *derm_model_get_sha256 (DermModel *self);  /* of the file */
const char *derm_model_get_name (DermModel *self);    /* of the card, like "SkinCNN" */
const char *derm_model_get_version (DermModel *self); /* of the card, like "1.0" */

/* The member of the file that its codes are from, like "class_to_idx"; NULL if they are from elsewhere. */
const char *derm_model_get_labels_key (DermModel *self);

/**
 * derm_model_list_weights:
 *
 * Returns: (array zero-terminated=1) (transfer none): where in the file there are networks, "root" for those that stand under no name
 */
const char *const *derm_model_list_weights (DermModel *self);

const char *derm_model_get_weights_key (DermModel *self); /* the one of them that answers */

/**
 * derm_model_describe_labels:
 *
 * Returns: (transfer full) (nullable): for classes that nobody has named, what is assumed, in a translated sentence
 */
char *derm_model_describe_labels (DermModel *self);

/**
 * derm_model_list_remarks:
 *
 * What has to be known to read its answers rightly, in translated sentences: labels that are assumed, which of several
 * networks answers, names and tensors in the file that are not used, a single output. The assumed recipe is not among
 * them (derm_model_get_assumption()).
 *
 * Returns: (transfer full) (array zero-terminated=1): the sentences, perhaps none
 */
char **derm_model_list_remarks (DermModel *self);

/**
 * derm_model_get_recipe:
 *
 * Returns: (transfer none): the model's own recipe
 */
DermRecipe *derm_model_get_recipe (DermModel *self);

/**
 * derm_model_list_recipes:
 *
 * The model's own recipe first, then, where the classes are those of HAM10000: `published`, as the published model's
 * program feeds it, and `as-trained`, as it was trained; then, where nobody has said how the images are normalised, the
 * usual ways: `normalised-as-in-file` if there is a mean and a standard deviation in the file, `normalised-ham10000`,
 * `normalised-imagenet`.
 *
 * Returns: (transfer container) (element-type DermRecipe): the named recipes
 */
GPtrArray *derm_model_list_recipes (DermModel *self);

/**
 * derm_model_find_recipe:
 * @name: (nullable): a recipe's name; %NULL is the model's own
 *
 * Returns: (transfer full): the recipe, or %NULL with %DERM_ERROR_RECIPE naming those there are
 */
DermRecipe *derm_model_find_recipe (DermModel *self, const char *name, GError **error);

/**
 * derm_model_get_assumption:
 *
 * Returns: (transfer full) (nullable): for weights without a description, which recipe is assumed, why, and which
 * others there are, in translated sentences; %NULL for a model that says it itself
 */
char *derm_model_get_assumption (DermModel *self);

/**
 * derm_model_check_recipe:
 *
 * Returns: whether the recipe makes inputs of the model's size and has a label for each output; %DERM_ERROR_RECIPE
 *   otherwise
 */
gboolean derm_model_check_recipe (DermModel *self, DermRecipe *recipe, GError **error);

/* Code, name and group of an output under that recipe, whose labels go before the model's. */
const char *derm_model_get_label_in (DermModel *self, DermRecipe *recipe, int index);
const char *derm_model_get_class_name_in (DermModel *self, DermRecipe *recipe, int index);
DermGroup derm_model_get_group_in (DermModel *self, DermRecipe *recipe, int index);

/**
 * derm_model_check_decision:
 *
 * Returns: whether the answer can be taken so; %DERM_ERROR_RECIPE with the reason otherwise
 */
gboolean derm_model_check_decision (DermModel *self, DermDecision decision, GError **error);

/**
 * derm_model_get_shares: (skip)
 *
 * Returns: (nullable): shares of the classes in the training data, by output, or %NULL if the file does not say
 */
const double *derm_model_get_shares (DermModel *self);

/* Calibration: what it was fitted on, in words (NULL: there is none, calibrated scores are the scores), and the
 * expected calibration error that was measured there. */
const char *derm_model_get_calibration (DermModel *self);
double derm_model_get_calibration_error (DermModel *self);

/* How often the sets of derm_prediction_list_covering_set() have the right class; 0 without such a calibration. */
double derm_model_get_coverage (DermModel *self);

/**
 * DermModelScaling:
 * @scale: (array): one for each output, 0.001 … 1000
 * @offset: (array): likewise, -1000 … 1000
 * @fitted_on: what on, in at most 500 letters
 * @ece: expected calibration error that was measured, 0 … 1
 * @coverage: of the sets of classes whose scores are at least @threshold, below 1; 0 for none
 * @threshold: 0 … 1
 *
 * Calibrated scores are the softmax of scale · logit + offset.
 */
typedef struct {
  const double *scale, *offset;
  const char *fitted_on;
  double ece, coverage, threshold;
} DermModelScaling;

/**
 * derm_model_with_scaling: (skip)
 *
 * Returns: (transfer full): the same model with that calibration in place of its own, or %NULL with %DERM_ERROR_MODEL: a number is
 *   out of its range
 */
DermModel *derm_model_with_scaling (DermModel *self, const DermModelScaling *scaling, GError **error);

/* Training domain: what its statistics are from, in words (NULL: there are none, and no distance is measured), and the
 * distance beyond which an image is unlike those that the model was trained on. */
const char *derm_model_get_domain (DermModel *self);
double derm_model_get_domain_threshold (DermModel *self);

/* As many as the network has outputs; two for a single one. */
int derm_model_get_n_classes (DermModel *self);
const char *derm_model_get_label (DermModel *self, int index);      /* code, like "mel" */
const char *derm_model_get_class_name (DermModel *self, int index); /* translated where known, like "Melanoma" */
DermGroup derm_model_get_group (DermModel *self, int index);

/**
 * derm_model_get_card:
 * @key: "trained_on", "figures", "limits", "licence", "citation", "intended_use"
 *
 * Returns: (nullable) (transfer none): the card's text under that key
 */
const char *derm_model_get_card (DermModel *self, const char *key);

/* The layers, for `derm info` and the architecture view. */
int derm_model_get_n_layers (DermModel *self);
guint64 derm_model_get_n_parameters (DermModel *self);
guint64 derm_model_get_n_macs (DermModel *self);

/**
 * DERM_MAX_FEATURES:
 *
 * Of how many features predictions keep a copy: SkinCNN has 256. Of a network with more none is kept, so that the
 * results of a large folder do not fill the memory.
 */
#define DERM_MAX_FEATURES 1024

/* Features: the values that the first linear layer reads. 0 if there is no such layer. */
int derm_model_get_n_features (DermModel *self);

/**
 * derm_model_check_features:
 *
 * Returns: whether predictions of this model have features; %DERM_ERROR_MODEL if it has no linear layer or more than
 *   %DERM_MAX_FEATURES
 */
gboolean derm_model_check_features (DermModel *self, GError **error);

/**
 * derm_model_describe_layer:
 * @layer: from 0 on
 * @shape: (out caller-allocates) (array fixed-size=3): of its output
 * @n_parameters: (out): what it learned
 * @n_macs: (out): multiply-adds of a pass
 *
 * Returns: (transfer full) (nullable): one layer in words: "conv 3×3, 3 -> 32"; %NULL and zeros if there is none
 */
char *derm_model_describe_layer (DermModel *self, int layer, int shape[3], guint64 *n_parameters, guint64 *n_macs);

#pragma GCC visibility pop
G_END_DECLS
