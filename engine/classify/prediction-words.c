/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "derm-prediction-private.h"
#include "derm-text.h"

/* What is said in words depends on the room between the two highest scores. Below the first, a slightly other crop of
 * the same lesion is enough to turn the order; above the second, the order rarely turns. */
#define MARGIN_UNDECIDED 0.1
#define MARGIN_LITTLE_ROOM 0.3

/* Which class leads the other by that much. */
static char *
format_answer (const DermClass *class, const DermClass *second, double margin)
{
  g_autofree char *distance = derm_score_format (margin);
  const char *top = derm_class_get_title (class), *next = derm_class_get_name_in_sentence (second);

  if (margin < MARGIN_UNDECIDED)
    return g_strdup_printf (_ ("The model cannot decide between %1$s and %2$s: they are %3$s apart."),
                            derm_class_get_name_in_sentence (class), next, distance);
  if (margin < MARGIN_LITTLE_ROOM)
    {
      if (derm_class_is_plural (class))
        /* Translators: %1$s is a name in the plural, like "Melanocytic nevi"; %2$s another class, %3$s a number */
        return g_strdup_printf (_ ("%1$s lead narrowly: the next class, %2$s, is %3$s behind."), top, next, distance);
      /* Translators: %1$s is a name in the singular, like "Melanoma"; %2$s another class, %3$s a number */
      return g_strdup_printf (_ ("%1$s leads narrowly: the next class, %2$s, is %3$s behind."), top, next, distance);
    }
  if (derm_class_is_plural (class))
    /* Translators: %1$s is a name in the plural, like "Melanocytic nevi"; %2$s another class, %3$s a number */
    return g_strdup_printf (_ ("%1$s lead clearly: the next class, %2$s, is %3$s behind."), top, next, distance);
  /* Translators: %1$s is a name in the singular, like "Melanoma"; %2$s another class, %3$s a number */
  return g_strdup_printf (_ ("%1$s leads clearly: the next class, %2$s, is %3$s behind."), top, next, distance);
}

/* Which class leads by the prediction's decision. */
static char *
describe_answer (DermPrediction *self)
{
  const DermClass *class = derm_prediction_get_class (self, derm_prediction_get_top (self));
  int second = derm_prediction_get_second (self);

  if (second < 0)
    return g_strdup_printf (_ ("%s is the only class that the model knows."), derm_class_get_title (class));

  return format_answer (class, derm_prediction_get_class (self, second), derm_prediction_get_margin (self));
}

/* What the decision is, where there are two, and what the other one answers. */
static char *
describe_decision (DermPrediction *self)
{
  gboolean is_balanced = derm_prediction_get_decision (self) == DERM_DECISION_BALANCED;
  DermDecision other_decision = is_balanced ? DERM_DECISION_LIKELY : DERM_DECISION_BALANCED;
  int other = derm_prediction_get_answer (self, other_decision), top = derm_prediction_get_top (self);
  const char *name = other >= 0 ? derm_class_get_name_in_sentence (derm_prediction_get_class (self, other)) : NULL;

  if (is_balanced && other == top)
    return g_strdup (_ ("Classes are weighed by how rare they are; the highest score gives the same answer."));
  if (is_balanced)
    /* Translators: %s is a class inside a sentence */
    return g_strdup_printf (_ ("Classes are weighed by how rare they are; by the highest score alone it would be %s."),
                            name);
  if (other < 0 || other == top)
    return NULL;
  /* Translators: %s is a class inside a sentence */
  return g_strdup_printf (_ ("Weighed by how rare the classes are, the answer would be %s."), name);
}

char *
derm_prediction_describe (DermPrediction *self)
{
  g_autofree char *answer = NULL, *decision = NULL;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);

  answer = describe_answer (self);
  decision = describe_decision (self);
  return derm_text_join_sentences (answer, decision);
}

/* The two classes with the longest names, and each way in which one can lead. */
char *
derm_prediction_describe_longest (DermPrediction *self)
{
  static const double margins[] = { MARGIN_UNDECIDED / 2, MARGIN_LITTLE_ROOM / 2, 0.9 };
  const DermClass *first = NULL, *second = NULL;
  char *longest = NULL;

  g_return_val_if_fail (DERM_IS_PREDICTION (self), NULL);

  for (int i = 0; i < derm_prediction_get_n_classes (self); i++)
    {
      const DermClass *class = derm_prediction_get_class (self, i);

      if (first == NULL || strlen (derm_class_get_title (class)) > strlen (derm_class_get_title (first)))
        {
          second = first;
          first = class;
        }
      else if (second == NULL || strlen (derm_class_get_title (class)) > strlen (derm_class_get_title (second)))
        {
          second = class;
        }
    }
  if (second == NULL)
    return describe_answer (self);
  for (gsize i = 0; i < G_N_ELEMENTS (margins); i++)
    {
      char *text = format_answer (first, second, margins[i]);

      if (longest == NULL || g_utf8_strlen (text, -1) > g_utf8_strlen (longest, -1))
        {
          g_free (longest);
          longest = g_steal_pointer (&text);
        }
      g_free (text);
    }
  return longest;
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
