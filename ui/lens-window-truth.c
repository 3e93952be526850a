/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

#include "lens-truth-dialog.h"

/* What the images are known to show, from a table. */

void
lens_window_apply_truth (LensWindow *self, LensItem *item)
{
  int image = self->truth != NULL ? derm_truth_find (self->truth, lens_item_get_name (item)) : -1;
  int label = image >= 0 ? derm_truth_get_label (self->truth, (guint) image) : -1;

  lens_item_set_truth (item, label >= 0 ? derm_truth_get_labels (self->truth)[label] : NULL);
}

typedef struct {
  GFile *file;
  GStrv labels;
  gboolean is_asking; /* which columns mean what */
} TruthRequest;

static void
truth_request_free (TruthRequest *request)
{
  g_object_unref (request->file);
  g_strfreev (request->labels);
  g_free (request);
}

static gboolean
has_labels (DermTruth *truth)
{
  for (guint i = 0; i < derm_truth_get_n_images (truth); i++)
    if (derm_truth_get_label (truth, i) >= 0)
      return TRUE;
  return FALSE;
}

/* A table of which nobody can tell what it means comes back as it is: somebody is asked. */
static void
read_truth (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TruthRequest *request = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth = NULL;
  DermTable *table = NULL;
  GError *unreadable = NULL;

  if (!request->is_asking)
    truth = derm_truth_new_from_file (request->file, (const char *const *) request->labels, NULL, NULL, cancellable,
                                      &error);
  if (truth != NULL && has_labels (truth))
    {
      g_task_return_pointer (task, g_steal_pointer (&truth), g_object_unref);
      return;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    table = derm_table_new_from_file (request->file, cancellable, &unreadable);
  if (table != NULL && derm_table_get_n_rows (table) > 0)
    g_task_return_pointer (task, table, g_object_unref);
  else if (unreadable != NULL)
    g_task_return_error (task, unreadable);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, DERM_ERROR, DERM_ERROR_EMPTY, "%s", _ ("there is no row in the table"));
}

static void
report_problems (LensWindow *self, const char *name)
{
  guint n = derm_truth_get_n_problems (self->truth);
  g_autofree char *text = NULL, *reason = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%u row is of no use. The first: %s", "%u rows are of no use. The first: %s", n), n,
                          derm_truth_get_problem (self->truth, 0));
  reason = g_strdup_printf ("%s %s", text, _ ("Ctrl+Shift+T: which columns and classes are meant."));
  lens_window_show_error (self, name, reason);
}

static gboolean
is_of (DermTruth *truth, LensItem *item)
{
  return derm_truth_find (truth, lens_item_get_name (item)) >= 0;
}

/* FALSE if there are images and none is in the table: then another column may name them. */
static gboolean
fits_list (LensWindow *self, DermTruth *truth)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (is_of (truth, item))
        return TRUE;
    }
  for (guint i = 0; i < self->pending->len; i++)
    if (is_of (truth, g_ptr_array_index (self->pending, i)))
      return TRUE;
  return n == 0 || !lens_scan_is_idle (self->scan);
}

static void
use_truth (LensWindow *self, DermTruth *truth)
{
  g_set_object (&self->truth, truth);
  lens_window_for_each_item (self, lens_window_apply_truth);
  lens_window_show_truth (self);
  lens_browser_set_has_truth (self->browser, TRUE);
}

static void
on_columns_chosen (LensTruthDialog *dialog, DermTruth *truth, LensWindow *self)
{
  self->is_truth_early = FALSE;
  use_truth (self, truth);
}

static void
ask_for_columns (LensWindow *self, DermTable *table, const char *name)
{
  LensTruthDialog *dialog = lens_truth_dialog_new (
      GTK_WINDOW (self), table, name, derm_classifier_get_model (self->classifier), G_LIST_MODEL (self->items));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (on_columns_chosen), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void read_file (LensWindow *self, GFile *file, gboolean is_asking);

static void
on_truth_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensWindow *self = LENS_WINDOW (source);
  TruthRequest *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) read = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *base = g_file_get_basename (request->file);
  g_autofree char *name = g_filename_display_name (base);

  self->n_truths--;
  if (g_cancellable_is_cancelled (self->transfer) || self->browser == NULL)
    return; /* closed meanwhile */
  if (read == NULL)
    {
      lens_window_show_error (self, name, error->message);
      return;
    }

  g_set_object (&self->truth_file, request->file);
  lens_window_update_actions (self);
  if (DERM_IS_TABLE (read))
    {
      ask_for_columns (self, DERM_TABLE (read), name);
      return;
    }
  if (!fits_list (self, DERM_TRUTH (read)))
    {
      read_file (self, request->file, TRUE);
      return;
    }
  self->is_truth_early = !lens_scan_is_idle (self->scan);
  use_truth (self, DERM_TRUTH (read));
  report_problems (self, name);
}

GStrv
lens_window_dup_labels (LensWindow *self)
{
  DermModel *model = derm_classifier_get_model (self->classifier);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    g_strv_builder_add (builder, derm_model_get_label (model, i));

  return g_strv_builder_end (builder);
}

static void
read_file (LensWindow *self, GFile *file, gboolean is_asking)
{
  g_autoptr (GTask) task = g_task_new (self, self->transfer, on_truth_read, NULL);
  TruthRequest *request = g_new (TruthRequest, 1);

  request->file = g_object_ref (file);
  request->labels = lens_window_dup_labels (self);
  request->is_asking = is_asking;
  self->n_truths++;
  g_task_set_source_tag (task, read_file);
  g_task_set_task_data (task, request, (GDestroyNotify) truth_request_free);
  g_task_run_in_thread (task, read_truth);
}

/* A table that was taken while a folder was still being read may turn out to name no image of it. */
void
lens_window_check_truth (LensWindow *self)
{
  if (self->is_truth_early && self->truth != NULL && !fits_list (self, self->truth))
    read_file (self, self->truth_file, TRUE);
  self->is_truth_early = FALSE;
}

void
lens_window_open_truth (LensWindow *self, GFile *file)
{
  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (self->classifier != NULL);

  read_file (self, file, FALSE);
}

static void
on_open_truth (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_choose (user_data, _ ("Open a Table of Truth"), GTK_FILE_CHOOSER_ACTION_OPEN, lens_window_open_truth);
}

/* Of the table that was read last. */
static void
on_truth_columns (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LensWindow *self = user_data;

  read_file (self, self->truth_file, TRUE);
}

void
lens_window_install_truth (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-truth", .activate = on_open_truth },
    { .name = "truth-columns", .activate = on_truth_columns },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
