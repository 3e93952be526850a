/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-image-format.h"
#include "truth-ids.h"
#include "truth-private.h"

char *
derm_image_id (const char *name)
{
  const char *slash = strrchr (name, '/'), *backslash = strrchr (name, '\\');
  const char *base = MAX (slash, backslash) != NULL ? MAX (slash, backslash) + 1 : name;
  const char *ending = derm_image_format_find_ending (base);

  return ending != NULL ? g_strndup (base, (gsize) (ending - base)) : g_strdup (base);
}

const char *const *
derm_truth_get_usual_names (DermColumn which)
{
  static const char *const usual[][12] = {
    [DERM_COLUMN_ID]
    = { "image_id", "image", "isic_id", "image_name", "img_id", "filename", "file_name", "file", "id" },
    [DERM_COLUMN_LABEL] = { "dx", "label", "diagnosis", "class", "target", "truth" },
    [DERM_COLUMN_LESION] = { "lesion_id", "lesion" },
    [DERM_COLUMN_SPLIT] = { "split", "part", "set", "subset", "partition" },
  };

  return usual[which];
}

gboolean
derm_truth_find_column (DermCsv *csv, DermColumn which, const char *name, int *column, GError **error)
{
  *column = name != NULL ? derm_csv_find_column (csv, name)
                         : derm_csv_find_any_column (csv, derm_truth_get_usual_names (which));
  if (name != NULL && *column < 0)
    {
      g_autofree char *columns = derm_csv_list_columns (csv);

      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("there is no column “%s”; there are: %s"), name, columns);
      return FALSE;
    }
  return TRUE;
}

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
add_id (GHashTable *ids, char **row, int id_column, int part_column)
{
  int n = (int) g_strv_length (row);

  if (id_column < n && *row[id_column] != '\0'
      && (part_column < 0 || part_column >= n || !is_test_part (row[part_column])))
    g_hash_table_add (ids, derm_image_id (row[id_column]));
}

GHashTable *
derm_truth_read_ids (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (DermCsv) csv = derm_csv_open (file, cancellable, error);
  char **row, **header;
  int id_column, part_column;
  GError *reason = NULL;
  guint line;

  if (csv == NULL)
    return NULL;
  derm_truth_find_column (csv, DERM_COLUMN_ID, NULL, &id_column, NULL);
  derm_truth_find_column (csv, DERM_COLUMN_SPLIT, NULL, &part_column, NULL);
  header = (char **) derm_csv_get_header (csv);
  if (id_column < 0 && header[1] == NULL) /* a list without a head: its first line is an id too */
    add_id (ids, header, id_column = 0, -1);
  if (id_column < 0)
    {
      g_autofree char *columns = derm_csv_list_columns (csv);

      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("no column is image_id; there are: %s"), columns);
      return NULL;
    }
  while ((row = derm_csv_next (csv, &line, &reason)) != NULL)
    {
      add_id (ids, row, id_column, part_column);
      g_strfreev (row);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return NULL;
    }
  return g_steal_pointer (&ids);
}

GHashTable *
derm_truth_read_split (GFile *file, const DermTruthColumns *columns, GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (DermCsv) csv = derm_csv_open (file, cancellable, error);
  int id_column, part_column;
  GError *reason = NULL;
  char **row;
  guint line;

  if (csv == NULL || !derm_truth_find_column (csv, DERM_COLUMN_ID, NULL, &id_column, error)
      || !derm_truth_find_column (csv, DERM_COLUMN_SPLIT, columns->split, &part_column, error))
    return NULL;
  if (id_column < 0 || part_column < 0)
    {
      g_autofree char *present = derm_csv_list_columns (csv);

      g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("no columns are image_id and split; there are: %s"),
                   present);
      return NULL;
    }
  while ((row = derm_csv_next (csv, &line, &reason)) != NULL)
    {
      if ((int) g_strv_length (row) > MAX (id_column, part_column) && *row[part_column] != '\0')
        g_hash_table_insert (parts, derm_image_id (row[id_column]), g_strdup (row[part_column]));
      g_strfreev (row);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return NULL;
    }
  return g_steal_pointer (&parts);
}
