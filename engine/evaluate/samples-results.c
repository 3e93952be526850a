/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "csv-table.h"
#include "engine/nn/nn.h"
#include "samples-private.h"

/* What `derm predict --format csv` and the window write: the column "scores" says what the columns of numbers are.
 * These stand between "label" and "input_sha256"; or where --fields put them, and then have to be the model's classes.
 */

typedef struct {
  DermSamples *self;
  char **header; /* owned */
  guint n_columns, n_classes;
  guint *columns;         /* owned, of the classes */
  int *order;             /* owned, class of each of these columns */
  float *values, *scores; /* owned, n_classes */
} Reader;

static void
reader_clear (Reader *reader)
{
  g_strfreev (reader->header);
  g_free (reader->columns);
  g_free (reader->order);
  g_free (reader->values);
  g_free (reader->scores);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* -1 if there is none. */
static int
find_column (const Reader *reader, const char *name)
{
  for (guint i = 0; i < reader->n_columns; i++)
    if (g_str_equal (reader->header[i], name))
      return (int) i;
  return -1;
}

static gboolean
refuse_columns (const Reader *reader, guint line, const char *missing, GError **error)
{
  enum { MAX_SHOWN = 200 };
  g_autofree char *all = g_strjoinv (", ", reader->header);
  g_autofree char *shown = g_utf8_strlen (all, -1) > MAX_SHOWN ? g_utf8_substring (all, 0, MAX_SHOWN) : g_strdup (all);

  return derm_samples_refuse (
      error, DERM_ERROR_FORMAT,
      _ ("line %u: this is no table of results (derm predict --format csv) and none of pixels: there is no "
         "column “%s”; there are: %s"),
      line, missing, shown);
}

static gboolean
take_labels (Reader *reader, GError **error)
{
  DermSamples *self = reader->self;
  g_autofree int *order = NULL;
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint k = 0; k < reader->n_classes; k++)
    g_strv_builder_add (codes, reader->header[reader->columns[k]]);
  list = g_strv_builder_end (codes);
  if (self->has_own_labels)
    {
      g_strfreev (self->labels);
      self->labels = g_strdupv (list);
    }
  order = derm_samples_map_labels (self, (const char *const *) list, error);
  if (order == NULL)
    return FALSE;
  for (guint k = 0; k < reader->n_classes; k++)
    for (guint other = 0; other < k; other++)
      if (order[other] == order[k])
        return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("the class “%s” has two columns"), list[k]);
  if (reader->n_classes != g_strv_length (self->labels))
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("the file has %u classes, and the model has %u"),
                                reader->n_classes, g_strv_length (self->labels));
  reader->order = g_steal_pointer (&order);
  return TRUE;
}

/* Whether the row begins as rows that nobody chose the fields of, or with the fields of the group “evaluate”, and all
 * classes can be there. */
static gboolean
has_class_block (const Reader *reader)
{
  static const char *const heads[] = { "file,status,error,index,label,", "file,status,error,label," };
  g_autofree char *all = g_strjoinv (",", reader->header);

  for (gsize i = 0; i < G_N_ELEMENTS (heads); i++)
    if (g_str_has_prefix (all, heads[i]))
      return find_column (reader, "input_sha256") - find_column (reader, "label")
             > (int) g_strv_length (reader->self->labels);
  return FALSE;
}

static gboolean
find_class_block (Reader *reader, guint line, GError **error)
{
  int first = find_column (reader, "label") + 1, end = find_column (reader, "input_sha256");

  if (end <= first)
    return refuse_columns (reader, line, "mel", error);
  reader->n_classes = (guint) (end - first);
  reader->columns = g_new (guint, reader->n_classes);
  for (guint k = 0; k < reader->n_classes; k++)
    reader->columns[k] = (guint) first + k;
  return TRUE;
}

/* The classes of the model, wherever they are. */
static gboolean
find_classes (Reader *reader, guint line, GError **error)
{
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (char **label = reader->self->labels; *label != NULL; label++)
    {
      guint before = columns->len;

      for (guint i = 0; i < reader->n_columns; i++)
        if (g_ascii_strcasecmp (reader->header[i], *label) == 0)
          g_array_append_val (columns, i);
      if (columns->len == before)
        return refuse_columns (reader, line, *label, error);
    }
  reader->n_classes = columns->len;
  reader->columns = (guint *) (gpointer) g_array_free (g_steal_pointer (&columns), FALSE);
  return TRUE;
}

static gboolean
read_header (Reader *reader, guint line, GError **error)
{
  static const char *const needed[]
      = { "file", "status", "label", "input_sha256", "model_sha256", "recipe", "scores", "decision" };
  DermSamples *self = reader->self;

  reader->n_columns = g_strv_length (reader->header);
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (find_column (reader, needed[i]) < 0)
      return refuse_columns (reader, line, needed[i], error);
  if (!(self->has_own_labels || has_class_block (reader) ? find_class_block (reader, line, error)
                                                         : find_classes (reader, line, error)))
    return FALSE;
  reader->values = g_new (float, reader->n_classes);
  reader->scores = g_new (float, reader->n_classes);
  return take_labels (reader, error);
}

static gboolean
read_numbers (Reader *reader, char **row, guint line, GError **error)
{
  for (guint k = 0; k < reader->n_classes; k++)
    {
      const char *cell = row[reader->columns[k]];
      char *end = NULL;
      double value = g_ascii_strtod (cell, &end);

      if (*cell == '\0' || *end != '\0' || !isfinite (value))
        return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u, column “%s”: “%s” is not a number"), line,
                                    reader->header[reader->columns[k]], cell);
      reader->values[k] = (float) value;
    }
  return TRUE;
}

static const char *
get_cell (const Reader *reader, char **row, const char *name)
{
  int column = find_column (reader, name);

  return column >= 0 ? row[column] : NULL;
}

/* "SkinCNN 1.0" */
static char *
join_model (const Reader *reader, char **row)
{
  const char *name = get_cell (reader, row, "model"), *version = get_cell (reader, row, "model_version");

  return name != NULL ? g_strchomp (g_strjoin (" ", name, version, NULL)) : NULL;
}

/* Logits become scores by the softmax; what says nothing of its numbers is refused. */
static gboolean
take_row (Reader *reader, char **row, guint line, GError **error)
{
  g_autofree char *model = join_model (reader, row);
  const char *values = get_cell (reader, row, "scores");
  gboolean is_logits = g_str_equal (values, "logits");
  SampleRow sample = { .line = line,
                       .file = get_cell (reader, row, "file"),
                       .answer = get_cell (reader, row, "label"),
                       .truth = get_cell (reader, row, "truth"),
                       .input_sha256 = get_cell (reader, row, "input_sha256"),
                       .model_sha256 = get_cell (reader, row, "model_sha256"),
                       .recipe = get_cell (reader, row, "recipe"),
                       .decision = get_cell (reader, row, "decision"),
                       .values = values,
                       .model = model,
                       .scores = is_logits ? reader->scores : reader->values,
                       .logits = is_logits ? reader->values : NULL };

  if (!is_logits && !g_str_equal (values, "calibrated") && !g_str_equal (values, "raw"))
    return derm_samples_refuse (
        error, DERM_ERROR_FORMAT,
        _ ("line %u, column “scores”: “%s” does not say whether the numbers are calibrated, raw or logits"), line,
        values);
  if (!read_numbers (reader, row, line, error))
    return FALSE;
  if (is_logits)
    nn_softmax ((int) reader->n_classes, reader->values, reader->scores);
  return derm_samples_add_row (reader->self, &sample, reader->order, error);
}

static gboolean
read_row (Reader *reader, char **row, guint line, GError **error)
{
  const char *status;

  if (g_strv_length (row) != reader->n_columns)
    return derm_samples_refuse (error, DERM_ERROR_FORMAT,
                                _ ("line %u: there are %d columns, and the first line has %d"), line,
                                (int) g_strv_length (row), (int) reader->n_columns);
  status = get_cell (reader, row, "status");
  if (g_str_equal (status, "error"))
    {
      reader->self->n_errors++;
      return TRUE;
    }
  if (!g_str_equal (status, "ok"))
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u, column “status”: “%s” is neither ok nor error"),
                                line, status);
  return take_row (reader, row, line, error);
}

gboolean
derm_samples_read_csv (DermSamples *self, GBytes *bytes, GError **error)
{
  g_autoptr (DermCsv) csv = derm_csv_new (bytes, error);
  g_auto (Reader) reader = { .self = self };
  g_autoptr (GError) reason = NULL;
  guint line = 1;

  if (csv == NULL)
    return FALSE;
  self->kind = DERM_SAMPLES_RESULTS;
  reader.header = derm_csv_next (csv, &line, &reason);
  if (reader.header == NULL && reason == NULL)
    return derm_samples_refuse (error, DERM_ERROR_EMPTY, "%s", _ ("the file is empty"));
  if (reader.header != NULL && !read_header (&reader, line, error))
    return FALSE;
  while (reason == NULL)
    {
      g_auto (GStrv) row = derm_csv_next (csv, &line, &reason);

      if (row == NULL)
        break;
      if (!read_row (&reader, row, line, error))
        return FALSE;
    }
  if (reason != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  return derm_samples_finish_rows (self, error);
}
