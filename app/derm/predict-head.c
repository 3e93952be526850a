/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-head.h"

#include "derm-cli.h"

/* All of a recipe, as records have it. */
#define RECIPE_FIELDS "recipe,filter,layout,labels,label_map,orientation,views,width,height,scale,crop,mean,std"

static gboolean
append_recipe (GString *text, const Output *output, DermRecipe *recipe)
{
  DermModel *model = derm_classifier_get_model (output->form.classifier);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecordFields) fields = derm_record_fields_new (RECIPE_FIELDS, DERM_RECORD_JSON, model, recipe, &error);
  const DermRecordForm form = { .classifier = output->form.classifier, .columns = recipe, .fields = fields };
  const DermRecord record = { .file = "", .recipe = recipe };

  if (fields == NULL)
    {
      cli_error ("%s", error->message);
      return FALSE;
    }
  derm_record_append_json (text, &form, &record);
  return TRUE;
}

/* An object for one recipe, an array for several. */
static char *
format_recipes (const Output *output)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean is_list = output->recipes->len > 1;

  for (guint i = 0; i < output->recipes->len; i++)
    {
      g_string_append (text, i > 0 ? "," : is_list ? "[" : "");
      if (!append_recipe (text, output, output->recipes->pdata[i]))
        return NULL;
    }
  g_string_append (text, is_list ? "]" : "");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The words that a calibration is described by may be those of another one. */
static gboolean
hash_calibration (const char *path, char **hash)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  gsize length;

  *hash = NULL;
  if (path == NULL)
    return TRUE;
  if (g_file_get_contents (path, &content, &length, &error))
    *hash = derm_sha256 ((const guint8 *) content, length);
  else
    cli_error ("%s", error->message);
  return *hash != NULL;
}

static char *
format_fields (const DermRecordFields *fields)
{
  g_auto (GStrv) names = fields != NULL ? derm_record_fields_list (fields) : NULL;
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_string_append (text, i > 0 ? "," : "");
      derm_json_append_string (text, names[i]);
    }
  g_string_append_c (text, ']');
  return names != NULL ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

gboolean
predict_head_make (CliJournalHead *head, const PredictOptions *options, const Output *output)
{
  DermModel *model = derm_classifier_get_model (output->form.classifier);

  head->version = g_strdup (derm_version ());
  head->model = g_strdup (derm_model_get_sha256 (model));
  if (derm_model_list_weights (model)[1] != NULL)
    head->weights_key = g_strdup (derm_model_get_weights_key (model));
  head->recipe = format_recipes (output);
  head->format = g_strdup (options->format == OUTPUT_CSV ? "csv" : "jsonl");
  head->fields = format_fields (options->chosen);
  head->decision = g_strdup (derm_decision_get_id (options->decision));
  head->scores = g_strdup (derm_values_get_id (options->values));
  head->shard = options->shard;
  head->n_shards = options->n_shards;
  head->by_hash = options->by_hash;
  return hash_calibration (options->calibration, &head->calibration) && head->recipe != NULL;
}
