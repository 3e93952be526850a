/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "classifier-internal.h"
#include "twin-groups.h"

/* Images that are one: by SHA-256 of the file, then pictures by perceptual hash, each with each, in all eight ways a
 * square can lie. */

enum { ROWS_PER_PART = 64 };

typedef struct {
  const TwinImage *images;
  guint n;
  guint *first_of; /* the first image that this one is the same picture as, or itself */
  GCancellable *cancellable;
} Search;

static gboolean
is_near_in_any_turn (const DermHash turned[DERM_HASH_TURNS], const DermHash *hash)
{
  for (int turn = 0; turn < DERM_HASH_TURNS; turn++)
    if (derm_hash_is_near (&turned[turn], hash))
      return TRUE;
  return FALSE;
}

/* The first of the images before this one that is near. */
static void
search_part (int part, gpointer data)
{
  Search *search = data;
  guint start = (guint) part * ROWS_PER_PART, end = MIN (start + ROWS_PER_PART, search->n);

  for (guint i = start; i < end && !g_cancellable_is_cancelled (search->cancellable); i++)
    {
      DermHash turned[DERM_HASH_TURNS];

      if (search->images[i].hash == NULL)
        continue;
      for (int turn = 0; turn < DERM_HASH_TURNS; turn++)
        derm_hash_turn (search->images[i].hash, turn, &turned[turn]);
      for (guint k = 0; k < i && search->first_of[i] == i; k++)
        if (search->images[k].hash != NULL && is_near_in_any_turn (turned, search->images[k].hash))
          search->first_of[i] = k;
    }
}

static void
group_clear (gpointer data)
{
  TwinGroup *group = data;

  g_free (group->images);
}

GArray *
derm_twin_groups_new (void)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (TwinGroup));

  g_array_set_clear_func (groups, group_clear);
  return groups;
}

void
derm_twin_groups_add (GArray *groups, guint *first_of, guint n, gboolean is_exact)
{
  g_autofree guint *sizes = g_new0 (guint, n), *place = g_new0 (guint, n);

  for (guint i = 0; i < n; i++)
    {
      first_of[i] = first_of[first_of[i]]; /* that one was done before */
      sizes[first_of[i]]++;
    }
  for (guint i = 0; i < n; i++)
    {
      TwinGroup *group;

      if (sizes[first_of[i]] < 2)
        continue;
      if (first_of[i] == i)
        {
          TwinGroup new = { g_new (guint, sizes[i]), 0, is_exact };

          place[i] = groups->len;
          g_array_append_val (groups, new);
        }
      group = &g_array_index (groups, TwinGroup, place[first_of[i]]);
      group->images[group->n_images++] = i;
    }
}

static void
find_same_files (const Search *search)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < search->n; i++)
    {
      char *sha256 = (char *) search->images[i].sha256;
      gpointer before = sha256 != NULL ? g_hash_table_lookup (first, sha256) : NULL;

      search->first_of[i] = before != NULL ? GPOINTER_TO_UINT (before) - 1 : i;
      if (before == NULL && sha256 != NULL)
        g_hash_table_insert (first, sha256, GUINT_TO_POINTER (i + 1));
    }
}

/* A group of pictures whose files are all the same was told of already. */
static void
drop_same_files (const Search *search, GArray *groups, guint first_group)
{
  for (guint g = groups->len; g-- > first_group;)
    {
      const TwinGroup *group = &g_array_index (groups, TwinGroup, g);
      gboolean differs = FALSE;

      for (guint i = 1; i < group->n_images; i++)
        differs |= !g_str_equal (search->images[group->images[i]].sha256, search->images[group->images[0]].sha256);
      if (!differs)
        g_array_remove_index (groups, g);
    }
}

GArray *
derm_twin_groups_find (const TwinImage *images, guint n, DermClassifier *classifier, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GArray) groups = derm_twin_groups_new ();
  g_autofree guint *first_of = g_new (guint, n);
  Search search = { images, n, first_of, cancellable };
  guint n_exact;

  find_same_files (&search);
  derm_twin_groups_add (groups, first_of, n, TRUE);
  n_exact = groups->len;
  for (guint i = 0; i < n; i++)
    first_of[i] = i;
  derm_classifier_run_parts (classifier, (int) ((n + ROWS_PER_PART - 1) / ROWS_PER_PART), search_part, &search);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  derm_twin_groups_add (groups, first_of, n, FALSE);
  drop_same_files (&search, groups, n_exact);
  return g_steal_pointer (&groups);
}
