/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "cli-output.h"
#include "cli-recipe.h"

typedef struct {
  RecipeOptions recipe; /* of which convert takes the normalisation and the network */
  char *card, *labels;
  char **files;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->card);
  g_free (options->labels);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options)
{
  static const char *const endings[] = { ".safetensors", NULL };

  if (options->files == NULL || g_strv_length (options->files) != 2)
    {
      cli_error (_ ("Name a model file and the file to write."));
      return FALSE;
    }
  if (!cli_has_ending (options->files[1], endings))
    {
      cli_error (_ ("The output file's name ends in .safetensors."));
      return FALSE;
    }
  return cli_output_check (options->files[1],
                           (const char *const[]){ options->files[0], options->card, options->labels }, 3);
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "card", 'c', 0, G_OPTION_ARG_FILENAME, &options->card,
      N_ ("Description of the model: JSON, as in a model file's metadata"), N_ ("FILE") },
    { "labels", 'l', 0, G_OPTION_ARG_FILENAME, &options->labels,
      N_ ("Codes of the classes: {\"0\": \"akiec\", …} (default: labels.json beside IN)"), N_ ("FILE") },
    { "weights-key", 0, 0, G_OPTION_ARG_STRING, &options->recipe.weights_key,
      N_ ("Which of the networks in the model file (“derm info” lists them)"), N_ ("KEY") },
    { "mean", 0, 0, G_OPTION_ARG_STRING, &options->recipe.mean,
      N_ ("Subtract these from red, green and blue, of numbers from 0 to 1"), N_ ("R,G,B") },
    { "std", 0, 0, G_OPTION_ARG_STRING, &options->recipe.std, N_ ("Then divide by these"), N_ ("R,G,B") },
    { NULL },
  };

  return cli_parse (&(CliCommand){ "convert", _ ("IN OUT.safetensors"),
                                   _ ("Writes a model, also one that PyTorch saved, as a model file of Dermlens."),
                                   entries },
                    argv, &options->files)
         && check_options (options);
}

CliStatus
cmd_convert (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_normalised;
  double mean[3], std[3];

  if (!parse_options (&options, argv)
      || !recipe_options_read_normalisation (&options.recipe, mean, std, &is_normalised))
    return CLI_USAGE;
  model = derm_model_new_from_weights (options.files[0], options.card, options.labels, options.recipe.weights_key,
                                       &error);
  if (model == NULL)
    {
      cli_file_error (options.files[0], error);
      return CLI_MODEL;
    }
  if (derm_model_get_assumed (model) != NULL)
    cli_error (_ ("assumed: %s"), derm_model_get_assumed (model));
  cli_tell_remarks (model, TRUE);
  if (is_normalised ? derm_model_save_normalised (model, mean, std, options.files[1], &error)
                    : derm_model_save (model, options.files[1], &error))
    return CLI_OK;
  cli_error ("%s", error->message);
  return g_error_matches (error, DERM_ERROR, DERM_ERROR_RECIPE) ? CLI_USAGE : CLI_OUTPUT;
}
