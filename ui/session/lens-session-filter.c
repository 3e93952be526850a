/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-session-private.h"

#include <glib/gi18n.h>

/* What a filter says that nothing in the session can be compared with: it stays, and says so. */

static gboolean
has_label (const char *const *labels, const char *label)
{
  return *label == '\0' /* none is always there */ || (labels != NULL && lens_labels_find (labels, label) >= 0);
}

/* (transfer full) The first of the classes that nobody knows; NULL if there is none. */
static char *
dup_unknown (LensCondition *condition, const char *const *truths, const char *const *answers)
{
  const char *const *values = lens_condition_get_values (condition);
  LensAbout about = lens_condition_get_topic (condition).about;

  for (; values != NULL && *values != NULL; values++)
    {
      g_autofree char *truth = NULL, *answer = NULL;

      if (about == LENS_ABOUT_TRUTH)
        truth = g_strdup (*values);
      else if (about == LENS_ABOUT_ANSWER)
        answer = g_strdup (*values);
      else if (about == LENS_ABOUT_PAIR)
        lens_pair_split (*values, &truth, &answer);
      if (truth != NULL && !has_label (truths, truth))
        return g_steal_pointer (&truth);
      if (answer != NULL && !has_label (answers, answer))
        return g_steal_pointer (&answer);
    }

  return NULL;
}

static gboolean
has_column (DermTruth *truth, const char *name)
{
  for (guint i = 0; i < derm_truth_get_n_columns (truth); i++)
    if (g_str_equal (derm_truth_get_column (truth, i), name))
      return TRUE;

  return FALSE;
}

/* Whether it holds for no image before anything is known of its truth. */
static gboolean
needs_truth (LensCondition *condition)
{
  LensAbout about = lens_condition_get_topic (condition).about;

  return about == LENS_ABOUT_PAIR || about == LENS_ABOUT_VERDICT || about == LENS_ABOUT_VALUE
         || about == LENS_ABOUT_NUMBER || (about == LENS_ABOUT_TRUTH && !lens_condition_has_value (condition, ""));
}

char *
lens_session_dup_filter_problem (LensSession *self, LensCondition *condition)
{
  DermTruth *truth = lens_truths_get_truth (self->truths);
  LensTopic topic = lens_condition_get_topic (condition);
  g_auto (GStrv) labels = lens_reading_dup_labels (self->reading);
  g_autofree char *unknown = NULL;

  if (truth == NULL && needs_truth (condition))
    return g_strdup (_ ("No table of truth is open"));
  if ((topic.about == LENS_ABOUT_VALUE || topic.about == LENS_ABOUT_NUMBER) && !has_column (truth, topic.name))
    /* TRANSLATORS: name of a column */
    return g_strdup_printf (_ ("The table of truth has no column “%s”"), topic.name);
  unknown = dup_unknown (condition, truth != NULL ? derm_truth_get_labels (truth) : NULL, (const char *const *) labels);
  if (unknown == NULL && topic.about == LENS_ABOUT_SCORE && !has_label ((const char *const *) labels, topic.name))
    unknown = g_strdup (topic.name);

  /* TRANSLATORS: code of a class */
  return unknown != NULL ? g_strdup_printf (_ ("The model has no class “%s”"), unknown) : NULL;
}

static void
on_classes (LensSession *self)
{
  g_auto (GStrv) labels = lens_reading_dup_labels (self->reading);
  g_auto (GStrv) titles = lens_reading_dup_titles (self->reading);

  lens_vocabulary_set_classes (lens_view_get_vocabulary (self->view), (const char *const *) labels,
                               (const char *const *) titles);
  lens_view_touch (self->view);
}

void
lens_session_connect_filter (LensSession *self)
{
  g_signal_connect_object (self->reading, "notify::classifier", G_CALLBACK (on_classes), self, G_CONNECT_SWAPPED);
  on_classes (self);
}
