/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "engine/nn/nn.h"
#include "model-classes.h"
#include "model-description.h"
#include "model-metadata.h"
#include "weights-file.h"
#include "weights-json.h"
#include "torch-layers.h"

enum { MAX_SIZE = 1 << 20 };

/* How SkinCNN's published program makes its input, for weights that come without any word. */
static const char default_recipe[]
    = "{\"name\":\"default\",\"filter\":\"bicubic\",\"layout\":\"planes\",\"scale\":255}";

JsonNode *
derm_description_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = derm_weights_file_read (path, error);
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *name = g_filename_display_name (path);

  if (bytes != NULL && g_bytes_get_size (bytes) > MAX_SIZE)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the card file is longer than 1 MiB"));
  else if (bytes != NULL)
    root = derm_json_parse (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), _ ("the card file"), error);
  if (root != NULL && !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_clear_pointer (&root, json_node_unref);
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not a JSON object"), _ ("the card file"));
    }
  if (root == NULL)
    g_prefix_error (error, "%s: ", name);
  return g_steal_pointer (&root);
}

static void
set_node (DermSafetensors *file, const char *key, JsonNode *node)
{
  g_autofree char *text = json_to_string (node, FALSE);

  derm_safetensors_set_metadata (file, key, text);
}

/* ---- the recipe, which may be given in parts ---- */

/* The metadata's recipe as an object of our own, which may be changed; that in `fallback` if there is none. */
static JsonNode *
copy_recipe (DermSafetensors *file, const char *fallback, GError **error)
{
  const char *text = derm_safetensors_get_metadata (file, "recipe");
  g_autoptr (JsonNode) node = NULL;

  text = text != NULL ? text : fallback;
  node = derm_json_parse (text, strlen (text), _ ("the recipe"), error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s is not a JSON object"), _ ("the recipe"));
      return NULL;
    }
  return json_from_string (text, NULL); /* the parsed one is immutable */
}

static gboolean
override_recipe (DermSafetensors *file, JsonObject *members, GError **error)
{
  g_autoptr (JsonNode) recipe = copy_recipe (file, default_recipe, error);
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (recipe == NULL)
    return FALSE;
  json_object_iter_init (&iter, members);
  while (json_object_iter_next (&iter, &key, &value))
    json_object_set_member (json_node_get_object (recipe), key, json_node_copy (value));
  set_node (file, "recipe", recipe);
  return TRUE;
}

gboolean
derm_description_override (DermSafetensors *file, JsonNode *card, GError **error)
{
  static const char *const members[]
      = { "dermlens", "layers", "classes", "recipe", "calibration", "domain", "card", NULL };
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (!derm_metadata_check_members (json_node_get_object (card), members, _ ("the card file"), error))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (card));
  while (json_object_iter_next (&iter, &key, &value))
    {
      if (g_str_equal (key, "recipe") && JSON_NODE_HOLDS_OBJECT (value))
        {
          if (!override_recipe (file, json_node_get_object (value), error))
            return FALSE;
        }
      else if (json_node_get_value_type (value) == G_TYPE_STRING)
        derm_safetensors_set_metadata (file, key, json_node_get_string (value));
      else
        set_node (file, key, value);
    }
  return TRUE;
}

/* ---- what nobody has said ---- */

/* Width and height, 0 if they are not said; if they are, the reader of recipes has to like them later. */
static void
read_size (JsonObject *recipe, int *width, int *height)
{
  int w = 0, h = 0;

  if (derm_json_get_int (recipe, "width", (DermRange){ 1, NN_MAX_SIDE }, "", &w, NULL)
      && derm_json_get_int (recipe, "height", (DermRange){ 1, NN_MAX_SIDE }, "", &h, NULL))
    {
      *width = w;
      *height = h;
    }
}

/* Layers and size from the tensors. With layers but without a size nothing is inferred: then the recipe will be found
 * wanting. */
char *
derm_description_complete_layers (DermSafetensors *file, GError **error)
{
  g_autoptr (JsonNode) recipe = copy_recipe (file, default_recipe, error);
  g_auto (TorchLayers) layers = { 0 };
  int width = 0, height = 0;

  if (recipe == NULL)
    return NULL;
  if (derm_safetensors_get_metadata (file, "layers") != NULL)
    {
      set_node (file, "recipe", recipe);
      return g_strdup ("");
    }
  read_size (json_node_get_object (recipe), &width, &height);
  if (!derm_torch_layers_infer (file, width, height, &layers, error))
    return NULL;
  json_object_set_int_member (json_node_get_object (recipe), "width", layers.width);
  json_object_set_int_member (json_node_get_object (recipe), "height", layers.height);
  set_node (file, "recipe", recipe);
  set_node (file, "layers", layers.layers);
  return g_steal_pointer (&layers.assumed);
}

/* Outputs of the last linear layer of the list; 0 if it has none, which the reader of layers will not like. */
int
derm_description_count_outputs (DermSafetensors *file)
{
  const char *text = derm_safetensors_get_metadata (file, "layers");
  g_autoptr (JsonNode) root = derm_json_parse (text, strlen (text), "", NULL);
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  int n = 0, out;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element)
          && derm_json_get_int (json_node_get_object (element), "out", (DermRange){ 0, NN_MAX_CHANNELS }, "", &out,
                                NULL))
        n = out;
    }
  return n;
}

static void
complete_card (DermSafetensors *file, const char *name)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *card = json_object_new ();

  json_object_set_string_member (card, "name", name);
  json_object_set_string_member (card, "version", "");
  json_node_take_object (node, card);
  set_node (file, "card", node);
}

void
derm_description_complete (DermSafetensors *file, const char *name)
{
  if (derm_safetensors_get_metadata (file, "classes") == NULL)
    {
      g_auto (GStrv) codes = derm_classes_default_codes (derm_description_count_outputs (file));

      derm_description_set_codes (file, (const char *const *) codes);
    }
  if (derm_safetensors_get_metadata (file, "card") == NULL)
    complete_card (file, name);
  derm_safetensors_set_metadata (file, "dermlens", "1");
}

char *
derm_description_find_anchor (const char *layers)
{
  g_autoptr (JsonNode) root = layers != NULL ? derm_json_parse (layers, strlen (layers), "", NULL) : NULL;
  JsonArray *array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      const char *name = JSON_NODE_HOLDS_OBJECT (element)
                             ? derm_json_get_string (json_node_get_object (element), "name", "", NULL)
                             : NULL;

      if (name != NULL)
        return g_strdup (name);
    }
  return NULL;
}

char *
derm_description_normalise (DermSafetensors *file, const double *mean, const double *std, GError **error)
{
  g_autoptr (JsonNode) recipe = copy_recipe (file, default_recipe, error);
  const double *const values[] = { mean, std };
  static const char *const members[] = { "mean", "std" };

  for (guint i = 0; recipe != NULL && i < G_N_ELEMENTS (members); i++)
    {
      JsonArray *array = json_array_new ();

      for (int k = 0; k < 3; k++)
        json_array_add_double_element (array, values[i][k]);
      json_object_set_array_member (json_node_get_object (recipe), members[i], array);
    }
  return recipe != NULL ? json_to_string (recipe, FALSE) : NULL;
}

void
derm_description_set_codes (DermSafetensors *file, const char *const *codes)
{
  g_autoptr (JsonNode) classes = derm_classes_describe (codes, (int) g_strv_length ((char **) codes));

  set_node (file, "classes", classes);
}
