/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-truth.h"
#include "truth-private.h"

enum { NO_LABEL = -1 };

typedef struct {
  char *id;     /* owned */
  char *lesion; /* owned, or NULL */
  char *split;  /* owned, or NULL */
  int label;
  guint line;
} Row;

struct _DermTruth {
  GObject parent_instance;

  char **labels;       /* owned */
  GArray *rows;        /* owned, of Row */
  GHashTable *by_id;   /* owned, borrowed id -> place in rows + 1 */
  GPtrArray *problems; /* owned */
  gboolean has_lesions, has_split;
};

/* Where the fields of a row are; -1 for none. */
typedef struct {
  int id, label, lesion, split;
  int *one_hot;      /* owned: the column of each label, or NULL */
  GHashTable *words; /* borrowed: what stands for a label, or NULL */
} Places;

G_DEFINE_FINAL_TYPE (DermTruth, derm_truth, G_TYPE_OBJECT)

static void
row_clear (gpointer data)
{
  Row *row = data;

  g_free (row->id);
  g_free (row->lesion);
  g_free (row->split);
}

static void
places_clear (Places *places)
{
  g_free (places->one_hot);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Places, places_clear)

static void
derm_truth_finalize (GObject *object)
{
  DermTruth *self = DERM_TRUTH (object);

  g_hash_table_unref (self->by_id);
  g_array_unref (self->rows);
  g_ptr_array_unref (self->problems);
  g_strfreev (self->labels);
  G_OBJECT_CLASS (derm_truth_parent_class)->finalize (object);
}

static void
derm_truth_class_init (DermTruthClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = derm_truth_finalize;
}

static void
derm_truth_init (DermTruth *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->problems = g_ptr_array_new_with_free_func (g_free);
}

static void G_GNUC_PRINTF (3, 4) add_problem (DermTruth *self, guint line, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* Translators: the number of a line of a text file, then what is wrong there */
  g_ptr_array_add (self->problems, g_strdup_printf (_ ("line %u: %s"), line, text));
}

/* ---- one row ---- */

static const char *
get_field (const char *const *fields, int column)
{
  return column >= 0 && *fields[column] != '\0' ? fields[column] : NULL;
}

static int
find_label (DermTruth *self, const char *code)
{
  for (int i = 0; self->labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->labels[i], code) == 0)
      return i;
  return NO_LABEL;
}

/* The one column of the classes' with a 1 in it. */
static int
read_one_hot (DermTruth *self, const char *const *fields, const Places *places, guint line)
{
  int found = NO_LABEL, n_found = 0;

  for (int i = 0; self->labels[i] != NULL; i++)
    if (places->one_hot[i] >= 0 && g_ascii_strtod (fields[places->one_hot[i]], NULL) >= 0.5)
      {
        found = i;
        n_found++;
      }
  if (n_found == 0)
    add_problem (self, line, "%s", _ ("none of the columns of the model's classes is 1"));
  else if (n_found > 1)
    add_problem (self, line, "%s", _ ("more than one class is 1"));
  return n_found == 1 ? found : NO_LABEL;
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
    return NO_LABEL; /* somebody has said so: nothing is wrong */
  if (meant != NULL)
    code = meant;
  label = code != NULL ? find_label (self, code) : NO_LABEL;
  if (code == NULL)
    add_problem (self, line, "%s", _ ("there is no label"));
  else if (label == NO_LABEL)
    add_problem (self, line, _ ("the model has no class “%s”"), code);
  return label;
}

/* A row of an image that was there before. */
static void
merge_row (DermTruth *self, Row *before, int label, const char *split, guint line)
{
  if (g_strcmp0 (split, before->split) != 0)
    add_problem (self, line, _ ("%s is in part “%s” here and in part “%s” in line %u"), before->id,
                 split != NULL ? split : "", before->split != NULL ? before->split : "", before->line);
  if (label == NO_LABEL || label == before->label)
    return;
  if (before->label == NO_LABEL)
    add_problem (self, line, _ ("%s is in line %u too, where it has no label that counts"), before->id, before->line);
  else
    add_problem (self, line, _ ("%s is “%s” here and “%s” in line %u: neither is used"), before->id,
                 self->labels[label], self->labels[before->label], before->line);
  before->label = NO_LABEL;
}

static void
add_row (DermTruth *self, const char *const *fields, const Places *places, GHashTable *parts, guint line)
{
  const char *name = get_field (fields, places->id);
  g_autofree char *id = name != NULL ? derm_image_id (name) : NULL;
  const char *split;
  gpointer place;
  int label;
  Row row;

  if (id == NULL || *id == '\0')
    {
      add_problem (self, line, "%s", _ ("there is no id"));
      return;
    }
  label = read_label (self, fields, places, line);
  split = parts != NULL ? g_hash_table_lookup (parts, id) : get_field (fields, places->split);
  place = g_hash_table_lookup (self->by_id, id);
  if (place != NULL)
    {
      merge_row (self, &g_array_index (self->rows, Row, GPOINTER_TO_UINT (place) - 1), label, split, line);
      return;
    }
  row = (Row){ .lesion = g_strdup (get_field (fields, places->lesion)), .label = label, .line = line };
  row.split = g_strdup (split);
  row.id = g_steal_pointer (&id);
  self->has_lesions |= row.lesion != NULL;
  self->has_split |= row.split != NULL;
  g_array_append_val (self->rows, row);
  g_hash_table_insert (self->by_id, row.id, GUINT_TO_POINTER (self->rows->len));
}

/* ---- the file ---- */

static void
add_length_problem (DermTruth *self, guint line, guint n_fields, guint n_columns)
{
  add_problem (self, line, _ ("it has %u fields, the first line has %u"), n_fields, n_columns);
}

static gboolean
check_rows (DermTruth *self, GError **error)
{
  if (self->rows->len == 0)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("there is no row with an image"));
  return self->rows->len > 0;
}

/* Columns that are named like at least two of the classes. */
static gboolean
find_one_hot (DermTruth *self, DermCsv *csv, Places *places)
{
  int n_found = 0;

  places->one_hot = g_new (int, g_strv_length (self->labels) + 1);
  for (int i = 0; self->labels[i] != NULL; i++)
    {
      places->one_hot[i] = derm_csv_find_column (csv, self->labels[i]);
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
  self = g_object_new (DERM_TYPE_TRUTH, NULL);
  self->labels = g_strdupv ((char **) labels);
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
  places->lesion = derm_table_find_usual_column (table, DERM_COLUMN_LESION);
  places->split = derm_table_find_usual_column (table, DERM_COLUMN_SPLIT);
  places->one_hot = g_new (int, g_strv_length (self->labels) + 1);
  for (int i = 0; self->labels[i] != NULL; i++)
    places->one_hot[i] = derm_table_find_column (table, self->labels[i]);
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

  self = g_object_new (DERM_TYPE_TRUTH, NULL);
  self->labels = g_strdupv ((char **) labels);
  find_table_places (self, table, &places);
  places.id = (int) id_column;
  places.label = label_column;
  places.words = words;
  read_table (self, table, &places);
  return check_rows (self, error) ? g_steal_pointer (&self) : NULL;
}

/* ---- what is in it ---- */

static const Row *
get_row (DermTruth *self, guint image)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  g_return_val_if_fail (image < self->rows->len, NULL);
  return &g_array_index (self->rows, Row, image);
}

const char *const *
derm_truth_get_labels (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  return (const char *const *) self->labels;
}

gboolean
derm_truth_has_lesions (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), FALSE);
  return self->has_lesions;
}

gboolean
derm_truth_has_split (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), FALSE);
  return self->has_split;
}

guint
derm_truth_get_n_images (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), 0);
  return self->rows->len;
}

const char *
derm_truth_get_id (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->id : NULL;
}

int
derm_truth_get_label (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->label : NO_LABEL;
}

const char *
derm_truth_get_lesion (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->lesion : NULL;
}

const char *
derm_truth_get_split (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->split : NULL;
}

guint
derm_truth_get_line (DermTruth *self, guint image)
{
  const Row *row = get_row (self, image);

  return row != NULL ? row->line : 0;
}

int
derm_truth_find (DermTruth *self, const char *name)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (DERM_IS_TRUTH (self), -1);
  g_return_val_if_fail (name != NULL, -1);

  id = derm_image_id (name);
  return (int) GPOINTER_TO_UINT (g_hash_table_lookup (self->by_id, id)) - 1;
}

guint
derm_truth_get_n_problems (DermTruth *self)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), 0);
  return self->problems->len;
}

const char *
derm_truth_get_problem (DermTruth *self, guint index)
{
  g_return_val_if_fail (DERM_IS_TRUTH (self), NULL);
  g_return_val_if_fail (index < self->problems->len, NULL);
  return self->problems->pdata[index];
}
