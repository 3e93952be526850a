/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "engine/nn/nn.h"
#include "weights-json.h"
#include "model-metadata.h"

JsonNode *
derm_metadata_read_object (DermSafetensors *file, const char *key, const char *what, GError **error)
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

gboolean
derm_metadata_check_version (DermSafetensors *file, GError **error)
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

DermRecipe *
derm_metadata_read_recipe (DermSafetensors *file, GError **error)
{
  const char *what = _ ("the recipe"), *name, *filter_id, *layout_id, *orientation_id = "apply";
  g_autoptr (JsonNode) node = derm_metadata_read_object (file, "recipe", what, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (DermRecipe) recipe = NULL, oriented = NULL, viewed = NULL;
  g_autoptr (GError) reason = NULL;
  int width, height, views = 1;
  DermFilter filter;
  DermLayout layout;
  DermOrientation orientation;
  double scale;

  if (object == NULL || (name = derm_json_get_string (object, "name", what, error)) == NULL
      || !derm_json_get_int (object, "width", (DermRange){ 1, NN_MAX_SIDE }, what, &width, error)
      || !derm_json_get_int (object, "height", (DermRange){ 1, NN_MAX_SIDE }, what, &height, error)
      || (filter_id = derm_json_get_string (object, "filter", what, error)) == NULL
      || (layout_id = derm_json_get_string (object, "layout", what, error)) == NULL
      || !derm_json_get_double (object, "scale", what, &scale, error)
      || (json_object_has_member (object, "orientation")
          && (orientation_id = derm_json_get_string (object, "orientation", what, error)) == NULL)
      || (json_object_has_member (object, "views")
          && !derm_json_get_int (object, "views", (DermRange){ 1, DERM_RECIPE_MAX_VIEWS }, what, &views, error)))
    return NULL;
  if (*name == '\0' || !derm_filter_from_id (filter_id, &filter) || !derm_layout_from_id (layout_id, &layout)
      || (float) scale <= 0 || scale > 1e6)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                   _ ("the recipe has no name, or its filter “%s”, layout “%s” or scale is not known"), filter_id,
                   layout_id);
      return NULL;
    }
  if (!derm_orientation_from_id (orientation_id, &orientation))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the recipe's orientation “%s” is not known"),
                   orientation_id);
      return NULL;
    }
  recipe = derm_recipe_new (name, (int) width, (int) height, filter, layout, scale);
  oriented = derm_recipe_with_orientation (recipe, orientation);
  viewed = derm_recipe_with_views (oriented, (int) views, &reason);
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

JsonNode *
derm_metadata_read_card (DermSafetensors *file, GError **error)
{
  const char *what = _ ("the card"), *wrong = NULL;
  g_autoptr (JsonNode) node = derm_metadata_read_object (file, "card", what, error);

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
