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

static guint
count_labels (DermTruth *truth)
{
  guint n = 0;

  for (guint i = 0; i < derm_truth_get_n_images (truth); i++)
    n += derm_truth_get_label (truth, i) >= 0;
  return n;
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
  if (truth != NULL && count_labels (truth) > 0)
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

/* What is in use: of the table that was read last it may not be the last, while its columns are being asked for. */
typedef struct {
  DermTruth *truth; /* owned; NULL: nothing is known */
  GFile *file;      /* owned, or NULL */
} Source;

typedef struct {
  LensWindow *window; /* borrowed: its history holds this */
  Source before, after;
} Exchange;

static void
exchange_free (Exchange *exchange)
{
  g_clear_object (&exchange->before.truth);
  g_clear_object (&exchange->before.file);
  g_clear_object (&exchange->after.truth);
  g_clear_object (&exchange->after.file);
  g_free (exchange);
}

static void
use_truth (LensWindow *self, const Source *source)
{
  g_set_object (&self->truth, source->truth);
  g_set_object (&self->truth_used, source->file);
  g_set_object (&self->truth_file, source->file);
  lens_window_for_each_item (self, lens_window_apply_truth);
  lens_window_show_truth (self);
  lens_browser_set_has_truth (self->browser, source->truth != NULL);
  lens_window_update_actions (self);
}

static char *
dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return g_filename_display_name (base);
}

/* ---- what came of it ---- */

typedef struct {
  guint n_images, n_known; /* in the list */
  GHashTable *used;        /* rows, by their places */
} Tally;

static void
tally (Tally *tally, DermTruth *truth, LensItem *item)
{
  int row = derm_truth_find (truth, lens_item_get_name (item));

  tally->n_images++;
  if (row < 0 || derm_truth_get_label (truth, (guint) row) < 0)
    return;
  tally->n_known++;
  g_hash_table_add (tally->used, GINT_TO_POINTER (row));
}

static void
tally_list (LensWindow *self, Tally *sum)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      tally (sum, self->truth, item);
    }
  for (guint i = 0; i < self->pending->len; i++)
    tally (sum, self->truth, g_ptr_array_index (self->pending, i));
}

/* replaced: the table that was in use before, or NULL. */
static char *
format_summary (LensWindow *self, GFile *replaced)
{
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autofree char *name = dup_name (self->truth_used), *old = replaced != NULL ? dup_name (replaced) : NULL;
  GString *text = g_string_new (NULL);
  Tally sum = { .used = used };
  guint n_unused;

  tally_list (self, &sum);
  n_unused = count_labels (self->truth) - g_hash_table_size (used);
  if (sum.n_images == 0)
    /* TRANSLATORS: number of images, name of a table */
    g_string_append_printf (text,
                            ngettext ("Truth of %u image from %s; no image is open.",
                                      "Truth of %u images from %s; no image is open.", n_unused),
                            n_unused, name);
  else
    /* TRANSLATORS: number of images of which the right class is known, number of all, name of a table */
    g_string_append_printf (
        text, ngettext ("Truth for %u of %u image from %s.", "Truth for %u of %u images from %s.", sum.n_images),
        sum.n_known, sum.n_images, name);
  if (sum.n_images > 0 && n_unused > 0)
    {
      g_string_append_c (text, ' ');
      g_string_append_printf (
          text, ngettext ("%u row names no image of the list.", "%u rows name no image of the list.", n_unused),
          n_unused);
    }
  if (old != NULL)
    {
      g_string_append_c (text, ' ');
      if (g_str_equal (old, name))
        g_string_append (text, _ ("It was read anew."));
      else
        /* TRANSLATORS: name of the table that was in use before */
        g_string_append_printf (text, _ ("It takes the place of %s."), old);
    }

  return g_string_free (text, FALSE);
}

static void
undo_truth (gboolean is_undo, gpointer data)
{
  Exchange *exchange = data;

  use_truth (exchange->window, is_undo ? &exchange->before : &exchange->after);
}

static void
take_truth (LensWindow *self, DermTruth *truth, GFile *file)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  g_autofree char *text = NULL;

  exchange->window = self;
  g_set_object (&exchange->before.truth, self->truth);
  g_set_object (&exchange->before.file, self->truth_used);
  g_set_object (&exchange->after.truth, truth);
  g_set_object (&exchange->after.file, file);
  use_truth (self, &exchange->after);
  text = format_summary (self, exchange->before.file);
  lens_history_push (self->history, undo_truth, exchange, (GDestroyNotify) exchange_free);
  lens_window_show_undoable (self, text);
}

static void
on_columns_chosen (LensTruthDialog *dialog, DermTruth *truth, LensWindow *self)
{
  GFile *file = g_object_get_data (G_OBJECT (dialog), "file");

  self->is_truth_early = FALSE;
  take_truth (self, truth, file);
}

static void
ask_for_columns (LensWindow *self, DermTable *table, GFile *file)
{
  g_autofree char *name = dup_name (file);
  LensTruthDialog *dialog = lens_truth_dialog_new (
      GTK_WINDOW (self), table, name, derm_classifier_get_model (self->classifier), G_LIST_MODEL (self->items));

  g_object_set_data_full (G_OBJECT (dialog), "file", g_object_ref (file), g_object_unref);
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
  g_autofree char *name = dup_name (request->file);

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
      ask_for_columns (self, DERM_TABLE (read), request->file);
      return;
    }
  if (!fits_list (self, DERM_TRUTH (read)))
    {
      read_file (self, request->file, TRUE);
      return;
    }
  self->is_truth_early = !lens_scan_is_idle (self->scan);
  take_truth (self, DERM_TRUTH (read), request->file);
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
  else if (self->is_truth_early && self->truth != NULL)
    {
      g_autofree char *text = format_summary (self, NULL); /* of all images now */

      lens_window_show_undoable (self, text);
    }
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
