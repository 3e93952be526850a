/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-evaluation.h"

static const struct {
  const char *id, *name, *definition;
} measures[DERM_N_MEASURES] = {
  /* TRANSLATORS: names of figures, in a sentence or in a list */
  [DERM_MEASURE_ACCURACY]
  = { "accuracy", NC_ ("measure", "accuracy"), N_ ("The share of the images whose answer is their class.") },
  [DERM_MEASURE_BALANCED_ACCURACY] = { "balanced_accuracy", NC_ ("measure", "balanced accuracy"),
                                       N_ ("The mean recall of the classes that there are images of, each class "
                                           "counting the same. ISIC’s challenges are judged "
                                           "by it.") },
  [DERM_MEASURE_TOP_2] = { "top_2", NC_ ("measure", "right class in the first two"),
                           N_ ("The share of the images whose class has one of the two highest scores; of equal scores "
                               "the first class counts.") },
  [DERM_MEASURE_TOP_3] = { "top_3", NC_ ("measure", "right class in the first three"),
                           N_ ("The share of the images whose class has one of the three highest scores; of equal "
                               "scores the first class counts.") },
  [DERM_MEASURE_NLL]
  = { "nll", NC_ ("measure", "negative log-likelihood"),
      N_ ("The mean of minus the natural logarithm of the true class’s score. 0 is best; one image that is "
          "wrong with full certainty costs most.") },
  [DERM_MEASURE_BRIER] = { "brier", NC_ ("measure", "Brier score"),
                           N_ ("The mean of the squared distances between the scores and the truth (1 for the true "
                               "class, 0 for the others), added up "
                               "over the classes. 0 is best, 2 is worst.") },
  [DERM_MEASURE_ECE] = { "ece", NC_ ("measure", "expected calibration error"),
                         N_ ("How far the answers’ scores are from the shares of right answers: in 15 bins of equal "
                             "width, weighted by the images in "
                             "them. 0 is best; it says nothing of how many answers are right.") },
  [DERM_MEASURE_RECALL] = { "recall", NC_ ("measure", "recall"),
                            N_ ("The share of a class’s images that are answered so; also called sensitivity.") },
  [DERM_MEASURE_PRECISION]
  = { "precision", NC_ ("measure", "precision"),
      N_ ("The share of the answers with a class that are right. It depends on how common the class is "
          "in this set.") },
  [DERM_MEASURE_SPECIFICITY] = { "specificity", NC_ ("measure", "specificity"),
                                 N_ ("The share of the images of other classes that are not answered so.") },
  [DERM_MEASURE_F1] = { "f1", NC_ ("measure", "F1"), N_ ("The harmonic mean of precision and recall.") },
  [DERM_MEASURE_ROC_AUC] = { "roc_auc", NC_ ("measure", "ROC AUC"),
                             N_ ("The area under the ROC curve: how often an image of the class has a higher score of "
                                 "it than one of another class, equal "
                                 "scores counted half. 0.5 is chance.") },
  [DERM_MEASURE_PR_AUC] = { "pr_auc", NC_ ("measure", "average precision"),
                            N_ ("The area under the curve of precision over recall, as the sum of the precisions at "
                                "each score, weighted by the recall "
                                "that it adds. Chance is the class’s share of the images.") },
};

static gboolean
is_measure (DermMeasure measure)
{
  return (guint) measure < DERM_N_MEASURES;
}

const char *
derm_measure_get_id (DermMeasure measure)
{
  g_return_val_if_fail (is_measure (measure), NULL);

  return measures[measure].id;
}

const char *
derm_measure_get_name (DermMeasure measure)
{
  g_return_val_if_fail (is_measure (measure), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "measure", measures[measure].name);
}

const char *
derm_measure_get_definition (DermMeasure measure)
{
  g_return_val_if_fail (is_measure (measure), NULL);

  return _ (measures[measure].definition);
}

gboolean
derm_measure_is_of_class (DermMeasure measure)
{
  return measure >= DERM_MEASURE_RECALL && is_measure (measure);
}

gboolean
derm_measure_is_loss (DermMeasure measure)
{
  return measure == DERM_MEASURE_NLL || measure == DERM_MEASURE_BRIER || measure == DERM_MEASURE_ECE;
}

gboolean
derm_measure_from_id (const char *id, DermMeasure *measure)
{
  g_return_val_if_fail (measure != NULL, FALSE);

  for (int i = 0; i < DERM_N_MEASURES; i++)
    if (g_strcmp0 (id, measures[i].id) == 0)
      {
        *measure = (DermMeasure) i;
        return TRUE;
      }

  return FALSE;
}
