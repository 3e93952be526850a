/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-evaluating-private.h"

#include <math.h>

#include "lens-vocabulary.h"

#define MELANOMA "mel"

/* The class or the group whose curve is looked at, and where on it. */

/* ---- of which classes ---- */

static int
count_malignant (LensEvaluating *self)
{
  DermModel *model = lens_evaluating_get_model (self);
  int n = 0;

  for (int i = 0; model != NULL && i < derm_model_get_n_classes (model); i++)
    n += derm_model_get_group (model, i) == DERM_GROUP_MALIGNANT;

  return n;
}

gboolean
lens_evaluating_has_malignant (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), FALSE);

  return count_malignant (self) > 1;
}

int
lens_evaluating_get_class (LensEvaluating *self)
{
  const char *const *labels = lens_evaluating_get_labels (self);

  if (self->class_index >= 0 && self->class_index < (int) g_strv_length ((char **) labels))
    return self->class_index;
  if (self->class_index == LENS_MALIGNANT && lens_evaluating_has_malignant (self))
    return LENS_MALIGNANT;

  return *labels != NULL ? MAX (0, lens_labels_find (labels, MELANOMA)) : LENS_ANY_CLASS;
}

gboolean
lens_evaluating_is_of_curve (LensEvaluating *self, int class_index)
{
  int shown = lens_evaluating_get_class (self);

  return shown == LENS_MALIGNANT
             ? derm_model_get_group (lens_evaluating_get_model (self), class_index) == DERM_GROUP_MALIGNANT
             : shown == class_index;
}

GArray *
lens_evaluating_list_curve_classes (LensEvaluating *self)
{
  const char *const *labels = lens_evaluating_get_labels (self);
  GArray *classes = g_array_new (FALSE, FALSE, sizeof (int));

  for (int i = 0; labels[i] != NULL; i++)
    if (lens_evaluating_is_of_curve (self, i))
      g_array_append_val (classes, i);

  return classes;
}

char *
lens_evaluating_dup_class_name (LensEvaluating *self)
{
  const char *const *labels = lens_evaluating_get_labels (self);
  int class_index = lens_evaluating_get_class (self);

  g_return_val_if_fail (class_index != LENS_ANY_CLASS, NULL);

  return g_strdup (class_index == LENS_MALIGNANT ? derm_group_get_name (DERM_GROUP_MALIGNANT) : labels[class_index]);
}

void
lens_evaluating_set_class (LensEvaluating *self, int class_index)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));

  if (class_index == lens_evaluating_get_class (self))
    return;
  self->class_index = class_index;
  lens_evaluating_stop_refining (self);
  g_clear_object (&self->curve);
  g_clear_pointer (&self->band, g_array_unref);
  self->threshold = NAN;
  lens_evaluating_tell_settings (self);
  lens_evaluating_refine (self);
}

/* ---- the curve ---- */

DermCurve *
lens_evaluating_get_curve (LensEvaluating *self)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  g_autoptr (GArray) classes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->curve != NULL || evaluation == NULL)
    return self->curve;
  classes = lens_evaluating_list_curve_classes (self);
  self->curve = derm_curve_new (evaluation, (const int *) (void *) classes->data, (int) classes->len, &error);
  if (error != NULL)
    g_warning ("%s", error->message);

  return self->curve;
}

const double *
lens_evaluating_get_band (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  return self->band != NULL ? (const double *) (void *) self->band->data : NULL;
}

guint
lens_evaluating_get_n_found (LensEvaluating *self)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  g_autoptr (GArray) classes = NULL;
  guint n = 0;

  g_return_val_if_fail (evaluation != NULL, 0);

  classes = lens_evaluating_list_curve_classes (self);
  for (guint i = 0; i < classes->len; i++)
    for (guint j = 0; j < classes->len; j++)
      n += derm_evaluation_get_confusion (evaluation, g_array_index (classes, int, i), g_array_index (classes, int, j));

  return n;
}

/* ---- where on it ---- */

/* Where the curve finds as many as the answers do. */
static double
find_threshold (LensEvaluating *self)
{
  DermCurve *curve = lens_evaluating_get_curve (self);
  guint n = 0, found = curve != NULL ? lens_evaluating_get_n_found (self) : 0;
  const DermCurvePoint *points = curve != NULL ? derm_curve_get_points (curve, &n) : NULL;

  for (guint i = 1; i < n; i++)
    if (points[i].n_found >= found)
      return points[i].threshold;

  return 0.5;
}

double
lens_evaluating_get_threshold (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NAN);

  return isnan (self->threshold) ? find_threshold (self) : self->threshold;
}

void
lens_evaluating_set_threshold (LensEvaluating *self, double threshold)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));
  g_return_if_fail (threshold >= 0.0 && threshold <= 1.0);

  if (threshold == lens_evaluating_get_threshold (self))
    return;
  self->threshold = threshold;
  lens_evaluating_tell_settings (self);
}
