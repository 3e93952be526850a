/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "derm-cli.h"
#include "predict-fields.h"
#include "predict-run.h"

static gpointer
decode_in_thread (gpointer path)
{
  g_autoptr (GFile) file = cli_file (path);

  return derm_image_new_from_file (file, NULL, NULL);
}

/* A single image is decoded while the model is loaded and prepared. */
static GThread *
start_decoding (const PredictOptions *options)
{
  char **files = options->sources.arguments;
  gboolean is_looked_at = options->output != NULL; /* before it is opened */

  return !is_looked_at && cli_sources_is_single (&options->sources) && !cli_is_stdin (files[0])
             ? g_thread_try_new ("decode", decode_in_thread, files[0], NULL)
             : NULL;
}

static void
options_clear (PredictOptions *options)
{
  g_autoptr (DermImage) G_GNUC_UNUSED unused = predict_options_take_decoded (options);

  predict_options_clear (options);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PredictOptions, options_clear)

static gpointer
hash_model (gpointer model)
{
  derm_model_get_sha256 (model);
  return NULL;
}

/* All outputs but one name the model's hash, which takes as long as decoding an image: it is made beside the packing of
 * the weights. */
static DermClassifier *
make_classifier (const PredictOptions *options, DermModel *model, CliStatus *status)
{
  GThread *thread = options->format != OUTPUT_PUBLISHED ? g_thread_try_new ("hash", hash_model, model, NULL) : NULL;
  DermClassifier *classifier = cli_make_classifier (model, options->isa, options->n_threads, status);

  if (thread != NULL)
    g_thread_join (thread);
  return classifier;
}

/* What was assumed, where the output does not say it: the table ends with the assumed recipe. Labels that were given
 * are not assumed. */
static void
tell_model (const PredictOptions *options, DermClassifier *classifier, GPtrArray *recipes)
{
  DermModel *model = derm_classifier_get_model (classifier);
  g_autofree char *assumption = options->format != OUTPUT_TABLE ? derm_model_get_assumption (model) : NULL;
  gboolean has_model_labels = FALSE;

  for (guint i = 0; i < recipes->len; i++)
    has_model_labels |= derm_recipe_get_labels (recipes->pdata[i]) == NULL;
  if (derm_classifier_get_n_threads (classifier) < options->n_threads)
    cli_error (_ ("The network takes so much memory that it runs on %d of the %d threads."),
               derm_classifier_get_n_threads (classifier), options->n_threads);
  cli_tell_remarks (model, has_model_labels);
  if (assumption != NULL && options->recipe.name == NULL)
    cli_error ("%s", assumption);
}

CliStatus
cmd_predict (char **argv)
{
  g_auto (PredictOptions) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (GPtrArray) recipes = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!predict_options_parse (&options, argv))
    return CLI_USAGE;
  if (options.shows_fields)
    return predict_fields_show ();
  options.decoding = start_decoding (&options);
  status = recipe_options_open (&options.recipe, &model, &recipes);
  if (status != CLI_OK)
    return status;
  if (!predict_options_calibrate (&options, &model, recipes->pdata[0])
      || !predict_fields_choose (&options, model, recipes->pdata[0]))
    return CLI_USAGE;
  if (!derm_model_check_decision (model, options.decision, &error))
    {
      cli_error ("%s", error->message);
      return CLI_USAGE;
    }
  classifier = make_classifier (&options, model, &status);
  if (classifier == NULL)
    return status;
  tell_model (&options, classifier, recipes);
  return predict_run (&options, classifier, recipes);
}
