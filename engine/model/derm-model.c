/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-model-private.h"
#include "derm-version.h"
#include "model-file.h"
#include "model-json.h"
#include "model-layers.h"
#include "model-source.h"
#include "sha256.h"

struct _DermModel {
  GObject parent_instance;

  char *path;                   /* owned */
  DermModelSource source;       /* its file holds the weights */
  DermRecipe *recipe;           /* owned */
  GArray *layers;               /* owned, of NnLayer */
  NnShape *shapes;              /* owned, layers + 1 */
  NnNet net;                    /* borrows layers */
  GArray *classes;              /* owned, of DermClass */
  double *shares;               /* owned, classes; NULL if the file does not say */
  DermCalibration *calibration; /* owned; NULL if there is none */
  JsonNode *card;               /* owned, an object of strings */
  char *sha256;                 /* owned, made when first asked for */
};

G_DEFINE_FINAL_TYPE (DermModel, derm_model, G_TYPE_OBJECT)

static void
derm_model_finalize (GObject *object)
{
  DermModel *self = DERM_MODEL (object);

  g_free (self->path);
  g_free (self->sha256);
  g_free (self->shapes);
  g_free (self->shares);
  derm_calibration_free (self->calibration);
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
  G_OBJECT_CLASS (klass)->finalize = derm_model_finalize;
}

static void
derm_model_init (DermModel *self)
{
}

/* The JSON object under that key of the metadata. */
static JsonNode *
read_object (DermSafetensors *file, const char *key, const char *what, GError **error)
{
  const char *text = derm_safetensors_get_metadata (file, key);
  g_autoptr (JsonNode) node = NULL;

  if (text == NULL)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is missing"), what);
      return NULL;
    }
  node = derm_json_parse (text, strlen (text), what, error);
  if (node != NULL && !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not a JSON object"), what);
      return NULL;
    }
  return g_steal_pointer (&node);
}

static gboolean
check_version (DermSafetensors *file, GError **error)
{
  const char *version = derm_safetensors_get_metadata (file, "dermlens");

  if (version == NULL)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL,
                         _ ("the file does not describe itself as a model for Dermlens"));
  else if (!g_str_equal (version, "1"))
    g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the model's description is of version “%s”, only 1 is known"),
                 version);
  return version != NULL && g_str_equal (version, "1");
}

static DermRecipe *
read_recipe (DermSafetensors *file, GError **error)
{
  const char *what = _ ("the recipe"), *name, *filter_id, *layout_id;
  g_autoptr (JsonNode) node = read_object (file, "recipe", what, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (DermRecipe) recipe = NULL, viewed = NULL;
  g_autoptr (GError) reason = NULL;
  gint64 width, height, views = 1;
  DermFilter filter;
  DermLayout layout;
  double scale;

  if (object == NULL || (name = derm_json_get_string (object, "name", what, error)) == NULL
      || !derm_json_get_int (object, "width", 1, NN_MAX_SIDE, what, &width, error)
      || !derm_json_get_int (object, "height", 1, NN_MAX_SIDE, what, &height, error)
      || (filter_id = derm_json_get_string (object, "filter", what, error)) == NULL
      || (layout_id = derm_json_get_string (object, "layout", what, error)) == NULL
      || !derm_json_get_double (object, "scale", what, &scale, error)
      || (json_object_has_member (object, "views")
          && !derm_json_get_int (object, "views", 1, DERM_RECIPE_MAX_VIEWS, what, &views, error)))
    return NULL;
  if (*name == '\0' || !derm_filter_from_id (filter_id, &filter) || !derm_layout_from_id (layout_id, &layout)
      || (float) scale <= 0 || scale > 1e6)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                   _ ("the recipe has no name, or its filter “%s”, layout “%s” or scale is not known"), filter_id,
                   layout_id);
      return NULL;
    }
  recipe = derm_recipe_new (name, (int) width, (int) height, filter, layout, scale);
  viewed = derm_recipe_with_views (recipe, (int) views, &reason);
  if (viewed != NULL)
    return derm_recipe_with_name (viewed, name);
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, reason->message);
  return NULL;
}

static void
check_text (JsonObject *object, const char *key, JsonNode *node, gpointer user_data)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    *(const char **) user_data = key;
}

static JsonNode *
read_card (DermSafetensors *file, GError **error)
{
  const char *what = _ ("the card"), *wrong = NULL;
  g_autoptr (JsonNode) node = read_object (file, "card", what, error);

  if (node == NULL || derm_json_get_string (json_node_get_object (node), "name", what, error) == NULL
      || derm_json_get_string (json_node_get_object (node), "version", what, error) == NULL)
    return NULL;
  json_object_foreach_member (json_node_get_object (node), check_text, &wrong);
  if (wrong != NULL)
    {
      derm_json_get_string (json_node_get_object (node), wrong, what, error);
      return NULL;
    }
  return g_steal_pointer (&node);
}

static gboolean
read_net (DermModel *self, GError **error)
{
  char why[200] = "";

  self->net.input = (NnShape){ 3, derm_recipe_get_height (self->recipe), derm_recipe_get_width (self->recipe) };
  self->layers = derm_layers_read (self->source.file, self->net.input, error);
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
  if (!read_classes (self, n_outputs, error)
      || !derm_calibration_read (self->source.file, n_outputs, &self->calibration, error))
    return FALSE;
  if (g_array_index (self->classes, DermClass, 0).share <= 0)
    return TRUE;
  self->shares = g_new (double, n_outputs);
  for (int i = 0; i < n_outputs; i++)
    self->shares[i] = g_array_index (self->classes, DermClass, i).share;
  return TRUE;
}

static gboolean
read_all (DermModel *self, GError **error)
{
  DermSafetensors *file = self->source.file;
  NnShape output;

  if (!check_version (file, error) || (self->recipe = read_recipe (file, error)) == NULL
      || (self->card = read_card (file, error)) == NULL || !read_net (self, error))
    return FALSE;
  output = self->shapes[self->net.n_layers];
  if (output.h != 1 || output.w != 1)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                   _ ("the network ends in maps of %d × %d values, not in one value a class"), output.w, output.h);
      return FALSE;
    }
  return read_outputs (self, output.c, error);
}

DermModel *
derm_model_new_from_bytes (GBytes *bytes, const char *path, const char *card_path, const char *labels_path,
                           GError **error)
{
  g_autoptr (DermModel) self = g_object_new (DERM_TYPE_MODEL, NULL);

  self->path = g_strdup (path);
  if (derm_model_source_open (&self->source, bytes, path, card_path, labels_path, error) && read_all (self, error))
    return g_steal_pointer (&self);
  return NULL;
}

DermModel *
derm_model_new_from_files (const char *path, const char *card_path, const char *labels_path, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = derm_model_file_read (path, error);
  return bytes != NULL ? derm_model_new_from_bytes (bytes, path, card_path, labels_path, error) : NULL;
}

DermModel *
derm_model_new_from_file (const char *path, GError **error)
{
  return derm_model_new_from_files (path, NULL, NULL, error);
}

DermModel *
derm_model_new_bundled (GError **error)
{
  g_autofree char *path = derm_data_path ("model/skincnn.safetensors");

  return derm_model_new_from_file (path, error);
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

const char *
derm_model_get_format (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->source.format;
}

gboolean
derm_model_has_card (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);
  return self->source.has_card;
}

const char *
derm_model_get_labels_path (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->source.labels_path;
}

const char *
derm_model_get_assumed (DermModel *self)
{
  const char *assumed;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  assumed = self->source.assumed;
  return assumed != NULL && *assumed != '\0' ? assumed : NULL;
}

gboolean
derm_model_save (DermModel *self, const char *path, GError **error)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  return derm_safetensors_save (self->source.file, path, error);
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

const char *
derm_model_get_calibration (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return self->calibration != NULL ? self->calibration->fitted_on : NULL;
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

int
derm_model_get_n_layers (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), 0);
  return self->net.n_layers;
}

static char *
describe_layer (const NnLayer *layer, NnShape in)
{
  switch (layer->op)
    {
    case NN_CONV:
      return g_strdup_printf ("conv 3×3, %d -> %d", in.c, layer->out);
    case NN_LINEAR:
      return g_strdup_printf ("linear, %d -> %d", in.c, layer->out);
    case NN_MAXPOOL:
      return g_strdup ("max pool 2×2");
    case NN_AVGPOOL:
      return g_strdup_printf ("average pool to %d×%d", layer->out, layer->out);
    case NN_BATCHNORM:
      return g_strdup ("batch norm");
    case NN_FLATTEN:
      return g_strdup ("flatten");
    case NN_RELU:
    case NN_N_OPS:
    default:
      return g_strdup ("ReLU");
    }
}

char *
derm_model_describe_layer (DermModel *self, int layer, int shape[3], guint64 *n_parameters, guint64 *n_macs)
{
  const NnLayer *description;
  NnShape in, out;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  g_return_val_if_fail (layer >= 0 && layer < self->net.n_layers, NULL);

  description = &self->net.layers[layer];
  in = self->shapes[layer];
  out = self->shapes[layer + 1];
  if (shape != NULL)
    {
      shape[0] = out.c;
      shape[1] = out.h;
      shape[2] = out.w;
    }
  if (n_parameters != NULL)
    *n_parameters = nn_layer_n_parameters (description, in);
  if (n_macs != NULL)
    *n_macs = nn_layer_n_macs (description, in);
  return describe_layer (description, in);
}

guint64
derm_model_get_n_parameters (DermModel *self)
{
  guint64 n = 0;

  g_return_val_if_fail (DERM_IS_MODEL (self), 0);

  for (int i = 0; i < self->net.n_layers; i++)
    n += nn_layer_n_parameters (&self->net.layers[i], self->shapes[i]);
  return n;
}

guint64
derm_model_get_n_macs (DermModel *self)
{
  guint64 n = 0;

  g_return_val_if_fail (DERM_IS_MODEL (self), 0);

  for (int i = 0; i < self->net.n_layers; i++)
    n += nn_layer_n_macs (&self->net.layers[i], self->shapes[i]);
  return n;
}
