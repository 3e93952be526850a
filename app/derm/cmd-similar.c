/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli-batch.h"
#include "cli-names.h"
#include "cli-recipe.h"
#include "derm-cli.h"

enum { MOST = 10000, USUAL = 10 };

typedef enum { FORMAT_TABLE, FORMAT_CSV, FORMAT_JSON } Format;

typedef struct {
  RecipeOptions recipe;
  char *folder, *format_id, *output, *isa; /* owned, or NULL */
  Format format;
  int n;
  char **files;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->folder);
  g_free (options->format_id);
  g_free (options->output);
  g_free (options->isa);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
read_format (Options *options)
{
  static const char *const ids[] = { "table", "csv", "json", NULL };
  static const char *const json[] = { ".json", NULL };

  if (options->output != NULL)
    options->format = cli_has_ending (options->output, json) ? FORMAT_JSON : FORMAT_CSV;
  if (options->format_id == NULL)
    return TRUE;
  for (int i = 0; ids[i] != NULL; i++)
    if (g_str_equal (ids[i], options->format_id))
      {
        options->format = (Format) i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
check_options (Options *options)
{
  static const char *const endings[] = { ".csv", ".json", NULL };

  if (options->files == NULL || g_strv_length (options->files) != 1)
    cli_error (_ ("Name exactly one image, or - for standard input."));
  else if (options->folder == NULL)
    cli_error (_ ("Name the folder of the images to compare it with: --in."));
  else if (options->n < 1 || options->n > MOST)
    cli_error (_ ("--number takes a number from 1 to %d."), MOST);
  else if (options->output != NULL && options->format_id != NULL)
    cli_error (_ ("With -o, the file's name tells the format: no --format."));
  else if (options->output != NULL && !cli_has_ending (options->output, endings))
    cli_error (_ ("The output file's name ends in .csv or .json."));
  else if (!read_format (options))
    cli_error (_ ("“%s” is not a format: table, csv or json."), options->format_id);
  else
    return options->output == NULL
           || recipe_options_check_output (&options->recipe, options->output, options->files[0]);
  return FALSE;
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "in", 0, 0, G_OPTION_ARG_FILENAME, &options->folder,
      N_ ("The images to compare it with, also those in folders below"), N_ ("DIR") },
    { "number", 'k', 0, G_OPTION_ARG_INT, &options->n, N_ ("How many are listed (default: 10)"), N_ ("N") },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options->format_id, N_ ("table (default), csv or json"), N_ ("FORMAT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output, N_ ("Write them to a file: .csv or .json"),
      N_ ("OUT") },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512 or neon"), N_ ("LEVEL") },
    { NULL },
  };

  options->n = USUAL;
  return recipe_options_parse (&options->recipe,
                               &(CliCommand){ "similar", _ ("FILE --in DIR"),
                                              _ ("Lists the images that the network finds most like one image: the "
                                                 "nearest by all numbers that its first linear layer reads."),
                                              entries },
                               argv, &options->files)
         && check_options (options);
}

/* ---- output ---- */

/* One of the images, and what is told of it. */
typedef struct {
  const char *path;
  double distance;
  DermPrediction *prediction;
} Match;

static double
get_score (const Match *match)
{
  return (double) derm_prediction_get_calibrated (match->prediction)[derm_prediction_get_top (match->prediction)];
}

static const char *
get_label (const Match *match)
{
  return derm_prediction_get_label (match->prediction, derm_prediction_get_top (match->prediction));
}

static void
append_table (GString *text, const GArray *matches)
{
  cli_append_padded (text, _ ("distance"), 10, TRUE);
  g_string_append (text, "  ");
  cli_append_padded (text, _ ("class"), 8, FALSE);
  cli_append_padded (text, _ ("score"), 7, TRUE);
  g_string_append_printf (text, "  %s\n", _ ("file"));
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);
      g_autofree char *score = derm_score_format (get_score (match)), *name = cli_printable (match->path);

      g_string_append_printf (text, "%10.4f  ", match->distance);
      cli_append_padded (text, get_label (match), 8, FALSE);
      cli_append_padded (text, score, 7, TRUE);
      g_string_append_printf (text, "  %s\n", name);
    }
}

/* In quotation marks where it needs them. */
static void
append_field (GString *text, const char *path)
{
  g_autofree char *valid = g_utf8_make_valid (path, -1);
  g_auto (GStrv) parts = g_strsplit (valid, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  if (strpbrk (valid, "\",\r\n") != NULL)
    g_string_append_printf (text, "\"%s\"", doubled);
  else
    g_string_append (text, valid);
}

static void
append_csv (GString *text, const GArray *matches)
{
  g_string_append (text, "rank,file,distance,label,score\r\n");
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);

      g_string_append_printf (text, "%u,", i + 1);
      append_field (text, match->path);
      g_string_append_c (text, ',');
      derm_json_append_float (text, (float) match->distance);
      g_string_append_c (text, ',');
      append_field (text, get_label (match));
      g_string_append_c (text, ',');
      derm_json_append_float (text, (float) get_score (match));
      g_string_append (text, "\r\n");
    }
}

static void
append_json (GString *text, const GArray *matches, const char *image, DermPrediction *prediction)
{
  DermModel *model = derm_prediction_get_model (prediction);

  g_string_append (text, "{\"kind\":\"similar\"");
  derm_json_append_member (text, "file", image);
  derm_json_append_member (text, "input_sha256", derm_input_get_sha256 (derm_prediction_get_input (prediction)));
  derm_json_append_member (text, "model_sha256", derm_model_get_sha256 (model));
  derm_json_append_member (text, "model", derm_model_get_name (model));
  derm_json_append_member (text, "model_version", derm_model_get_version (model));
  derm_json_append_member (text, "recipe",
                           derm_recipe_get_name (derm_input_get_recipe (derm_prediction_get_input (prediction))));
  derm_json_append_member (text, "version", derm_version ());
  g_string_append (text, ",\"similar\":[");
  for (guint i = 0; i < matches->len; i++)
    {
      const Match *match = &g_array_index (matches, Match, i);

      g_string_append (text, i > 0 ? ",\n{\"file\":" : "\n{\"file\":");
      derm_json_append_string (text, match->path);
      g_string_append (text, ",\"distance\":");
      derm_json_append_float (text, (float) match->distance);
      derm_json_append_member (text, "label", get_label (match));
      g_string_append (text, ",\"score\":");
      derm_json_append_float (text, (float) get_score (match));
      g_string_append_c (text, '}');
    }
  g_string_append (text, "]}\n");
}

static CliStatus
put (const Options *options, const GArray *matches, DermPrediction *prediction)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (options->format == FORMAT_TABLE)
    append_table (text, matches);
  else if (options->format == FORMAT_CSV)
    append_csv (text, matches);
  else
    append_json (text, matches, options->files[0], prediction);
  if (options->output != NULL)
    {
      if (derm_file_replace_text (options->output, text->str, (gssize) text->len, 0666, &error))
        return CLI_OK;
      cli_error ("%s", error->message);
      return CLI_OUTPUT;
    }
  if (options->format == FORMAT_TABLE)
    cli_put (text->str);
  else
    cli_put_data (text->str, text->len);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

/* ---- comparing ---- */

static DermPrediction *
score_image (DermClassifier *classifier, DermRecipe *recipe, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermInput) input = cli_make_input (path, recipe, &error);
  DermPrediction *prediction = input != NULL ? derm_classifier_predict (classifier, input, &error) : NULL;

  if (prediction == NULL)
    cli_file_error (path, error);
  return prediction;
}

/* The images of the folder but for the one that is asked about. */
static GPtrArray *
find_others (const Options *options, guint *n_failed)
{
  char *folders[] = { options->folder, NULL };
  GPtrArray *paths = cli_names_list (&(CliSources){ .arguments = folders }, n_failed);

  if (paths == NULL)
    return g_ptr_array_new ();
  for (guint i = paths->len; i-- > 0 && !cli_is_stdin (options->files[0]);)
    if (cli_is_same_file (paths->pdata[i], options->files[0]))
      g_ptr_array_remove_index (paths, i);
  return paths;
}

static GArray *
find_matches (GArray *scored, DermPrediction *prediction, guint most)
{
  g_autoptr (GPtrArray) predictions = cli_list_predictions (scored);
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (Match));
  int n_features = 0;
  const float *features = derm_prediction_get_features (prediction, &n_features);
  g_autoptr (GBytes) rows = derm_features_list (predictions, n_features);
  g_autoptr (DermAtlas) atlas = derm_atlas_new (rows, n_features, 0, NULL, NULL);
  guint n = 0;
  g_autofree guint *nearest = derm_atlas_list_nearest_to (atlas, features, n_features, most, &n);

  for (guint i = 0; i < n; i++)
    {
      const CliScored *one = &g_array_index (scored, CliScored, nearest[i]);
      Match match = { one->path, derm_atlas_measure (atlas, features, n_features, nearest[i]), one->prediction };

      g_array_append_val (matches, match);
    }
  return matches;
}

static CliStatus
compare (const Options *options, DermClassifier *classifier, DermRecipe *recipe)
{
  g_autoptr (DermPrediction) prediction = score_image (classifier, recipe, options->files[0]);
  g_autoptr (GPtrArray) paths = NULL;
  g_autoptr (GArray) scored = NULL, matches = NULL;
  guint n_failed = 0;
  Progress progress;
  CliStatus status;

  if (prediction == NULL)
    return CLI_IMAGES;
  if (!g_file_test (options->folder, G_FILE_TEST_IS_DIR))
    {
      cli_error (_ ("“%s” is no folder."), options->folder);
      return CLI_USAGE;
    }
  paths = find_others (options, &n_failed);
  progress_init (&progress, paths->len, FALSE, TRUE);
  scored = cli_score_images (classifier, recipe, paths, &progress, &n_failed);
  if (scored->len == 0)
    {
      cli_error (_ ("There is no other image in “%s”."), options->folder);
      return CLI_IMAGES;
    }
  matches = find_matches (scored, prediction, (guint) options->n);
  status = put (options, matches, prediction);
  return status == CLI_OK && n_failed > 0 ? CLI_IMAGES : status;
}

CliStatus
cmd_similar (char **argv)
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
  if (!derm_model_check_features (model, &error))
    {
      cli_error ("%s", error->message);
      return CLI_MODEL;
    }
  classifier = cli_make_classifier (model, options.isa, 0, &status);
  if (classifier == NULL)
    return status;
  return compare (&options, classifier, recipe);
}
