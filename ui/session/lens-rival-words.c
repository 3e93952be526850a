/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-rival-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-evaluating-rows.h"
#include "lens-evaluating-words.h"

#define DIGITS_OF 0.1 /* two decimals */

char *
lens_rival_words_title (LensRival *self)
{
  /* TRANSLATORS: a model or a recipe */
  return g_strdup_printf (_ ("Compared with %s"), lens_rival_get_name (self));
}

char *
lens_rival_words_difference (LensRival *self, DermMeasure measure, int class_index)
{
  double low, high;
  const double difference
      = derm_comparison_get_difference (lens_rival_get_comparison (self), measure, class_index, &low, &high);
  g_autofree char *text = derm_text_format_signed (difference, DIGITS_OF), *from = NULL, *to = NULL, *interval = NULL;

  if (isnan (difference))
    return lens_figure_dup_words (difference);
  if (isnan (low) || isnan (high))
    return g_steal_pointer (&text);
  from = derm_text_format_signed (low, DIGITS_OF);
  to = derm_text_format_signed (high, DIGITS_OF);
  /* TRANSLATORS: from one difference to another */
  interval = g_strdup_printf (C_ ("interval", "%s to %s"), from, to);

  return g_strdup_printf ("%s (%s)", text, interval);
}

char *
lens_rival_words_test (LensRival *self)
{
  const double p = derm_comparison_get_p (lens_rival_get_comparison (self));

  /* TRANSLATORS: McNemar's test: how likely such a difference is if neither is better */
  return p < 0.001 ? g_strdup (_ ("McNemar p < 0.001")) : g_strdup_printf (_ ("McNemar p = %.3f"), p);
}

char *
lens_rival_words_all (LensRival *self, LensEvaluating *evaluating)
{
  g_autoptr (LensFigureData) data = NULL;
  g_autofree char *title = NULL, *test = NULL;
  GString *text;

  if (lens_rival_get_comparison (self) == NULL)
    return NULL;
  data = lens_figure_data_new (evaluating);
  title = lens_rival_words_title (self);
  test = lens_rival_words_test (self);
  text = g_string_new (title);
  for (int i = 0; i < data->n; i++)
    {
      g_autofree char *difference = NULL;

      if (data->lines[i].is_dim)
        continue;
      difference = lens_rival_words_difference (self, data->measures[i], data->classes[i]);
      g_string_append_printf (text, "\n%s %s", data->lines[i].name, difference);
    }
  g_string_append_printf (text, "\n%s", test);

  return g_string_free (text, FALSE);
}
