/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "cli-recipe.h"
#include "derm-cli.h"

enum { NUMBER_COLUMN = 9 };

typedef struct {
  RecipeOptions recipe;
  char *isa, *output; /* owned, or NULL */
  char *decision_id;  /* owned, or NULL */
  DermDecision decision;
  int seed;
  char **files;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->isa);
  g_free (options->output);
  g_free (options->decision_id);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (Options *options)
{
  static const char *const endings[] = { ".json", ".csv", NULL };

  if (options->files == NULL || options->files[0] == NULL)
    cli_error (_ ("Name an image, or - for standard input."));
  else if (options->decision_id != NULL && !derm_decision_from_id (options->decision_id, &options->decision))
    cli_error (_ ("“%s” is not a decision: likely or balanced."), options->decision_id);
  else if (options->output == NULL)
    return TRUE;
  else if (options->files[1] != NULL)
    cli_error (_ ("With -o, name one image only."));
  else if (!cli_has_ending (options->output, endings))
    cli_error (_ ("The output file's name ends in .json or .csv."));
  else
    return recipe_options_check_output (&options->recipe, options->output, options->files[0]);
  return FALSE;
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "decision", 'd', 0, G_OPTION_ARG_STRING, &options->decision_id,
      N_ ("How the answer is taken: likely (default) or balanced"), N_ ("DECISION") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options->seed, N_ ("Of the disturbances that are drawn (default: 0)"),
      N_ ("N") },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512 or neon"), N_ ("LEVEL") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Write each disturbance with its scores: .json or .csv"), N_ ("OUT") },
    { NULL },
  };

  return recipe_options_parse (
             &options->recipe,
             &(CliCommand){ "stability", _ ("FILE… [-o OUT]"),
                            _ ("Turns, shifts, brightens, blurs and compresses an image in 150 small ways, and tells "
                               "how far the scores move and how often the answer changes."),
                            entries },
             argv, &options->files)
         && check_options (options);
}

/* ---- in words ---- */

static void
append_bands (GString *text, DermStability *stability)
{
  static const char *const headings[] = { N_ ("score"), N_ ("lowest"), N_ ("median"), N_ ("highest") };
  DermPrediction *prediction = derm_stability_get_prediction (stability);
  int class_column = cli_text_width (_ ("class"));

  for (int c = 0; c < derm_prediction_get_n_classes (prediction); c++)
    class_column = MAX (class_column, cli_text_width (derm_prediction_get_label (prediction, c)));
  g_string_append (text, "  ");
  cli_append_padded (text, _ ("class"), class_column, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (headings); i++)
    cli_append_padded (text, _ (headings[i]), NUMBER_COLUMN, TRUE);
  g_string_append_c (text, '\n');
  for (int c = 0; c < derm_prediction_get_n_classes (prediction); c++)
    {
      double numbers[4] = { (double) derm_prediction_get_calibrated (prediction)[c] };

      derm_stability_get_band (stability, DERM_TARGET_SCORE, c, &numbers[1], &numbers[2], &numbers[3]);
      g_string_append (text, "  ");
      cli_append_padded (text, derm_prediction_get_label (prediction, c), class_column, FALSE);
      for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
        {
          g_autofree char *number = derm_score_format (numbers[i]);

          cli_append_padded (text, number, NUMBER_COLUMN, TRUE);
        }
      g_string_append_c (text, '\n');
    }
}

/* By kind, in how many of how many the answer is another. */
static void
append_counts (GString *text, DermStability *stability, DermDecision decision)
{
  static const char *const names[] = { N_ ("turned"),  N_ ("shifted"),           N_ ("brighter or darker"),
                                       N_ ("blurred"), N_ ("compressed (JPEG)"), N_ ("all at once") };
  int column = 0;

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == DERM_N_SHAKES);
  for (int shake = 0; shake < DERM_N_SHAKES; shake++)
    column = MAX (column, cli_text_width (_ (names[shake])));
  for (int shake = 0; shake < DERM_N_SHAKES; shake++)
    {
      int n, n_changed = derm_stability_count (stability, shake, decision, &n);

      g_string_append (text, "  ");
      cli_append_padded (text, _ (names[shake]), column, FALSE);
      /* Translators: behind what was done to an image: in how many of how many cases the answer is another one */
      g_string_append_printf (text, _ ("  another answer in %1$d of %2$d\n"), n_changed, n);
    }
}

static void
print_words (const char *path, DermStability *stability, DermDecision decision)
{
  g_autofree char *name = cli_printable (path), *words = derm_stability_describe (stability, decision);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s: %s\n", name, words);
  append_bands (text, stability);
  append_counts (text, stability, decision);
  cli_put (text->str);
}

/* ---- files ---- */

static DermStability *
shake (const char *path, DermClassifier *classifier, DermRecipe *recipe, guint seed, GError **error)
{
  g_autoptr (DermImage) image = cli_read_image (path, error);
  g_autoptr (DermInput) input = image != NULL ? derm_input_new (image, recipe, error) : NULL;
  g_autoptr (DermShaker) shaker = input != NULL ? derm_shaker_new (classifier, input, image, seed) : NULL;

  return shaker != NULL ? derm_shaker_run (shaker, NULL, error) : NULL;
}

static CliStatus
shake_file (const Options *options, DermClassifier *classifier, DermRecipe *recipe, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermStability) stability = shake (path, classifier, recipe, (guint) options->seed, &error);

  if (stability == NULL)
    {
      cli_file_error (path, error);
      return g_error_matches (error, DERM_ERROR, DERM_ERROR_MODEL) ? CLI_MODEL : CLI_IMAGES;
    }
  if (options->output != NULL && !derm_stability_save (stability, options->output, &error))
    {
      cli_error ("%s", error->message);
      return CLI_OUTPUT;
    }
  print_words (path, stability, options->decision);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

CliStatus
cmd_stability (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  status = recipe_options_open_one (&options.recipe, &model, &recipe);
  if (status != CLI_OK)
    return status;
  if (!derm_model_check_decision (model, options.decision, &error))
    {
      cli_error ("%s", error->message);
      return CLI_USAGE;
    }
  classifier = cli_make_classifier (model, options.isa, 0, &status);
  if (classifier == NULL)
    return status;
  cli_tell_remarks (model, TRUE);
  cli_put_error ("%s\n", derm_research_line ());
  for (char **file = options.files; *file != NULL; file++) /* those that fail do not keep the others back */
    {
      CliStatus of_file = shake_file (&options, classifier, recipe, *file);

      if (of_file != CLI_OK && of_file != CLI_IMAGES)
        return of_file;
      status = of_file != CLI_OK ? of_file : status;
    }
  return status;
}
