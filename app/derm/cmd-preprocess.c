/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "cli-recipe.h"
#include "derm-cli.h"

typedef struct {
  RecipeOptions recipe;
  char *output;
  char **files;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->output);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options)
{
  static const char *const endings[] = { ".png", ".npy", ".csv", NULL };

  if (options->files == NULL || g_strv_length (options->files) != 1)
    cli_error (_ ("Name exactly one image, or - for standard input."));
  else if (options->output == NULL)
    cli_error (_ ("Name the output file with -o."));
  else if (!cli_has_ending (options->output, endings))
    cli_error (_ ("The output file's name ends in .png, .npy or .csv."));
  else
    return recipe_options_check_output (&options->recipe, options->output, options->files[0]);
  return FALSE;
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("What to write: .png (8-bit RGB), .npy (the network's own floats) or .csv (a row for each pixel)"),
      N_ ("OUT") },
    { NULL },
  };

  return recipe_options_parse (&options->recipe,
                               &(CliCommand){ "preprocess", _ ("FILE -o OUT"),
                                              _ ("Writes the exact input that the network gets of an image."),
                                              entries },
                               argv, &options->files)
         && check_options (options);
}

CliStatus
cmd_preprocess (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  status = recipe_options_open_one (&options.recipe, &model, &recipe);
  if (status != CLI_OK)
    return status;
  input = cli_make_input (options.files[0], recipe, &error);
  if (input == NULL)
    {
      cli_file_error (options.files[0], error);
      return CLI_IMAGES;
    }
  if (derm_input_save (input, options.output, &error))
    return CLI_OK;
  cli_error ("%s", error->message);
  return CLI_OUTPUT;
}
