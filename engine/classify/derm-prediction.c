/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "model-internal.h"
#include "derm-prediction-private.h"
#include "made.h"
#include "engine/nn/nn.h"

struct _DermPrediction {
  GObject parent_instance;

  DermModel *model;                    /* owned */
  DermInput *input;                    /* owned */
  DermClass *classes;                  /* owned, by output; their strings are the model's and the recipe's */
  float *logits, *scores, *calibrated; /* owned, classes */
  float *balanced;                     /* owned, classes; NULL if the model has no shares */
  float *view_logits;                  /* owned, [views][classes]; NULL if there is one view */
  float *features;                     /* owned; NULL if they are not kept */
  int n_features;
  DermDecision decision;
  double distance; /* from the training domain */
  const char *isa;
  double ms;
  int n_classes;
  int top, second;
};

G_DEFINE_ABSTRACT_TYPE (DermPrediction, derm_prediction, G_TYPE_OBJECT)

static void
derm_prediction_finalize (GObject *object)
{
  DermPrediction *self = DERM_PREDICTION (object);

  g_clear_object (&self->model);
  g_clear_object (&self->input);
  g_free (self->classes);
  g_free (self->logits);
  g_free (self->scores);
  g_free (self->calibrated);
  g_free (self->balanced);
  g_free (self->view_logits);
  g_free (self->features);
  G_OBJECT_CLASS (derm_prediction_parent_class)->finalize (object);
}

static void
derm_prediction_class_init (DermPredictionClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_prediction_finalize;
}

static void
derm_prediction_init (DermPrediction *self)
{
}

/* Index of the highest value but for `except`, the first of equals; -1 if there is none. */
static int
find_highest (const float *values, int n, int except)
{
  int highest = -1;

  for (int i = 0; i < n; i++)
    {
      if (i != except && (highest < 0 || values[i] > values[highest]))
        highest = i;
    }
  return highest;
}

/* What a decision goes by; NULL if it cannot be taken. */
static const float *
get_values (DermPrediction *self, DermDecision decision)
{
  return decision == DERM_DECISION_BALANCED ? self->balanced : self->calibrated;
}

static void
decide (DermPrediction *self, DermDecision decision)
{
  const float *values = get_values (self, decision);

  self->decision = decision;
  self->top = find_highest (values, self->n_classes, -1);
  self->second = find_highest (values, self->n_classes, self->top);
}

static void
name_classes (DermPrediction *self)
{
  const char *const *labels = derm_recipe_get_labels (derm_input_get_recipe (self->input));

  self->classes = g_new (DermClass, self->n_classes);
  for (int i = 0; i < self->n_classes; i++)
    self->classes[i] = derm_model_find_class (self->model, i, labels != NULL ? labels[i] : NULL);
}

DermPrediction *
derm_prediction_new (DermModel *model, DermInput *input, const DermPassed *passed)
{
  DermPrediction *self = derm_made_new (DERM_TYPE_PREDICTION);
  const double *shares = derm_model_get_shares (model);

  self->model = g_object_ref (model);
  self->input = g_object_ref (input);
  self->n_classes = derm_model_get_n_classes (model);
  name_classes (self);
  self->logits = g_memdup2 (passed->logits, sizeof (float) * (gsize) self->n_classes);
  self->view_logits = passed->view_logits;
  self->features = passed->features;
  self->n_features = passed->features != NULL ? passed->n_features : 0;
  self->scores = g_new (float, self->n_classes);
  self->calibrated = g_new (float, self->n_classes);
  nn_softmax (self->n_classes, self->logits, self->scores);
  derm_calibration_apply (derm_model_get_calibration_values (model), self->n_classes, self->logits, self->calibrated);
  if (shares != NULL)
    self->balanced = derm_calibration_balance (self->calibrated, shares, self->n_classes);
  self->distance = passed->distance;
  self->isa = passed->isa;
  self->ms = passed->ms;
  decide (self, DERM_DECISION_LIKELY);
  return self;
}

DermPrediction *
derm_prediction_with_decision (DermPrediction *self, DermDecision decision, GError **error)
{
  DermPrediction *other;
  DermPassed passed;
  gsize n_views;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);

  if (!derm_model_check_decision (self->model, decision, error))
    return NULL;
  if (decision == self->decision)
    return g_object_ref (self);
  n_views = (gsize) derm_recipe_get_views (derm_input_get_recipe (self->input));
  passed
      = (DermPassed){ .logits = self->logits,
                      .view_logits = g_memdup2 (self->view_logits, sizeof (float) * n_views * (gsize) self->n_classes),
                      .features = g_memdup2 (self->features, sizeof (float) * (gsize) self->n_features),
                      .n_features = self->n_features,
                      .distance = self->distance,
                      .isa = self->isa,
                      .ms = self->ms };
  other = derm_prediction_new (self->model, self->input, &passed);
  decide (other, decision);
  return other;
}

DermModel *
derm_prediction_get_model (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  return self->model;
}

DermInput *
derm_prediction_get_input (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  return self->input;
}

int
derm_prediction_get_n_classes (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), 0);
  return self->n_classes;
}

const DermClass *
derm_prediction_get_class (DermPrediction *self, int index)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  g_return_val_if_fail (index >= 0 && index < self->n_classes, NULL);
  return &self->classes[index];
}

const char *
derm_prediction_get_label (DermPrediction *self, int index)
{
  const DermClass *class = derm_prediction_get_class (self, index);

  return class != NULL ? class->code : NULL;
}

const char *
derm_prediction_get_class_name (DermPrediction *self, int index)
{
  const DermClass *class = derm_prediction_get_class (self, index);

  return class != NULL ? derm_class_get_title (class) : NULL;
}

DermGroup
derm_prediction_get_group (DermPrediction *self, int index)
{
  const DermClass *class = derm_prediction_get_class (self, index);

  return class != NULL ? class->group : DERM_GROUP_UNKNOWN;
}

int
derm_prediction_find_label (DermPrediction *self, const char *label)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), -1);

  for (int i = 0; i < self->n_classes; i++)
    if (g_strcmp0 (self->classes[i].code, label) == 0)
      return i;
  return -1;
}

const float *
derm_prediction_get_logits (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  return self->logits;
}

const float *
derm_prediction_get_scores (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  return self->scores;
}

const float *
derm_prediction_get_calibrated (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  return self->calibrated;
}

const float *
derm_prediction_get_balanced (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  return self->balanced;
}

DermDecision
derm_prediction_get_decision (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), DERM_DECISION_LIKELY);
  return self->decision;
}

const float *
derm_prediction_get_features (DermPrediction *self, int *n_features)
{
  g_return_val_if_fail (n_features != NULL, NULL);
  *n_features = 0;
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);

  *n_features = self->n_features;
  return self->features;
}

int
derm_prediction_get_answer (DermPrediction *self, DermDecision decision)
{
  const float *values;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), -1);

  values = get_values (self, decision);
  return values != NULL ? find_highest (values, self->n_classes, -1) : -1;
}

gboolean
derm_prediction_is_disputed (DermPrediction *self)
{
  int balanced = derm_prediction_get_answer (self, DERM_DECISION_BALANCED);

  return balanced >= 0 && balanced != derm_prediction_get_answer (self, DERM_DECISION_LIKELY);
}

int
derm_prediction_get_top (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), -1);
  return self->top;
}

int
derm_prediction_get_second (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), -1);
  return self->second;
}

double
derm_prediction_get_margin (DermPrediction *self)
{
  const float *values;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), 0);

  values = get_values (self, self->decision);
  return self->second < 0 ? values[self->top] : values[self->top] - values[self->second];
}

double
derm_prediction_get_entropy (DermPrediction *self)
{
  double entropy = 0;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), 0);

  if (self->n_classes < 2)
    return 0;
  for (int i = 0; i < self->n_classes; i++)
    {
      if (self->calibrated[i] > 0) /* x · log x goes to 0 */
        entropy -= self->calibrated[i] * log ((double) self->calibrated[i]);
    }
  return CLAMP (entropy / log (self->n_classes), 0.0, 1.0);
}

int
derm_prediction_get_n_agreeing_views (DermPrediction *self)
{
  g_autofree float *scores = NULL;
  int n_views, n_agreeing = 0;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), 0);

  n_views = derm_recipe_get_views (derm_input_get_recipe (self->input));
  if (self->view_logits == NULL)
    return n_views; /* which is one */
  scores = g_new (float, self->n_classes);
  for (int view = 0; view < n_views; view++)
    {
      g_autofree float *balanced = NULL;

      derm_calibration_apply (derm_model_get_calibration_values (self->model), self->n_classes,
                              self->view_logits + (gsize) view * self->n_classes, scores);
      if (self->decision == DERM_DECISION_BALANCED)
        balanced = derm_calibration_balance (scores, derm_model_get_shares (self->model), self->n_classes);
      n_agreeing += find_highest (balanced != NULL ? balanced : scores, self->n_classes, -1) == self->top;
    }
  return n_agreeing;
}

double
derm_prediction_get_domain_distance (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NAN);
  return derm_model_get_domain (self->model) != NULL ? self->distance : NAN;
}

DermGate
derm_prediction_get_gate (DermPrediction *self)
{
  DermGate gate;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), 0);

  gate = derm_input_get_gate (self->input);
  if (derm_model_get_domain (self->model) == NULL || self->distance <= derm_model_get_domain_threshold (self->model))
    return gate;
  return (DermGate) (gate | DERM_GATE_OUTSIDE); /* a distance that is no number is outside too */
}

const char *
derm_prediction_get_isa (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);
  return self->isa;
}

double
derm_prediction_get_ms (DermPrediction *self)
{
  g_return_val_if_fail (DERM_IS_PREDICTION (self), 0);
  return self->ms;
}
