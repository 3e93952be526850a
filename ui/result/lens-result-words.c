/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-result-words.h"

#include <glib/gi18n.h>
#include <string.h>

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
          = g_markup_printf_escaped ("<span foreground=\"%s\" fgalpha=\"100%%\">%s</span> %s", color,
                                     derm_group_get_sign (entries[i].group), derm_group_get_name (entries[i].group));

      g_string_append_printf (markup, "%s%s", i > 0 ? "   " : "", part);
    }

  return g_string_free (g_steal_pointer (&markup), FALSE);
}

/* Why no score should be trusted, and what they would say. */
static char *
format_doubt (DermPrediction *prediction, DermGate gate, int top)
{
  g_autofree char *score = derm_score_format (derm_prediction_get_calibrated (prediction)[top]);
  g_autofree char *others = derm_gate_describe ((DermGate) (gate & ~(guint) DERM_GATE_OUTSIDE));
  gboolean is_outside = (gate & DERM_GATE_OUTSIDE) != 0;
  g_autoptr (GString) text = g_string_new (NULL);

  if (is_outside)
    g_string_append (text, _ ("May show no lesion: unlike the training images."));
  if (*others != '\0')
    g_string_append_printf (text, "%s%s", is_outside ? " " : "", others);
  g_string_append_c (text, ' ');
  /* TRANSLATORS: name of a class, and a number */
  g_string_append_printf (text, _ ("Highest score: %s, %s."), derm_prediction_get_class_name (prediction, top), score);

  return g_markup_escape_text (text->str, -1);
}

char *
lens_result_words_answer (DermPrediction *prediction, gboolean is_trusted)
{
  g_autofree char *text = NULL, *markup = NULL, *both = NULL;

  if (derm_prediction_get_gate (prediction) != 0)
    return format_doubt (prediction, derm_prediction_get_gate (prediction), derm_prediction_get_top (prediction));
  text = derm_prediction_describe (prediction);
  markup = emphasize (text);
  both = is_trusted ? lens_decision_format_both (prediction) : NULL;

  return both != NULL ? g_strdup_printf ("%s\n%s", both, markup) : g_steal_pointer (&markup);
}

static int
find_longest_name (DermPrediction *prediction)
{
  int longest = 0;

  for (int i = 1; i < derm_prediction_get_n_classes (prediction); i++)
    if (strlen (derm_prediction_get_class_name (prediction, i))
        > strlen (derm_prediction_get_class_name (prediction, longest)))
      longest = i;

  return longest;
}

char *
lens_result_words_longest_doubt (DermPrediction *prediction)
{
  return format_doubt (prediction, DERM_GATE_OUTSIDE, find_longest_name (prediction));
}

char *
lens_result_words_longest_answer (DermPrediction *prediction)
{
  g_autofree char *text = derm_prediction_describe_longest (prediction);

  return emphasize (text);
}

typedef struct {
  double margin, entropy;
  int n_agreeing, n_views;
} Certainty;

static Certainty
get_certainty (DermPrediction *prediction)
{
  return (Certainty){
    .margin = derm_prediction_get_margin (prediction),
    .entropy = derm_prediction_get_entropy (prediction),
    .n_agreeing = derm_prediction_get_n_agreeing_views (prediction),
    .n_views = derm_recipe_get_views (derm_input_get_recipe (derm_prediction_get_input (prediction))),
  };
}

static void
append_certainty (GString *text, const Certainty *certainty)
{
  /* TRANSLATORS: two numbers from 0 to 1 */
  g_string_append_printf (text, _ ("Margin %.2f · entropy %.2f of 1"), certainty->margin, certainty->entropy);
  if (certainty->n_views > 1)
    {
      g_string_append (text, " · ");
      /* TRANSLATORS: of the image turned and mirrored in 8 ways, so many give the same answer: "7 of 8 views agree" */
      g_string_append_printf (
          text, ngettext ("%1$d of %2$d views agrees", "%1$d of %2$d views agree", (gulong) certainty->n_agreeing),
          certainty->n_agreeing, certainty->n_views);
    }
}

/* (transfer full) "mel, nv" */
static char *
dup_codes (DermPrediction *prediction, const int *set, guint n)
{
  GString *codes = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "", derm_prediction_get_label (prediction, set[i]));

  return g_string_free (codes, FALSE);
}

static void
append_set (GString *text, DermPrediction *prediction, const int *set, guint n)
{
  g_autofree char *codes = dup_codes (prediction, set, n);

  g_string_append_c (text, '\n');
  /* TRANSLATORS: how much, in percent, and codes of classes: "Classes with 90 % of the score: mel, nv" */
  g_string_append_printf (text, _ ("Classes with %d %% of the score: %s"), (int) (100 * DERM_SET_SHARE + 0.5), codes);
}

/* Of a calibration from a file; most have none. */
static void
append_covering_set (GString *text, DermPrediction *prediction, const int *set, guint n)
{
  double coverage = derm_model_get_coverage (derm_prediction_get_model (prediction));
  g_autofree char *codes = n > 0 ? dup_codes (prediction, set, n)
                                 /* TRANSLATORS: in place of codes of classes */
                                 : g_strdup (C_ ("classes", "none"));

  if (coverage <= 0)
    return;
  g_string_append_c (text, '\n');
  /* TRANSLATORS: of how many images such a set has the right class, in percent, and codes of classes */
  g_string_append_printf (text, _ ("Set with %d %% coverage: %s"), (int) (100 * coverage + 0.5), codes);
}

static void
append_truth (GString *text, const char *name, gboolean is_same)
{
  g_string_append_c (text, '\n');
  if (is_same)
    /* TRANSLATORS: %s is the class that the image is known to show */
    g_string_append_printf (text, _ ("✓ Truth: %s. The answer agrees."), name);
  else
    /* TRANSLATORS: %s is the class that the image is known to show */
    g_string_append_printf (text, _ ("≠ Truth: %s. The answer differs."), name);
}

char *
lens_result_words_certainty (DermPrediction *prediction, const char *truth)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0, n_covering = 0;
  g_autofree int *set = derm_prediction_list_set (prediction, DERM_SET_SHARE, &n);
  g_autofree int *covering = derm_prediction_list_covering_set (prediction, &n_covering);
  const Certainty certainty = get_certainty (prediction);

  append_certainty (text, &certainty);
  append_set (text, prediction, set, n);
  append_covering_set (text, prediction, covering, n_covering);
  if (truth != NULL)
    {
      int top = derm_prediction_get_top (prediction), known = derm_prediction_find_label (prediction, truth);

      append_truth (text, known >= 0 ? derm_prediction_get_class_name (prediction, known) : truth, known == top);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Few answers are so undecided that more classes than these hold most of the score. */
#define USUAL_SET 5

char *
lens_result_words_longest_certainty (DermPrediction *prediction, gboolean has_truth)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int set[USUAL_SET];
  guint n = (guint) MIN (USUAL_SET, derm_prediction_get_n_classes (prediction));
  Certainty widest = get_certainty (prediction);

  /* the same for every image of this recipe */
  widest.margin = widest.entropy = 0.88;
  widest.n_agreeing = widest.n_views;

  for (int i = 0; i < USUAL_SET; i++)
    set[i] = i;
  append_certainty (text, &widest);
  append_set (text, prediction, set, n);
  append_covering_set (text, prediction, set, n);
  if (has_truth)
    append_truth (text, derm_prediction_get_class_name (prediction, find_longest_name (prediction)), FALSE);

  return g_markup_escape_text (text->str, -1);
}
