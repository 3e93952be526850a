/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>

#include "cli-names.h"
#include "cli-progress.h"
#include "cli-recipe.h"
#include "derm-cli.h"

#define NOT_GIVEN G_MININT
#define NO_NOISE_GIVEN (-G_MAXDOUBLE)

typedef struct {
  RecipeOptions recipe;
  char *method, *class, *target, *baseline, *isa; /* owned, or NULL */
  int patch, steps, copies, seed, layer;          /* or NOT_GIVEN */
  double noise;                                   /* or NO_NOISE_GIVEN */
  gboolean is_checked;
  char *output;
  CliSources sources;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->method);
  g_free (options->class);
  g_free (options->target);
  g_free (options->baseline);
  g_free (options->isa);
  g_free (options->output);
  cli_sources_clear (&options->sources);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* Whether the output is a picture. */
static gboolean
is_figure (const char *path)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", NULL };

  return cli_has_ending (path, endings);
}

static gboolean
check_output (const Options *options)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", ".npy", ".json", NULL };

  if (!cli_sources_check (&options->sources, _ ("Name an image, or - for standard input.")))
    return FALSE;
  if (options->output == NULL)
    return TRUE;
  if (!cli_sources_is_single (&options->sources))
    cli_error (_ ("With -o, name one image only; without it, there is a line for each."));
  else if (!cli_has_ending (options->output, endings))
    cli_error (_ ("The output file's name ends in .png, .svg, .pdf, .npy or .json."));
  else
    return recipe_options_check_output (&options->recipe, options->output, options->sources.arguments[0]);
  return FALSE;
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "method", 0, 0, G_OPTION_ARG_STRING, &options->method,
      N_ ("occlusion (default), gradient, integrated, smoothgrad, gradcam"), N_ ("METHOD") },
    { "class", 'c', 0, G_OPTION_ARG_STRING, &options->class, N_ ("What is explained (default: the answer)"),
      N_ ("CODE") },
    { "target", 0, 0, G_OPTION_ARG_STRING, &options->target,
      N_ ("Of the class: score (default), raw (not calibrated), logit"), N_ ("TARGET") },
    { "patch", 0, 0, G_OPTION_ARG_INT, &options->patch, N_ ("occlusion: hide N × N pixels, 2 to 8 (default: 4)"),
      N_ ("N") },
    { "baseline", 0, 0, G_OPTION_ARG_STRING, &options->baseline,
      N_ ("occlusion, integrated: what is seen instead: mean, blur, black, white"), N_ ("BASELINE") },
    { "steps", 0, 0, G_OPTION_ARG_INT, &options->steps, N_ ("integrated: places on the way (default: 32)"), N_ ("N") },
    { "copies", 0, 0, G_OPTION_ARG_INT, &options->copies, N_ ("smoothgrad: noisy copies (default: 32)"), N_ ("N") },
    { "noise", 0, 0, G_OPTION_ARG_DOUBLE, &options->noise,
      N_ ("smoothgrad: standard deviation of the noise, as a share of 255 (default: 0.1)"), N_ ("SHARE") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options->seed, N_ ("smoothgrad: where the noise starts from (default: 0)"),
      N_ ("N") },
    { "layer", 0, 0, G_OPTION_ARG_INT, &options->layer, N_ ("gradcam: the layer, as “derm activations” numbers them"),
      N_ ("N") },
    { "check", 0, 0, G_OPTION_ARG_NONE, &options->is_checked,
      N_ ("Also ask networks of random weights, and say how much their maps agree"), NULL },
    CLI_SOURCE_ENTRIES (&options->sources),
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512 or neon"), N_ ("LEVEL") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Write a figure (.png, .svg, .pdf) or the numbers (.npy, .json)"), N_ ("OUT") },
    { NULL },
  };

  options->patch = options->steps = options->copies = options->seed = options->layer = NOT_GIVEN;
  options->noise = NO_NOISE_GIVEN;
  return recipe_options_parse (
             &options->recipe,
             &(CliCommand){ "explain", _ ("FILE… [-o OUT]"),
                            _ ("Maps what speaks for and against a class, in words or as JSON lines."), entries },
             argv, &options->sources.arguments)
         && check_output (options);
}

/* The class of that code, as the recipe calls them. FALSE after saying what is wrong. */
static gboolean
find_class (const char *code, DermModel *model, DermRecipe *recipe, int *index)
{
  g_autoptr (GString) codes = g_string_new (NULL);

  *index = -1;
  if (code == NULL)
    return TRUE;
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      const char *label = derm_model_get_label_in (model, recipe, i);

      if (g_str_equal (label, code))
        {
          *index = i;
          return TRUE;
        }
      g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "", label);
    }
  cli_error (_ ("“%1$s” is no class of this model: %2$s."), code, codes->str);
  return FALSE;
}

/* An option that not all methods have. */
typedef struct {
  const char *name;
  gboolean is_given;
  guint methods; /* a bit for each */
} MethodOption;

static char *
join_methods (guint methods)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int method = 0; method < DERM_N_METHODS; method++)
    if ((methods & 1u << method) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", derm_method_get_id ((DermMethod) method));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* What is asked for is done or refused. FALSE after saying what is wrong. */
static gboolean
check_method (const Options *options, const DermExplainOptions *made)
{
  const guint occlusion = 1u << DERM_METHOD_OCCLUSION, integrated = 1u << DERM_METHOD_INTEGRATED,
              smoothgrad = 1u << DERM_METHOD_SMOOTHGRAD, gradcam = 1u << DERM_METHOD_GRADCAM;
  const MethodOption all[] = {
    { "--patch", options->patch != NOT_GIVEN, occlusion | integrated },
    { "--baseline", options->baseline != NULL, occlusion | integrated },
    { "--steps", options->steps != NOT_GIVEN, integrated },
    { "--copies", options->copies != NOT_GIVEN, smoothgrad },
    { "--noise", options->noise != NO_NOISE_GIVEN, smoothgrad },
    { "--seed", options->seed != NOT_GIVEN, smoothgrad },
    { "--layer", options->layer != NOT_GIVEN, gradcam },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    if (all[i].is_given && (all[i].methods & 1u << made->method) == 0)
      {
        g_autofree char *methods = join_methods (all[i].methods);

        cli_error (_ ("%1$s cannot be used with --method %2$s, only with: %3$s."), all[i].name,
                   derm_method_get_id (made->method), methods);
        return FALSE;
      }
  if (options->patch != NOT_GIVEN && made->method == DERM_METHOD_INTEGRATED && made->baseline != DERM_BASELINE_BLUR)
    {
      cli_error (_ ("With --method integrated, --patch is for --baseline blur only."));
      return FALSE;
    }
  return TRUE;
}

/* NULL after saying what is wrong. What is out of its range is for the engine to refuse. */
static DermExplainOptions *
make_options (const Options *options, DermModel *model, DermRecipe *recipe)
{
  g_autoptr (DermExplainOptions) made = NULL;
  DermMethod method = DERM_METHOD_OCCLUSION;

  if (options->method != NULL && !derm_method_from_id (options->method, &method))
    {
      cli_error (_ ("“%s” is not a method: occlusion, gradient, integrated, smoothgrad or gradcam."), options->method);
      return NULL;
    }
  made = derm_explain_options_new (method);
  if (options->target != NULL && !derm_target_from_id (options->target, &made->target))
    cli_error (_ ("“%s” is not a target: score, raw or logit."), options->target);
  else if (options->baseline != NULL && !derm_baseline_from_id (options->baseline, &made->baseline))
    cli_error (_ ("“%s” is not a baseline: mean, blur, black or white."), options->baseline);
  else if (check_method (options, made) && find_class (options->class, model, recipe, &made->class_index))
    {
      made->patch = options->patch != NOT_GIVEN ? options->patch : made->patch;
      made->steps = options->steps != NOT_GIVEN ? options->steps : made->steps;
      made->copies = options->copies != NOT_GIVEN ? options->copies : made->copies;
      made->noise = options->noise != NO_NOISE_GIVEN ? options->noise : made->noise;
      made->seed = options->seed != NOT_GIVEN ? (guint) options->seed : made->seed;
      made->layer = options->layer != NOT_GIVEN ? options->layer : made->layer;
      return g_steal_pointer (&made);
    }
  return NULL;
}

/* What the maps of random weights are like. */
static char *
describe_check (DermExplainer *explainer, DermExplanation *explanation, GError **error)
{
  int n;
  g_autofree double *agreements
      = derm_explainer_check_weights (explainer, explanation, DERM_AGREEMENT_DRAWS, &n, NULL, error);

  return agreements != NULL ? derm_agreement_describe_random (agreements, n) : NULL;
}

static void
print_words (const char *path, DermExplanation *explanation, const char *check)
{
  g_autofree char *name = cli_printable (path), *words = derm_explanation_describe (explanation);
  g_autofree char *all = derm_text_join_sentences (words, check), *text = g_strdup_printf ("%s: %s\n", name, all);

  cli_put (text);
}

static void
print_json (const char *path, DermExplanation *explanation)
{
  g_autofree char *json = derm_explanation_format_json (explanation);
  g_autoptr (GString) line = g_string_new ("{\"file\":");

  derm_json_append_string (line, path);
  g_string_append_printf (line, ",%s\n", json + 1);
  cli_put_data (line->str, line->len);
}

static gboolean
save (DermExplanation *explanation, const char *path, GError **error)
{
  gboolean (*save_figure) (DermExplanation *, const char *, GError **);

  if (!is_figure (path))
    return derm_explanation_save (explanation, path, error);
  *(void **) &save_figure = cli_find_figure ("derm_figure_explanation_save", error);
  return save_figure != NULL && save_figure (explanation, path, error);
}

/* What is asked of every image. */
typedef struct {
  const Options *options;
  DermClassifier *classifier;
  DermRecipe *recipe;
  const DermExplainOptions *made;
} Question;

static CliStatus
explain_file (const Question *question, const char *path)
{
  const char *output = question->options->output;
  g_autoptr (GError) error = NULL;
  g_autoptr (DermInput) input = cli_make_input (path, question->recipe, &error);
  g_autoptr (DermExplainer) explainer
      = input != NULL ? derm_explainer_new (question->classifier, input, question->made) : NULL;
  g_autoptr (DermExplanation) explanation = explainer != NULL ? derm_explainer_run (explainer, NULL, &error) : NULL;
  g_autofree char *check = NULL;

  if (explanation != NULL && question->options->is_checked)
    check = describe_check (explainer, explanation, &error);
  if (error != NULL)
    {
      cli_file_error (path, error);
      return g_error_matches (error, DERM_ERROR, DERM_ERROR_OPTION)  ? CLI_USAGE
             : g_error_matches (error, DERM_ERROR, DERM_ERROR_MODEL) ? CLI_MODEL
                                                                     : CLI_IMAGES;
    }
  if (output == NULL)
    print_json (path, explanation);
  else if (!save (explanation, output, &error))
    {
      cli_error ("%s", error->message);
      return CLI_OUTPUT;
    }
  if (output != NULL || check != NULL)
    print_words (path, explanation, check);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

/* Images that fail do not keep the others back. */
static CliStatus
explain_files (const Question *question)
{
  g_autoptr (CliNames) names = cli_names_new (&question->options->sources);
  CliStatus status = CLI_OK;
  ProgressCounts counts = { 0 };
  Progress progress;
  char *name;

  progress_init (&progress, cli_sources_count (&question->options->sources), FALSE, FALSE);
  while (names != NULL && (name = cli_names_next (names)) != NULL)
    {
      g_autofree char *file = name;
      CliStatus of_file = explain_file (question, file);

      if (of_file != CLI_OK && of_file != CLI_IMAGES)
        return of_file;
      status = of_file != CLI_OK ? of_file : status;
      counts.n_done++;
      counts.n_failed += of_file != CLI_OK;
      progress_show (&progress, &counts);
    }
  progress_end (&progress);
  if (names == NULL || cli_names_is_broken (names))
    return CLI_USAGE;
  return cli_names_get_n_failed (names) > 0 ? CLI_IMAGES : status;
}

CliStatus
cmd_explain (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermExplainOptions) made = NULL;
  CliStatus status;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  status = recipe_options_open_one (&options.recipe, &model, &recipe);
  if (status != CLI_OK)
    return status;
  made = make_options (&options, model, recipe);
  if (made == NULL)
    return CLI_USAGE;
  classifier = cli_make_classifier (model, options.isa, 0, &status);
  if (classifier == NULL)
    return status;
  cli_tell_remarks (model, TRUE);
  cli_put_error ("%s\n", derm_research_line ());
  return explain_files (&(Question){ &options, classifier, recipe, made });
}
