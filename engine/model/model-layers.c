/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "weights-json.h"
#include "model-layers.h"
#include "model-metadata.h"

/* The values of tensor prefix.suffix, which must have exactly that shape. */
static const float *
take_tensor (DermSafetensors *file, const char *prefix, const char *suffix, int n_dims, const gint64 *shape,
             GError **error)
{
  g_autofree char *name = g_strconcat (prefix, ".", suffix, NULL);
  DermTensor *tensor = derm_safetensors_find (file, name);

  if (tensor == NULL)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("tensor %s is missing"), name);
      return NULL;
    }
  if (tensor->is_used)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("tensor %s belongs to two layers"), name);
      return NULL;
    }
  if (tensor->n_dims != n_dims || memcmp (tensor->shape, shape, sizeof (gint64) * (gsize) n_dims) != 0)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("tensor %s does not have the shape that its layer needs"),
                   name);
      return NULL;
    }
  tensor->is_used = TRUE;
  return derm_safetensors_get_floats (file, tensor, error);
}

static gboolean
take_weights (NnLayer *layer, DermSafetensors *file, JsonObject *object, NnShape in, const char *what, GError **error)
{
  const char *name = derm_json_get_string (object, "name", what, error);
  gint64 out = layer->op == NN_BATCHNORM ? in.c : layer->out;
  gint64 shape[4] = { out, in.c, 3, 3 };
  int n_dims = layer->op == NN_CONV ? 4 : layer->op == NN_LINEAR ? 2 : 1;

  if (name == NULL || (layer->weight = take_tensor (file, name, "weight", n_dims, shape, error)) == NULL
      || (layer->bias = take_tensor (file, name, "bias", 1, shape, error)) == NULL)
    return FALSE;
  if (layer->op != NN_BATCHNORM)
    return TRUE;
  layer->mean = take_tensor (file, name, "running_mean", 1, shape, error);
  layer->var = layer->mean != NULL ? take_tensor (file, name, "running_var", 1, shape, error) : NULL;
  return layer->var != NULL;
}

static gboolean
read_layer (NnLayer *layer, DermSafetensors *file, JsonNode *node, NnShape *shape, const char *what, GError **error)
{
  static const char *const members[] = { "op", "name", "out", "eps", NULL };
  JsonObject *object;
  const char *op;
  int out = 0;
  double eps = 0;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not a JSON object"), what);
      return FALSE;
    }
  object = json_node_get_object (node);
  if (!derm_metadata_check_members (object, members, what, error)
      || (op = derm_json_get_string (object, "op", what, error)) == NULL)
    return FALSE;
  if (!nn_op_parse (op, &layer->op))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s has the unknown type “%s”"), what, op);
      return FALSE;
    }
  if ((layer->op == NN_CONV || layer->op == NN_LINEAR)
      && !derm_json_get_int (object, "out", (DermRange){ 1, NN_MAX_CHANNELS }, what, &out, error))
    return FALSE;
  if (layer->op == NN_AVGPOOL && !derm_json_get_int (object, "out", (DermRange){ 1, NN_MAX_SIDE }, what, &out, error))
    return FALSE;
  if (layer->op == NN_BATCHNORM && !derm_json_get_double (object, "eps", what, &eps, error))
    return FALSE;
  layer->out = out;
  layer->eps = (float) eps;
  if ((layer->op == NN_CONV || layer->op == NN_LINEAR || layer->op == NN_BATCHNORM)
      && !take_weights (layer, file, object, *shape, what, error))
    return FALSE;
  if (!nn_layer_output (layer, *shape, shape))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s gives an output that is empty or too large"), what);
      return FALSE;
    }
  return TRUE;
}

/* "features" of "features.12": whose tensors a layer left out by mistake would have. */
static GHashTable *
list_groups (JsonArray *layers)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (layers); i++)
    {
      JsonObject *layer = json_array_get_object_element (layers, i);
      const char *name = json_object_get_string_member_with_default (layer, "name", NULL);

      if (name != NULL)
        g_hash_table_add (groups, g_strndup (name, strcspn (name, ".")));
    }
  return groups;
}

/* What no layer uses may be a fault of the list. It surely is in a file that describes itself, and beside the layers of
 * a group; else the tensor belongs to something else, like the loss function, and is left out. PyTorch's counters are
 * known to be idle. */
static gboolean
check_all_used (DermSafetensors *file, JsonArray *layers, gboolean is_strict, GPtrArray *left_out, GError **error)
{
  g_autoptr (GHashTable) groups = list_groups (layers);
  guint n_tensors;
  DermTensor *tensors = derm_safetensors_get_tensors (file, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      DermTensor *tensor = &tensors[i];
      g_autofree char *group = g_strndup (tensor->name, strcspn (tensor->name, "."));

      if (tensor->is_used || (!tensor->is_outside && g_str_has_suffix (tensor->name, ".num_batches_tracked")))
        continue;
      if (is_strict || (!tensor->is_outside && g_hash_table_contains (groups, group)))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("tensor %s belongs to no layer"), tensor->name);
          return FALSE;
        }
      tensor->is_left_out = TRUE;
      if (!g_str_has_suffix (tensor->name, ".num_batches_tracked"))
        g_ptr_array_add (left_out, g_strdup (tensor->name));
    }
  return TRUE;
}

GArray *
derm_layers_read (DermSafetensors *file, NnShape input, gboolean is_strict, GPtrArray *left_out, GError **error)
{
  const char *text = derm_safetensors_get_metadata (file, "layers");
  g_autoptr (GArray) layers = g_array_new (FALSE, TRUE, sizeof (NnLayer));
  g_autoptr (JsonNode) root = NULL;
  NnShape shape = input;
  JsonArray *array;

  if (text == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the list of layers is missing"));
      return NULL;
    }
  root = derm_json_parse (text, strlen (text), _ ("the list of layers"), error);
  if (root == NULL)
    return NULL;
  array = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  if (array == NULL || json_array_get_length (array) < 1 || json_array_get_length (array) > NN_MAX_LAYERS)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the list of layers must have 1 to %d entries"),
                   NN_MAX_LAYERS);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *what = g_strdup_printf (_ ("layer %u"), i + 1);
      NnLayer layer = { 0 };

      if (!read_layer (&layer, file, json_array_get_element (array, i), &shape, what, error))
        return NULL;
      g_array_append_val (layers, layer);
    }
  return check_all_used (file, array, is_strict, left_out, error) ? g_steal_pointer (&layers) : NULL;
}
