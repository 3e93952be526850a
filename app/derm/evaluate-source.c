/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "audit-output.h"
#include "evaluate.h"

/* Which images there are, with their truth: files in a folder, or what a set holds. */

static void
item_clear (gpointer data)
{
  EvaluateItem *item = data;

  g_free (item->name);
  g_free (item->path);
  g_free (item->lesion);
  g_free (item->part);
}

void
evaluate_source_clear (EvaluateSource *source)
{
  g_clear_object (&source->truth);
  g_clear_object (&source->samples);
  g_clear_object (&source->trained_on);
  g_clear_pointer (&source->items, g_array_unref);
  g_clear_pointer (&source->warnings, g_ptr_array_unref);
  g_strfreev (source->labels);
  g_free (source->part);
}

gboolean
evaluate_source_has_results (const EvaluateSource *source)
{
  return source->samples != NULL && derm_samples_get_kind (source->samples) == DERM_SAMPLES_RESULTS;
}

int
evaluate_find_label (const EvaluateSource *source, const char *code)
{
  for (int k = 0; source->labels[k] != NULL; k++)
    if (g_ascii_strcasecmp (source->labels[k], code) == 0)
      return k;
  return -1;
}

/* names: of the samples, or NULL for those in the folder. */
static DermTruth *
load_truth (const EvaluateSource *source, const char *const *names)
{
  const EvaluateOptions *options = source->options;
  const AuditTruth request = {
    .images = options->images,
    .table = options->truth,
    .split_table = options->split_table,
    .words = (const char *const *) options->words,
    .names = names,
    .hints = { options->id_column, options->label_column, options->lesion_column, options->split_column },
    .is_quiet = options->is_quiet,
  };

  return audit_load_truth (&request, source->model);
}

/* ---- a folder ---- */

typedef struct {
  EvaluateSource *source;
  GHashTable *seen; /* rows + 1 */
  guint n_unlabelled, n_same;
} Search;

static void
add_file (Search *search, GFile *file)
{
  DermTruth *truth = search->source->truth;
  int row = derm_truth_find_file (truth, file);
  EvaluateItem item;

  if (row < 0 || derm_truth_get_label (truth, (guint) row) < 0)
    {
      search->n_unlabelled++;
      return;
    }
  if (!g_hash_table_add (search->seen, GINT_TO_POINTER (row + 1)))
    {
      search->n_same++;
      return;
    }
  item = (EvaluateItem){ .name = g_strdup (derm_truth_get_id (truth, (guint) row)),
                         .path = g_file_get_path (file),
                         .lesion = g_strdup (derm_truth_get_lesion (truth, (guint) row)),
                         .part = g_strdup (derm_truth_get_split (truth, (guint) row)),
                         .truth = derm_truth_get_label (truth, (guint) row),
                         .row = row };
  g_array_append_val (search->source->items, item);
}

static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  Search *search = user_data;

  for (guint i = 0; i < batch->n_files; i++)
    add_file (search, batch->files[i].file);
  if (batch->error != NULL)
    {
      g_autofree char *path = g_file_get_path (batch->folder);

      cli_file_error (path, batch->error);
      search->source->n_failed++;
    }
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  return strcmp (((const EvaluateItem *) a)->path, ((const EvaluateItem *) b)->path);
}

static void
tell_search (const Search *search)
{
  if (search->source->options->is_quiet)
    return;
  if (search->n_unlabelled > 0)
    cli_error (ngettext ("%u image has no label in the truth and is left out.",
                         "%u images have no label in the truth and are left out.", search->n_unlabelled),
               search->n_unlabelled);
  if (search->n_same > 0)
    cli_error (ngettext ("%u image was left out: another has its id.",
                         "%u images were left out: others have their ids.", search->n_same),
               search->n_same);
}

/* Whether there is anything. */
static gboolean
end_search (Search *search, const char *path)
{
  GArray *items = search->source->items;

  g_array_sort (items, compare_items);
  tell_search (search);
  if (items->len == 0)
    cli_error (_ ("%s: there is no image that the truth has a class for."), path);
  return items->len > 0;
}

static gboolean
open_folder (EvaluateSource *source)
{
  const char *path = source->options->images;
  g_autoptr (GFile) folder = cli_file (path);
  g_autoptr (DermWalk) walk = derm_walk_new (folder, DERM_WALK_RECURSIVE | DERM_WALK_HIDDEN);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  Search search = { source, seen, 0, 0 };

  source->truth = load_truth (source, NULL);
  if (source->truth == NULL)
    return FALSE;
  if (!derm_walk_run (walk, on_batch, &search, NULL, &error))
    {
      cli_file_error (path, error);
      return FALSE;
    }
  return end_search (&search, path);
}

/* ---- lists ---- */

/* By their names the right column is found. */
static GPtrArray *
list_base_names (const GPtrArray *paths)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (names, g_path_get_basename (paths->pdata[i]));
  g_ptr_array_add (names, NULL);
  return names;
}

static gboolean
open_lists (EvaluateSource *source)
{
  g_autoptr (GPtrArray) paths = cli_names_list (&source->options->lists, &source->n_failed), names = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Search search = { source, seen, 0, 0 };

  if (paths == NULL)
    return FALSE;
  names = list_base_names (paths);
  source->truth = load_truth (source, (const char *const *) names->pdata);
  if (source->truth == NULL)
    return FALSE;
  for (guint i = 0; i < paths->len; i++)
    {
      g_autoptr (GFile) file = cli_file (paths->pdata[i]);

      add_file (&search, file);
    }
  return end_search (&search, source->options->truth);
}

/* ---- a set ---- */

static char **
list_names (DermSamples *samples)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < derm_samples_get_n_items (samples); i++)
    g_strv_builder_add (names, derm_samples_get_name (samples, i));
  return g_strv_builder_end (names);
}

static gboolean
join_truth (EvaluateSource *source)
{
  g_auto (GStrv) names = list_names (source->samples);
  guint n;

  if (source->options->truth == NULL)
    return TRUE;
  source->truth = load_truth (source, (const char *const *) names);
  if (source->truth == NULL)
    return FALSE;
  n = derm_samples_join (source->samples, source->truth);
  if (n == 0)
    cli_error (_ ("%s: no image of the set has a class there."), source->options->truth);
  return n > 0;
}

static void
add_samples (EvaluateSource *source)
{
  DermSamples *samples = source->samples;
  guint n_unlabelled = 0;

  for (guint i = 0; i < derm_samples_get_n_items (samples); i++)
    {
      const char *name = derm_samples_get_name (samples, i);
      EvaluateItem item = { .name = g_strdup (name),
                            .lesion = g_strdup (derm_samples_get_lesion (samples, i)),
                            .part = g_strdup (derm_samples_get_split (samples, i)),
                            .truth = derm_samples_get_truth (samples, i),
                            .row = source->truth != NULL ? derm_truth_find (source->truth, name) : -1,
                            .sample = i };

      if (item.truth >= 0)
        {
          g_array_append_val (source->items, item);
          continue;
        }
      n_unlabelled++;
      item_clear (&item);
    }
  if (n_unlabelled > 0 && !source->options->is_quiet)
    cli_error (ngettext ("%u image has no label in the truth and is left out.",
                         "%u images have no label in the truth and are left out.", n_unlabelled),
               n_unlabelled);
}

static void
tell_remarks (const EvaluateSource *source)
{
  for (guint i = 0; !source->options->is_quiet && i < derm_samples_get_n_remarks (source->samples); i++)
    cli_error ("%s", derm_samples_get_remark (source->samples, i));
}

static gboolean
open_set (EvaluateSource *source)
{
  const char *path = source->options->set;
  g_autoptr (GFile) file = cli_file (path);
  g_autoptr (GError) error = NULL;

  source->samples = derm_samples_new_from_file (file, (const char *const *) source->labels, NULL, &error);
  if (source->samples == NULL)
    {
      cli_file_error (path, error);
      return FALSE;
    }
  tell_remarks (source);
  if (!join_truth (source))
    return FALSE;
  add_samples (source);
  if (source->items->len > 0)
    return TRUE;
  cli_error (_ ("%s: these results have no truth; name a table of it (--truth)."), path);
  return FALSE;
}

/* ---- what the model was trained on ---- */

/* Answers of another model than the one at hand say nothing of what this one was trained on. */
static gboolean
is_of_model (const EvaluateSource *source)
{
  return !evaluate_source_has_results (source)
         || g_strcmp0 (derm_samples_get_model_sha256 (source->samples), derm_model_get_sha256 (source->model)) == 0;
}

static gboolean
mark_trained_on (EvaluateSource *source)
{
  const char *list = source->options->trained_on;
  g_autoptr (GFile) file = list != NULL ? cli_file (list) : NULL;
  g_autoptr (GError) error = NULL;

  if (file == NULL && !is_of_model (source))
    return TRUE;
  source->trained_on = file != NULL ? derm_trained_on_new_from_file (file, NULL, &error)
                                    : derm_trained_on_new_for_model (source->model, NULL, &error);
  if (source->trained_on == NULL)
    {
      cli_error ("%s", error->message);
      return FALSE;
    }
  for (guint i = 0; i < source->items->len; i++)
    {
      EvaluateItem *item = &g_array_index (source->items, EvaluateItem, i);

      item->is_trained_on = derm_trained_on_contains (source->trained_on, item->name);
    }
  return TRUE;
}

gboolean
evaluate_source_open (EvaluateSource *source, const EvaluateOptions *options, DermModel *model, DermRecipe *recipe)
{
  source->options = options;
  source->model = model;
  source->recipe = recipe;
  source->labels = cli_list_labels (model);
  source->items = g_array_new (FALSE, FALSE, sizeof (EvaluateItem));
  g_array_set_clear_func (source->items, item_clear);
  source->warnings = g_ptr_array_new_with_free_func (g_free);
  return (options->set != NULL      ? open_set (source)
          : options->images != NULL ? open_folder (source)
                                    : open_lists (source))
         && mark_trained_on (source);
}
