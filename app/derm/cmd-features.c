/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "cli-batch.h"
#include "cli-names.h"
#include "cli-output.h"
#include "cli-recipe.h"
#include "derm-cli.h"

enum { MAX_THREADS = 256 };

typedef struct {
  RecipeOptions recipe;
  char *isa, *output; /* owned, or NULL */
  int n_threads;
  CliSources sources;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->isa);
  g_free (options->output);
  cli_sources_clear (&options->sources);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Neither the file nor the one that is written beside it replaces anything that is read. */
static gboolean
check_output (const Options *options, const GPtrArray *paths)
{
  const char *const lists[] = { options->sources.files_from, options->sources.files0_from };
  g_autofree char *beside = g_strconcat (options->output, ".json", NULL);
  const char *const files[] = { options->output, beside };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    if (cli_output_is_input (files[i], (const char *const *) paths->pdata, paths->len)
        || cli_output_is_input (files[i], lists, G_N_ELEMENTS (lists))
        || !recipe_options_check_output (&options->recipe, files[i], NULL))
      return FALSE;
  return TRUE;
}

static gboolean
check_options (const Options *options)
{
  static const char *const endings[] = { ".npy", ".csv", NULL };

  if (!cli_sources_check (&options->sources, _ ("Name at least one image or folder, or - for standard input.")))
    return FALSE;
  if (options->output == NULL)
    cli_error (_ ("Name the file that is to be written with -o."));
  else if (!cli_has_ending (options->output, endings))
    cli_error (_ ("The output file's name ends in .npy or .csv."));
  else if (options->n_threads < 0 || options->n_threads > MAX_THREADS)
    cli_error (_ ("--threads takes a number from 0 (all processors) to %d."), MAX_THREADS);
  else
    return TRUE;
  return FALSE;
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Write a row of features for each image: .npy or .csv"), N_ ("OUT") },
    CLI_SOURCE_ENTRIES (&options->sources),
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512 or neon"), N_ ("LEVEL") },
    { "threads", 't', 0, G_OPTION_ARG_INT, &options->n_threads, N_ ("Worker threads (default: as many as processors)"),
      N_ ("N") },
    { NULL },
  };

  return recipe_options_parse (&options->recipe,
                               &(CliCommand){ "features", _ ("FILE… -o OUT"),
                                              _ ("Writes what the network makes of images before it decides: the "
                                                 "numbers that its first linear layer reads."),
                                              entries },
                               argv, &options->sources.arguments)
         && check_options (options);
}

static CliStatus
save (const Options *options, GArray *scored, guint n_failed)
{
  g_autoptr (GPtrArray) predictions = cli_list_predictions (scored), files = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  if (scored->len == 0)
    {
      cli_error (_ ("There is no image to write features of."));
      return CLI_IMAGES;
    }
  for (guint i = 0; i < scored->len; i++)
    g_ptr_array_add (files, (char *) g_array_index (scored, CliScored, i).path);
  g_ptr_array_add (files, NULL);
  if (!derm_features_save (options->output, (const char *const *) files->pdata, predictions, &error))
    {
      cli_error ("%s", error->message);
      return CLI_OUTPUT;
    }
  return n_failed > 0 ? CLI_IMAGES : CLI_OK;
}

CliStatus
cmd_features (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GArray) scored = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;
  Progress progress;
  guint n_failed = 0;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  paths = cli_names_list (&options.sources, &n_failed);
  if (paths == NULL || !check_output (&options, paths))
    return CLI_USAGE;
  status = recipe_options_open_one (&options.recipe, &model, &recipe);
  if (status != CLI_OK)
    return status;
  if (!derm_model_check_features (model, &error))
    {
      cli_error ("%s", error->message);
      return CLI_MODEL;
    }
  classifier = cli_make_classifier (model, options.isa, options.n_threads, &status);
  if (classifier == NULL)
    return status;
  progress_init (&progress, paths->len, FALSE, TRUE);
  scored = cli_score_images (classifier, recipe, paths, &progress, &n_failed);
  return save (&options, scored, n_failed);
}
