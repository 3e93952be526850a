/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "csv.h"
#include "derm-error.h"
#include "derm-features.h"
#include "derm-file.h"
#include "derm-json.h"
#include "derm-version.h"
#include "npy.h"

GBytes *
derm_features_list (GPtrArray *predictions, int n_features)
{
  gsize size = (gsize) n_features;
  float *values;

  g_return_val_if_fail (predictions != NULL, NULL);
  g_return_val_if_fail (n_features >= 1 && n_features <= DERM_MAX_FEATURES, NULL);

  values = g_new (float, size * predictions->len);
  for (guint i = 0; i < predictions->len; i++)
    {
      DermPrediction *prediction = predictions->pdata[i];
      int n = 0;
      const float *features = prediction != NULL ? derm_prediction_get_features (prediction, &n) : NULL;

      if (n == n_features)
        memcpy (values + i * size, features, size * sizeof (float));
      else
        for (gsize k = 0; k < size; k++)
          values[i * size + k] = NAN;
    }
  return g_bytes_new_take (values, size * predictions->len * sizeof (float));
}

static const char *
get_answer (DermPrediction *prediction)
{
  return derm_prediction_get_label (prediction, derm_prediction_get_top (prediction));
}

/* What the rows are and where they come from. */
static char *
describe (const char *const *files, GPtrArray *predictions, int n_features)
{
  DermPrediction *first = predictions->pdata[0];
  DermModel *model = derm_prediction_get_model (first);
  DermRecipe *recipe = derm_input_get_recipe (derm_prediction_get_input (first));
  GString *text = g_string_new ("{\"kind\":\"features\"");

  g_string_append_printf (text, ",\"images\":%u,\"features\":%d,\"views\":%d", predictions->len, n_features,
                          derm_recipe_get_views (recipe));
  derm_json_append_member (text, "model_sha256", derm_model_get_sha256 (model));
  derm_json_append_member (text, "model", derm_model_get_name (model));
  derm_json_append_member (text, "model_version", derm_model_get_version (model));
  derm_json_append_member (text, "recipe", derm_recipe_get_name (recipe));
  derm_json_append_member (text, "version", derm_version ());
  g_string_append (text, ",\"rows\":[");
  for (guint i = 0; i < predictions->len; i++)
    {
      g_string_append (text, i > 0 ? ",\n{\"file\":" : "\n{\"file\":");
      derm_json_append_string (text, files[i]);
      derm_json_append_member (text, "label", get_answer (predictions->pdata[i]));
      derm_json_append_member (text, "input_sha256",
                               derm_input_get_sha256 (derm_prediction_get_input (predictions->pdata[i])));
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}\n");
  return g_string_free (text, FALSE);
}

static gboolean
save_csv (const char *path, const char *const *files, GPtrArray *predictions, const char *about, GError **error)
{
  g_autoptr (GString) text = g_string_new ("file,label");
  g_autofree char *beside = g_strconcat (path, ".json", NULL);
  int n_features = 0;

  derm_prediction_get_features (predictions->pdata[0], &n_features);
  for (int k = 0; k < n_features; k++)
    g_string_append_printf (text, ",feature_%d", k);
  g_string_append (text, "\r\n");
  for (guint i = 0; i < predictions->len; i++)
    {
      const float *features = derm_prediction_get_features (predictions->pdata[i], &n_features);

      derm_csv_append_field (text, files[i]);
      g_string_append_c (text, ',');
      derm_csv_append_field (text, get_answer (predictions->pdata[i]));
      for (int k = 0; k < n_features; k++)
        {
          g_string_append_c (text, ',');
          derm_json_append_float (text, features[k]);
        }
      g_string_append (text, "\r\n");
    }
  return derm_file_replace_text (path, text->str, (gssize) text->len, 0666, error)
         && derm_file_replace_text (beside, about, -1, 0666, error);
}

gboolean
derm_features_save (const char *path, const char *const *files, GPtrArray *predictions, GError **error)
{
  g_autofree char *about = NULL, *lower = NULL;
  int n_features = 0;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (predictions != NULL && predictions->len > 0, FALSE);
  g_return_val_if_fail (files != NULL && g_strv_length ((char **) files) == predictions->len, FALSE);
  for (guint i = 0; i < predictions->len; i++)
    g_return_val_if_fail (derm_prediction_get_features (predictions->pdata[i], &n_features) != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  about = describe (files, predictions, n_features);
  if (g_str_has_suffix (lower, ".npy"))
    {
      const int shape[] = { (int) predictions->len, n_features };
      g_autoptr (GBytes) values = derm_features_list (predictions, n_features);

      return derm_npy_save (path, shape, 2, g_bytes_get_data (values, NULL), about, error);
    }
  if (g_str_has_suffix (lower, ".csv"))
    return save_csv (path, files, predictions, about, error);
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the name must end in .npy or .csv"));
  return FALSE;
}
