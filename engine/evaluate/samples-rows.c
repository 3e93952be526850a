/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "engine/nn/nn.h"
#include "samples-private.h"
#include "truth-ids.h"

/* Rows of results, whether they came as CSV or as JSON. */

/* All rows have to be of one model, recipe and decision: figures over two would be of neither. */
static gboolean
keep_same (char **kept, const char *value, guint line, const char *what, GError **error)
{
  if (*kept == NULL)
    *kept = g_strdup (value);
  if (g_strcmp0 (*kept, value) == 0)
    return TRUE;
  return derm_samples_refuse (error, DERM_ERROR_FORMAT,
                              /* TRANSLATORS: %s %s: the name of a column like "recipe", and two different values */
                              _ ("line %u, column “%s”: “%s” after “%s”; results of one model, recipe and decision are "
                                 "needed"),
                              line, what, value != NULL ? value : "", *kept);
}

static gboolean
keep_origin (DermSamples *self, const SampleRow *row, GError **error)
{
  return keep_same (&self->model_sha256, row->model_sha256, row->line, "model_sha256", error)
         && keep_same (&self->recipe, row->recipe, row->line, "recipe", error)
         && keep_same (&self->decision, row->decision, row->line, "decision", error)
         && keep_same (&self->values, row->values, row->line, "scores", error)
         && keep_same (&self->model, row->model, row->line, "model", error);
}

static gboolean
find_class (DermSamples *self, const SampleRow *row, const char *column, const char *code, int *found, GError **error)
{
  *found = derm_samples_find_label (self, code);
  if (*found >= 0)
    return TRUE;
  return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u, column “%s”: there is no class “%s”"), row->line,
                              column, code != NULL ? code : "");
}

static gboolean
check_scores (const SampleRow *row, int n, GError **error)
{
  double sum = 0;

  for (int k = 0; k < n; k++)
    {
      if (!(row->scores[k] >= 0 && row->scores[k] <= 1))
        return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u: the scores are not all numbers from 0 to 1"),
                                    row->line);
      sum += (double) row->scores[k];
    }
  if (fabs (sum - 1) > 1e-3)
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u: the scores add up to %.3f, not to 1"), row->line,
                                sum);
  return TRUE;
}

static void
append_ordered (GArray *all, const float *values, const int *order, int n)
{
  guint place = all->len;

  g_array_set_size (all, place + (guint) n);
  for (int k = 0; k < n; k++)
    g_array_index (all, float, place + (guint) order[k]) = values[k];
}

gboolean
derm_samples_add_row (DermSamples *self, const SampleRow *row, const int *order, GError **error)
{
  int n = (int) g_strv_length (self->labels), truth = -1, answer;

  if (self->items->len >= SAMPLES_MAX_ITEMS)
    return derm_samples_refuse (error, DERM_ERROR_TOO_LARGE, _ ("line %u: there are too many rows"), row->line);
  if (!keep_origin (self, row, error) || !find_class (self, row, "label", row->answer, &answer, error)
      || !check_scores (row, n, error))
    return FALSE;
  if (row->truth != NULL && *row->truth != '\0' && !find_class (self, row, "truth", row->truth, &truth, error))
    return FALSE;
  if (row->file == NULL || *row->file == '\0')
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u, column “file”: there is no name"), row->line);
  derm_samples_add (self, g_strdup (row->file), NULL, NULL, truth, answer);
  g_array_index (self->items, Sample, self->items->len - 1).input_sha256 = g_strdup (row->input_sha256);
  append_ordered (self->scores, row->scores, order, n);
  if (row->logits != NULL)
    append_ordered (self->logits, row->logits, order, n);
  return TRUE;
}

/* Ids in place of paths, if no two images have the same: so they are found in tables and in other results. */
static void
shorten_names (DermSamples *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (!g_hash_table_add (seen, derm_image_id (g_array_index (self->items, Sample, i).name)))
      return;
  for (guint i = 0; i < self->items->len; i++)
    {
      Sample *sample = &g_array_index (self->items, Sample, i);
      g_autofree char *path = g_steal_pointer (&sample->name);

      sample->name = derm_image_id (path);
    }
}

static gboolean
check_names (DermSamples *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->items->len; i++)
    if (!g_hash_table_add (seen, g_array_index (self->items, Sample, i).name))
      return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("the image “%s” has two rows"),
                                  g_array_index (self->items, Sample, i).name);
  return TRUE;
}

/* What the numbers are, where they are not what people are shown. */
static void
note_values (DermSamples *self)
{
  if (g_strcmp0 (self->values, "raw") == 0)
    g_ptr_array_add (self->remarks, g_strdup (_ ("The scores are raw: not calibrated, as the file says.")));
  else if (g_strcmp0 (self->values, "logits") == 0)
    g_ptr_array_add (self->remarks,
                     g_strdup (_ ("The file has logits; the scores are their softmax and not calibrated.")));
}

gboolean
derm_samples_finish_rows (DermSamples *self, GError **error)
{
  if (self->n_errors > 0)
    g_ptr_array_add (
        self->remarks,
        g_strdup_printf (ngettext ("%u row has an error in place of an answer and is left out.",
                                   "%u rows have an error in place of an answer and are left out.", self->n_errors),
                         self->n_errors));
  note_values (self);
  if (!check_names (self, error))
    return FALSE;
  shorten_names (self);
  return TRUE;
}
