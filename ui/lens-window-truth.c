/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-window-private.h"

#include <glib/gi18n.h>

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
} TruthRequest;

static void
truth_request_free (TruthRequest *request)
{
  g_object_unref (request->file);
  g_strfreev (request->labels);
  g_free (request);
}

static void
read_truth (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  TruthRequest *request = data;
  GError *error = NULL;
  DermTruth *truth = derm_truth_new_from_file (request->file, (const char *const *) request->labels, NULL, NULL,
                                               cancellable, &error);

  if (truth != NULL)
    g_task_return_pointer (task, truth, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
report_problems (LensWindow *self, const char *name)
{
  guint n = derm_truth_get_n_problems (self->truth);
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  text = g_strdup_printf (ngettext ("%u row is of no use. The first: %s", "%u rows are of no use. The first: %s", n), n,
                          derm_truth_get_problem (self->truth, 0));
  lens_window_show_error (self, name, text);
}

static void
on_truth_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensWindow *self = LENS_WINDOW (source);
  TruthRequest *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTruth) truth = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *base = g_file_get_basename (request->file);
  g_autofree char *name = g_filename_display_name (base);

  self->n_truths--;
  if (g_cancellable_is_cancelled (self->transfer) || self->browser == NULL)
    return; /* closed meanwhile */
  if (truth == NULL)
    {
      lens_window_show_error (self, name, error->message);
      return;
    }

  g_set_object (&self->truth, truth);
  lens_window_for_each_item (self, lens_window_apply_truth);
  lens_window_show_truth (self);
  lens_browser_set_has_truth (self->browser, TRUE);
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

void
lens_window_open_truth (LensWindow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  TruthRequest *request;

  g_return_if_fail (LENS_IS_WINDOW (self));
  g_return_if_fail (self->classifier != NULL);

  request = g_new (TruthRequest, 1);
  request->file = g_object_ref (file);
  request->labels = lens_window_dup_labels (self);
  self->n_truths++;
  task = g_task_new (self, self->transfer, on_truth_read, NULL);
  g_task_set_source_tag (task, lens_window_open_truth);
  g_task_set_task_data (task, request, (GDestroyNotify) truth_request_free);
  g_task_run_in_thread (task, read_truth);
}

static void
on_open_truth (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lens_window_choose (user_data, _ ("Open a Table of Truth"), GTK_FILE_CHOOSER_ACTION_OPEN, lens_window_open_truth);
}

void
lens_window_install_truth (LensWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-truth", .activate = on_open_truth },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
