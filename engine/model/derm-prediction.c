/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-model-private.h"
#include "derm-prediction-private.h"
#include "engine/nn/nn.h"

/* What is said in words depends on the room between the two highest scores. Below the first, a slightly other crop of
 * the same lesion is enough to turn the order; above the second, the order rarely turns. */
#define MARGIN_UNDECIDED 0.1
#define MARGIN_LITTLE_ROOM 0.3

struct _DermPrediction {
  GObject parent_instance;

  DermModel *model; /* owned */
  DermInput *input; /* owned */
  float *logits;    /* owned, classes */
  float *scores;    /* owned, classes */
  const char *isa;
  double ms;
  int n_classes;
  int top, second;
};

G_DEFINE_FINAL_TYPE (DermPrediction, derm_prediction, G_TYPE_OBJECT)

static void
derm_prediction_finalize (GObject *object)
{
  DermPrediction *self = DERM_PREDICTION (object);

  g_clear_object (&self->model);
  g_clear_object (&self->input);
  g_free (self->logits);
  g_free (self->scores);
  G_OBJECT_CLASS (derm_prediction_parent_class)->finalize (object);
}

static void
derm_prediction_class_init (DermPredictionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = derm_prediction_finalize;
}

static void
derm_prediction_init (DermPrediction *self)
{
}

/* Index of the highest score but for `except`, the first of equals; -1 if there is none. */
static int
find_highest (DermPrediction *self, int except)
{
  int highest = -1;

  for (int i = 0; i < self->n_classes; i++)
    {
      if (i != except && (highest < 0 || self->scores[i] > self->scores[highest]))
        highest = i;
    }
  return highest;
}

DermPrediction *
derm_prediction_new (DermModel *model, DermInput *input, const float *logits, const char *isa, double ms)
{
  DermPrediction *self = g_object_new (DERM_TYPE_PREDICTION, NULL);

  self->model = g_object_ref (model);
  self->input = g_object_ref (input);
  self->n_classes = derm_model_get_n_classes (model);
  self->logits = g_memdup2 (logits, sizeof (float) * (gsize) self->n_classes);
  self->scores = g_new (float, self->n_classes);
  nn_softmax (self->n_classes, self->logits, self->scores);
  self->isa = isa;
  self->ms = ms;
  self->top = find_highest (self, -1);
  self->second = find_highest (self, self->top);
  return self;
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
  g_return_val_if_fail (DERM_IS_PREDICTION (self), 0);

  return self->second < 0 ? self->scores[self->top] : self->scores[self->top] - self->scores[self->second];
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
      if (self->scores[i] > 0) /* x · log x goes to 0 */
        entropy -= self->scores[i] * log ((double) self->scores[i]);
    }
  return CLAMP (entropy / log (self->n_classes), 0.0, 1.0);
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

char *
derm_prediction_describe (DermPrediction *self)
{
  g_autofree char *distance = NULL;
  const char *top, *next;
  double margin;
  gboolean is_plural;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);

  top = derm_model_get_class_name (self->model, self->top);
  if (self->second < 0)
    return g_strdup_printf (_ ("%s is the only class that the model knows."), top);

  next = derm_model_get_name_in_sentence (self->model, self->second);
  margin = derm_prediction_get_margin (self);
  distance = derm_score_format (margin);
  is_plural = derm_model_is_name_plural (self->model, self->top);
  if (margin < MARGIN_UNDECIDED)
    return g_strdup_printf (_ ("The model cannot decide between %1$s and %2$s: they are %3$s apart."),
                            derm_model_get_name_in_sentence (self->model, self->top), next, distance);
  if (margin < MARGIN_LITTLE_ROOM)
    {
      if (is_plural)
        /* Translators: %1$s is a name in the plural, like "Melanocytic nevi"; %2$s another class, %3$s a number */
        return g_strdup_printf (_ ("%1$s lead with little room: the next class, %2$s, is %3$s behind."), top, next,
                                distance);
      /* Translators: %1$s is a name in the singular, like "Melanoma"; %2$s another class, %3$s a number */
      return g_strdup_printf (_ ("%1$s leads with little room: the next class, %2$s, is %3$s behind."), top, next,
                              distance);
    }
  if (is_plural)
    /* Translators: %1$s is a name in the plural, like "Melanocytic nevi"; %2$s another class, %3$s a number */
    return g_strdup_printf (_ ("%1$s lead clearly: the next class, %2$s, is %3$s behind."), top, next, distance);
  /* Translators: %1$s is a name in the singular, like "Melanoma"; %2$s another class, %3$s a number */
  return g_strdup_printf (_ ("%1$s leads clearly: the next class, %2$s, is %3$s behind."), top, next, distance);
}

char *
derm_score_format (double score)
{
  /* a softmax in float reaches 1 and 0 by rounding: those are no more certain than their neighbours */
  if (score > 0.99)
    return g_strdup_printf ("> %.2f", 0.99);
  if (score < 0.01)
    return g_strdup_printf ("< %.2f", 0.01);
  return g_strdup_printf ("%.2f", score);
}
