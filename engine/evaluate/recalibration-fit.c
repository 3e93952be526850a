/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "made.h"
#include "model-calibration.h"
#include "recalibration-private.h"
#include "scaling-fit.h"

/* Images are put in an order by a hash of their lesion, or name, and the seed: whoever has the same images in another
 * order gets the same halves, and sums in the same order. */

typedef struct {
  guint64 key;
  const char *unit, *name; /* of the lesion; of the image */
  guint item;
} Drawn;

typedef struct {
  const DermRecalibrationSubject *subject;
  DermRecalibration *self;
  int n_classes;
  Drawn *drawn; /* owned, all images in order */
  guint n, n_fitted;
  float *logits; /* owned, [n][n_classes], in that order */
  int *truth;    /* owned, [n] */
} Fit;

static void
fit_clear (Fit *fit)
{
  g_free (fit->drawn);
  g_free (fit->logits);
  g_free (fit->truth);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fit, fit_clear)

static gboolean
refuse (GError **error, DermError code, const char *reason)
{
  g_set_error_literal (error, DERM_ERROR, (int) code, reason);
  return FALSE;
}

/* FNV-1a, then SplitMix64's mixing. */
static guint64
hash (const char *text, guint64 seed)
{
  guint64 h = G_GUINT64_CONSTANT (14695981039346656037);

  for (const char *p = text; *p != '\0'; p++)
    h = (h ^ (guint8) *p) * G_GUINT64_CONSTANT (1099511628211);
  h += (seed + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  h = (h ^ (h >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  h = (h ^ (h >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return h ^ (h >> 31);
}

static int
compare_drawn (gconstpointer a, gconstpointer b)
{
  const Drawn *one = a, *other = b;
  int order;

  if (one->key != other->key)
    return one->key > other->key ? 1 : -1;
  order = strcmp (one->unit, other->unit);
  return order != 0 ? order : strcmp (one->name, other->name);
}

static gboolean
is_same_unit (const Fit *fit, guint i, guint other)
{
  return fit->drawn[i].key == fit->drawn[other].key && g_str_equal (fit->drawn[i].unit, fit->drawn[other].unit);
}

/* The first half ends with a lesion. */
static void
draw (Fit *fit)
{
  DermEvaluationSet *set = fit->subject->set;

  fit->drawn = g_new (Drawn, fit->n);
  for (guint i = 0; i < fit->n; i++)
    {
      const char *lesion = derm_evaluation_set_get_lesion (set, i), *name = derm_evaluation_set_get_name (set, i);
      const char *unit = lesion != NULL ? lesion : name;

      fit->drawn[i] = (Drawn){ hash (unit, fit->subject->seed), unit, name, i };
      fit->self->is_by_lesion |= lesion != NULL;
    }
  qsort (fit->drawn, fit->n, sizeof *fit->drawn, compare_drawn);
  fit->n_fitted = fit->n / 2;
  while (fit->n_fitted > 0 && fit->n_fitted < fit->n && is_same_unit (fit, fit->n_fitted, fit->n_fitted - 1))
    fit->n_fitted++;
}

static gboolean
check_halves (const Fit *fit, GError **error)
{
  if (fit->n_fitted >= DERM_RECALIBRATION_LEAST && fit->n - fit->n_fitted >= DERM_RECALIBRATION_LEAST)
    return TRUE;
  g_set_error (error, DERM_ERROR, DERM_ERROR_EMPTY,
               _ ("a calibration needs at least %d images in each half; there are %u and %u"), DERM_RECALIBRATION_LEAST,
               fit->n_fitted, fit->n - fit->n_fitted);
  return FALSE;
}

static gboolean
take_values (Fit *fit, GError **error)
{
  gsize n_classes = (gsize) fit->n_classes;

  fit->logits = g_new (float, fit->n *n_classes);
  fit->truth = g_new (int, fit->n);
  for (guint i = 0; i < fit->n; i++)
    {
      guint item = fit->drawn[i].item;

      memcpy (fit->logits + i * n_classes, fit->subject->logits + item * n_classes, n_classes * sizeof (float));
      fit->truth[i] = derm_evaluation_set_get_truth (fit->subject->set, item);
      for (gsize k = 0; k < n_classes; k++)
        if (!isfinite (fit->logits[i * n_classes + k]))
          return refuse (error, DERM_ERROR_OPTION, _ ("a logit is not a finite number"));
    }
  return TRUE;
}

/* ---- the second half ---- */

/* Scores of an image under the scales, to the bit as a model with them gives them. */
static void
scale_scores (const Fit *fit, guint i, const double *scale, const double *offset, float *scores)
{
  const DermCalibration calibration = { .n = fit->n_classes, .scale = (double *) scale, .offset = (double *) offset };

  derm_calibration_apply (&calibration, fit->n_classes, fit->logits + (gsize) i * (gsize) fit->n_classes, scores);
}

/* scale: NULL for the scores as they are in the set. */
static void
measure (const Fit *fit, const double *scale, const double *offset, double figures[N_SCALED])
{
  static const DermMeasure measures[N_SCALED] = { DERM_MEASURE_NLL, DERM_MEASURE_BRIER, DERM_MEASURE_ECE };
  g_autoptr (DermEvaluationSet) set = derm_evaluation_set_new ((const char *const *) fit->self->labels, NULL);
  g_autoptr (DermEvaluation) evaluation = NULL;
  g_autofree float *scores = g_new (float, fit->n_classes);

  for (guint i = fit->n_fitted; i < fit->n; i++)
    {
      const float *own = derm_evaluation_set_get_scores (fit->subject->set, fit->drawn[i].item);

      if (scale != NULL)
        scale_scores (fit, i, scale, offset, scores);
      derm_evaluation_set_add_scores (set, fit->drawn[i].name, fit->truth[i], scale != NULL ? scores : own,
                                      fit->n_classes, NULL);
    }
  evaluation = derm_evaluation_new (set);
  for (int i = 0; i < N_SCALED; i++)
    figures[i] = derm_evaluation_get (evaluation, measures[i], 0);
}

/* ---- sets ---- */

/* One image of each lesion of the second half, in order: what is drawn alike is exchangeable, images of one lesion are
 * not. */
static guint *
list_units (const Fit *fit, guint *n_units)
{
  guint *units = g_new (guint, fit->n - fit->n_fitted);

  *n_units = 0;
  for (guint i = fit->n_fitted; i < fit->n; i++)
    if (i == fit->n_fitted || !is_same_unit (fit, i, i - 1))
      units[(*n_units)++] = i;
  return units;
}

static gboolean
find_threshold (const Fit *fit, const guint *units, guint n, double *threshold)
{
  g_autofree float *own = g_new (float, n + 1), *scores = g_new (float, fit->n_classes);

  for (guint i = 0; i < n; i++)
    {
      scale_scores (fit, units[i], fit->self->scale, fit->self->offset, scores);
      own[i] = scores[fit->truth[units[i]]];
    }
  return derm_scaling_find_threshold (own, n, fit->subject->coverage, threshold);
}

static void
cover (const Fit *fit, const guint *units, guint n)
{
  g_autofree float *scores = g_new (float, fit->n_classes);
  guint n_right = 0, n_classes = 0;

  for (guint i = 0; i < n; i++)
    {
      scale_scores (fit, units[i], fit->self->scale, fit->self->offset, scores);
      n_right += (double) scores[fit->truth[units[i]]] >= fit->self->threshold;
      for (int k = 0; k < fit->n_classes; k++)
        n_classes += (double) scores[k] >= fit->self->threshold;
    }
  fit->self->n_covered = n;
  if (n == 0)
    return;
  fit->self->measured = (double) n_right / n;
  fit->self->set_size = (double) n_classes / n;
}

static void
make_sets (const Fit *fit)
{
  guint n, n_drawn;
  g_autofree guint *units = list_units (fit, &n);

  n_drawn = n / 2;
  if (!find_threshold (fit, units, n_drawn, &fit->self->threshold))
    return;
  fit->self->coverage = fit->subject->coverage;
  fit->self->n_drawn = n_drawn;
  cover (fit, units + n_drawn, n - n_drawn);
}

/* ---- all of it ---- */

static gboolean
scale (Fit *fit, GError **error)
{
  DermRecalibration *self = fit->self;
  const ScalingData data = { fit->n_classes, fit->n_fitted, fit->logits, fit->truth };
  gsize size = sizeof (double) * (gsize) fit->n_classes;
  g_autofree double *scales = g_malloc (size), *offsets = g_malloc (size), *zeros = g_malloc0 (size);
  g_autofree double *same = g_malloc (size);
  gboolean has_vector;

  if (!derm_scaling_fit_temperature (&data, &same[0]))
    return refuse (
        error, DERM_ERROR_OPTION,
        _ ("no temperature fits: the first half is answered without any error, or not better than by chance"));
  for (int k = 1; k < fit->n_classes; k++)
    same[k] = same[0];
  measure (fit, NULL, NULL, self->before);
  measure (fit, same, zeros, self->after[DERM_SCALING_TEMPERATURE]);
  has_vector = derm_scaling_fit_vector (&data, scales, offsets);
  if (has_vector)
    measure (fit, scales, offsets, self->after[DERM_SCALING_VECTOR]);
  if (self->method == DERM_SCALING_VECTOR && !has_vector)
    return refuse (error, DERM_ERROR_OPTION,
                   _ ("no vector of scales fits: a class has no images in the first half, or too few of them"));
  self->scale = g_memdup2 (has_vector && self->method == DERM_SCALING_VECTOR ? scales : same, size);
  self->offset = g_memdup2 (has_vector && self->method == DERM_SCALING_VECTOR ? offsets : zeros, size);
  return TRUE;
}

static void
describe (Fit *fit)
{
  const DermRecalibrationSubject *subject = fit->subject;
  DermRecalibration *self = fit->self;

  self->method = subject->method;
  self->labels = g_strdupv ((char **) derm_evaluation_set_get_labels (subject->set));
  self->model = g_strchomp (
      g_strjoin (" ", derm_model_get_name (subject->model), derm_model_get_version (subject->model), NULL));
  self->model_sha256 = g_strdup (derm_model_get_sha256 (subject->model));
  self->weights_key = g_strdup (derm_model_get_weights_key (subject->model));
  self->recipe = g_strdup (derm_recipe_get_name (subject->recipe));
  self->recipe_sha256 = derm_recalibration_hash_recipe (subject->model, subject->recipe);
  self->source = g_utf8_make_valid (subject->source, -1);
  self->date = g_strdup (subject->date);
  self->seed = subject->seed;
  self->is_training = derm_evaluation_set_get_n_trained_on (subject->set) > 0;
  self->n_fitted = fit->n_fitted;
  self->n_checked = fit->n - fit->n_fitted;
}

DermRecalibration *
derm_recalibration_new (const DermRecalibrationSubject *subject, GError **error)
{
  g_autoptr (DermRecalibration) self = NULL;
  g_auto (Fit) fit = { .subject = subject };

  g_return_val_if_fail (subject != NULL && DERM_IS_EVALUATION_SET (subject->set) && subject->logits != NULL, NULL);
  g_return_val_if_fail (DERM_IS_MODEL (subject->model) && DERM_IS_RECIPE (subject->recipe), NULL);
  g_return_val_if_fail ((guint) subject->method < DERM_N_SCALINGS, NULL);
  g_return_val_if_fail (subject->coverage >= 0.5 && subject->coverage < 1, NULL);

  fit.self = self = derm_made_new (DERM_TYPE_RECALIBRATION);
  fit.n = derm_evaluation_set_get_n_items (subject->set);
  fit.n_classes = derm_evaluation_set_get_n_classes (subject->set);
  if (fit.n_classes != derm_model_get_n_classes (subject->model))
    {
      refuse (error, DERM_ERROR_OPTION, _ ("the set has other classes than the model"));
      return NULL;
    }
  draw (&fit);
  if (!check_halves (&fit, error))
    return NULL;
  describe (&fit);
  if (!take_values (&fit, error) || !scale (&fit, error))
    return NULL;
  make_sets (&fit);
  return g_steal_pointer (&self);
}
