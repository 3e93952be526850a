/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-condition-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "lens-bidi.h"

char *
lens_topic_dup_title (LensTopic topic)
{
  gboolean has_name = topic.name != NULL && *topic.name != '\0';

  switch (topic.about)
    {
    case LENS_ABOUT_TRUTH:
      return g_strdup (C_ ("filter", "Truth"));
    case LENS_ABOUT_ANSWER:
      return g_strdup (C_ ("filter", "Answer"));
    case LENS_ABOUT_PAIR:
      return g_strdup (C_ ("filter", "Truth › Answer"));
    case LENS_ABOUT_VERDICT:
      return g_strdup (C_ ("filter", "Right or Wrong"));
    case LENS_ABOUT_SCORE:
      /* TRANSLATORS: %s is the code of a class */
      return has_name ? g_strdup_printf (C_ ("filter", "Score of %s"), topic.name)
                      : g_strdup (C_ ("filter", "Score of the Answer"));
    case LENS_ABOUT_GATE:
      return g_strdup (C_ ("filter", "Doubts"));
    case LENS_ABOUT_FLAG:
      return g_strdup (C_ ("filter", "Flag"));
    case LENS_ABOUT_FOLDER:
      return g_strdup (C_ ("filter", "Folder"));
    default:
      return g_strdup (topic.name);
    }
}

/* ---- values ---- */

/* What "" stands for. */
static const char *
get_nothing (LensAbout about)
{
  switch (about)
    {
    case LENS_ABOUT_TRUTH:
      return C_ ("truth", "unknown");
    case LENS_ABOUT_ANSWER:
      return C_ ("answer", "none yet");
    case LENS_ABOUT_FOLDER:
      return C_ ("folder", "none: pasted");
    default:
      return C_ ("column", "empty");
    }
}

static char *
dup_gate (const char *value)
{
  for (guint i = 0; lens_gate_get_id (i) != NULL; i++)
    if (g_str_equal (lens_gate_get_id (i), value))
      return derm_gate_format_names ((DermGate) (1u << i));

  /* TRANSLATORS: nothing speaks against the answer for an image */
  return g_strdup (g_str_equal (value, LENS_GATE_FINE) ? C_ ("doubts", "none") : value);
}

static char *
dup_flag (const char *value)
{
  LensFlag flag = LENS_FLAG_NONE;
  gboolean is_known = *value == '\0' || lens_flag_from_id (value, &flag);

  return g_strdup (is_known ? lens_flag_get_name (flag) : value);
}

char *
lens_value_dup_words (LensTopic topic, const char *value, LensVocabulary *vocabulary)
{
  g_autofree char *truth = NULL, *answer = NULL;

  if (topic.about == LENS_ABOUT_FLAG)
    return dup_flag (value);
  if (*value == '\0')
    return g_strdup (get_nothing (topic.about));
  if (topic.about == LENS_ABOUT_VERDICT)
    return g_strdup (g_str_equal (value, LENS_VERDICT_WRONG) ? _ ("Wrong answers") : _ ("Right answers"));
  if (topic.about == LENS_ABOUT_GATE)
    return dup_gate (value);
  if (topic.about == LENS_ABOUT_FOLDER)
    return lens_vocabulary_dup_folder (vocabulary, value);
  if (topic.about == LENS_ABOUT_PAIR && lens_pair_split (value, &truth, &answer))
    return g_strdup_printf ("%s › %s", truth, answer);

  return g_strdup (value);
}

char *
lens_value_dup_long_words (LensTopic topic, const char *value, LensVocabulary *vocabulary)
{
  const char *title = NULL;

  if (topic.about == LENS_ABOUT_TRUTH || topic.about == LENS_ABOUT_ANSWER)
    title = lens_vocabulary_get_title (vocabulary, value);
  if (title == NULL || g_ascii_strcasecmp (title, value) == 0)
    return lens_value_dup_words (topic, value, vocabulary);

  /* TRANSLATORS: code and name of a class, like "mel, Melanoma" */
  return g_strdup_printf (_ ("%s, %s"), value, title);
}

char *
lens_number_dup_words (double number)
{
  return g_strdup_printf ("%.10g", number);
}

/* ---- the whole ---- */

static char *
dup_range (LensCondition *self)
{
  double from, to;
  g_autofree char *first = NULL, *last = NULL, *text = NULL;

  lens_condition_get_range (self, &from, &to);
  first = lens_number_dup_words (from);
  last = lens_number_dup_words (to);
  if (isinf (from) && isinf (to))
    return g_strdup (C_ ("range", "any number"));
  if (isinf (from))
    text = g_strdup_printf ("≤ %s", last);
  else if (isinf (to))
    text = g_strdup_printf ("≥ %s", first);
  else if (from == to)
    text = g_strdup (first);
  else
    text = g_strdup_printf ("%s – %s", first, last);

  return lens_bidi_isolate (text);
}

static char *
dup_values (LensCondition *self, LensVocabulary *vocabulary)
{
  const char *const *values = lens_condition_get_values (self);
  GString *text = g_string_new (NULL);

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *words = lens_value_dup_words (lens_condition_get_topic (self), values[i], vocabulary);

      /* TRANSLATORS: what stands between the parts of a list */
      g_string_append_printf (text, "%s%s", i > 0 ? _ (", ") : "", words);
    }

  return g_string_free (text, FALSE);
}

char *
lens_condition_dup_words (LensCondition *self, LensVocabulary *vocabulary, gboolean is_hiding_names)
{
  LensTopic topic = lens_condition_get_topic (self);
  g_autofree char *title = NULL, *words = NULL;

  if (topic.about == LENS_ABOUT_ITEMS)
    return g_strdup_printf (
        /* TRANSLATORS: what some images are, and how many there are, like "chosen on the map (12)" */
        C_ ("filter", "%s (%u)"), is_hiding_names ? C_ ("filter", "Chosen") : topic.name,
        lens_condition_get_n_items (self));
  title = lens_topic_dup_title (topic);
  if (is_hiding_names && topic.about == LENS_ABOUT_FOLDER)
    return g_steal_pointer (&title);
  words = lens_about_is_range (topic.about) ? dup_range (self) : dup_values (self, vocabulary);
  if (topic.about == LENS_ABOUT_PAIR)
    return lens_bidi_isolate (words);
  if (topic.about == LENS_ABOUT_VERDICT)
    return g_steal_pointer (&words);

  /* TRANSLATORS: a filter of the list: what it is about, like "Truth", and what is shown, like "mel" */
  return g_strdup_printf (C_ ("filter", "%s: %s"), title, words);
}
