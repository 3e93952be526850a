/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "model-description.h"
#include "model-internal.h"

/* How a model was opened, and its way back into a file. */

const char *
derm_model_get_format (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return derm_model_get_source (self)->format;
}

gboolean
derm_model_has_card (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);
  return derm_model_get_source (self)->has_card;
}

const char *
derm_model_get_labels_path (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return derm_model_get_source (self)->labels_path;
}

const char *
derm_model_get_assumed (DermModel *self)
{
  const char *assumed;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  assumed = derm_model_get_source (self)->assumed;
  return assumed != NULL && *assumed != '\0' ? assumed : NULL;
}

gboolean
derm_model_save (DermModel *self, const char *path, GError **error)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  return derm_safetensors_save (derm_model_get_source (self)->file, NULL, path, error);
}

gboolean
derm_model_save_normalised (DermModel *self, const double *mean, const double *std, const char *path, GError **error)
{
  g_autoptr (DermRecipe) recipe = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);
  g_return_val_if_fail (mean != NULL && std != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  recipe = derm_recipe_with_normalisation (derm_model_get_recipe (self), mean, std, error);
  text = recipe != NULL ? derm_description_normalise (derm_model_get_source (self)->file, mean, std, error) : NULL;
  return text != NULL && derm_safetensors_save (derm_model_get_source (self)->file, text, path, error);
}

const char *
derm_model_get_labels_key (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return derm_model_get_source (self)->labels_key;
}

const char *const *
derm_model_list_weights (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return (const char *const *) derm_model_get_source (self)->weights_keys;
}

const char *
derm_model_get_weights_key (DermModel *self)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  return derm_model_get_source (self)->weights_keys[derm_model_get_source (self)->weights_chosen];
}
