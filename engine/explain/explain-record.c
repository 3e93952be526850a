/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-explanation.h"
#include "derm-file.h"
#include "derm-json.h"
#include "derm-version.h"
#include "explain-private.h"
#include "json-numbers.h"
#include "npy.h"

/* An explanation as numbers in files, with all that is needed to make it again. */

static void
add (GStrvBuilder *settings, const char *name, const char *value)
{
  g_autofree char *setting = g_strdup_printf ("%s=%s", name, value);

  g_strv_builder_add (settings, setting);
}

static void
add_number (GStrvBuilder *settings, const char *name, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  add (settings, name, g_ascii_formatd (buffer, sizeof buffer, "%.9g", value));
}

/* Those of the method. */
static void
add_method (GStrvBuilder *settings, const DermExplainOptions *options)
{
  switch (options->method)
    {
    case DERM_METHOD_OCCLUSION:
      add_number (settings, "patch", options->patch);
      add (settings, "baseline", derm_baseline_get_id (options->baseline));
      break;
    case DERM_METHOD_INTEGRATED:
      add_number (settings, "steps", options->steps);
      add (settings, "baseline", derm_baseline_get_id (options->baseline));
      if (options->baseline == DERM_BASELINE_BLUR)
        add_number (settings, "patch", options->patch);
      break;
    case DERM_METHOD_SMOOTHGRAD:
      add_number (settings, "copies", options->copies);
      add_number (settings, "noise", options->noise);
      add_number (settings, "seed", options->seed);
      break;
    case DERM_METHOD_GRADCAM:
      add_number (settings, "layer", options->layer);
      break;
    case DERM_METHOD_GRADIENT:
    default:
      break;
    }
}

char **
derm_explanation_list_settings (DermExplanation *self)
{
  g_autoptr (GStrvBuilder) settings = g_strv_builder_new ();
  const DermExplainOptions *options;
  guint seed;

  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);

  options = derm_explanation_get_options (self);
  add (settings, "method", derm_method_get_id (options->method));
  add (settings, "class", derm_explanation_get_label (self));
  add (settings, "target", derm_target_get_id (options->target));
  add_number (settings, "views", options->views);
  add_method (settings, options);
  if (derm_explanation_is_random (self, &seed))
    {
      add (settings, "weights", "random");
      add_number (settings, "weights_seed", seed);
    }
  return g_strv_builder_end (settings);
}

/* A setting's value is a number or a word. */
static void
append_settings (GString *text, DermExplanation *self)
{
  g_auto (GStrv) settings = derm_explanation_list_settings (self);

  for (char **setting = settings; *setting != NULL; setting++)
    {
      char *value = strchr (*setting, '=');
      gboolean is_number = value[1] != '\0' && strspn (value + 1, "0123456789.e-") == strlen (value + 1)
                           && !g_str_has_prefix (*setting, "class=");

      *value++ = '\0';
      if (is_number)
        g_string_append_printf (text, ",\"%s\":%s", *setting, value);
      else
        derm_json_append_member (text, *setting, value);
    }
}

void
derm_explain_append_origin (GString *text, DermModel *model, DermInput *input)
{
  DermRecipe *recipe = derm_input_get_recipe (input);
  g_autofree char *made = derm_recipe_describe (recipe), *words = derm_input_note_painted (input, made);

  derm_json_append_member (text, "model_sha256", derm_model_get_sha256 (model));
  derm_json_append_member (text, "model", derm_model_get_name (model));
  derm_json_append_member (text, "model_version", derm_model_get_version (model));
  derm_json_append_member (text, "recipe", derm_recipe_get_name (recipe));
  derm_json_append_member (text, "recipe_parameters", words);
  derm_json_append_member (text, "version", derm_version ());
}

/* Everything but the map, without the closing brace. */
static GString *
describe (DermExplanation *self)
{
  GString *text = g_string_new ("{");
  DermInput *input = derm_explanation_get_input (self);
  DermMethod method = derm_explanation_get_options (self)->method;

  derm_json_append_member (text, "kind", "explanation");
  append_settings (text, self);
  derm_json_append_number (text, "value", (float) derm_explanation_get_base (self));
  g_string_append_printf (text, ",\"passes\":%d,\"final\":%s", derm_explanation_get_n_passes (self),
                          derm_explanation_is_final (self) ? "true" : "false");
  if (method == DERM_METHOD_INTEGRATED)
    derm_json_append_number (text, "completeness_error", (float) derm_explanation_get_completeness_error (self));
  derm_json_append_member (text, "input_sha256", derm_input_get_sha256 (input));
  derm_explain_append_origin (text, derm_explanation_get_model (self), input);
  g_string_append_printf (text, ",\"width\":%d,\"height\":%d", derm_explanation_get_width (self),
                          derm_explanation_get_height (self));
  return text;
}

char *
derm_explanation_format_json (DermExplanation *self)
{
  g_autoptr (GString) text = NULL;
  const float *map;
  int n;

  g_return_val_if_fail (DERM_IS_EXPLANATION (self), NULL);

  text = describe (self);
  map = derm_explanation_get_map (self, &n);
  g_string_append (text, ",\"map\":[");
  for (int i = 0; i < n; i++)
    {
      int column = i % derm_explanation_get_width (self);

      g_string_append (text, column > 0 ? "," : i > 0 ? "],[" : "[");
      derm_json_append_float (text, map[i]);
    }
  g_string_append (text, "]]}");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The map, and beside it the rest. */
static gboolean
save_npy (DermExplanation *self, const char *path, GError **error)
{
  const int shape[] = { derm_explanation_get_height (self), derm_explanation_get_width (self) };
  g_autoptr (GString) text = describe (self);

  g_string_append (text, "}\n");
  return derm_npy_save (path, shape, 2, derm_explanation_get_map (self, NULL), text->str, error);
}

gboolean
derm_explanation_save (DermExplanation *self, const char *path, GError **error)
{
  g_autofree char *lower = NULL, *json = NULL, *line = NULL;

  g_return_val_if_fail (DERM_IS_EXPLANATION (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  lower = g_ascii_strdown (path, -1);
  if (g_str_has_suffix (lower, ".npy"))
    return save_npy (self, path, error);
  if (!g_str_has_suffix (lower, ".json"))
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the name must end in .npy or .json"));
      return FALSE;
    }
  json = derm_explanation_format_json (self);
  line = g_strconcat (json, "\n", NULL);
  return derm_file_replace_text (path, line, -1, 0666, error);
}
