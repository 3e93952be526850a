/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-model-loader.h"

#include <glib/gi18n.h>

gboolean
lens_model_loader_is_model (GFile *file)
{
  static const char *const endings[] = { ".safetensors", ".pth", ".pt" };
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base != NULL ? g_ascii_strdown (base, -1) : NULL;

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;

  return FALSE;
}

static void
load_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *path = g_file_get_path (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = NULL;
  DermClassifier *classifier = NULL;

  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _ ("a model is opened from a local file only"));
      return;
    }
  model = derm_model_new_from_file (path, &error);
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

void
lens_model_loader_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (G_IS_FILE (file));

  g_task_set_source_tag (task, lens_model_loader_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_in_thread);
}

DermClassifier *
lens_model_loader_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

LensModelLoad *
lens_model_load_new (gpointer owner, GFile *file, GCancellable *cancellable)
{
  LensModelLoad *load = g_new0 (LensModelLoad, 1);

  g_weak_ref_init (&load->owner, owner);
  load->file = g_object_ref (file);
  load->cancellable = g_object_ref (cancellable);

  return load;
}

void
lens_model_load_free (LensModelLoad *load)
{
  g_weak_ref_clear (&load->owner);
  g_object_unref (load->file);
  g_object_unref (load->cancellable);
  g_free (load);
}

char *
lens_model_load_dup_name (LensModelLoad *load)
{
  g_autofree char *base = g_file_get_basename (load->file);

  return g_filename_display_name (base);
}
