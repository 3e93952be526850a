/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-duplicates.h"

#include <glib/gi18n.h>

#define PROGRESS_MS 250

struct _LensDuplicates {
  GObject parent_instance;

  LensDuplicatesParts parts; /* owned */
  GPtrArray *groups;         /* owned, of GPtrArray of LensItem */
  GArray *kinds;             /* owned, of DermTwinKind */
  int shown;                 /* group, or -1 */

  GCancellable *cancellable; /* owned; of the work that is under way, or NULL */
  gpointer job;              /* borrowed; the same */
  guint progress_id;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (LensDuplicates, lens_duplicates, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static const char *
get_name (void)
{
  /* TRANSLATORS: images that are in the list more than once; in a filter of the list, like "twice (14)" */
  return C_ ("filter", "twice");
}

static LensTopic
get_topic (void)
{
  return (LensTopic){ LENS_ABOUT_ITEMS, get_name () };
}

/* ---- on a thread ---- */

typedef struct {
  DermClassifier *classifier; /* owned */
  GPtrArray *items;           /* owned, of LensItem: not touched on the thread */
  GPtrArray *files;           /* owned, of GFile or NULL */
  GBytes *features;           /* owned, or NULL */
  int n_features;
  guint n_done; /* atomic */
} Job;

static void
unref_file (gpointer file)
{
  g_clear_object (&file);
}

static void
job_free (Job *job)
{
  g_object_unref (job->classifier);
  g_ptr_array_unref (job->items);
  g_ptr_array_unref (job->files);
  g_clear_pointer (&job->features, g_bytes_unref);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static void
on_progress (guint n_done, guint n_images, gpointer user_data)
{
  g_atomic_int_set (&((Job *) user_data)->n_done, n_done);
}

static void
search_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (DermAtlas) atlas = NULL;
  DermTwins *twins = NULL;
  GError *error = NULL;

  if (job->features != NULL)
    atlas = derm_atlas_new (job->features, job->n_features, 0, cancellable, &error);
  if (error == NULL)
    twins = derm_twins_new_with_progress (&(DermTwinsSubject){ job->classifier, job->files, atlas }, on_progress, job,
                                          cancellable, &error);
  if (twins != NULL)
    g_task_return_pointer (task, twins, g_object_unref);
  else
    g_task_return_error (task, error);
}

/* Images without a result are compared by their files and pictures alone. */
static Job *
collect (LensDuplicates *self)
{
  DermModel *model = lens_reading_get_model (self->parts.reading);
  g_autoptr (GPtrArray) predictions = g_ptr_array_new ();
  Job *job = g_new0 (Job, 1);

  job->classifier = g_object_ref (lens_reading_get_classifier (self->parts.reading));
  job->items = lens_collection_list_all (self->parts.collection);
  job->files = g_ptr_array_new_with_free_func (unref_file);
  for (guint i = 0; i < job->items->len; i++)
    {
      GFile *file = lens_item_get_file (job->items->pdata[i]);
      DermPrediction *prediction = lens_item_get_prediction (job->items->pdata[i]);

      g_ptr_array_add (job->files, file != NULL ? g_object_ref (file) : NULL);
      g_ptr_array_add (predictions,
                       prediction != NULL && derm_prediction_get_model (prediction) == model ? prediction : NULL);
    }
  if (!derm_model_check_features (model, NULL))
    return job;
  job->n_features = derm_model_get_n_features (model);
  job->features = derm_features_list (predictions, job->n_features);

  return job;
}

/* ---- what is found ---- */

static void
forget (LensDuplicates *self)
{
  g_ptr_array_set_size (self->groups, 0);
  g_array_set_size (self->kinds, 0);
  self->shown = -1;
}

static void
take (LensDuplicates *self, const Job *job, DermTwins *twins)
{
  forget (self);
  for (guint i = 0; i < derm_twins_get_n_groups (twins); i++)
    {
      GPtrArray *group = g_ptr_array_new_with_free_func (g_object_unref);
      DermTwinKind kind;
      guint n;
      const guint *images = derm_twins_get_group (twins, i, &kind, &n);

      for (guint k = 0; k < n; k++)
        g_ptr_array_add (group, g_object_ref (job->items->pdata[images[k]]));
      g_ptr_array_add (self->groups, group);
      g_array_append_val (self->kinds, kind);
    }
}

static void
tell (LensDuplicates *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
stop_telling (LensDuplicates *self)
{
  g_clear_handle_id (&self->progress_id, g_source_remove);
  lens_messages_clear_kind (self->parts.messages, LENS_NOTICE_RUNNING);
}

static void
end (LensDuplicates *self)
{
  stop_telling (self);
  g_clear_object (&self->cancellable);
  self->job = NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

static void
tell_found (LensDuplicates *self)
{
  guint n = self->groups->len;
  g_autofree char *text = NULL;

  if (n == 0)
    {
      lens_messages_show_notice (self->parts.messages, _ ("No image is there twice."), LENS_NOTICE_DONE);
      return;
    }
  text = g_strdup_printf (ngettext ("%'u group of images that are one.", "%'u groups of images that are one.", n), n);
  lens_messages_show_notice (self->parts.messages, text, LENS_NOTICE_DONE);
  lens_duplicates_show (self, -1);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensDuplicates *self = LENS_DUPLICATES (source);
  g_autoptr (Job) job = g_task_get_task_data (G_TASK (result)); /* freed here: its images are of this thread */
  g_autoptr (GError) error = NULL;
  g_autoptr (DermTwins) twins = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  end (self);
  if (twins != NULL && !self->is_closed)
    {
      take (self, job, twins);
      tell_found (self);
    }
  else if (!self->is_closed && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lens_messages_show_error (self->parts.messages, NULL, error->message);
  tell (self);
}

static gboolean
on_tell_progress (gpointer user_data)
{
  LensDuplicates *self = user_data;
  Job *job = self->job;
  /* TRANSLATORS: of so many images so many are read */
  g_autofree char *text = g_strdup_printf (_ ("Looking for images that are there twice: %'u of %'u"),
                                           (guint) g_atomic_int_get (&job->n_done), job->items->len);

  lens_messages_show_notice (self->parts.messages, text, LENS_NOTICE_RUNNING);

  return G_SOURCE_CONTINUE;
}

gboolean
lens_duplicates_can_find (LensDuplicates *self)
{
  g_return_val_if_fail (LENS_IS_DUPLICATES (self), FALSE);

  return self->cancellable == NULL && !self->is_closed && lens_collection_get_n_all (self->parts.collection) > 1
         && lens_reading_get_classifier (self->parts.reading) != NULL;
}

void
lens_duplicates_find (LensDuplicates *self)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LENS_IS_DUPLICATES (self));

  if (!lens_duplicates_can_find (self))
    return;
  self->cancellable = g_cancellable_new ();
  self->job = collect (self);
  task = g_task_new (self, self->cancellable, on_searched, NULL);
  g_task_set_source_tag (task, lens_duplicates_find);
  g_task_set_task_data (task, self->job, NULL);
  self->progress_id = g_timeout_add (PROGRESS_MS, on_tell_progress, self);
  g_task_run_in_thread (task, search_in_thread);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
  tell (self);
}

gboolean
lens_duplicates_is_working (LensDuplicates *self)
{
  g_return_val_if_fail (LENS_IS_DUPLICATES (self), FALSE);

  return self->cancellable != NULL;
}

/* ---- which are shown ---- */

guint
lens_duplicates_get_n_groups (LensDuplicates *self)
{
  g_return_val_if_fail (LENS_IS_DUPLICATES (self), 0);

  return self->groups->len;
}

GPtrArray *
lens_duplicates_get_group (LensDuplicates *self, guint group, DermTwinKind *kind)
{
  g_return_val_if_fail (LENS_IS_DUPLICATES (self), NULL);
  g_return_val_if_fail (group < self->groups->len, NULL);

  *kind = g_array_index (self->kinds, DermTwinKind, group);

  return self->groups->pdata[group];
}

gboolean
lens_duplicates_is_shown (LensDuplicates *self)
{
  g_return_val_if_fail (LENS_IS_DUPLICATES (self), FALSE);

  return lens_filter_find (lens_view_get_filter (self->parts.view), get_topic ()) != NULL;
}

void
lens_duplicates_show (LensDuplicates *self, int group)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (LensCondition) condition = NULL;

  g_return_if_fail (LENS_IS_DUPLICATES (self));
  g_return_if_fail (group >= -1 && group < (int) self->groups->len);

  for (guint i = 0; i < self->groups->len; i++)
    if (group < 0 || (int) i == group)
      g_ptr_array_extend (items, self->groups->pdata[i], NULL, NULL);
  self->shown = group;
  condition = lens_condition_new_items (get_name (), items);
  lens_view_add_condition (self->parts.view, condition);
  tell (self);
}

int
lens_duplicates_get_shown (LensDuplicates *self)
{
  g_return_val_if_fail (LENS_IS_DUPLICATES (self), -1);

  return self->shown;
}

void
lens_duplicates_hide (LensDuplicates *self)
{
  g_return_if_fail (LENS_IS_DUPLICATES (self));

  lens_view_remove_condition (self->parts.view, get_topic ());
  tell (self);
}

/* ---- the object ---- */

static void
cancel (LensDuplicates *self)
{
  if (self->cancellable == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  end (self);
  tell (self);
}

void
lens_duplicates_close (LensDuplicates *self)
{
  g_return_if_fail (LENS_IS_DUPLICATES (self));

  self->is_closed = TRUE;
  cancel (self);
}

static void
lens_duplicates_dispose (GObject *object)
{
  LensDuplicates *self = LENS_DUPLICATES (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->kinds, g_array_unref);
  g_clear_object (&self->parts.collection);
  g_clear_object (&self->parts.reading);
  g_clear_object (&self->parts.view);
  g_clear_object (&self->parts.messages);

  G_OBJECT_CLASS (lens_duplicates_parent_class)->dispose (object);
}

static void
lens_duplicates_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, lens_duplicates_is_working (LENS_DUPLICATES (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_duplicates_class_init (LensDuplicatesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_duplicates_dispose;
  object_class->get_property = lens_duplicates_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether images are compared", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_duplicates_init (LensDuplicates *self)
{
  self->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->kinds = g_array_new (FALSE, FALSE, sizeof (DermTwinKind));
  self->shown = -1;
}

LensDuplicates *
lens_duplicates_new (const LensDuplicatesParts *parts)
{
  LensDuplicates *self = g_object_new (LENS_TYPE_DUPLICATES, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.collection);
  g_object_ref (self->parts.reading);
  g_object_ref (self->parts.view);
  g_object_ref (self->parts.messages);
  g_signal_connect_object (parts->messages, "cancelled", G_CALLBACK (cancel), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (parts->view, "notify::filter", G_CALLBACK (tell), self, G_CONNECT_SWAPPED);

  return self;
}
