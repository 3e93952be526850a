/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS
#pragma GCC visibility push(default)

/* What derm_explanation_agree() says in words. The limits are from data/model/reports/agreement.json: 300 images of HAM10000,
 * five methods, one view, explained for the answer (data/training/agreement.py). */

/**
 * DERM_AGREEMENT_ALIKE_FROM:
 *
 * From here on two maps are alike. 1.3 % of the pairs of maps by two methods that are of different images, and agree for no
 * reason, reach it; of the same image 78 % of gradient × input with integrated gradients do, 27 % of occlusion with Grad-CAM, and
 * at most 1 % of any other two.
 */
#define DERM_AGREEMENT_ALIKE_FROM 0.6

/**
 * DERM_AGREEMENT_IN_PART_FROM:
 *
 * Below it two maps are different: 95 % of the pairs of different images are.
 */
#define DERM_AGREEMENT_IN_PART_FROM 0.4

/**
 * DERM_AGREEMENT_DRAWS:
 *
 * Of random weights, as a rule.
 */
#define DERM_AGREEMENT_DRAWS 10

/**
 * DermAgreement:
 * @DERM_AGREEMENT_UNKNOWN: a map is the same everywhere, so that nothing can be said
 * @DERM_AGREEMENT_OTHER: the maps are different ones
 * @DERM_AGREEMENT_IN_PART: large shapes are the same
 * @DERM_AGREEMENT_ALIKE: the maps say the same
 *
 * How much maps agree.
 */
typedef enum {
  DERM_AGREEMENT_UNKNOWN,
  DERM_AGREEMENT_OTHER,
  DERM_AGREEMENT_IN_PART,
  DERM_AGREEMENT_ALIKE,
} DermAgreement;

/**
 * derm_agreement_judge:
 * @agreement: of two maps; may be NaN
 *
 * Returns: the word for it
 */
DermAgreement derm_agreement_judge (double agreement);

/**
 * derm_agreement_judge_methods:
 * @agreements: (array length=n_agreements): of a map with those of other methods; those that are NaN do not count
 *
 * Returns: alike if all are, different if all are, else in part
 */
DermAgreement derm_agreement_judge_methods (const double *agreements, int n_agreements);

/**
 * derm_agreement_judge_random:
 * @agreements: (array length=n_agreements): derm_explainer_check_weights(); those that are NaN do not count
 *
 * The largest decides, for a mean would hide it; and the limit is %DERM_AGREEMENT_ALIKE_FROM: the largest of ten is often higher
 * than one alone, with 0.4 for occlusion and 0.5 for Grad-CAM in the middle of the images measured, which is still less than
 * maps of two different images by the trained weights may agree.
 *
 * Returns: whether random weights give other maps: %DERM_AGREEMENT_OTHER if they do, %DERM_AGREEMENT_ALIKE if one gives nearly
 *   the same, %DERM_AGREEMENT_UNKNOWN without a number
 */
DermAgreement derm_agreement_judge_random (const double *agreements, int n_agreements);

/**
 * derm_agreement_describe_methods:
 * @agreements: (array length=n_agreements): as in derm_agreement_judge_methods()
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL if nothing can be said
 */
char *derm_agreement_describe_methods (const double *agreements, int n_agreements);

/**
 * derm_agreement_describe_random:
 * @agreements: (array length=n_agreements): as in derm_agreement_judge_random()
 *
 * Returns: (transfer full): a translated sentence
 */
char *derm_agreement_describe_random (const double *agreements, int n_agreements);

#pragma GCC visibility pop
G_END_DECLS
