/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truths-words.h"

#include <glib/gi18n.h>

#include "lens-files.h"
#include "lens-keys.h"

guint
lens_truths_words_count (DermTruth *truth)
{
  guint n = 0;

  for (guint i = 0; i < derm_truth_get_n_images (truth); i++)
    n += derm_truth_get_label (truth, i) >= 0;

  return n;
}

int
lens_truths_words_find (DermTruth *truth, LensItem *item)
{
  GFile *file = lens_item_get_file (item);

  return file != NULL ? derm_truth_find_file (truth, file) : derm_truth_find (truth, lens_item_get_name (item));
}

/* Rows of the table that give an image its class. */
static guint
count_known (DermTruth *truth, GPtrArray *items, GHashTable *used)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      int row = lens_truths_words_find (truth, g_ptr_array_index (items, i));

      if (row < 0 || derm_truth_get_label (truth, (guint) row) < 0)
        continue;
      n++;
      g_hash_table_add (used, GINT_TO_POINTER (row));
    }

  return n;
}

static void
append_counts (GString *text, guint n_images, guint n_known, guint n_unused, const char *name)
{
  if (n_images == 0)
    {
      /* TRANSLATORS: number of images, name of a table */
      g_string_append_printf (text,
                              ngettext ("Truth of %u image from %s; no image is open.",
                                        "Truth of %u images from %s; no image is open.", n_unused),
                              n_unused, name);
      return;
    }
  /* TRANSLATORS: number of images of which the right class is known, number of all, name of a table */
  g_string_append_printf (
      text, ngettext ("Truth for %u of %u image from %s.", "Truth for %u of %u images from %s.", n_images), n_known,
      n_images, name);
  if (n_unused == 0)
    return;
  g_string_append_c (text, ' ');
  g_string_append_printf (
      text, ngettext ("%u row names no image of the list.", "%u rows name no image of the list.", n_unused), n_unused);
}

/* What was guessed, and what has no class. That a table has columns is said only if what is in them was guessed. */
static void
append_remarks (GString *text, DermTruth *truth)
{
  guint first = derm_truth_get_id_column (truth) != NULL && !derm_truth_is_guessed (truth);

  for (guint i = first; i < derm_truth_get_n_remarks (truth); i++)
    g_string_append_printf (text, " %s", derm_truth_get_remark (truth, i));
}

char *
lens_truths_words_summary (DermTruth *truth, GPtrArray *items, GFile *file, GFile *replaced)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autofree char *name = lens_file_dup_name (file);
  g_autofree char *old = replaced != NULL ? lens_file_dup_name (replaced) : NULL;
  guint n_known = count_known (truth, items, used);
  guint n_unused = lens_truths_words_count (truth) - g_hash_table_size (used);
  GString *text = g_string_new (NULL);

  append_counts (text, items->len, n_known, n_unused, name);
  if (old != NULL)
    g_string_append_c (text, ' ');
  if (old != NULL && g_str_equal (old, name))
    g_string_append (text, _ ("It was read again."));
  else if (old != NULL)
    /* TRANSLATORS: name of the table that was in use before */
    g_string_append_printf (text, _ ("It replaces %s."), old);
  append_remarks (text, truth);

  return g_string_free (text, FALSE);
}

char *
lens_truths_words_undone (GFile *file, GFile *before)
{
  g_autofree char *name = lens_file_dup_name (file);
  g_autofree char *old = before != NULL ? lens_file_dup_name (before) : NULL;

  if (old == NULL)
    /* TRANSLATORS: name of a table */
    return g_strdup_printf (_ ("The truth from %s was taken away: no class is known."), name);
  if (g_str_equal (old, name))
    /* TRANSLATORS: name of a table */
    return g_strdup_printf (_ ("The truth is that of %s again, as it was read before."), old);

  /* TRANSLATORS: names of two tables */
  return g_strdup_printf (_ ("The truth from %s was taken away. That of %s is used again."), name, old);
}

char *
lens_truths_words_problems (DermTruth *truth)
{
  guint n = derm_truth_get_n_problems (truth);
  g_autofree char *text = NULL, *hint = NULL;

  if (n == 0)
    return NULL;
  text = g_strdup_printf (
      ngettext ("%u row could not be used. The first: %s", "%u rows could not be used. The first: %s", n), n,
      derm_truth_get_problem (truth, 0));
  hint = lens_keys_fill (_ ("{win.truth-columns}: which columns and classes are meant."));

  return g_strdup_printf ("%s %s", text, hint);
}
