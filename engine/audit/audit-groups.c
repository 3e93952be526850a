/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "audit-private.h"
#include "classifier-internal.h"

/* Images that are one: by SHA-256 of the file, then pictures by perceptual hash, each with each, in all eight ways a
 * square can lie. */

enum { ROWS_PER_PART = 64 };

typedef struct {
  const AuditImages *images;
  guint *first_of; /* the first image that this one is the same picture as, or itself */
  GCancellable *cancellable;
} Search;

static const AuditImage *
get_image (const Search *search, guint i)
{
  return &g_array_index (search->images->images, AuditImage, i);
}

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
  guint start = (guint) part * ROWS_PER_PART, end = MIN (start + ROWS_PER_PART, search->images->images->len);

  for (guint i = start; i < end && !g_cancellable_is_cancelled (search->cancellable); i++)
    {
      DermHash turned[DERM_HASH_TURNS];

      for (int turn = 0; turn < DERM_HASH_TURNS; turn++)
        derm_hash_turn (&get_image (search, i)->hash, turn, &turned[turn]);
      for (guint k = 0; k < i && search->first_of[i] == i; k++)
        if (is_near_in_any_turn (turned, &get_image (search, k)->hash))
          search->first_of[i] = k;
    }
}

static void
group_clear (gpointer data)
{
  AuditGroup *group = data;

  g_free (group->images);
}

/* Those that belong to one first image, through others too. */
static void
add_groups (GArray *groups, guint *first_of, guint n, gboolean is_exact)
{
  g_autofree guint *sizes = g_new0 (guint, n), *place = g_new0 (guint, n);

  for (guint i = 0; i < n; i++)
    {
      first_of[i] = first_of[first_of[i]]; /* that one was done before */
      sizes[first_of[i]]++;
    }
  for (guint i = 0; i < n; i++)
    {
      AuditGroup *group;

      if (sizes[first_of[i]] < 2)
        continue;
      if (first_of[i] == i)
        {
          AuditGroup new = { g_new (guint, sizes[i]), 0, is_exact };

          place[i] = groups->len;
          g_array_append_val (groups, new);
        }
      group = &g_array_index (groups, AuditGroup, place[first_of[i]]);
      group->images[group->n_images++] = i;
    }
}

static void
find_same_files (const Search *search, guint n)
{
  g_autoptr (GHashTable) first = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < n; i++)
    {
      gpointer before = g_hash_table_lookup (first, get_image (search, i)->sha256);

      search->first_of[i] = before != NULL ? GPOINTER_TO_UINT (before) - 1 : i;
      if (before == NULL)
        g_hash_table_insert (first, get_image (search, i)->sha256, GUINT_TO_POINTER (i + 1));
    }
}

/* A group of pictures whose files are all the same was told of already. */
static void
drop_same_files (const Search *search, GArray *groups, guint first_group)
{
  for (guint g = groups->len; g-- > first_group;)
    {
      const AuditGroup *group = &g_array_index (groups, AuditGroup, g);
      gboolean differs = FALSE;

      for (guint i = 1; i < group->n_images; i++)
        differs |= !g_str_equal (get_image (search, group->images[i])->sha256,
                                 get_image (search, group->images[0])->sha256);
      if (!differs)
        g_array_remove_index (groups, g);
    }
}

GArray *
derm_audit_find_groups (const AuditImages *images, DermClassifier *classifier, GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (AuditGroup));
  guint n = images->images->len, n_exact;
  g_autofree guint *first_of = g_new (guint, n);
  Search search = { images, first_of, cancellable };

  g_array_set_clear_func (groups, group_clear);
  find_same_files (&search, n);
  add_groups (groups, first_of, n, TRUE);
  n_exact = groups->len;
  for (guint i = 0; i < n; i++)
    first_of[i] = i;
  derm_classifier_run_parts (classifier, (int) ((n + ROWS_PER_PART - 1) / ROWS_PER_PART), search_part, &search);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  add_groups (groups, first_of, n, FALSE);
  drop_same_files (&search, groups, n_exact);
  return g_steal_pointer (&groups);
}
