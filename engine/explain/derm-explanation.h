/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermMethod:
 * @DERM_METHOD_OCCLUSION: how much a class loses when a patch of the input is hidden
 * @DERM_METHOD_GRADIENT: gradient × input
 * @DERM_METHOD_INTEGRATED: integrated gradients: the mean gradient on the way from a baseline to the input, times what
 *   the input differs from it (Sundararajan, Taly, Yan, ICML 2017)
 * @DERM_METHOD_SMOOTHGRAD: the mean gradient of noisy copies, times the input (Smilkov et al., 2017)
 * @DERM_METHOD_GRADCAM: the maps of a layer, weighed by their mean gradients (Selvaraju et al., ICCV 2017), with both
 *   signs: what speaks against the class is not cut off
 *
 * All are signed: positive speaks for the class.
 */
typedef enum {
  DERM_METHOD_OCCLUSION,
  DERM_METHOD_GRADIENT,
  DERM_METHOD_INTEGRATED,
  DERM_METHOD_SMOOTHGRAD,
  DERM_METHOD_GRADCAM,
} DermMethod;

enum { DERM_N_METHODS = DERM_METHOD_GRADCAM + 1 };

/**
 * DermTarget:
 * @DERM_TARGET_SCORE: the calibrated score, as people are shown it
 * @DERM_TARGET_RAW: the score without calibration
 * @DERM_TARGET_LOGIT: the network's output
 *
 * What is explained, of the mean over the recipe's views.
 */
typedef enum {
  DERM_TARGET_SCORE,
  DERM_TARGET_RAW,
  DERM_TARGET_LOGIT,
} DermTarget;

/**
 * DermBaseline:
 * @DERM_BASELINE_MEAN: the input's mean colour
 * @DERM_BASELINE_BLUR: the input, blurred three times by the mean over 2 · patch + 1 pixels both ways
 * @DERM_BASELINE_BLACK: bytes of 0
 * @DERM_BASELINE_WHITE: bytes of 255
 *
 * What is seen where something is hidden.
 */
typedef enum {
  DERM_BASELINE_MEAN,
  DERM_BASELINE_BLUR,
  DERM_BASELINE_BLACK,
  DERM_BASELINE_WHITE,
} DermBaseline;

const char *derm_method_get_id (DermMethod method);       /* "occlusion" ... "gradcam": for files and options */
const char *derm_target_get_id (DermTarget target);       /* "score", "raw", "logit" */
const char *derm_baseline_get_id (DermBaseline baseline); /* "mean", "blur", "black", "white" */

/**
 * derm_method_from_id:
 * @id: (nullable): "occlusion", "gradient", "integrated", "smoothgrad", "gradcam"
 * @method: (out): the method of that id
 *
 * Returns: whether there is one
 */
gboolean derm_method_from_id (const char *id, DermMethod *method);

/**
 * derm_target_from_id:
 * @id: (nullable): "score", "raw", "logit"
 * @target: (out): the target of that id
 *
 * Returns: whether there is one
 */
gboolean derm_target_from_id (const char *id, DermTarget *target);

/**
 * derm_baseline_from_id:
 * @id: (nullable): "mean", "blur", "black", "white"
 * @baseline: (out): the baseline of that id
 *
 * Returns: whether there is one
 */
gboolean derm_baseline_from_id (const char *id, DermBaseline *baseline);

/**
 * DermExplainOptions:
 * @class_index: the class that is explained; -1 for the prediction's answer
 * @views: of the recipe's views 1 for the first alone, 0 for all
 * @patch: occlusion: side of what is hidden, 2 to 8 pixels of the input; its blur goes by it too
 * @baseline: occlusion and integrated gradients
 * @steps: integrated gradients: 1 to 1,000 places on the way, each in the middle of its piece
 * @copies: SmoothGrad: 1 to 1,000
 * @noise: SmoothGrad: standard deviation of the noise, as a share of 255, above 0 to 1
 * @seed: SmoothGrad: where the noise starts from
 * @layer: Grad-CAM: the layer, counted from 0, whose output is a map; -1 for the last that a ReLU follows and that is at
 *   least five cells high and wide, or else the last with maps
 *
 * What is explained, and how. What a method does not use has no meaning for it.
 */
typedef struct {
  DermMethod method;
  DermTarget target;
  int class_index;
  int views;
  int patch;
  DermBaseline baseline;
  int steps;
  int copies;
  double noise;
  guint seed;
  int layer;
} DermExplainOptions;

#define DERM_TYPE_EXPLAIN_OPTIONS (derm_explain_options_get_type ())
GType derm_explain_options_get_type (void);

/**
 * derm_explain_options_new:
 *
 * The usual ones: the score of the answer, all views; patches of 4 × 4, hidden by the mean colour; 32 steps from black; 32 copies
 * with a noise of 0.1.
 *
 * Returns: (transfer full): options to be changed
 */
DermExplainOptions *derm_explain_options_new (DermMethod method);

/**
 * derm_explain_options_copy: (skip)
 *
 * Returns: (transfer full): a copy
 */
DermExplainOptions *derm_explain_options_copy (const DermExplainOptions *self);

/**
 * derm_explain_options_free: (skip)
 */
void derm_explain_options_free (DermExplainOptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermExplainOptions, derm_explain_options_free)

#define DERM_TYPE_EXPLANATION (derm_explanation_get_type ())
G_DECLARE_FINAL_TYPE (DermExplanation, derm_explanation, DERM, EXPLANATION, GObject)

/* A map of what speaks for and against a class, in the image's own rows and columns whatever the network's layout, and how
 * it was made. Immutable, to be used from any thread. All its numbers are finite. */

/**
 * derm_explanation_get_input:
 *
 * Returns: (transfer none): what is explained
 */
DermInput *derm_explanation_get_input (DermExplanation *self);

/**
 * derm_explanation_get_model:
 *
 * Returns: (transfer none): the model that was asked
 */
DermModel *derm_explanation_get_model (DermExplanation *self);

/**
 * derm_explanation_get_options:
 *
 * Returns: (transfer none): how it was made; class and layer are never -1, and views is how many were used
 */
const DermExplainOptions *derm_explanation_get_options (DermExplanation *self);

const char *derm_explanation_get_label (DermExplanation *self); /* code of the class, as the recipe calls it or else the model */
int         derm_explanation_get_n_classes (DermExplanation *self);
int         derm_explanation_get_width (DermExplanation *self);  /* of the map: the input's, or a layer's */
int         derm_explanation_get_height (DermExplanation *self);

/**
 * derm_explanation_get_map:
 * @n_values: (out) (optional): width · height
 *
 * Returns: (array length=n_values) (transfer none): row by row; positive speaks for the class. Occlusion: what the class
 *   loses when the patch around the cell is hidden. Gradients: shares of the target's value. Grad-CAM: no unit.
 */
const float *derm_explanation_get_map (DermExplanation *self, int *n_values);

float       derm_explanation_get_value (DermExplanation *self, int x, int y);

/**
 * derm_explanation_find_strongest:
 * @is_for: the largest value above 0, or else the smallest below
 * @x: (out): its column, the first of equals
 * @y: (out): its row
 *
 * Returns: the value; 0 if there is none with that sign, @x and @y being -1
 */
float derm_explanation_find_strongest (DermExplanation *self, gboolean is_for, int *x, int *y);

/* What the map is drawn by, the same for both signs: its largest value without its sign; of occlusion at least 0.01, of logits
 * 0.05, so that noise is not drawn as large. */
double      derm_explanation_get_scale (DermExplanation *self);

/**
 * derm_explanation_describe:
 *
 * Translated sentences: where the map speaks most for and against the class and by how much, or that it says nothing. Columns and
 * rows count from 0; a patch is named by its upper left pixel.
 *
 * Returns: (transfer full): the text
 */
char       *derm_explanation_describe (DermExplanation *self);

/* The target's value for the class, nothing hidden. */
double      derm_explanation_get_base (DermExplanation *self);

/* Whether it has all cells of all views: what comes while the work goes on may be coarse, or of fewer views. */
gboolean    derm_explanation_is_final (DermExplanation *self);

/* How many times an input went through the network for it. */
int         derm_explanation_get_n_passes (DermExplanation *self);

/**
 * derm_explanation_is_random:
 * @seed: (out) (optional): of the draw; 0 without one
 *
 * Returns: whether it is of the model's network with random weights (derm_explainer_run_random()), not of the model
 */
gboolean    derm_explanation_is_random (DermExplanation *self, guint *seed);

/* Occlusion only: */

/**
 * derm_explanation_get_patch:
 * @x: column of a cell
 * @y: its row
 * @patch: (out caller-allocates) (array fixed-size=4): left and upper column and row, width, height of what is hidden for it:
 *   the patch around the cell, of an even patch one more on its right and below, as far as it lies in the input
 *
 * Returns: whether the method hides patches
 */
gboolean derm_explanation_get_patch (DermExplanation *self, int x, int y, int patch[4]);

/**
 * derm_explanation_get_hidden:
 * @x: column of a cell
 * @y: its row
 * @n_values: (out): classes
 *
 * Returns: (array length=n_values) (transfer none) (nullable): the target's value for every class with that cell's patch
 *   hidden; %NULL for another method
 */
const float *derm_explanation_get_hidden (DermExplanation *self, int x, int y, int *n_values);

/**
 * derm_explanation_with_class:
 *
 * Occlusion knows all classes at once: no pass is needed.
 *
 * Returns: (transfer full) (nullable): the same for another class; %NULL for another method or no such class
 */
DermExplanation *derm_explanation_with_class (DermExplanation *self, int class_index);

/* Integrated gradients: how far the sum of the map is from what it ought to be, the target's value of the input less that of
 * the baseline. 0 for other methods. */
double      derm_explanation_get_completeness_error (DermExplanation *self);

/**
 * derm_explanation_agree:
 * @other: a map of an input of the same size
 *
 * Spearman's rank correlation of the two maps, each summed over the patches of 4 × 4 pixels of the input (equal ranks are
 * shared).
 *
 * Returns: -1 to 1; NaN where one of the maps is the same everywhere, or the inputs' sizes differ
 */
double derm_explanation_agree (DermExplanation *self, DermExplanation *other);

/**
 * derm_explanation_list_settings:
 *
 * Returns: (transfer full) (array zero-terminated=1): method, class, and what the method used, each as "name=value" in the
 *   words of derm's options, untranslated; of a map of random weights "weights=random" and its seed, which are no options
 */
char **derm_explanation_list_settings (DermExplanation *self);

/**
 * derm_explanation_format_json:
 *
 * Returns: (transfer full): one JSON object on one line, described in derm(1): the map, what it is of, how it was made
 */
char *derm_explanation_format_json (DermExplanation *self);

/**
 * derm_explanation_save:
 * @path: (type filename): ending in .json (derm_explanation_format_json()) or .npy (float32, height × width, the rest as JSON in
 *   a file of the same name ending in .npy.json)
 *
 * Writes atomically.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending
 */
gboolean derm_explanation_save (DermExplanation *self, const char *path, GError **error);

#pragma GCC visibility pop
G_END_DECLS
