/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-explained-compared.h"

#include <glib/gi18n.h>
#include <math.h>

/* What random weights and other methods say of a map. The words and their limits are the engine's. */

char *
lens_explained_format_plain (double value)
{
  return g_strdup_printf ("%s%.2f", value < 0 && fabs (value) >= 0.005 ? "−" : "", fabs (value));
}

/* Of all draws; FALSE until all are there: some of them could give another verdict. */
static gboolean
get_draws (LensExplaining *self, double draws[LENS_EXPLAINING_N_DRAWS])
{
  for (int draw = 0; draw < LENS_EXPLAINING_N_DRAWS; draw++)
    {
      draws[draw] = lens_explaining_get_draw_agreement (self, draw);
      if (isnan (draws[draw]))
        return FALSE;
    }

  return TRUE;
}

static char *
dup_draws (LensExplaining *self)
{
  double draws[LENS_EXPLAINING_N_DRAWS];
  g_autofree char *words = NULL;

  if (!get_draws (self, draws))
    return NULL;
  words = derm_agreement_describe_random (draws, LENS_EXPLAINING_N_DRAWS);

  return g_strdup_printf (
      "%s %s", derm_agreement_judge_random (draws, LENS_EXPLAINING_N_DRAWS) == DERM_AGREEMENT_OTHER ? "✓" : "✗", words);
}

static char *
dup_others (LensExplaining *self)
{
  double others[DERM_N_METHODS];
  int n = 0;

  for (int method = 0; method < DERM_N_METHODS; method++)
    if (method != (int) lens_explaining_get_method (self))
      {
        others[n] = lens_explaining_get_agreement (self, (DermMethod) method);
        if (isnan (others[n++]))
          return NULL;
      }

  return derm_agreement_describe_methods (others, n);
}

char *
lens_explained_dup_remark (LensExplaining *self)
{
  g_autofree char *draws = dup_draws (self), *others = dup_others (self), *text = NULL;

  if (draws == NULL && others == NULL)
    return NULL;
  text = draws != NULL ? derm_text_join_sentences (draws, others) : g_strdup (others);

  return g_markup_escape_text (text, -1);
}

char *
lens_explained_dup_draws_aloud (LensExplaining *self)
{
  double draws[LENS_EXPLAINING_N_DRAWS];

  if (!get_draws (self, draws))
    return NULL;

  return g_strdup (derm_agreement_judge_random (draws, LENS_EXPLAINING_N_DRAWS) == DERM_AGREEMENT_OTHER
                       ? _ ("Random weights: other maps.")
                       : _ ("Random weights: a map like it is possible."));
}
