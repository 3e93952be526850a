/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "audit-output.h"
#include "merge.h"

/* Whether the shards can be evaluated by a table of labels, before they are joined. */

/* NULL after saying what is wrong. */
static DermSamples *
read_rows (const MergeShard *shard, DermModel *model)
{
  g_auto (GStrv) labels = cli_list_labels (model);
  g_autoptr (GFile) file = cli_file (shard->path);
  g_autoptr (GError) error = NULL;
  DermSamples *samples = derm_samples_new_from_file (file, (const char *const *) labels, NULL, &error);

  if (samples != NULL)
    return samples;
  cli_file_error (shard->path, error);
  if (shard->head.fields != NULL)
    cli_error (_ ("An evaluation (--truth) needs rows with the fields of “derm predict --fields evaluate”."));
  return NULL;
}

/* -1 after saying what is wrong. */
static gint64
count_labelled (DermSamples *samples, const char *table, DermModel *model)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  AuditTruth request = { .table = table, .is_quiet = TRUE };
  g_autoptr (DermTruth) truth = NULL;

  for (guint i = 0; i < derm_samples_get_n_items (samples); i++)
    g_ptr_array_add (names, (gpointer) derm_samples_get_name (samples, i));
  g_ptr_array_add (names, NULL);
  request.names = (const char *const *) names->pdata;
  truth = audit_load_truth (&request, model);
  return truth != NULL ? (gint64) derm_samples_join (samples, truth) : -1;
}

gboolean
merge_check_truth (GArray *shards, const char *table, DermModel *model)
{
  g_autofree char *shown = cli_printable (table);

  for (guint i = 0; i < shards->len; i++)
    {
      const MergeShard *shard = &g_array_index (shards, MergeShard, i);
      g_autoptr (DermSamples) samples = NULL;
      gint64 n;

      if (shard->n_images == shard->n_failed)
        continue;
      samples = read_rows (shard, model);
      n = samples != NULL ? count_labelled (samples, table, model) : -1;
      if (n != 0)
        return n > 0;
    }
  cli_error (_ ("%s: no image of the set has a class there."), shown);
  return FALSE;
}
