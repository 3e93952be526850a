/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-loader.h"

#include <glib/gi18n.h>

#include "lens-files.h"

struct _LensLoader {
  GObject parent_instance;

  GCancellable *cancellable; /* owned; of what is being loaded, or NULL */
};

G_DEFINE_FINAL_TYPE (LensLoader, lens_loader, G_TYPE_OBJECT)

enum { PROP_IS_LOADING = 1, N_PROPS };
enum { LOADED, CALIBRATED, FAILED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static void
lens_loader_dispose (GObject *object)
{
  LensLoader *self = LENS_LOADER (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (lens_loader_parent_class)->dispose (object);
}

static void
lens_loader_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_IS_LOADING)
    g_value_set_boolean (value, lens_loader_is_loading (LENS_LOADER (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lens_loader_class_init (LensLoaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lens_loader_dispose;
  object_class->get_property = lens_loader_get_property;

  properties[PROP_IS_LOADING] = g_param_spec_boolean ("is-loading", "Loading", "Whether a file is being read", FALSE,
                                                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[LOADED] = g_signal_new ("loaded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, DERM_TYPE_CLASSIFIER);
  signals[CALIBRATED] = g_signal_new ("calibrated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, DERM_TYPE_CLASSIFIER);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
lens_loader_init (LensLoader *self)
{
}

LensLoader *
lens_loader_new (void)
{
  return g_object_new (LENS_TYPE_LOADER, NULL);
}

static void
set_cancellable (LensLoader *self, GCancellable *cancellable)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_set_object (&self->cancellable, cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADING]);
}

/* What is loaded. */
typedef struct {
  GFile *file;        /* owned */
  char *key;          /* owned, or NULL */
  DermModel *model;   /* owned: that is calibrated; NULL: the file is a model */
  DermRecipe *recipe; /* owned, with it */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_object_unref (wanted->file);
  g_clear_object (&wanted->model);
  g_clear_object (&wanted->recipe);
  g_free (wanted->key);
  g_free (wanted);
}

static DermModel *
open_model (const Wanted *wanted, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermRecalibration) recalibration = NULL;

  if (wanted->model == NULL)
    return derm_model_new_from_weights (path, NULL, NULL, wanted->key, error);
  recalibration = derm_recalibration_new_from_file (wanted->file, cancellable, error);

  return recalibration != NULL ? derm_recalibration_apply (recalibration, wanted->model, wanted->recipe, error) : NULL;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Wanted *wanted = data;
  g_autofree char *path = g_file_get_path (wanted->file);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = NULL;
  DermClassifier *classifier = NULL;

  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("a model is opened from a local file only"));
      return;
    }
  model = open_model (wanted, path, cancellable, &error);
  if (model != NULL)
    classifier = derm_classifier_new (model, NULL, 0, &error);
  if (classifier == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  derm_model_get_sha256 (model); /* here, so that the page that shows it need not wait */
  g_task_return_pointer (task, classifier, g_object_unref);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensLoader *self = LENS_LOADER (source); /* held by the task */
  GTask *task = G_TASK (result);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermClassifier) classifier = g_task_propagate_pointer (task, &error);
  const Wanted *wanted = g_task_get_task_data (task);
  g_autofree char *name = lens_file_dup_name (wanted->file);

  if (self->cancellable != g_task_get_cancellable (task))
    return; /* another model was chosen meanwhile, or nobody waits for it */

  set_cancellable (self, NULL);
  if (classifier != NULL)
    g_signal_emit (self, signals[wanted->model != NULL ? CALIBRATED : LOADED], 0, classifier);
  else
    g_signal_emit (self, signals[FAILED], 0, name, error->message);
}

/* Takes over wanted. */
static void
load (LensLoader *self, Wanted *wanted)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = NULL;

  set_cancellable (self, cancellable);
  task = g_task_new (self, cancellable, on_loaded, NULL);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, wanted, wanted_free);
  g_task_run_in_thread (task, load_in_thread);
}

void
lens_loader_load_weights (LensLoader *self, GFile *file, const char *key)
{
  Wanted *wanted;

  g_return_if_fail (LENS_IS_LOADER (self));
  g_return_if_fail (G_IS_FILE (file));

  wanted = g_new (Wanted, 1);
  *wanted = (Wanted){ g_object_ref (file), g_strdup (key), NULL, NULL };
  load (self, wanted);
}

void
lens_loader_calibrate (LensLoader *self, GFile *file, DermModel *model, DermRecipe *recipe)
{
  Wanted *wanted;

  g_return_if_fail (LENS_IS_LOADER (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (DERM_IS_MODEL (model) && DERM_IS_RECIPE (recipe));

  wanted = g_new (Wanted, 1);
  *wanted = (Wanted){ g_object_ref (file), NULL, g_object_ref (model), g_object_ref (recipe) };
  load (self, wanted);
}

void
lens_loader_load (LensLoader *self, GFile *file)
{
  lens_loader_load_weights (self, file, NULL);
}

void
lens_loader_cancel (LensLoader *self)
{
  g_return_if_fail (LENS_IS_LOADER (self));

  if (self->cancellable != NULL)
    set_cancellable (self, NULL);
}

gboolean
lens_loader_is_loading (LensLoader *self)
{
  g_return_val_if_fail (LENS_IS_LOADER (self), FALSE);

  return self->cancellable != NULL;
}

gboolean
lens_loader_is_model (GFile *file)
{
  static const char *const endings[] = { ".safetensors", ".pth", ".pt" };
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base != NULL ? g_ascii_strdown (base, -1) : NULL;

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;

  return FALSE;
}
