/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-agreement.h"

DermAgreement
derm_agreement_judge (double agreement)
{
  if (isnan (agreement))
    return DERM_AGREEMENT_UNKNOWN;
  if (agreement >= DERM_AGREEMENT_ALIKE_FROM)
    return DERM_AGREEMENT_ALIKE;
  return agreement >= DERM_AGREEMENT_IN_PART_FROM ? DERM_AGREEMENT_IN_PART : DERM_AGREEMENT_OTHER;
}

/* Of the numbers that are some; NaN if there are none. */
typedef struct {
  double lowest, highest;
} Range;

static Range
find_range (const double *agreements, int n)
{
  Range range = { NAN, NAN };

  for (int i = 0; i < n && agreements != NULL; i++)
    {
      range.lowest = fmin (range.lowest, agreements[i]); /* which take a number for a NaN */
      range.highest = fmax (range.highest, agreements[i]);
    }
  return range;
}

static DermAgreement
judge_range (const Range *range)
{
  DermAgreement lowest = derm_agreement_judge (range->lowest), highest = derm_agreement_judge (range->highest);

  return lowest == highest ? lowest : DERM_AGREEMENT_IN_PART;
}

DermAgreement
derm_agreement_judge_methods (const double *agreements, int n_agreements)
{
  const Range range = find_range (agreements, n_agreements);

  return judge_range (&range);
}

DermAgreement
derm_agreement_judge_random (const double *agreements, int n_agreements)
{
  DermAgreement largest = derm_agreement_judge (find_range (agreements, n_agreements).highest);

  return largest == DERM_AGREEMENT_IN_PART ? DERM_AGREEMENT_OTHER : largest;
}

/* ---- in words ---- */

/* With the sign for less, and without one in front of a 0. */
static char *
format_agreement (double agreement)
{
  g_autofree char *number = g_strdup_printf ("%.2f", fabs (agreement));

  return g_strdup_printf ("%s%s", agreement <= -0.005 ? "−" : "", number);
}

char *
derm_agreement_describe_methods (const double *agreements, int n_agreements)
{
  const Range range = find_range (agreements, n_agreements);
  g_autofree char *lowest = format_agreement (range.lowest), *highest = format_agreement (range.highest);

  switch (judge_range (&range))
    {
    case DERM_AGREEMENT_ALIKE:
      return g_strdup_printf (_ ("The other methods agree (%s to %s)."), lowest, highest);
    case DERM_AGREEMENT_IN_PART:
      return g_strdup_printf (
          _ ("The other methods agree only in part (%s to %s): read the large shapes, not the details."), lowest,
          highest);
    case DERM_AGREEMENT_OTHER:
      return g_strdup_printf (_ ("The other methods disagree (%s to %s): this map is one of several answers."), lowest,
                              highest);
    case DERM_AGREEMENT_UNKNOWN:
    default:
      return NULL;
    }
}

char *
derm_agreement_describe_random (const double *agreements, int n_agreements)
{
  const Range range = find_range (agreements, n_agreements);
  g_autofree char *lowest = format_agreement (range.lowest), *highest = format_agreement (range.highest);

  switch (derm_agreement_judge_random (agreements, n_agreements))
    {
    case DERM_AGREEMENT_OTHER:
      if (n_agreements == DERM_AGREEMENT_DRAWS)
        return g_strdup_printf (_ ("Ten draws of random weights give other maps (agreement %s to %s), as they must."),
                                lowest, highest);
      return g_strdup_printf (_ ("Random weights give other maps (agreement %s to %s), as they must."), lowest,
                              highest);
    case DERM_AGREEMENT_ALIKE:
      return g_strdup_printf (
          _ ("Random weights can give nearly the same map (up to %s): it may show the image, not what was learned."),
          highest);
    case DERM_AGREEMENT_IN_PART: /* which a check does not give */
    case DERM_AGREEMENT_UNKNOWN:
    default:
      return g_strdup (_ ("Random weights: no agreement can be told, for a map is the same everywhere."));
    }
}
