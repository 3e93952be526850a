/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "activations-private.h"
#include "derm-error.h"
#include "derm-file.h"
#include "derm-json.h"
#include "derm-version.h"
#include "npy.h"

/* Everything but the values, without the closing brace. */
static GString *
describe (DermActivations *self, int layer)
{
  NnShape shape = derm_activations_shape (self, layer);
  DermRecipe *recipe = derm_input_get_recipe (self->input);
  GString *text = g_string_new ("{\"kind\":\"activations\"");

  g_string_append_printf (text, ",\"layer\":%d", layer);
  derm_json_append_member (text, "op", derm_activations_get_op (self, layer));
  g_string_append_printf (text, ",\"view\":%d,\"channels\":%d,\"height\":%d,\"width\":%d", self->view, shape.c, shape.h,
                          shape.w);
  derm_json_append_member (text, "input_sha256", derm_input_get_sha256 (self->input));
  derm_json_append_member (text, "model_sha256", derm_model_get_sha256 (self->model));
  derm_json_append_member (text, "model", derm_model_get_name (self->model));
  derm_json_append_member (text, "model_version", derm_model_get_version (self->model));
  derm_json_append_member (text, "recipe", derm_recipe_get_name (recipe));
  derm_json_append_member (text, "version", derm_version ());
  return text;
}

/* As nested arrays. */
static void
append_values (GString *text, const float *values, NnShape shape)
{
  g_string_append (text, ",\"values\":[");
  for (int c = 0; c < shape.c; c++)
    {
      g_string_append (text, c > 0 ? ",[" : "[");
      for (int row = 0; row < shape.h; row++)
        {
          g_string_append (text, row > 0 ? ",[" : "[");
          for (int column = 0; column < shape.w; column++)
            {
              g_string_append (text, column > 0 ? "," : "");
              derm_json_append_float (text, *values++);
            }
          g_string_append_c (text, ']');
        }
      g_string_append_c (text, ']');
    }
  g_string_append_c (text, ']');
}

static gboolean
save_npy (DermActivations *self, int layer, GString *text, const char *path, GError **error)
{
  NnShape of_layer = derm_activations_shape (self, layer);
  const int shape[] = { of_layer.c, of_layer.h, of_layer.w };

  g_string_append (text, "}\n");
  return derm_npy_save (path, shape, 3, self->values->pdata[layer + 1], text->str, error);
}

/* A row for each value, in the shortest digits that read back as the same. */
static gboolean
save_csv (DermActivations *self, int layer, GString *text, const char *path, GError **error)
{
  NnShape shape = derm_activations_shape (self, layer);
  const float *values = self->values->pdata[layer + 1];
  g_autoptr (GString) rows = g_string_new ("channel,x,y,value\n");
  g_autofree char *beside = g_strconcat (path, ".json", NULL);

  for (int c = 0; c < shape.c; c++)
    for (int row = 0; row < shape.h; row++)
      for (int column = 0; column < shape.w; column++)
        {
          g_string_append_printf (rows, "%d,%d,%d,", c, column, row);
          derm_json_append_float (rows, *values++);
          g_string_append_c (rows, '\n');
        }
  g_string_append (text, "}\n");
  return derm_file_replace_text (path, rows->str, (gssize) rows->len, 0666, error)
         && derm_file_replace_text (beside, text->str, (gssize) text->len, 0666, error);
}

gboolean
derm_activations_save (DermActivations *self, int layer, const char *path, GError **error)
{
  g_autoptr (GString) text = NULL;
  g_autofree char *lower = NULL;

  g_return_val_if_fail (DERM_IS_ACTIVATIONS (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (layer < -1 || layer >= derm_model_get_n_layers (self->model))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_OPTION, _ ("there is no layer %d: the network has %d, counted from 0"),
                   layer, derm_model_get_n_layers (self->model));
      return FALSE;
    }
  lower = g_ascii_strdown (path, -1);
  text = describe (self, layer);
  if (g_str_has_suffix (lower, ".npy"))
    return save_npy (self, layer, text, path, error);
  if (g_str_has_suffix (lower, ".csv"))
    return save_csv (self, layer, text, path, error);
  if (!g_str_has_suffix (lower, ".json"))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the name must end in .npy, .csv or .json"));
      return FALSE;
    }
  append_values (text, self->values->pdata[layer + 1], derm_activations_shape (self, layer));
  g_string_append (text, "}\n");
  return derm_file_replace_text (path, text->str, (gssize) text->len, 0666, error);
}
