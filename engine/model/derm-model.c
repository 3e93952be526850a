/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "model-internal.h"
#include "derm-version.h"
#include "made.h"
#include "weights-file.h"
#include "model-layers.h"
#include "model-metadata.h"
#include "model-published.h"
#include "model-source.h"
#include "derm-sha256.h"

struct _DermModel {
  GObject parent_instance;

  char *path;                   /* owned */
  char *wishes[3];              /* owned, or NULL: card, list of labels and network that were asked for */
  DermModelSource source;       /* its file holds the weights */
  DermRecipe *recipe;           /* owned */
  gboolean is_published;        /* the published model's very file, which has no description */
  GArray *layers;               /* owned, of NnLayer */
  NnShape *shapes;              /* owned, layers + 1 */
  NnNet net;                    /* borrows layers */
  gboolean is_binary;           /* one output, two classes */
  GArray *classes;              /* owned, of DermClass */
  double *shares;               /* owned, classes; NULL if the file does not say */
  DermCalibration *calibration; /* owned; NULL if there is none */
  DermDomain *domain;           /* owned; NULL if there is none */
  JsonNode *card;               /* owned, an object of strings */
  char *sha256;                 /* owned, made when first asked for */
};

G_DEFINE_ABSTRACT_TYPE (DermModel, derm_model, G_TYPE_OBJECT)

static void
derm_model_finalize (GObject *object)
{
  DermModel *self = DERM_MODEL (object);

  g_free (self->path);
  for (gsize i = 0; i < G_N_ELEMENTS (self->wishes); i++)
    g_free (self->wishes[i]);
  g_free (self->sha256);
  g_free (self->shapes);
  g_free (self->shares);
  derm_calibration_free (self->calibration);
  derm_domain_free (self->domain);
  g_clear_object (&self->recipe);
  g_clear_pointer (&self->layers, g_array_unref);
  g_clear_pointer (&self->classes, g_array_unref);
  g_clear_pointer (&self->card, json_node_unref);
  derm_model_source_clear (&self->source);
  G_OBJECT_CLASS (derm_model_parent_class)->finalize (object);
}

static void
derm_model_class_init (DermModelClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_model_finalize;
}

static void
derm_model_init (DermModel *self)
{
}

static gboolean
read_net (DermModel *self, GError **error)
{
  char why[200] = "";

  self->net.input = (NnShape){ 3, derm_recipe_get_height (self->recipe), derm_recipe_get_width (self->recipe) };
  self->layers = derm_layers_read (self->source.file, self->net.input, self->source.is_described,
                                   self->source.other_tensors, error);
  if (self->layers == NULL)
    return FALSE;
  self->net.n_layers = (int) self->layers->len;
  self->net.layers = (const NnLayer *) (gconstpointer) self->layers->data;
  self->shapes = g_new (NnShape, self->layers->len + 1);
  if (!nn_net_check (&self->net, self->shapes, why, sizeof why))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the network is wrong: %s"), why);
      return FALSE;
    }
  self->net.is_checked = TRUE;
  return TRUE;
}

/* The list of labels is another file than the model, so it is named. */
static gboolean
read_classes (DermModel *self, int n_outputs, GError **error)
{
  const char *labels_path = self->source.labels_path;

  self->classes = derm_classes_read (self->source.file, n_outputs, error);
  if (self->classes == NULL && labels_path != NULL)
    {
      g_autofree char *name = g_filename_display_name (labels_path);

      g_prefix_error (error, "%s: ", name);
    }
  return self->classes != NULL;
}

/* Classes with their shares, and the calibration: what belongs to the outputs. */
static gboolean
read_outputs (DermModel *self, int n_outputs, GError **error)
{
  int n_classes;

  if (!read_classes (self, n_outputs, error))
    return FALSE;
  n_classes = (int) self->classes->len;
  self->is_binary = n_outputs == 1;
  if (!derm_calibration_read (self->source.file, n_classes, &self->calibration, error))
    return FALSE;
  if (g_array_index (self->classes, DermClass, 0).share <= 0)
    return TRUE;
  self->shares = g_new (double, n_classes);
  for (int i = 0; i < n_classes; i++)
    self->shares[i] = g_array_index (self->classes, DermClass, i).share;
  return TRUE;
}

/* Of weights without a word on how images become their input. */
static void
assume_recipe (DermModel *self)
{
  g_autoptr (DermRecipe) described = self->recipe;
  gsize size = g_bytes_get_size (self->source.bytes);

  self->is_published
      = derm_recipe_is_for_published (size, size == DERM_PUBLISHED_SIZE ? derm_model_get_sha256 (self) : "");
  self->recipe = derm_recipe_new_assumed (described, self->is_published);
}

static gboolean
read_all (DermModel *self, GError **error)
{
  DermSafetensors *file = self->source.file;
  NnShape output;

  if (!derm_metadata_check_version (file, error) || (self->recipe = derm_metadata_read_recipe (file, error)) == NULL
      || (self->card = derm_metadata_read_card (file, error)) == NULL || !derm_domain_read (file, &self->domain, error)
      || !read_net (self, error) || !derm_domain_check (self->domain, &self->net, self->shapes, error))
    return FALSE;
  output = self->shapes[self->net.n_layers];
  if (output.h != 1 || output.w != 1)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                   _ ("the network ends in maps of %d × %d values, not in one value a class"), output.w, output.h);
      return FALSE;
    }
  if (!read_outputs (self, output.c, error))
    return FALSE;
  if (!self->source.has_card)
    assume_recipe (self);
  return TRUE;
}

DermModel *
derm_model_new_from_bytes (GBytes *bytes, const DermModelFiles *files, GError **error)
{
  g_autoptr (DermModel) self = derm_made_new (DERM_TYPE_MODEL);

  self->path = g_strdup (files->path);
  self->wishes[0] = g_strdup (files->card_path);
  self->wishes[1] = g_strdup (files->labels_path);
  self->wishes[2] = g_strdup (files->weights_key);
  if (derm_model_source_open (&self->source, bytes, files, error) && read_all (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

DermModel *
derm_model_recalibrate (DermModel *self, DermCalibration *calibration, GError **error)
{
  const DermModelFiles files = { self->path, self->wishes[0], self->wishes[1], self->wishes[2] };
  DermModel *other = derm_model_new_from_bytes (self->source.bytes, &files, error);

  if (other == NULL)
    {
      derm_calibration_free (calibration);
      return NULL;
    }
  derm_calibration_free (other->calibration);
  other->calibration = calibration;
  return other;
}

DermModel *
derm_model_new_from_weights (const char *path, const char *card_path, const char *labels_path, const char *weights_key,
                             GError **error)
{
  const DermModelFiles files = { path, card_path, labels_path, weights_key };
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = derm_weights_file_read (path, error);
  return bytes != NULL ? derm_model_new_from_bytes (bytes, &files, error) : NULL;
}

DermModel *
derm_model_new_from_files (const char *path, const char *card_path, const char *labels_path, GError **error)
{
  return derm_model_new_from_weights (path, card_path, labels_path, NULL, error);
}

DermModel *
derm_model_new_from_file (const char *path, GError **error)
{
  return derm_model_new_from_weights (path, NULL, NULL, NULL, error);
}

DermModel *
derm_model_new_bundled (GError **error)
{
  g_autofree char *path = derm_data_path ("model/skincnn.safetensors");
  DermModel *self = derm_model_new_from_file (path, error);

  if (self == NULL) /* who calls has not named it */
    {
      g_autofree char *name = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", name);
    }
  return self;
}

const char *
derm_model_get_path (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->path;
}

const char *
derm_model_get_sha256 (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);

  /* some megabytes to hash: a window or a table that does not show it need not wait for it */
  if (g_once_init_enter (&self->sha256))
    {
      gsize size;
      const guint8 *data = g_bytes_get_data (self->source.bytes, &size);

      g_once_init_leave (&self->sha256, derm_sha256 (data, size));
    }
  return self->sha256;
}

const DermModelSource *
derm_model_get_source (DermModel *self)
{
  return &self->source;
}

gboolean
derm_model_is_binary (DermModel *self)
{
  return self->is_binary;
}

const char *
derm_model_get_name (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return json_object_get_string_member (json_node_get_object (self->card), "name");
}

const char *
derm_model_get_version (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return json_object_get_string_member (json_node_get_object (self->card), "version");
}

DermRecipe *
derm_model_get_recipe (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->recipe;
}

static DermClass *
get_class (DermModel *self, int index)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  g_return_val_if_fail (index >= 0 && (guint) index < self->classes->len, NULL);
  return &g_array_index (self->classes, DermClass, index);
}

int
derm_model_get_n_classes (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return (int) self->classes->len;
}

const char *
derm_model_get_label (DermModel *self, int index)
{
  DermClass *class = get_class (self, index);

  return class != NULL ? class->code : NULL;
}

const char *
derm_model_get_class_name (DermModel *self, int index)
{
  DermClass *class = get_class (self, index);

  return class != NULL ? derm_class_get_title (class) : NULL;
}

DermGroup
derm_model_get_group (DermModel *self, int index)
{
  DermClass *class = get_class (self, index);

  return class != NULL ? class->group : DERM_GROUP_UNKNOWN;
}

DermClass
derm_model_find_class (DermModel *self, int index, const char *code)
{
  return code != NULL ? derm_classes_find (self->classes, code) : g_array_index (self->classes, DermClass, index);
}

gboolean
derm_model_has_known_classes (DermModel *self)
{
  return derm_classes_are_known (self->classes);
}

const double *
derm_model_get_shares (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->shares;
}

const DermCalibration *
derm_model_get_calibration_values (DermModel *self)
{
  return self->calibration;
}

const DermDomain *
derm_model_get_domain_values (DermModel *self)
{
  return self->domain;
}

const char *
derm_model_get_domain (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->domain != NULL ? self->domain->fitted_on : NULL;
}

double
derm_model_get_domain_threshold (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return self->domain != NULL ? self->domain->threshold : 0;
}

gboolean
derm_model_is_published (DermModel *self)
{
  return self->is_published;
}

const char *
derm_model_get_calibration (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->calibration != NULL ? self->calibration->fitted_on : NULL;
}

double
derm_model_get_coverage (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return self->calibration != NULL ? self->calibration->coverage : 0;
}

double
derm_model_get_calibration_error (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return self->calibration != NULL ? self->calibration->ece : 0;
}

const char *
derm_model_get_card (DermModel *self, const char *key)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);
  return json_object_get_string_member_with_default (json_node_get_object (self->card), key, NULL);
}

const NnNet *
derm_model_get_net (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return &self->net;
}

const NnShape *
derm_model_get_shapes (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->shapes;
}
