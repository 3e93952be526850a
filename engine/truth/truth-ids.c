/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "truth-ids.h"
#include "truth-private.h"

static gboolean
is_test_part (const char *part)
{
  static const char *const names[] = { "test", "testing", "holdout", "hold-out", "held-out", "held_out" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (part, names[i]) == 0)
      return TRUE;
  return FALSE;
}

static void
add_id (GHashTable *ids, const char *name, const char *part)
{
  if (*name != '\0' && (part == NULL || !is_test_part (part)))
    g_hash_table_add (ids, derm_image_id (name));
}

static void
add_rows (GHashTable *ids, DermTable *table, guint id, int part)
{
  for (guint i = 0; i < derm_table_get_n_rows (table); i++)
    add_id (ids, derm_table_get_cell (table, i, id), part >= 0 ? derm_table_get_cell (table, i, (guint) part) : NULL);
}

GHashTable *
derm_truth_read_ids (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DermTable) table = derm_table_open (file, NULL, cancellable, error);
  int id;

  if (table == NULL)
    return NULL;
  id = derm_table_find_usual_column (table, DERM_COLUMN_ID);
  if (id < 0 && derm_table_get_n_columns (table) == 1) /* a list without a head: its first line is an id too */
    add_id (ids, derm_table_get_column (table, (guint) (id = 0)), NULL);
  if (id < 0)
    id = derm_table_find_id_column (table, NULL);
  if (id < 0)
    {
      g_autofree char *columns = derm_table_list_columns (table);

      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("no column is image_id; there are: %s"), columns);
      return NULL;
    }
  add_rows (ids, table, (guint) id, derm_table_find_usual_column (table, DERM_COLUMN_SPLIT));
  return g_steal_pointer (&ids);
}

GHashTable *
derm_truth_read_split (GFile *file, const char *column, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (DermTable) table = derm_table_open (file, (const char *[]){ column, NULL }, cancellable, error);
  int id, part;

  if (table == NULL)
    return NULL;
  id = derm_table_find_id_column (table, NULL);
  part = derm_table_find_usual_column (table, DERM_COLUMN_SPLIT);
  if (column != NULL && !derm_table_find_named_column (table, column, &part, error))
    return NULL;
  if (id < 0 || part < 0)
    {
      g_autofree char *present = derm_table_list_columns (table);

      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("no columns are image_id and split; there are: %s"),
                   present);
      return NULL;
    }
  for (guint i = 0; i < derm_table_get_n_rows (table); i++)
    if (*derm_table_get_cell (table, i, (guint) part) != '\0')
      g_hash_table_insert (parts, derm_image_id (derm_table_get_cell (table, i, (guint) id)),
                           g_strdup (derm_table_get_cell (table, i, (guint) part)));
  return g_steal_pointer (&parts);
}
