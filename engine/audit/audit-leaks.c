/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "audit-private.h"
#include "derm-trained-on.h"

/* The findings on images that a model must not be judged by. What divides images is the list that the model was trained
 * on, or else the truth's split. */

static const AuditImage *
get_image (const AuditReport *self, guint i)
{
  return &g_array_index (self->images->images, AuditImage, i);
}

/* A split into one part divides nothing. */
static gboolean
find_sides (const AuditReport *self)
{
  const char *first = NULL;

  if (self->trained_on != NULL)
    return TRUE;
  for (guint row = 0; row < derm_truth_get_n_images (self->truth); row++)
    {
      const char *part = derm_truth_get_split (self->truth, row);

      if (first == NULL)
        first = part;
      else if (part != NULL && !g_str_equal (part, first))
        return TRUE;
    }
  return FALSE;
}

/* The side of an image of the truth, NULL if it has none. */
static const char *
get_side (const AuditReport *self, guint row)
{
  if (self->trained_on == NULL)
    return derm_truth_get_split (self->truth, row);
  return g_hash_table_contains (self->trained_on, derm_truth_get_id (self->truth, row)) ? _ ("trained on")
                                                                                        : _ ("not trained on");
}

/* ---- ids ---- */

static void
report_trained_on (AuditReport *self)
{
  AuditSeen seen = { .is_known = self->trained_on != NULL, .n_images = self->images->images->len };
  DermVerdict verdict;

  for (guint i = 0; i < seen.n_images; i++)
    {
      seen.n_ham10000 += derm_trained_on_is_ham10000 (derm_truth_get_id (self->truth, get_image (self, i)->row)) != 0;
      seen.n_trained_on += get_image (self, i)->is_trained_on;
    }
  seen.n_ids = seen.is_known ? g_hash_table_size (self->trained_on) : 0;
  verdict = !seen.is_known ? DERM_VERDICT_UNKNOWN : seen.n_trained_on > 0 ? DERM_VERDICT_FAULT : DERM_VERDICT_FINE;
  derm_audit_report_add (self, DERM_FINDING_TRAINED_ON, verdict, derm_audit_describe_trained_on (&seen));
}

/* ---- lesions ---- */

/* Lesions with images on two sides; two such images in *example. */
static guint
count_split_lesions (const AuditReport *self, guint example[2])
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) split = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < derm_truth_get_n_images (self->truth); row++)
    {
      const char *lesion = derm_truth_get_lesion (self->truth, row), *side = get_side (self, row);
      gpointer before = lesion != NULL ? g_hash_table_lookup (first, lesion) : NULL;

      if (lesion == NULL || side == NULL)
        continue;
      if (before == NULL)
        g_hash_table_insert (first, (gpointer) lesion, GUINT_TO_POINTER (row + 1));
      else if (!g_str_equal (get_side (self, GPOINTER_TO_UINT (before) - 1), side))
        {
          if (g_hash_table_size (split) == 0)
            {
              example[0] = GPOINTER_TO_UINT (before) - 1;
              example[1] = row;
            }
          g_hash_table_add (split, (gpointer) lesion);
        }
    }
  return g_hash_table_size (split);
}

static void
report_lesions (AuditReport *self)
{
  guint example[2] = { 0, 0 }, n;

  if (!self->has_sides || !derm_truth_has_lesions (self->truth))
    {
      derm_audit_report_add (
          self, DERM_FINDING_LESIONS, DERM_VERDICT_UNKNOWN,
          g_strdup (!self->has_sides ? _ ("It cannot be told whether lesions are on both sides without a split or "
                                          "a list of training images.")
                                     : _ ("It cannot be told whether lesions are on both sides: the truth does "
                                          "not say which lesion an image shows.")));
      return;
    }
  n = count_split_lesions (self, example);
  if (n == 0)
    derm_audit_report_add (self, DERM_FINDING_LESIONS, DERM_VERDICT_FINE,
                           g_strdup (_ ("All images of a lesion are on one side.")));
  else
    derm_audit_report_add (
        self, DERM_FINDING_LESIONS, DERM_VERDICT_FAULT,
        g_strdup_printf (ngettext ("%u lesion has images on more than one side: %s has %s (%s) and %s (%s). What is "
                                   "known of one image is known of the other.",
                                   "%u lesions have images on more than one side: %s, for one, has %s (%s) and %s "
                                   "(%s). What is known of one image is known of the other.",
                                   n),
                         n, derm_truth_get_lesion (self->truth, example[0]),
                         derm_truth_get_id (self->truth, example[0]), get_side (self, example[0]),
                         derm_truth_get_id (self->truth, example[1]), get_side (self, example[1])));
}

/* ---- duplicates ---- */

typedef struct {
  guint n_groups, n_images, n_split, n_contradicting;
  const TwinGroup *split, *contradicting, *any; /* the first of each, or NULL */
  guint split_other, contradicting_other;       /* its member that differs from the first */
} Tally;

static void
tally_group (const AuditReport *self, const TwinGroup *group, Tally *tally)
{
  guint first = get_image (self, group->images[0])->row, split = 0, contradicting = 0;

  for (guint i = 1; i < group->n_images; i++)
    {
      guint row = get_image (self, group->images[i])->row;

      if (split == 0 && self->has_sides && g_strcmp0 (get_side (self, row), get_side (self, first)) != 0)
        split = i;
      if (contradicting == 0 && derm_truth_get_label (self->truth, row) != derm_truth_get_label (self->truth, first))
        contradicting = i;
    }
  tally->n_groups++;
  tally->n_images += group->n_images;
  tally->n_split += split > 0;
  tally->n_contradicting += contradicting > 0;
  if (tally->any == NULL)
    tally->any = group;
  if (split > 0 && tally->split == NULL)
    {
      tally->split = group;
      tally->split_other = split;
    }
  if (contradicting > 0 && tally->contradicting == NULL)
    {
      tally->contradicting = group;
      tally->contradicting_other = contradicting;
    }
}

static const char *
get_id (const AuditReport *self, const TwinGroup *group, guint member)
{
  return derm_truth_get_id (self->truth, get_image (self, group->images[member])->row);
}

static void
append_split (const AuditReport *self, const Tally *tally, GString *text)
{
  const char *one, *other;

  if (tally->n_split == 0)
    return;
  one = get_side (self, get_image (self, tally->split->images[0])->row);
  other = get_side (self, get_image (self, tally->split->images[tally->split_other])->row);
  g_string_append_printf (text,
                          ngettext (" %u of them is on more than one side: %s (%s) and %s (%s).",
                                    " %u of them are on more than one side: for one %s (%s) and %s (%s).",
                                    tally->n_split),
                          tally->n_split, get_id (self, tally->split, 0), one != NULL ? one : "–",
                          get_id (self, tally->split, tally->split_other), other != NULL ? other : "–");
}

static void
append_contradicting (const AuditReport *self, const Tally *tally, GString *text)
{
  const TwinGroup *group = tally->contradicting;

  if (group == NULL)
    return;
  g_string_append_printf (
      text,
      ngettext (" %u of them has two labels: %s is “%s”, %s is “%s”.",
                " %u of them have two labels: for one %s is “%s”, %s is “%s”.", tally->n_contradicting),
      tally->n_contradicting, get_id (self, group, 0),
      derm_model_get_label (self->model, derm_truth_get_label (self->truth, get_image (self, group->images[0])->row)),
      get_id (self, group, tally->contradicting_other),
      derm_model_get_label (
          self->model,
          derm_truth_get_label (self->truth, get_image (self, group->images[tally->contradicting_other])->row)));
}

static void
report_groups (AuditReport *self, gboolean is_exact)
{
  DermFindingKind kind = is_exact ? DERM_FINDING_DUPLICATES : DERM_FINDING_NEAR_DUPLICATES;
  DermVerdict verdict = self->has_sides ? DERM_VERDICT_FINE : DERM_VERDICT_UNKNOWN;
  g_autoptr (GString) text = g_string_new (NULL);
  Tally tally = { 0 };

  for (guint i = 0; i < self->groups->len; i++)
    if (g_array_index (self->groups, TwinGroup, i).is_exact == is_exact)
      tally_group (self, &g_array_index (self->groups, TwinGroup, i), &tally);
  if (tally.any == NULL)
    {
      derm_audit_report_add (
          self, kind, DERM_VERDICT_FINE,
          g_strdup (is_exact ? _ ("No file occurs twice.") : _ ("No two different files show the same picture.")));
      return;
    }
  if (is_exact)
    g_string_append_printf (text,
                            ngettext ("%u file occurs more than once, under %u names: %s and %s.",
                                      "%u files occur more than once, under %u names: for example %s and %s.",
                                      tally.n_groups),
                            tally.n_groups, tally.n_images, get_id (self, tally.any, 0), get_id (self, tally.any, 1));
  else
    g_string_append_printf (
        text,
        ngettext ("%u picture occurs more than once, in %u files that differ: %s and %s.",
                  "%u pictures occur more than once, in %u files that differ: for example %s and %s.", tally.n_groups),
        tally.n_groups, tally.n_images, get_id (self, tally.any, 0), get_id (self, tally.any, 1));
  append_split (self, &tally, text);
  append_contradicting (self, &tally, text);
  if (tally.n_split == 0)
    g_string_append_printf (
        text, " %s",
        self->has_sides ? _ ("All are on one side; each counts more than once in the figures.")
                        : _ ("Whether they are on both sides cannot be told without a split or a list of training "
                             "images; each counts more than once in the figures."));
  if (tally.n_split > 0 || tally.n_contradicting > 0)
    verdict = DERM_VERDICT_FAULT;
  derm_audit_report_add (self, kind, verdict, g_strdup (text->str));
}

void
derm_audit_report_leaks (AuditReport *self)
{
  self->has_sides = find_sides (self);
  report_trained_on (self);
  report_lesions (self);
  report_groups (self, TRUE);
  report_groups (self, FALSE);
}
