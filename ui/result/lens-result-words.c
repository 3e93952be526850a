/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-words.h"

#include <glib/gi18n.h>

#include "lens-decision.h"

/* The first clause, which names the leading class, in bold. */
static char *
emphasize (const char *text)
{
  gsize length = derm_figure_bold_length (text);
  g_autofree char *first = NULL;
  g_autofree char *rest = NULL;

  first = g_markup_escape_text (text, (gssize) length);
  rest = g_markup_escape_text (text + length, -1);

  return g_strdup_printf ("<b>%s</b>%s", first, rest);
}

static char *
format_color (const DermColor *color)
{
  return g_strdup_printf ("#%02x%02x%02x", (guint) (color->r * 255 + 0.5), (guint) (color->g * 255 + 0.5),
                          (guint) (color->b * 255 + 0.5));
}

char *
lens_result_words_legend (const DermTheme *theme)
{
  const struct {
    DermGroup group;
    const DermColor *color;
  } entries[] = { { DERM_GROUP_MALIGNANT, &theme->malignant },
                  { DERM_GROUP_PRE_MALIGNANT, &theme->pre_malignant },
                  { DERM_GROUP_BENIGN, &theme->benign } };
  g_autoptr (GString) markup = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *color = format_color (entries[i].color);
      g_autofree char *part
          = g_markup_printf_escaped ("<span foreground=\"%s\" fgalpha=\"100%%\">%s</span> %s", color,
                                     derm_group_get_sign (entries[i].group), derm_group_get_name (entries[i].group));

      g_string_append_printf (markup, "%s%s", i > 0 ? "   " : "", part);
    }

  return g_string_free (g_steal_pointer (&markup), FALSE);
}

char *
lens_result_words_answer (DermPrediction *prediction, gboolean is_trusted)
{
  g_autofree char *text = derm_prediction_describe (prediction);
  g_autofree char *markup = emphasize (text);
  g_autofree char *both = is_trusted ? lens_decision_format_both (prediction) : NULL;

  return both != NULL ? g_strdup_printf ("%s\n%s", both, markup) : g_steal_pointer (&markup);
}

static void
append_certainty (GString *text, DermPrediction *prediction)
{
  int n_views = derm_recipe_get_views (derm_input_get_recipe (derm_prediction_get_input (prediction)));
  int n_agreeing = derm_prediction_get_n_agreeing_views (prediction);

  /* TRANSLATORS: two numbers from 0 to 1 */
  g_string_append_printf (text, _ ("Margin %.2f · entropy %.2f of 1"), derm_prediction_get_margin (prediction),
                          derm_prediction_get_entropy (prediction));
  if (n_views > 1)
    {
      g_string_append (text, " · ");
      /* TRANSLATORS: of the image turned and mirrored in 8 ways, so many give the same answer: "7 of 8 views agree" */
      g_string_append_printf (text,
                              ngettext ("%1$d of %2$d views agrees", "%1$d of %2$d views agree", (gulong) n_agreeing),
                              n_agreeing, n_views);
    }
}

static void
append_set (GString *text, DermPrediction *prediction)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  guint n = 0;
  g_autofree int *set = derm_prediction_list_set (prediction, DERM_SET_SHARE, &n);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "", derm_prediction_get_label (prediction, set[i]));
  g_string_append_c (text, '\n');
  /* TRANSLATORS: how much, in percent, and codes of classes: "90 % of the score: mel, nv" */
  g_string_append_printf (text, _ ("%d %% of the score: %s"), (int) (100 * DERM_SET_SHARE + 0.5), codes->str);
}

char *
lens_result_words_certainty (DermPrediction *prediction, const char *truth)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_certainty (text, prediction);
  append_set (text, prediction);
  if (truth != NULL)
    {
      int top = derm_prediction_get_top (prediction), known = derm_prediction_find_label (prediction, truth);
      const char *name = known >= 0 ? derm_prediction_get_class_name (prediction, known) : truth;

      g_string_append_c (text, '\n');
      if (known == top)
        /* TRANSLATORS: %s is the class that the image is known to show */
        g_string_append_printf (text, _ ("✓ Truth: %s. The answer agrees."), name);
      else
        /* TRANSLATORS: %s is the class that the image is known to show */
        g_string_append_printf (text, _ ("≠ Truth: %s. The answer differs."), name);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
