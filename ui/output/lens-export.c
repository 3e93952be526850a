/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-decision.h"

typedef struct {
  char *file;
  DermPrediction *prediction; /* or */
  char *error;
  char *truth, *label, *note; /* or NULL */
  const char *flag;           /* likewise */
} Row;

typedef struct {
  DermClassifier *classifier;
  GPtrArray *items; /* LensItem; main thread only */
  char *path;
  gboolean is_csv;
  gboolean is_hiding_names;
  char *filter; /* or NULL */

  guint n_done;   /* items that are not waited for any more */
  gulong changed; /* handler at the one that is */
  gulong cancelled;
  GArray *rows; /* Row, for the thread */
} Export;

static void wait_for_items (GTask *task);

static void
row_clear (Row *row)
{
  g_free (row->file);
  g_clear_object (&row->prediction);
  g_free (row->error);
  g_free (row->truth);
  g_free (row->label);
  g_free (row->note);
}

static void
export_free (Export *export)
{
  g_object_unref (export->classifier);
  g_ptr_array_unref (export->items);
  g_free (export->path);
  g_free (export->filter);
  g_array_unref (export->rows);
  g_free (export);
}

/* What stands for a name: of the name alone, so that it is the same wherever the file lies. */
static char *
dup_alias (const char *name)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  const char *ending = derm_image_format_find_ending (name);

  return g_strdup_printf ("%.*s%s", LENS_EXPORT_ALIAS_LENGTH, sum, ending != NULL ? ending : "");
}

/* Takes over the text, which may be NULL. */
static char *
replace (char *text, const char *what, const char *with)
{
  g_auto (GStrv) parts = text != NULL && what != NULL && *what != '\0' ? g_strsplit (text, what, -1) : NULL;

  if (parts == NULL)
    return text;
  g_free (text);
  return g_strjoinv (with, parts);
}

/* Also in the reason of a failure, where the system may name the file with all folders. */
static void
hide_name (Row *row, LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : g_strdup (lens_item_get_name (item));
  g_autofree char *alias = dup_alias (name), *uri = file != NULL ? g_file_get_uri (file) : NULL;
  g_autofree char *shown = file != NULL ? g_file_get_parse_name (file) : NULL;

  row->error = replace (row->error, uri, alias);
  row->error = replace (row->error, shown, alias);
  row->error = replace (row->error, lens_item_get_name (item), alias);
  g_free (row->file);
  row->file = g_steal_pointer (&alias);
}

static void
take_row (Export *export, LensItem *item)
{
  GFile *file = lens_item_get_file (item);
  DermPrediction *prediction = lens_item_get_prediction (item);
  LensFlag flag = lens_item_get_flag (item);
  Row row = { .prediction = prediction != NULL ? g_object_ref (prediction) : NULL,
              .truth = g_strdup (lens_item_get_truth (item)),
              .flag = flag != LENS_FLAG_NONE ? lens_flag_get_id (flag) : NULL,
              .label = g_strdup (lens_item_get_label (item)),
              .note = g_strdup (lens_item_get_text (item)) };

  row.file = file != NULL ? g_file_get_path (file) : g_strdup (lens_item_get_name (item));
  if (row.file == NULL)
    row.file = g_file_get_uri (file);
  if (prediction == NULL)
    row.error = g_strdup (lens_item_get_error (item));
  if (export->is_hiding_names)
    hide_name (&row, item);
  g_array_append_val (export->rows, row);
}

/* Recipe and decision are those of the results; the model's own if every image failed. */
static DermRecordForm
make_form (Export *export)
{
  DermRecordForm form = { export->classifier,
                          derm_model_get_recipe (derm_classifier_get_model (export->classifier)),
                          DERM_VALUES_CALIBRATED,
                          DERM_DECISION_LIKELY,
                          TRUE,
                          export->filter };

  for (guint i = 0; i < export->rows->len; i++)
    {
      DermPrediction *prediction = g_array_index (export->rows, Row, i).prediction;

      if (prediction != NULL)
        {
          form.columns = derm_input_get_recipe (derm_prediction_get_input (prediction));
          form.decision = derm_prediction_get_decision (prediction);
          break;
        }
    }
  return form;
}

static gboolean
append_row (Export *export, const DermRecordForm *form, const Row *row, GString *text, GError **error)
{
  g_autoptr (DermPrediction) p = row->prediction != NULL ? lens_decide (row->prediction, form->decision) : NULL;
  DermRecord record = { row->file,
                        p != NULL ? derm_input_get_recipe (derm_prediction_get_input (p)) : form->columns,
                        p,
                        row->error,
                        { row->truth, row->flag, row->label, row->note } };

  if (p != NULL && derm_prediction_get_model (p) != derm_classifier_get_model (export->classifier))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("the model was changed meanwhile"));
      return FALSE;
    }
  if (export->is_csv)
    derm_record_append_csv (text, form, &record);
  else
    {
      derm_record_append_json (text, form, &record);
      g_string_append_c (text, '\n');
    }
  return TRUE;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Export *export = task_data;
  DermRecordForm form = make_form (export);
  g_autoptr (GString) text = g_string_new (NULL);
  GError *error = NULL;

  if (export->is_csv)
    derm_record_append_csv_header (text, &form);
  for (guint i = 0; i < export->rows->len; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, &error)
        || !append_row (export, &form, &g_array_index (export->rows, Row, i), text, &error))
      {
        g_task_return_error (task, error);
        return;
      }
  if (derm_file_replace_text (export->path, text->str, (gssize) text->len, 0666, &error))
    g_task_return_int (task, export->rows->len);
  else
    g_task_return_error (task, error);
}

/* The item that was waited for is done, or the whole is cancelled. */
static gboolean
on_turn (gpointer user_data)
{
  GTask *task = user_data;
  Export *export = g_task_get_task_data (task);

  if (export->changed == 0) /* a second call for the same turn */
    return G_SOURCE_REMOVE;

  g_signal_handler_disconnect (g_ptr_array_index (export->items, export->n_done), export->changed);
  export->changed = 0;
  wait_for_items (task);
  return G_SOURCE_REMOVE;
}

/* Not at once: whoever calls is in the middle of telling others too, or on another thread. */
static void
plan_turn (GTask *task)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_turn, g_object_ref (task), g_object_unref);
}

static void
on_changed (LensItem *item, GTask *task)
{
  plan_turn (task);
}

static void
on_cancelled (GCancellable *cancellable, GTask *task)
{
  plan_turn (task);
}

/* Takes over what lens_export_async() kept of the task. */
static void
end_waiting (GTask *task)
{
  g_autoptr (GTask) G_GNUC_UNUSED owned = task;
  Export *export = g_task_get_task_data (task);

  g_cancellable_disconnect (g_task_get_cancellable (task), export->cancelled);
  if (g_task_return_error_if_cancelled (task))
    return;

  for (guint i = 0; i < export->items->len; i++)
    take_row (export, g_ptr_array_index (export->items, i));
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
lens_export_is_waiting (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (lens_item_get_state (items->pdata[i]) == LENS_STATE_WAITING)
      return TRUE;

  return FALSE;
}

/* One handler at one time: the items are done in about their order. */
static void
wait_for_items (GTask *task)
{
  Export *export = g_task_get_task_data (task);

  for (; !g_cancellable_is_cancelled (g_task_get_cancellable (task)) && export->n_done < export->items->len;
       export->n_done++)
    {
      LensItem *item = g_ptr_array_index (export->items, export->n_done);

      if (lens_item_get_state (item) == LENS_STATE_WAITING)
        {
          export->changed = g_signal_connect (item, "changed", G_CALLBACK (on_changed), task);
          return;
        }
    }
  if (!g_cancellable_is_cancelled (g_task_get_cancellable (task)) && lens_export_is_waiting (export->items))
    {
      /* one that was done has been opened again or cropped meanwhile */
      export->n_done = 0;
      wait_for_items (task);
      return;
    }
  end_waiting (task);
}

void
lens_export_async (const LensExportJob *job, GCancellable *cancellable, GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *lower = g_ascii_strdown (job->path, -1);
  Export *export = g_new0 (Export, 1);

  g_task_set_source_tag (task, lens_export_async);
  g_task_set_check_cancellable (task, FALSE); /* a file that is written already is not denied */
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  export->classifier = g_object_ref (job->classifier);
  export->items = g_ptr_array_ref (job->items);
  export->path = g_strdup (job->path);
  export->filter = g_strdup (job->filter);
  export->is_hiding_names = job->is_hiding_names;
  export->is_csv = g_str_has_suffix (lower, ".csv");
  export->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_array_set_clear_func (export->rows, (GDestroyNotify) row_clear);
  if (!export->is_csv && !g_str_has_suffix (lower, ".jsonl"))
    {
      g_task_return_new_error (task, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the name ends in .csv or .jsonl"));
      return;
    }
  export->cancelled = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), task, NULL);
  wait_for_items (g_steal_pointer (&task));
}

gssize
lens_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
