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
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the file has no Dermlens model description"));
  else if (!g_str_equal (version, "1"))
    g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                 _ ("the model's description has version “%s”; only version 1 is known"), version);
  return version != NULL && g_str_equal (version, "1");
}

gboolean
derm_metadata_check_members (JsonObject *object, const char *const *known, const char *what, GError **error)
{
  JsonObjectIter iter;
  const char *key;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, NULL))
    {
      if (g_strv_contains (known, key))
        continue;
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("%s has the unknown member “%s”"), what, key);
      return FALSE;
    }
  return TRUE;
}

/* The members of a recipe that must be there. */
static DermRecipe *
read_plain_recipe (JsonObject *object, const char *what, GError **error)
{
  const char *name, *filter_id, *layout_id;
  int width, height;
  DermFilter filter;
  DermLayout layout;
  double scale;

  if ((name = derm_json_get_string (object, "name", what, error)) == NULL
      || !derm_json_get_int (object, "width", (DermRange){ 1, NN_MAX_SIDE }, what, &width, error)
      || !derm_json_get_int (object, "height", (DermRange){ 1, NN_MAX_SIDE }, what, &height, error)
      || (filter_id = derm_json_get_string (object, "filter", what, error)) == NULL
      || (layout_id = derm_json_get_string (object, "layout", what, error)) == NULL
      || !derm_json_get_double (object, "scale", what, &scale, error))
    return NULL;
  if (*name != '\0' && derm_filter_from_id (filter_id, &filter) && derm_layout_from_id (layout_id, &layout)
      && (float) scale > 0 && scale <= 1e6)
    return derm_recipe_new (name, width, height, filter, layout, scale);
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
               _ ("the recipe has no name, or its filter “%s”, layout “%s” or scale is not known"), filter_id,
               layout_id);
  return NULL;
}

/* Takes the recipe over, and hands back its successor; NULL if there is none. */
static DermRecipe *
read_orientation (DermRecipe *recipe, JsonObject *object, const char *what, GError **error)
{
  g_autoptr (DermRecipe) plain = recipe;
  DermOrientation orientation;
  const char *id;

  if (!json_object_has_member (object, "orientation"))
    return g_steal_pointer (&plain);
  id = derm_json_get_string (object, "orientation", what, error);
  if (id == NULL)
    return NULL;
  if (derm_orientation_from_id (id, &orientation))
    return derm_recipe_with_orientation (plain, orientation);
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the recipe's orientation “%s” is not known"), id);
  return NULL;
}

static DermRecipe *
read_views (DermRecipe *recipe, JsonObject *object, const char *what, GError **error)
{
  g_autoptr (DermRecipe) plain = recipe;
  int views = 1;

  if (json_object_has_member (object, "views")
      && !derm_json_get_int (object, "views", (DermRange){ 1, DERM_RECIPE_MAX_VIEWS }, what, &views, error))
    return NULL;
  return derm_recipe_with_views (plain, views, error);
}

static DermRecipe *
read_normalisation (DermRecipe *recipe, JsonObject *object, const char *what, GError **error)
{
  const DermRange any = { -G_MAXDOUBLE, G_MAXDOUBLE };
  g_autoptr (DermRecipe) plain = recipe;
  g_autofree double *mean = NULL, *std = NULL;

  if ((json_object_has_member (object, "mean")
       && (mean = derm_json_get_numbers (object, "mean", 3, any, what, error)) == NULL)
      || (json_object_has_member (object, "std")
          && (std = derm_json_get_numbers (object, "std", 3, any, what, error)) == NULL))
    return NULL;
  return derm_recipe_with_normalisation (plain, mean, std, error);
}

DermRecipe *
derm_metadata_read_recipe (DermSafetensors *file, GError **error)
{
  static const char *const members[]
      = { "name", "width", "height", "filter", "layout", "scale", "orientation", "views", "mean", "std", NULL };
  const char *what = _ ("the recipe");
  g_autoptr (JsonNode) node = derm_metadata_read_object (file, "recipe", what, error);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (GError) reason = NULL;

  if (object == NULL || !derm_metadata_check_members (object, members, what, error))
    return NULL;
  recipe = read_plain_recipe (object, what, &reason);
  if (recipe != NULL)
    recipe = read_orientation (g_steal_pointer (&recipe), object, what, &reason);
  if (recipe != NULL)
    recipe = read_views (g_steal_pointer (&recipe), object, what, &reason);
  if (recipe != NULL)
    recipe = read_normalisation (g_steal_pointer (&recipe), object, what, &reason);
  if (recipe != NULL)
    return derm_recipe_with_name (recipe, json_object_get_string_member (object, "name"));
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
