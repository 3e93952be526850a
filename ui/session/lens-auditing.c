/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-auditing.h"

#define TELL_MS 200 /* between two looks at how far it is */

struct _LensAuditing {
  GObject parent_instance;

  LensAuditingParts parts;   /* owned */
  GCancellable *cancellable; /* owned: of the work that is under way; or NULL */
  DermAudit *audit;          /* owned, or NULL */
  char *error;               /* owned, or NULL */
  gint n_done, n;            /* atomic: the worker counts */
  guint told_id;
};

G_DEFINE_FINAL_TYPE (LensAuditing, lens_auditing, G_TYPE_OBJECT)

enum { PROP_IS_WORKING = 1, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
tell (LensAuditing *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
on_tell (gpointer user_data)
{
  tell (user_data);

  return G_SOURCE_CONTINUE;
}

static void
set_cancellable (LensAuditing *self, GCancellable *cancellable)
{
  gboolean was_working = self->cancellable != NULL;

  if (was_working)
    g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, cancellable);
  g_clear_handle_id (&self->told_id, g_source_remove);
  if (cancellable != NULL)
    self->told_id = g_timeout_add (TELL_MS, on_tell, self);
  if (was_working != (cancellable != NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_WORKING]);
}

/* ---- the work ---- */

typedef struct {
  DermClassifier *classifier; /* owned */
  DermTruth *truth;           /* owned */
  DermRecipe *recipe;         /* owned */
  GPtrArray *files;           /* of GFile */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->classifier);
  g_object_unref (work->truth);
  g_object_unref (work->recipe);
  g_ptr_array_unref (work->files);
  g_free (work);
}

static void
on_progress (guint n_done, guint n_images, gpointer user_data)
{
  LensAuditing *self = user_data;

  g_atomic_int_set (&self->n_done, (gint) n_done);
  g_atomic_int_set (&self->n, (gint) n_images);
}

static void
audit_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  GError *error = NULL;
  DermAudit *audit = derm_audit_new_with_progress (
      &(DermAuditSubject){ work->classifier, work->truth, NULL, NULL, work->recipe, work->files }, on_progress, source,
      cancellable, &error);

  if (audit != NULL)
    g_task_return_pointer (task, audit, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_audited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensAuditing *self = LENS_AUDITING (source); /* held by the task */
  g_autoptr (GError) error = NULL;
  g_autoptr (DermAudit) audit = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  set_cancellable (self, NULL);
  g_set_object (&self->audit, audit);
  self->error = error != NULL ? g_strdup (error->message) : NULL;
  tell (self);
}

/* (transfer full) (element-type GFile) */
static GPtrArray *
list_files (LensAuditing *self)
{
  g_autoptr (GPtrArray) items = lens_collection_list_all (self->parts.collection);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    if (lens_item_get_file (items->pdata[i]) != NULL)
      g_ptr_array_add (files, g_object_ref (lens_item_get_file (items->pdata[i])));

  return files;
}

static void
forget (LensAuditing *self)
{
  set_cancellable (self, NULL);
  g_clear_object (&self->audit);
  g_clear_pointer (&self->error, g_free);
  g_atomic_int_set (&self->n_done, 0);
  g_atomic_int_set (&self->n, 0);
}

gboolean
lens_auditing_can_start (LensAuditing *self)
{
  g_return_val_if_fail (LENS_IS_AUDITING (self), FALSE);

  return lens_reading_get_classifier (self->parts.reading) != NULL
         && lens_truths_get_truth (self->parts.truths) != NULL;
}

void
lens_auditing_start (LensAuditing *self)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (LENS_IS_AUDITING (self));
  g_return_if_fail (lens_auditing_can_start (self));

  forget (self);
  work = g_new (Work, 1);
  *work = (Work){ g_object_ref (lens_reading_get_classifier (self->parts.reading)),
                  g_object_ref (lens_truths_get_truth (self->parts.truths)),
                  g_object_ref (lens_reading_get_recipe (self->parts.reading)), list_files (self) };
  set_cancellable (self, cancellable);
  task = g_task_new (self, cancellable, on_audited, NULL);
  g_task_set_source_tag (task, lens_auditing_start);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, audit_in_thread);
  tell (self);
}

void
lens_auditing_stop (LensAuditing *self)
{
  g_return_if_fail (LENS_IS_AUDITING (self));

  if (self->cancellable == NULL)
    return;
  forget (self);
  tell (self);
}

/* Of another model, recipe or truth it would say something else. */
static void
on_other (LensAuditing *self)
{
  if (self->cancellable == NULL && self->audit == NULL && self->error == NULL)
    return;
  forget (self);
  tell (self);
}

/* ---- what is known ---- */

gboolean
lens_auditing_is_working (LensAuditing *self)
{
  g_return_val_if_fail (LENS_IS_AUDITING (self), FALSE);

  return self->cancellable != NULL;
}

guint
lens_auditing_get_n_done (LensAuditing *self)
{
  g_return_val_if_fail (LENS_IS_AUDITING (self), 0);

  return (guint) g_atomic_int_get (&self->n_done);
}

guint
lens_auditing_get_n (LensAuditing *self)
{
  g_return_val_if_fail (LENS_IS_AUDITING (self), 0);

  return (guint) g_atomic_int_get (&self->n);
}

DermAudit *
lens_auditing_get_audit (LensAuditing *self)
{
  g_return_val_if_fail (LENS_IS_AUDITING (self), NULL);

  return self->audit;
}

const char *
lens_auditing_get_error (LensAuditing *self)
{
  g_return_val_if_fail (LENS_IS_AUDITING (self), NULL);

  return self->error;
}

/* ---- the object ---- */

void
lens_auditing_close (LensAuditing *self)
{
  g_return_if_fail (LENS_IS_AUDITING (self));

  forget (self);
}

static void
lens_auditing_dispose (GObject *object)
{
  LensAuditing *self = LENS_AUDITING (object);

  forget (self);
  g_clear_object (&self->parts.collection);
  g_clear_object (&self->parts.reading);
  g_clear_object (&self->parts.truths);

  G_OBJECT_CLASS (lens_auditing_parent_class)->dispose (object);
}

static void
lens_auditing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_WORKING)
    g_value_set_boolean (value, lens_auditing_is_working (LENS_AUDITING (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_auditing_class_init (LensAuditingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_auditing_dispose;
  object_class->get_property = lens_auditing_get_property;
  properties[PROP_IS_WORKING] = g_param_spec_boolean ("is-working", "Working", "Whether it is under way", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_auditing_init (LensAuditing *self)
{
}

LensAuditing *
lens_auditing_new (const LensAuditingParts *parts)
{
  LensAuditing *self = g_object_new (LENS_TYPE_AUDITING, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.collection);
  g_object_ref (self->parts.reading);
  g_object_ref (self->parts.truths);
  g_signal_connect_object (self->parts.reading, "notify::classifier", G_CALLBACK (on_other), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.reading, "notify::recipe", G_CALLBACK (on_other), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->parts.truths, "changed", G_CALLBACK (on_other), self, G_CONNECT_SWAPPED);

  return self;
}
