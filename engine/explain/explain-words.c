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
    return g_strdup_printf ("%s%.2f", value <= -0.005 ? "−" : "", fabs (value));
  return g_strdup_printf ("%.2f", CLAMP (value, 0.0, 1.0));
}

/* A cell as people find it: by the pixels, where one is larger than a pixel. */
static char *
describe_cell (DermExplanation *self, int x, int y)
{
  DermInput *input = derm_explanation_get_input (self);
  int columns = derm_explanation_get_width (self), rows = derm_explanation_get_height (self);
  int width = derm_input_get_width (input), height = derm_input_get_height (input);

  if (columns == width && rows == height)
    return g_strdup_printf ("x %d, y %d", x, y);
  /* Translators: column and row of a cell, columns and rows of the map, then the first and the last column and the
   * first and the last row of the pixels that it stands for */
  return g_strdup_printf (_ ("cell x %1$d, y %2$d of %3$d × %4$d (pixels x %5$d–%6$d, y %7$d–%8$d)"), x, y, columns,
                          rows, x * width / columns, (x + 1) * width / columns - 1, y * height / rows,
                          (y + 1) * height / rows - 1);
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
  g_autofree char *cell = NULL, *number = NULL;

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
  cell = describe_cell (self, x, y);
  number = derm_text_format_signed (value, fabs (value));
  return is_for
             /* Translators: %1$s is a class, %2$s where a cell is, %3$s a number with its sign */
             ? g_strdup_printf (_ ("Strongest for %1$s: %2$s, with %3$s."), class, cell, number)
             /* Translators: as before */
             : g_strdup_printf (_ ("Strongest against %1$s: %2$s, with %3$s."), class, cell, number);
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

/* What speaks for and against the class. */
static char *
describe_map (DermExplanation *self)
{
  g_autofree char *most = NULL, *least = NULL, *lead = NULL;

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

char *
derm_explanation_describe (DermExplanation *self)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);

  words = describe_map (self);
  if (!derm_explanation_is_random (self, NULL))
    return g_steal_pointer (&words);
  return derm_text_join_sentences (
      _ ("These weights are random: what the map shows is the image and the method, not what was learned."), words);
}
