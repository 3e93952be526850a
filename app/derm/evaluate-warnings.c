/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "evaluate.h"

/* What must not be missed, as an audit would find it: images that the model has seen, lesions and pictures on both
 * sides, a truth that is no truth. */

static EvaluateItem *
get_item (const EvaluateSource *source, guint i)
{
  return &g_array_index (source->items, EvaluateItem, i);
}

static void
take_warning (EvaluateSource *source, char *text)
{
  g_ptr_array_add (source->warnings, text);
}

/* ---- ids ---- */

static void
warn_trained_on (EvaluateSource *source)
{
  guint n = 0, n_trained_on = 0, n_ham10000 = 0;

  for (guint i = 0; i < source->items->len; i++)
    {
      const EvaluateItem *item = get_item (source, i);

      n += item->is_chosen;
      n_trained_on += item->is_chosen && item->is_trained_on;
      n_ham10000 += item->is_chosen && derm_trained_on_is_ham10000 (item->name);
    }
  if (source->trained_on == NULL)
    take_warning (
        source,
        g_strdup (_ ("The answers are of another model than the one at hand (--model); whether it was trained on these "
                     "images cannot be told.")));
  else if (source->samples != NULL && derm_samples_get_kind (source->samples) == DERM_SAMPLES_PIXELS
           && source->truth == NULL)
    take_warning (
        source, g_strdup (_ ("The pictures of this set are HAM10000’s, without their ids. A model that was trained on "
                             "HAM10000, as the bundled one was, has seen most of them; which, cannot be told.")));
  else if (n_trained_on > 0 || !derm_trained_on_is_known (source->trained_on))
    take_warning (source, derm_trained_on_describe (source->trained_on, n, n_trained_on, n_ham10000));
}

/* ---- sides ---- */

/* Which side of the split an image is on: what the model was trained on and the rest, or the part; NULL if it is not
 * known. */
static const char *
get_side (const EvaluateSource *source, gboolean is_trained_on, const char *part)
{
  if (source->trained_on != NULL && derm_trained_on_is_known (source->trained_on))
    return is_trained_on ? _ ("trained on") : _ ("not trained on");
  return part;
}

/* Lesions of evaluated images that have an image on another side too, in the table or among the images. */
static void
warn_lesions (EvaluateSource *source)
{
  g_autoptr (GHashTable) sides = g_hash_table_new (g_str_hash, g_str_equal); /* lesion -> item + 1 */
  g_autoptr (GHashTable) split = g_hash_table_new (g_str_hash, g_str_equal);
  const char *example = NULL, *one = NULL, *other = NULL;

  for (guint i = 0; i < source->items->len; i++)
    if (get_item (source, i)->is_chosen && get_item (source, i)->lesion != NULL)
      g_hash_table_insert (sides, get_item (source, i)->lesion, GUINT_TO_POINTER (i + 1));
  for (guint row = 0; source->truth != NULL && row < derm_truth_get_n_images (source->truth); row++)
    {
      const char *lesion = derm_truth_get_lesion (source->truth, row), *id = derm_truth_get_id (source->truth, row);
      guint found = lesion != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (sides, lesion)) : 0;
      const EvaluateItem *item = found > 0 ? get_item (source, found - 1) : NULL;
      const char *side, *item_side;

      if (item == NULL)
        continue;
      side = get_side (source, source->trained_on != NULL && derm_trained_on_contains (source->trained_on, id),
                       derm_truth_get_split (source->truth, row));
      item_side = get_side (source, item->is_trained_on, item->part);
      if (side == NULL || item_side == NULL || g_str_equal (side, item_side)
          || !g_hash_table_add (split, (gpointer) lesion) || example != NULL)
        continue;
      example = id;
      one = item->name;
      other = side;
    }
  if (example != NULL)
    take_warning (source,
                  g_strdup_printf (
                      ngettext ("%u lesion has images on both sides: %s, and %s (%s). What is known of one image is "
                                "known of the other.",
                                "%u lesions have images on both sides: for one %s, and %s (%s). What is known of one "
                                "image is known of the other.",
                                g_hash_table_size (split)),
                      g_hash_table_size (split), one, example, other));
}

/* ---- duplicates ---- */

typedef struct {
  guint n_groups, n_images, n_split;
  const EvaluateItem *first, *second, *split_first, *split_second;
} Tally;

/* Groups that have an evaluated image; split are those that also have one of another side. */
static void
tally_group (const EvaluateSource *source, const guint *images, guint n, Tally *tally)
{
  const EvaluateItem *chosen = NULL;
  gboolean is_split = FALSE;

  for (guint i = 0; i < n && chosen == NULL; i++)
    chosen = get_item (source, images[i])->is_chosen ? get_item (source, images[i]) : NULL;
  if (chosen == NULL)
    return;
  tally->n_groups++;
  tally->n_images += n;
  for (guint i = 0; i < n; i++)
    {
      const EvaluateItem *item = get_item (source, images[i]);
      const char *one = get_side (source, chosen->is_trained_on, chosen->part);
      const char *other = get_side (source, item->is_trained_on, item->part);

      if (item != chosen && tally->second == NULL)
        {
          tally->first = chosen;
          tally->second = item;
        }
      if (one == NULL || other == NULL || g_str_equal (one, other))
        continue;
      is_split = TRUE;
      if (tally->split_first != NULL)
        continue;
      tally->split_first = chosen;
      tally->split_second = item;
    }
  tally->n_split += is_split;
}

static void
warn_split (EvaluateSource *source, const Tally *tally)
{
  if (tally->n_split > 0)
    take_warning (source, g_strdup_printf (ngettext ("%u of these pictures is on both sides: %s and %s.",
                                                     "%u of these pictures are on both sides: for example %s and %s.",
                                                     tally->n_split),
                                           tally->n_split, tally->split_first->name, tally->split_second->name));
}

static void
warn_tally (EvaluateSource *source, const Tally *tally, gboolean is_exact)
{
  if (tally->n_groups == 0)
    return;
  if (is_exact)
    take_warning (
        source,
        g_strdup_printf (
            ngettext ("%u picture is there more than once, byte for byte, under %u names: %s and %s.",
                      "%u pictures are there more than once, byte for byte, under %u names: for example %s and %s.",
                      tally->n_groups),
            tally->n_groups, tally->n_images, tally->first->name, tally->second->name));
  else
    take_warning (
        source,
        g_strdup_printf (ngettext ("%u picture occurs more than once, in %u files that differ: %s and %s.",
                                   "%u pictures occur more than once, in %u files that differ: for example %s and %s.",
                                   tally->n_groups),
                         tally->n_groups, tally->n_images, tally->first->name, tally->second->name));
  warn_split (source, tally);
}

static void
warn_twins (EvaluateSource *source, DermClassifier *classifier)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DermTwins) twins = NULL;
  Tally exact = { 0 }, near = { 0 };

  for (guint i = 0; i < source->items->len; i++)
    g_ptr_array_add (files, cli_file (get_item (source, i)->path));
  twins = derm_twins_new (classifier, files, NULL, NULL, NULL);
  for (guint g = 0; twins != NULL && g < derm_twins_get_n_groups (twins); g++)
    {
      DermTwinKind kind;
      guint n;
      const guint *images = derm_twins_get_group (twins, g, &kind, &n);

      tally_group (source, images, n, kind == DERM_TWINS_FILE ? &exact : &near);
    }
  warn_tally (source, &exact, TRUE);
  warn_tally (source, &near, FALSE);
}

/* The hash of what the network gets of a sample (transfer full). */
static char *
hash_sample (const EvaluateSource *source, guint sample)
{
  g_autoptr (DermInput) input = NULL;

  if (evaluate_source_has_results (source))
    return g_strdup (derm_samples_get_input_sha256 (source->samples, sample));
  input = derm_samples_make_input (source->samples, sample, source->recipe, NULL);
  return input != NULL ? g_strdup (derm_input_get_sha256 (input)) : NULL;
}

/* Of a set in one file only what is the same in every pixel of the network's input. */
static void
warn_same_pixels (EvaluateSource *source)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Tally tally = { 0 };

  for (guint i = 0; i < source->items->len; i++)
    {
      g_autofree char *sha256 = hash_sample (source, get_item (source, i)->sample);
      guint before = sha256 != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (first, sha256)) : 0;

      if (before > 0)
        tally_group (source, (guint[]){ before - 1, i }, 2, &tally);
      else if (sha256 != NULL)
        g_hash_table_insert (first, g_steal_pointer (&sha256), GUINT_TO_POINTER (i + 1));
    }
  if (tally.n_groups > 0)
    take_warning (
        source,
        g_strdup_printf (
            ngettext ("%u picture is the same as another in every pixel that the network gets: %s and %s.",
                      "%u pictures are the same as others in every pixel that the network gets: for example %s and %s.",
                      tally.n_groups),
            tally.n_groups, tally.first->name, tally.second->name));
  warn_split (source, &tally);
}

/* ---- truth ---- */

static void
warn_guessed_truth (EvaluateSource *source)
{
  if (source->truth != NULL && derm_truth_is_of_model (source->truth))
    take_warning (
        source,
        g_strdup (_ ("The truth is the answers of a model: the figures say how far two runs agree, not how right "
                     "they are.")));
}

void
evaluate_warn (EvaluateSource *source, DermClassifier *classifier)
{
  warn_trained_on (source);
  warn_lesions (source);
  warn_guessed_truth (source);
  if (source->options->skips_duplicates)
    return;
  if (source->samples != NULL)
    warn_same_pixels (source);
  else
    warn_twins (source, classifier);
}
