/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "derm-explanation.h"
#include "derm-text.h"

/* What a map says. */

#define LEAST_SCORE 0.01 /* an effect of occlusion that is worth drawing */
#define LEAST_LOGIT 0.05

static double
find_least (DermExplanation *self)
{
  const DermExplainOptions *options = derm_explanation_get_options (self);

  if (options->method != DERM_METHOD_OCCLUSION)
    return 0;
  return options->target == DERM_TARGET_LOGIT ? LEAST_LOGIT : LEAST_SCORE;
}

static double
find_largest (DermExplanation *self)
{
  int x, y;
  double most = (double) derm_explanation_find_strongest (self, TRUE, &x, &y);

  return MAX (most, -(double) derm_explanation_find_strongest (self, FALSE, &x, &y));
}

double
derm_explanation_get_scale (DermExplanation *self)
{
  g_return_val_if_fail (DERM_IS_EXPLANATION (self), 0);
  return MAX (find_largest (self), find_least (self));
}

/* A value of the target as people read it. */
static char *
format_value (DermExplanation *self, double value)
{
  if (derm_explanation_get_options (self)->target == DERM_TARGET_LOGIT)
    return g_strdup_printf ("%.2f", value);
  return g_strdup_printf ("%.2f", CLAMP (value, 0.0, 1.0));
}

/* NULL if nothing speaks that way. */
static char *
describe_strongest (DermExplanation *self, gboolean is_for)
{
  int x, y, patch[4];
  double value = (double) derm_explanation_find_strongest (self, is_for, &x, &y);
  double base = derm_explanation_get_base (self);
  const char *class = derm_explanation_get_label (self);
  g_autofree char *before = format_value (self, base), *after = format_value (self, base - value);

  if (fabs (value) < find_least (self) || value == 0)
    return NULL;
  if (derm_explanation_get_patch (self, x, y, patch))
    return is_for
               /* Translators: %1$s is a class, %2$d and %3$d left column and upper row of a patch, then two scores */
               ? g_strdup_printf (
                   _ ("Strongest for %1$s: with the patch at x %2$d, y %3$d hidden it goes from %4$s to %5$s."), class,
                   patch[0], patch[1], before, after)
               /* Translators: as before */
               : g_strdup_printf (
                   _ ("Strongest against %1$s: with the patch at x %2$d, y %3$d hidden it goes from %4$s to %5$s."),
                   class, patch[0], patch[1], before, after);
  return is_for
             /* Translators: %1$s is a class, %2$d and %3$d column and row of a cell, %4$+.3g a number with its sign */
             ? g_strdup_printf (_ ("Strongest for %1$s: x %2$d, y %3$d, with %4$+.3g."), class, x, y, value)
             /* Translators: as before */
             : g_strdup_printf (_ ("Strongest against %1$s: x %2$d, y %3$d, with %4$+.3g."), class, x, y, value);
}

static char *
describe_nothing (DermExplanation *self)
{
  const DermExplainOptions *options = derm_explanation_get_options (self);

  if (options->method != DERM_METHOD_OCCLUSION)
    return g_strdup_printf (_ ("Nothing speaks for or against %s: the map is zero everywhere."),
                            derm_explanation_get_label (self));
  /* Translators: %1$d × %1$d is the size of a patch, %2$s a class, %3$.2f a number */
  return g_strdup_printf (_ ("Hiding any %1$d × %1$d patch changes %2$s by less than %3$.2f."), options->patch,
                          derm_explanation_get_label (self), find_least (self));
}

char *
derm_explanation_describe (DermExplanation *self)
{
  g_autofree char *most = NULL, *least = NULL, *lead = NULL;

  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);

  most = describe_strongest (self, TRUE);
  least = describe_strongest (self, FALSE);
  if (most == NULL && least == NULL)
    return describe_nothing (self);
  if (most == NULL && derm_explanation_get_options (self)->method == DERM_METHOD_GRADCAM)
    lead = g_strdup_printf (_ ("All evidence of this layer is against %s."), derm_explanation_get_label (self));
  if (lead != NULL)
    return derm_text_join_sentences (lead, least);
  return most != NULL ? derm_text_join_sentences (most, least) : g_steal_pointer (&least);
}
