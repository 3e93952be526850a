/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-evaluation.h"
#include "derm-model.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/**
 * DermScalingMethod:
 * @DERM_SCALING_TEMPERATURE: one scale for all classes (Guo et al. 2017): answers stay, only how sure they are changes
 * @DERM_SCALING_VECTOR: a scale and an offset for each class: answers can change
 *
 * How logits are changed before the softmax.
 */
typedef enum {
  DERM_SCALING_TEMPERATURE,
  DERM_SCALING_VECTOR,
} DermScalingMethod;

enum { DERM_N_SCALINGS = DERM_SCALING_VECTOR + 1 };

const char *derm_scaling_method_get_id (DermScalingMethod method); /* "temperature", "vector" */

/**
 * derm_scaling_method_from_id:
 * @id: (nullable): "temperature", "vector"
 * @method: (out): the method of that id
 *
 * Returns: whether there is one
 */
gboolean derm_scaling_method_from_id (const char *id, DermScalingMethod *method);

#define DERM_TYPE_RECALIBRATION (derm_recalibration_get_type ())
G_DECLARE_FINAL_TYPE (DermRecalibration, derm_recalibration, DERM, RECALIBRATION, GObject)

/* A calibration that somebody has fitted on images of their own: how the logits of one model under one recipe are
 * scaled, by one half of the images, and how much better that is on the other half; and from which score on a class
 * cannot be ruled out (split conformal sets; LAC: Sadinle, Lei and Wasserman 2019). It is kept as a small JSON file.
 * Immutable. */

/**
 * DermRecalibrationSubject:
 * @set: images with their truth and lesions, and the scores that the model gives them now
 * @logits: (array): of the network for each image of @set, in the order of its classes
 * @model: that gave them
 * @recipe: under which
 * @source: what the images are called
 * @date: of the day, ISO 8601
 * @seed: of what is drawn
 * @method: to be kept
 * @coverage: of the sets, 0.5 to below 1
 *
 * What a calibration is fitted on.
 */
typedef struct {
  DermEvaluationSet *set;
  const float *logits;
  DermModel *model;
  DermRecipe *recipe;
  const char *source, *date;
  guint64 seed;
  DermScalingMethod method;
  double coverage;
} DermRecalibrationSubject;

/**
 * DERM_RECALIBRATION_LEAST:
 *
 * Images that each half has to have.
 */
#define DERM_RECALIBRATION_LEAST 20

/**
 * derm_recalibration_new: (skip)
 *
 * Lesions, or images where none is known, are drawn into two halves; the order of the images does not matter. The
 * scales are fitted on the first. On the second, figures before and after are measured; and one image of each lesion of
 * a part of it gives the threshold of the sets, one of each lesion of the rest tells how often they have the right
 * class. Sets are left out where that part is too small: (n + 1) (1 - α) has to be at most n, for 95 % at least 19
 * lesions. Blocks for less than a second.
 *
 * Returns: (transfer full): the calibration, or %NULL with @error set: %DERM_ERROR_EMPTY (too few images),
 * %DERM_ERROR_OPTION (a scale that has no minimum, a set of other classes)
 */
DermRecalibration *derm_recalibration_new (const DermRecalibrationSubject *subject, GError **error);

/**
 * derm_recalibration_new_from_file:
 * @file: a local file
 *
 * Returns: (transfer full): what derm_recalibration_save() wrote, or %NULL with @error set: %DERM_ERROR_MODEL,
 * %G_IO_ERROR
 */
DermRecalibration *derm_recalibration_new_from_file (GFile *file, GCancellable *cancellable, GError **error);

/**
 * derm_recalibration_save:
 * @path: (type filename): the file, which is written whole or not at all
 *
 * Returns: whether it was written
 */
gboolean derm_recalibration_save (DermRecalibration *self, const char *path, GError **error);

/**
 * derm_recalibration_apply:
 * @recipe: that images are to be read by
 *
 * Returns: (transfer full): the model with this calibration in place of its own, or %NULL with %DERM_ERROR_RECIPE: it
 * was fitted for another model or another recipe
 */
DermModel *derm_recalibration_apply (DermRecalibration *self, DermModel *model, DermRecipe *recipe, GError **error);

/**
 * derm_recalibration_describe:
 *
 * Returns: (transfer full): what it was fitted on, in a few translated words, for places that name a calibration
 */
char *derm_recalibration_describe (DermRecalibration *self);

/* All of it for people, with what must be known of it; @digits are the decimals, 1 to 9. */
void derm_recalibration_append_text (GString *text, DermRecalibration *self, int digits);

DermScalingMethod derm_recalibration_get_method (DermRecalibration *self);
guint derm_recalibration_get_n_fitted (DermRecalibration *self);   /* images of the first half */
guint derm_recalibration_get_n_checked (DermRecalibration *self);  /* of the second */
gboolean derm_recalibration_is_training (DermRecalibration *self); /* the model was trained on some of them */

/* By class of the set, or by method. */
double derm_recalibration_get_scale (DermRecalibration *self, int class_index);
double derm_recalibration_get_offset (DermRecalibration *self, int class_index);

/**
 * derm_recalibration_get_figure:
 * @measure: %DERM_MEASURE_NLL, %DERM_MEASURE_BRIER or %DERM_MEASURE_ECE
 * @method: a method, or -1: as it was before
 *
 * Returns: the figure on the second half; NaN if there is none, as for a method that found no minimum
 */
double derm_recalibration_get_figure (DermRecalibration *self, DermMeasure measure, int method);

/* Sets: the share that was asked for, 0 if there are none; the score from which on; lesions, or images, that gave it;
 * on those that are left, which are as many as this, how often the right class was in the set, and how many classes it
 * had on the mean. */
double derm_recalibration_get_coverage (DermRecalibration *self);
double derm_recalibration_get_threshold (DermRecalibration *self);
guint derm_recalibration_get_n_drawn (DermRecalibration *self);
guint derm_recalibration_get_n_covered (DermRecalibration *self);
double derm_recalibration_get_measured (DermRecalibration *self);
double derm_recalibration_get_set_size (DermRecalibration *self);

#pragma GCC visibility pop
G_END_DECLS
