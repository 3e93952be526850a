/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-truth.h"
#include "truth-ids.h"
#include "truth-private.h"

/* Where the fields of a row are; -1 for none. */
typedef struct {
  int id, label, lesion, split;
  int *one_hot;      /* owned: the column of each label, or NULL */
  GHashTable *words; /* borrowed: what stands for a label, or NULL */
} Places;

static void
places_clear (Places *places)
{
  g_free (places->one_hot);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

/* ---- one row ---- */

static const char *
get_field (const char *const *fields, int column)
{
  return column >= 0 && *fields[column] != '\0' ? fields[column] : NULL;
}

static int
find_label (DermTruth *self, const char *code)
{
  const char *const *labels = derm_truth_get_labels (self);

  for (int i = 0; labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (labels[i], code) == 0)
      return i;
  return DERM_NO_LABEL;
}

/* The one column of the classes' with a 1 in it. */
static int
read_one_hot (DermTruth *self, const char *const *fields, const Places *places, guint line)
{
  const char *const *labels = derm_truth_get_labels (self);
  int found = DERM_NO_LABEL, n_found = 0;

  for (int i = 0; labels[i] != NULL; i++)
    if (places->one_hot[i] >= 0 && g_ascii_strtod (fields[places->one_hot[i]], NULL) >= 0.5)
      {
        found = i;
        n_found++;
      }
  if (n_found == 0)
    derm_truth_add_problem (self, line, "%s", _ ("none of the columns of the model's classes is 1"));
  else if (n_found > 1)
    derm_truth_add_problem (self, line, "%s", _ ("more than one class is 1"));
  return n_found == 1 ? found : DERM_NO_LABEL;
}

static int
read_label (DermTruth *self, const char *const *fields, const Places *places, guint line)
{
  const char *code = get_field (fields, places->label);
  const char *meant = code != NULL && places->words != NULL ? g_hash_table_lookup (places->words, code) : NULL;
  int label;

  if (places->label < 0)
    return read_one_hot (self, fields, places, line);
  if (meant != NULL && *meant == '\0')
    return DERM_NO_LABEL; /* somebody has said so: nothing is wrong */
  if (meant != NULL)
    code = meant;
  label = code != NULL ? find_label (self, code) : DERM_NO_LABEL;
  if (code == NULL)
    derm_truth_add_problem (self, line, "%s", _ ("there is no label"));
  else if (label == DERM_NO_LABEL)
    derm_truth_add_problem (self, line, _ ("the model has no class “%s”"), code);
  return label;
}

static void
add_row (DermTruth *self, const char *const *fields, const Places *places, GHashTable *parts, guint line)
{
  const char *name = get_field (fields, places->id);
  g_autofree char *id = name != NULL ? derm_image_id (name) : NULL;
  DermTruthRow row = { .id = id, .lesion = get_field (fields, places->lesion), .line = line };

  if (id == NULL || *id == '\0')
    {
      derm_truth_add_problem (self, line, "%s", _ ("there is no id"));
      return;
    }
  row.label = read_label (self, fields, places, line);
  row.split = parts != NULL ? g_hash_table_lookup (parts, id) : get_field (fields, places->split);
  derm_truth_add (self, &row);
}

/* ---- the file ---- */

static void
add_length_problem (DermTruth *self, guint line, guint n_fields, guint n_columns)
{
  derm_truth_add_problem (self, line, _ ("it has %u fields, the first line has %u"), n_fields, n_columns);
}

static gboolean
check_rows (DermTruth *self, GError **error)
{
  gboolean has_any = derm_truth_get_n_images (self) > 0;

  if (!has_any)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("there is no row with an image"));
  return has_any;
}

/* Columns that are named like at least two of the classes. */
static gboolean
find_one_hot (DermTruth *self, DermCsv *csv, Places *places)
{
  const char *const *labels = derm_truth_get_labels (self);
  int n_found = 0;

  places->one_hot = g_new (int, g_strv_length ((char **) labels) + 1);
  for (int i = 0; labels[i] != NULL; i++)
    {
      places->one_hot[i] = derm_csv_find_column (csv, labels[i]);
      n_found += places->one_hot[i] >= 0;
    }
  return n_found >= 2;
}

static gboolean
find_places (DermTruth *self, DermCsv *csv, const DermTruthColumns *columns, gboolean has_split_file, Places *places,
             GError **error)
{
  g_autofree char *present = derm_csv_list_columns (csv);

  places->split = -1;
  if (!derm_truth_find_column (csv, DERM_COLUMN_ID, columns->id, &places->id, error)
      || !derm_truth_find_column (csv, DERM_COLUMN_LABEL, columns->label, &places->label, error)
      || !derm_truth_find_column (csv, DERM_COLUMN_LESION, columns->lesion, &places->lesion, error)
      || (!has_split_file && !derm_truth_find_column (csv, DERM_COLUMN_SPLIT, columns->split, &places->split, error)))
    return FALSE;
  if (places->id < 0)
    g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("no column has a name for image ids; there are: %s"),
                 present);
  else if (places->label < 0 && !find_one_hot (self, csv, places))
    g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT,
                 _ ("no column has a name for labels, and none are the classes; there are: %s"), present);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_rows (DermTruth *self, DermCsv *csv, const Places *places, GHashTable *parts, GError **error)
{
  guint n_columns = g_strv_length ((char **) derm_csv_get_header (csv)), line;
  GError *reason = NULL;
  char **fields;

  while ((fields = derm_csv_next (csv, &line, &reason)) != NULL)
    {
      guint n_fields = g_strv_length (fields);

      if (n_fields == n_columns)
        add_row (self, (const char *const *) fields, places, parts, line);
      else
        add_length_problem (self, line, n_fields, n_columns);
      g_strfreev (fields);
    }
  if (reason != NULL)
    {
      g_propagate_error (error, reason);
      return FALSE;
    }
  return check_rows (self, error);
}

static GHashTable *
read_split (GFile *file, const DermTruthColumns *columns, GCancellable *cancellable, GError **error)
{
  GHashTable *parts = derm_truth_read_split (file, columns, cancellable, error);
  g_autofree char *name = parts == NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *shown = name != NULL ? g_filename_display_name (name) : NULL;

  if (parts == NULL)
    g_prefix_error (error, "%s: ", shown);
  return parts;
}

DermTruth *
derm_truth_new_from_file (GFile *file, const char *const *labels, const DermTruthColumns *columns, GFile *split_file,
                          GCancellable *cancellable, GError **error)
{
  static const DermTruthColumns usual = { NULL };
  g_autoptr (DermTruth) self = NULL;
  g_autoptr (DermCsv) csv = NULL;
  g_autoptr (GHashTable) parts = NULL;
  g_auto (Places) places = { 0 };

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (labels != NULL, NULL);

  if (columns == NULL)
    columns = &usual;
  self = derm_truth_new (labels);
  csv = derm_csv_open (file, cancellable, error);
  if (csv == NULL || !find_places (self, csv, columns, split_file != NULL, &places, error))
    return NULL;
  if (split_file != NULL && (parts = read_split (split_file, columns, cancellable, error)) == NULL)
    return NULL;
  return read_rows (self, csv, &places, parts, error) ? g_steal_pointer (&self) : NULL;
}

static void
find_table_places (DermTruth *self, DermTable *table, Places *places)
{
  const char *const *labels = derm_truth_get_labels (self);

  places->lesion = derm_table_find_usual_column (table, DERM_COLUMN_LESION);
  places->split = derm_table_find_usual_column (table, DERM_COLUMN_SPLIT);
  places->one_hot = g_new (int, g_strv_length ((char **) labels) + 1);
  for (int i = 0; labels[i] != NULL; i++)
    places->one_hot[i] = derm_table_find_column (table, labels[i]);
}

static void
read_table (DermTruth *self, DermTable *table, const Places *places)
{
  guint n_columns = derm_table_get_n_columns (table), n_fields = derm_table_get_n_fields (table);
  g_autofree const char **fields = g_new (const char *, n_columns);

  for (guint i = 0; i < derm_table_get_n_rows (table); i++)
    {
      const DermTableRow *row = derm_table_get_row (table, i);

      for (guint column = 0; column < n_columns; column++)
        fields[column] = derm_table_get_cell (table, i, column);
      if (row->n_fields == n_fields)
        add_row (self, fields, places, NULL, row->line);
      else
        add_length_problem (self, row->line, row->n_fields, n_fields);
    }
}

DermTruth *
derm_truth_new_from_table (DermTable *table, const char *const *labels, guint id_column, int label_column,
                           GHashTable *words, GError **error)
{
  g_autoptr (DermTruth) self = NULL;
  g_auto (Places) places = { 0 };

  g_return_val_if_fail (DERM_IS_TABLE (table), NULL);
  g_return_val_if_fail (labels != NULL, NULL);
  g_return_val_if_fail (id_column < derm_table_get_n_columns (table), NULL);
  g_return_val_if_fail (label_column < (int) derm_table_get_n_columns (table), NULL);

  self = derm_truth_new (labels);
  find_table_places (self, table, &places);
  places.id = (int) id_column;
  places.label = label_column;
  places.words = words;
  read_table (self, table, &places);
  return check_rows (self, error) ? g_steal_pointer (&self) : NULL;
}
