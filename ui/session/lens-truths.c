/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-truths.h"

#include <glib/gi18n.h>

#include "lens-files.h"
#include "lens-truths-reader.h"
#include "lens-truths-words.h"

struct _LensTruths {
  GObject parent_instance;

  LensTruthsParts parts; /* owned */

  DermTruth *truth; /* owned; NULL: none is known */
  GFile *used;      /* owned; the table that truth is of, or NULL */
  GFile *file;      /* owned; the table that was read last, or NULL; its columns may still be asked for */
  GFile *folder;    /* owned; that is being read, or NULL */
  GCancellable *cancellable;
  guint n_reading;
  gboolean is_early;  /* taken while a folder was being searched */
  gboolean is_lonely; /* told of when no image was open */
};

G_DEFINE_FINAL_TYPE (LensTruths, lens_truths, G_TYPE_OBJECT)

enum { PROP_HAS_TRUTH = 1, PROP_FILE, PROP_IS_READING, N_PROPS };
enum { CHANGED, ASKED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What is in use; file: NULL without a truth. */
typedef struct {
  DermTruth *truth; /* owned */
  GFile *file;      /* owned */
} Source;

typedef struct {
  LensTruths *truths; /* borrowed: its history holds this */
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
notify (LensTruths *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/* ---- taking ---- */

void
lens_truths_apply (LensTruths *self, LensItem *item)
{
  int image, label;

  g_return_if_fail (LENS_IS_TRUTHS (self));

  image = self->truth != NULL ? lens_truths_words_find (self->truth, item) : -1;
  label = image >= 0 ? derm_truth_get_label (self->truth, (guint) image) : -1;
  lens_item_set_row (item, image >= 0 ? self->truth : NULL, image);
  lens_item_set_truth (item, label >= 0 ? derm_truth_get_labels (self->truth)[label] : NULL);
}

/* Whose columns nobody can be asked for. */
static gboolean
is_by_folders (DermTruth *truth)
{
  return truth != NULL && derm_truth_get_id_column (truth) == NULL;
}

static void
use (LensTruths *self, const Source *source)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);
  GFile *table = !is_by_folders (source->truth) ? source->file : NULL;

  g_set_object (&self->truth, source->truth);
  g_set_object (&self->used, source->file);
  g_set_object (&self->file, table);
  for (guint i = 0; i < items->len; i++)
    lens_truths_apply (self, g_ptr_array_index (items, i));
  notify (self, PROP_HAS_TRUTH);
  notify (self, PROP_FILE);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* replaced: the table that was in use before, or NULL. */
static void
tell (LensTruths *self, GFile *replaced)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);
  g_autofree char *text = lens_truths_words_summary (self->truth, items, self->used, replaced);

  self->is_lonely = items->len == 0;
  lens_messages_show_notice (self->parts.messages, text, LENS_NOTICE_UNDOABLE);
}

/* Images have come for a table that had none. */
static void
tell_of_images (LensTruths *self)
{
  if (self->is_lonely && !self->is_early && self->truth != NULL
      && lens_collection_get_n_all (self->parts.collection) > 0
      && lens_collection_get_n_waiting (self->parts.collection) == 0 && !lens_work_is_scanning (self->parts.work))
    tell (self, NULL);
}

/* A table never comes or goes in silence. */
static void
tell_undone (LensTruths *self, const Exchange *exchange)
{
  g_autofree char *text = lens_truths_words_undone (exchange->after.file, exchange->before.file);

  lens_messages_show_notice (self->parts.messages, text, LENS_NOTICE_REDOABLE);
}

static void
on_history (gboolean is_undo, gpointer data)
{
  Exchange *exchange = data;

  use (exchange->truths, is_undo ? &exchange->before : &exchange->after);
  if (is_undo)
    tell_undone (exchange->truths, exchange);
  else
    tell (exchange->truths, exchange->before.file);
}

static void
take (LensTruths *self, DermTruth *truth, GFile *file)
{
  Exchange *exchange = g_new0 (Exchange, 1);

  exchange->truths = self;
  g_set_object (&exchange->before.truth, self->truth);
  g_set_object (&exchange->before.file, self->used);
  g_set_object (&exchange->after.truth, truth);
  g_set_object (&exchange->after.file, file);
  use (self, &exchange->after);
  lens_history_push (self->parts.history, on_history, exchange, (GDestroyNotify) exchange_free);
  tell (self, exchange->before.file);
}

void
lens_truths_take (LensTruths *self, DermTruth *truth, GFile *file)
{
  g_return_if_fail (LENS_IS_TRUTHS (self));

  self->is_early = FALSE;
  take (self, truth, file);
}

/* ---- reading ---- */

/* FALSE if there are images and none is in the table: then another column may name them. */
static gboolean
fits_images (LensTruths *self, DermTruth *truth)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);

  for (guint i = 0; i < items->len; i++)
    if (lens_truths_words_find (truth, g_ptr_array_index (items, i)) >= 0)
      return TRUE;

  return items->len == 0 || lens_work_is_scanning (self->parts.work);
}

static void
report_problems (LensTruths *self, DermTruth *truth, const char *name)
{
  g_autofree char *text = lens_truths_words_problems (truth);

  if (text != NULL)
    lens_messages_show_error (self->parts.messages, name, text);
}

static void
use_read (LensTruths *self, GObject *read, GFile *file, const char *name)
{
  gboolean has_columns = DERM_IS_TABLE (read) || !is_by_folders (DERM_TRUTH (read));

  if (has_columns)
    {
      g_set_object (&self->file, file);
      notify (self, PROP_FILE);
    }
  if (DERM_IS_TABLE (read))
    {
      g_signal_emit (self, signals[ASKED], 0, read, file);
      return;
    }
  if (has_columns && !fits_images (self, DERM_TRUTH (read)))
    {
      lens_truths_open (self, file, TRUE);
      return;
    }
  self->is_early = lens_work_is_scanning (self->parts.work);
  take (self, DERM_TRUTH (read), file);
  report_problems (self, DERM_TRUTH (read), name);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensTruths *self = LENS_TRUTHS (source); /* held by the task */
  LensTruthsRequest *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) read = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = lens_file_dup_name (request->file);

  self->n_reading--;
  if (request->is_folder)
    g_clear_object (&self->folder);
  notify (self, PROP_IS_READING);
  if (g_cancellable_is_cancelled (self->cancellable))
    return; /* closed meanwhile */
  if (read != NULL)
    use_read (self, read, request->file, name);
  else
    lens_messages_show_error (self->parts.messages, name, error->message);
}

static GPtrArray *
list_names (LensTruths *self)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (names, g_strdup (lens_item_get_name (items->pdata[i])));
  g_ptr_array_add (names, NULL);

  return names;
}

static void
start_reading (LensTruths *self, GFile *file, gboolean is_asking, gboolean is_folder)
{
  LensTruthsRequest *request = g_new (LensTruthsRequest, 1);

  *request = (LensTruthsRequest){
    .file = g_object_ref (file),
    .labels = lens_reading_dup_labels (self->parts.reading),
    .titles = lens_reading_dup_titles (self->parts.reading),
    .names = list_names (self),
    .is_asking = is_asking,
    .is_folder = is_folder,
  };
  self->n_reading++;
  notify (self, PROP_IS_READING);
  lens_truths_read_async (G_OBJECT (self), request, self->cancellable, on_read);
}

void
lens_truths_open (LensTruths *self, GFile *file, gboolean is_asking)
{
  g_return_if_fail (LENS_IS_TRUTHS (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (lens_reading_get_classifier (self->parts.reading) != NULL);

  start_reading (self, file, is_asking, FALSE);
}

gboolean
lens_truths_is_of_folder (LensTruths *self, GFile *folder)
{
  g_return_val_if_fail (LENS_IS_TRUTHS (self), FALSE);

  return (self->used != NULL && g_file_equal (self->used, folder))
         || (self->folder != NULL && g_file_equal (self->folder, folder));
}

void
lens_truths_open_folders (LensTruths *self, GFile *folder)
{
  g_return_if_fail (LENS_IS_TRUTHS (self));
  g_return_if_fail (G_IS_FILE (folder));
  g_return_if_fail (lens_reading_get_classifier (self->parts.reading) != NULL);

  g_set_object (&self->folder, folder);
  start_reading (self, folder, FALSE, TRUE);
}

void
lens_truths_check (LensTruths *self)
{
  g_return_if_fail (LENS_IS_TRUTHS (self));

  if (self->is_early && self->truth != NULL && !is_by_folders (self->truth) && !fits_images (self, self->truth))
    lens_truths_open (self, self->file, TRUE);
  else if (self->is_early && self->truth != NULL)
    tell (self, NULL); /* of all images now */
  self->is_early = FALSE;
  tell_of_images (self);
}

void
lens_truths_close (LensTruths *self)
{
  g_return_if_fail (LENS_IS_TRUTHS (self));

  g_cancellable_cancel (self->cancellable);
}

/* ---- the object ---- */

static void
lens_truths_dispose (GObject *object)
{
  LensTruths *self = LENS_TRUTHS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->parts.collection);
  g_clear_object (&self->parts.reading);
  g_clear_object (&self->parts.work);
  g_clear_object (&self->parts.history);
  g_clear_object (&self->parts.messages);
  g_clear_object (&self->truth);
  g_clear_object (&self->used);
  g_clear_object (&self->file);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (lens_truths_parent_class)->dispose (object);
}

static void
lens_truths_finalize (GObject *object)
{
  g_object_unref (LENS_TRUTHS (object)->cancellable);

  G_OBJECT_CLASS (lens_truths_parent_class)->finalize (object);
}

static void
lens_truths_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LensTruths *self = LENS_TRUTHS (object);

  switch (id)
    {
    case PROP_HAS_TRUTH:
      g_value_set_boolean (value, self->truth != NULL);
      break;
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_IS_READING:
      g_value_set_boolean (value, self->n_reading > 0);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lens_truths_class_init (LensTruthsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lens_truths_dispose;
  object_class->finalize = lens_truths_finalize;
  object_class->get_property = lens_truths_get_property;

  properties[PROP_HAS_TRUTH]
      = g_param_spec_boolean ("has-truth", "Has truth", "Whether a table is in use", FALSE, flags);
  properties[PROP_FILE] = g_param_spec_object ("file", "File", "The table that was read last", G_TYPE_FILE, flags);
  properties[PROP_IS_READING]
      = g_param_spec_boolean ("is-reading", "Reading", "Whether a table is being read", FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ASKED] = g_signal_new ("asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, DERM_TYPE_TABLE,
                                 G_TYPE_FILE);
}

static void
lens_truths_init (LensTruths *self)
{
  self->cancellable = g_cancellable_new ();
}

LensTruths *
lens_truths_new (const LensTruthsParts *parts)
{
  LensTruths *self = g_object_new (LENS_TYPE_TRUTHS, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.collection);
  g_object_ref (self->parts.reading);
  g_object_ref (self->parts.work);
  g_object_ref (self->parts.history);
  g_object_ref (self->parts.messages);
  g_signal_connect_object (parts->collection, "settled", G_CALLBACK (tell_of_images), self, G_CONNECT_SWAPPED);

  return self;
}

DermTruth *
lens_truths_get_truth (LensTruths *self)
{
  g_return_val_if_fail (LENS_IS_TRUTHS (self), NULL);

  return self->truth;
}

gboolean
lens_truths_has_truth (LensTruths *self)
{
  g_return_val_if_fail (LENS_IS_TRUTHS (self), FALSE);

  return self->truth != NULL;
}

GFile *
lens_truths_get_file (LensTruths *self)
{
  g_return_val_if_fail (LENS_IS_TRUTHS (self), NULL);

  return self->file;
}

gboolean
lens_truths_is_reading (LensTruths *self)
{
  g_return_val_if_fail (LENS_IS_TRUTHS (self), FALSE);

  return self->n_reading > 0;
}
