/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "audit-private.h"
#include "derm-trained-on.h"
#include "made.h"
#include "truth-ids.h"

#define LIST_NAME "split.csv"

struct _DermTrainedOn {
  GObject parent_instance;

  GHashTable *ids; /* owned, or NULL: nothing is known */
};

G_DEFINE_ABSTRACT_TYPE (DermTrainedOn, derm_trained_on, G_TYPE_OBJECT)

static void
derm_trained_on_finalize (GObject *object)
{
  g_clear_pointer (&DERM_TRAINED_ON (object)->ids, g_hash_table_unref);
  G_OBJECT_CLASS (derm_trained_on_parent_class)->finalize (object);
}

static void
derm_trained_on_class_init (DermTrainedOnClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_trained_on_finalize;
}

static void
derm_trained_on_init (DermTrainedOn *self)
{
}

gboolean
derm_audit_read_trained_on (GFile *file, GHashTable **ids, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;

  if (file == NULL || (*ids = derm_truth_read_ids (file, cancellable, error)) != NULL)
    return TRUE;
  name = g_file_get_parse_name (file);
  g_prefix_error (error, "%s: ", name);
  return FALSE;
}

/* (transfer full) (nullable) */
static GFile *
find_list (DermModel *model)
{
  g_autofree char *folder = g_path_get_dirname (derm_model_get_path (model));
  g_autofree char *path = g_build_filename (folder, LIST_NAME, NULL);

  /* a table of that name beside weights from elsewhere may be anybody's */
  return derm_model_has_card (model) && g_str_equal (derm_model_get_format (model), "safetensors")
                 && g_file_test (path, G_FILE_TEST_EXISTS)
             ? g_file_new_for_path (path)
             : NULL;
}

gboolean
derm_audit_read_trained_on_for_model (DermModel *model, GHashTable **ids, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = find_list (model);

  return derm_audit_read_trained_on (file, ids, cancellable, error);
}

DermTrainedOn *
derm_trained_on_new_for_model (DermModel *model, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermTrainedOn) self = NULL;

  g_return_val_if_fail (DERM_IS_MODEL (model), NULL);

  self = derm_made_new (DERM_TYPE_TRAINED_ON);
  return derm_audit_read_trained_on_for_model (model, &self->ids, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

DermTrainedOn *
derm_trained_on_new_from_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (DermTrainedOn) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = derm_made_new (DERM_TYPE_TRAINED_ON);
  return derm_audit_read_trained_on (file, &self->ids, cancellable, error) ? g_steal_pointer (&self) : NULL;
}

gboolean
derm_trained_on_is_known (DermTrainedOn *self)
{
  g_return_val_if_fail (DERM_IS_TRAINED_ON (self), FALSE);
  return self->ids != NULL;
}

guint
derm_trained_on_get_n_ids (DermTrainedOn *self)
{
  g_return_val_if_fail (DERM_IS_TRAINED_ON (self), 0);
  return self->ids != NULL ? g_hash_table_size (self->ids) : 0;
}

gboolean
derm_trained_on_contains (DermTrainedOn *self, const char *name)
{
  g_autofree char *id = NULL;

  g_return_val_if_fail (DERM_IS_TRAINED_ON (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (self->ids == NULL)
    return FALSE;
  id = derm_image_id (name);
  return g_hash_table_contains (self->ids, id);
}

/* HAM10000 has all ids from ISIC_0024306 to ISIC_0034320. */
gboolean
derm_trained_on_is_ham10000 (const char *name)
{
  g_autofree char *id = NULL;
  const char *digits;
  long number;

  g_return_val_if_fail (name != NULL, FALSE);

  id = derm_image_id (name);
  digits = g_str_has_prefix (id, "ISIC_") ? id + 5 : "";
  number = strtol (digits, NULL, 10);
  return strlen (digits) == 7 && strspn (digits, "0123456789") == 7 && number >= 24306 && number <= 34320;
}

char *
derm_audit_describe_trained_on (const AuditSeen *seen)
{
  if (seen->is_known && seen->n_trained_on > 0)
    return g_strdup_printf (
        ngettext ("The model was trained on, or chosen by, %u of the %u images: figures over all of them "
                  "say little about images that it has not seen.",
                  "The model was trained on, or chosen by, %u of the %u images: figures over all of them "
                  "say little about images that it has not seen.",
                  seen->n_trained_on),
        seen->n_trained_on, seen->n_images);
  if (seen->is_known)
    return g_strdup_printf (_ ("None of the images is one of the %u that the model was trained on or chosen by."),
                            seen->n_ids);
  if (seen->n_ham10000 > 0)
    return g_strdup_printf (
        _ ("%u of the %u images have ids of HAM10000. A model that was trained on HAM10000 has seen "
           "most of them; which, cannot be told without a list of its training images."),
        seen->n_ham10000, seen->n_images);
  return g_strdup (_ ("It cannot be told whether the model was trained on some of the images without a list of its "
                      "training images."));
}

char *
derm_trained_on_describe (DermTrainedOn *self, guint n_images, guint n_trained_on, guint n_ham10000)
{
  g_return_val_if_fail (DERM_IS_TRAINED_ON (self), NULL);

  return derm_audit_describe_trained_on (&(AuditSeen){ .is_known = self->ids != NULL,
                                                       .n_ids = derm_trained_on_get_n_ids (self),
                                                       .n_images = n_images,
                                                       .n_trained_on = n_trained_on,
                                                       .n_ham10000 = n_ham10000 });
}
