/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-condition-words.h"
#include "lens-evaluating-private.h"

/* What the list shows of an evaluation: a choice is a condition of its filter, and goes with that. */

/* (transfer full) That of the list, which says the same in other words where it can. */
static LensCondition *
make_condition (LensEvaluating *self, int truth, int answer)
{
  const char *const *labels = lens_evaluating_get_labels (self);

  if (truth >= 0 && answer >= 0)
    return lens_condition_new_value ((LensTopic){ LENS_ABOUT_PAIR, "" }, lens_pair (labels[truth], labels[answer]));
  if (truth >= 0)
    return lens_condition_new_value ((LensTopic){ LENS_ABOUT_TRUTH, "" }, labels[truth]);

  return lens_condition_new_value ((LensTopic){ LENS_ABOUT_ANSWER, "" }, labels[answer]);
}

/* Whether the list would show these images and no other: images that do not count may have the same classes. */
static gboolean
is_exact (LensEvaluating *self, LensCondition *condition, GPtrArray *members)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += lens_condition_matches (condition, items->pdata[i])
         && (self->only == NULL || lens_condition_matches (self->only, items->pdata[i]));

  return n == members->len;
}

GPtrArray *
lens_evaluating_list_members (LensEvaluating *self, int truth, int answer)
{
  DermEvaluation *evaluation = lens_evaluating_get_evaluation (self);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree guint *members = NULL;
  guint n = 0;

  if (evaluation != NULL)
    members = derm_evaluation_list_members (evaluation, truth, answer, &n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_object_ref (lens_evaluating_get_item (self, members[i])));

  return items;
}

/* ---- the filter ---- */

/* Takes the place of the condition before. */
static void
filter_by (LensEvaluating *self, LensCondition **place, LensCondition *condition)
{
  LensCondition *before = *place;

  *place = condition != NULL ? lens_condition_ref (condition) : NULL;
  self->is_filtering = TRUE;
  if (before != NULL && (condition == NULL || !lens_condition_is_about (before, lens_condition_get_topic (condition))))
    lens_view_remove_condition (self->parts.view, lens_condition_get_topic (before));
  if (condition != NULL)
    lens_view_add_condition (self->parts.view, condition);
  self->is_filtering = FALSE;
  g_clear_pointer (&before, lens_condition_unref);
}

static gboolean
is_in_filter (LensEvaluating *self, LensCondition *condition)
{
  LensCondition *found
      = lens_filter_find (lens_view_get_filter (self->parts.view), lens_condition_get_topic (condition));

  return found != NULL && lens_condition_is_equal (found, condition);
}

void
lens_evaluating_follow_filter (LensEvaluating *self)
{
  gboolean has_lost_part = self->only != NULL && !is_in_filter (self, self->only);

  if (self->is_filtering)
    return;
  if (self->condition != NULL && !is_in_filter (self, self->condition))
    {
      g_clear_pointer (&self->condition, lens_condition_unref);
      self->truth = self->answer = LENS_ANY_CLASS;
      lens_evaluating_tell_settings (self);
    }
  if (has_lost_part)
    {
      g_clear_pointer (&self->only, lens_condition_unref);
      lens_evaluating_update (self);
      lens_evaluating_tell_settings (self);
    }
}

void
lens_evaluating_choose (LensEvaluating *self, int truth, int answer)
{
  g_autoptr (GPtrArray) members = NULL;
  g_autoptr (LensCondition) condition = NULL;

  g_return_if_fail (LENS_IS_EVALUATING (self));

  if (lens_evaluating_get_evaluation (self) == NULL)
    return;
  if ((truth < 0 && answer < 0) || (self->condition != NULL && truth == self->truth && answer == self->answer))
    {
      lens_evaluating_clear_choice (self);
      return;
    }
  members = lens_evaluating_list_members (self, truth, answer);
  condition = make_condition (self, truth, answer);
  if (!is_exact (self, condition, members))
    {
      g_autofree char *name = lens_condition_dup_words (condition, lens_view_get_vocabulary (self->parts.view), FALSE);

      g_clear_pointer (&condition, lens_condition_unref);
      condition = lens_condition_new_items (name, members);
    }
  self->truth = truth;
  self->answer = answer;
  filter_by (self, &self->condition, condition);
  lens_evaluating_tell_settings (self);
}

gboolean
lens_evaluating_get_choice (LensEvaluating *self, int *truth, int *answer)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), FALSE);

  *truth = self->truth;
  *answer = self->answer;

  return self->truth >= 0 || self->answer >= 0;
}

void
lens_evaluating_show_items (LensEvaluating *self, const char *name, GPtrArray *items)
{
  g_autoptr (LensCondition) condition = NULL;

  g_return_if_fail (LENS_IS_EVALUATING (self));

  condition = lens_condition_new_items (name, items);
  self->truth = self->answer = LENS_ANY_CLASS;
  filter_by (self, &self->condition, condition);
  lens_evaluating_tell_settings (self);
}

gboolean
lens_evaluating_has_choice (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), FALSE);

  return self->condition != NULL;
}

void
lens_evaluating_clear_choice (LensEvaluating *self)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));

  if (self->condition == NULL)
    return;
  self->truth = self->answer = LENS_ANY_CLASS;
  filter_by (self, &self->condition, NULL);
  lens_evaluating_tell_settings (self);
}

/* ---- parts ---- */

LensCondition *
lens_evaluating_get_only (LensEvaluating *self)
{
  g_return_val_if_fail (LENS_IS_EVALUATING (self), NULL);

  return self->only;
}

void
lens_evaluating_set_only (LensEvaluating *self, LensCondition *only)
{
  g_return_if_fail (LENS_IS_EVALUATING (self));

  if (only == self->only || (only != NULL && self->only != NULL && lens_condition_is_equal (only, self->only)))
    return;
  lens_evaluating_clear_choice (self);
  filter_by (self, &self->only, only);
  lens_evaluating_update (self);
  lens_evaluating_tell_settings (self);
}
