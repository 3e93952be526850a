/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explained-compared.h"

#include <glib/gi18n.h>
#include <math.h>

/* What random weights and other methods say of a map. */

/* From which rank correlation on two maps are alike, and up to which they are different ones. */
#define ALIKE_FROM 0.6
#define OTHER_UP_TO 0.4

char *
lens_explained_format_plain (double value)
{
  return g_strdup_printf ("%s%.2f", value < 0 && fabs (value) >= 0.005 ? "−" : "", fabs (value));
}

LensAgreement
lens_explained_judge (double agreement)
{
  if (agreement >= ALIKE_FROM)
    return LENS_AGREEMENT_ALIKE;

  return agreement > OTHER_UP_TO ? LENS_AGREEMENT_IN_PART : LENS_AGREEMENT_OTHER;
}

typedef struct {
  int n;
  double low, high;
} Range;

static void
extend (Range *range, double value)
{
  if (isnan (value))
    return;
  range->low = range->n > 0 ? MIN (range->low, value) : value;
  range->high = range->n > 0 ? MAX (range->high, value) : value;
  range->n++;
}

static Range
get_draws (LensExplaining *self)
{
  Range range = { 0 };

  for (int draw = 0; draw < LENS_EXPLAINING_N_DRAWS; draw++)
    extend (&range, lens_explaining_get_draw_agreement (self, draw));

  return range;
}

/* NULL until all are there: some of them could give another verdict. */
static char *
dup_draws (LensExplaining *self)
{
  Range range = get_draws (self);
  g_autofree char *low = lens_explained_format_plain (range.low), *high = lens_explained_format_plain (range.high);

  if (range.n < LENS_EXPLAINING_N_DRAWS)
    return NULL;
  if (lens_explained_judge (range.high) == LENS_AGREEMENT_OTHER)
    /* TRANSLATORS: two numbers */
    return g_strdup_printf (_ ("✓ Ten draws of random weights give other maps (agreement %s to %s), as they must."),
                            low, high);
  if (lens_explained_judge (range.high) == LENS_AGREEMENT_IN_PART)
    return g_strdup_printf (
        _ ("✗ Random weights can give a map that is alike in part (up to %s): trust the large shapes at most."), high);

  return g_strdup_printf (
      _ ("✗ Random weights can give nearly the same map (up to %s): it may show the image, not what was learned."),
      high);
}

static char *
dup_others (LensExplaining *self)
{
  Range range = { 0 };
  g_autofree char *low = NULL, *high = NULL;

  for (int method = 0; method < DERM_N_METHODS; method++)
    if (method != (int) lens_explaining_get_method (self))
      extend (&range, lens_explaining_get_agreement (self, (DermMethod) method));
  if (range.n < DERM_N_METHODS - 1)
    return NULL;
  low = lens_explained_format_plain (range.low);
  high = lens_explained_format_plain (range.high);
  if (lens_explained_judge (range.low) == LENS_AGREEMENT_ALIKE)
    return g_strdup_printf (_ ("The other methods agree (%s to %s)."), low, high);
  if (lens_explained_judge (range.high) == LENS_AGREEMENT_OTHER)
    return g_strdup_printf (_ ("The other methods disagree (%s to %s): this map is one of several answers."), low,
                            high);

  return g_strdup_printf (
      _ ("The other methods agree only in part (%s to %s): read the large shapes, not the details."), low, high);
}

char *
lens_explained_dup_remark (LensExplaining *self)
{
  g_autofree char *draws = dup_draws (self), *others = dup_others (self), *text = NULL;

  if (draws == NULL && others == NULL)
    return NULL;
  text = draws != NULL && others != NULL ? g_strdup_printf ("%s %s", draws, others)
                                         : g_strdup (draws != NULL ? draws : others);

  return g_markup_escape_text (text, -1);
}

char *
lens_explained_dup_draws_aloud (LensExplaining *self)
{
  Range range = get_draws (self);

  if (range.n < LENS_EXPLAINING_N_DRAWS)
    return NULL;

  return g_strdup (lens_explained_judge (range.high) == LENS_AGREEMENT_OTHER
                       ? _ ("Random weights: other maps.")
                       : _ ("Random weights: a map like it is possible."));
}
