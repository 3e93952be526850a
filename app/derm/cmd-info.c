/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli-recipe.h"

enum { KEY_COLUMN = 16 };

/* Without the spaces that stand before nothing. */
static void
end_line (GString *text)
{
  g_strchomp (text->str);
  text->len = strlen (text->str);
  g_string_append_c (text, '\n');
}

/* "  key     words, wrapped below each other" */
static void
append_entry (GString *text, const char *key, const char *words)
{
  g_autofree char *shown = cli_printable (words);

  g_string_append (text, "  ");
  cli_append_padded (text, key, KEY_COLUMN - 2, FALSE);
  cli_append_wrapped (text, shown, KEY_COLUMN);
}

/* All named recipes; the first is the one that is taken where none is named. */
static gboolean
append_recipes (GString *text, DermModel *model, const RecipeOptions *options)
{
  g_autoptr (GPtrArray) recipes = derm_model_list_recipes (model);

  for (guint i = 0; i < recipes->len; i++)
    {
      g_autoptr (DermRecipe) recipe = recipe_options_normalise (options, recipes->pdata[i]);
      g_autofree char *description = recipe != NULL ? derm_recipe_describe (recipe) : NULL, *words = NULL;

      if (recipe == NULL)
        return FALSE;
      words = g_strdup_printf ("%s: %s", derm_recipe_get_name (recipe), description);
      append_entry (text, i == 0 ? _ ("Recipe") : _ ("or"), words);
    }
  return TRUE;
}

static void
append_assumption (GString *text, DermModel *model)
{
  g_autofree char *assumption = derm_model_get_assumption (model);

  if (assumption != NULL)
    append_entry (text, "", assumption);
}

static void
append_calibration (GString *text, DermModel *model)
{
  const char *fitted_on = derm_model_get_calibration (model);
  g_autofree char *words = NULL;

  if (fitted_on == NULL)
    return;
  /* Translators: what the calibration was fitted on, and the expected calibration error that is left */
  words = g_strdup_printf (_ ("%s; expected calibration error %.3f"), fitted_on,
                           derm_model_get_calibration_error (model));
  append_entry (text, _ ("Calibration"), words);
}

static void
append_domain (GString *text, DermModel *model)
{
  const char *fitted_on = derm_model_get_domain (model);
  g_autofree char *words = NULL;

  if (fitted_on == NULL)
    return;
  /* Translators: what the statistics of the training images are from, and the distance beyond which an image is unlike
   * them */
  words = g_strdup_printf (_ ("%s; farther than %.2f is unlike the training images"), fitted_on,
                           derm_model_get_domain_threshold (model));
  append_entry (text, _ ("Domain"), words);
}

/* Where there are several networks, to choose one by. */
static void
append_weights (GString *text, DermModel *model)
{
  const char *const *keys = derm_model_list_weights (model);
  g_autofree char *all = g_strjoinv (", ", (char **) keys);

  if (g_strv_length ((char **) keys) > 1)
    append_entry (text, _ ("Networks"), all);
}

static void
append_remarks (GString *text, DermModel *model)
{
  g_auto (GStrv) remarks = derm_model_list_remarks (model);

  for (char **remark = remarks; *remark != NULL; remark++)
    append_entry (text, remark == remarks ? _ ("Note") : "", *remark);
}

/* How the file was opened, and where what it does not say is from. */
static void
append_origin (GString *text, DermModel *model)
{
  append_entry (text, _ ("Format"), derm_model_get_format (model));
  if (!derm_model_has_card (model))
    append_entry (text, _ ("Card"), _ ("none: the file holds weights only"));
  if (derm_model_get_assumed (model) != NULL)
    append_entry (text, _ ("Assumed"), derm_model_get_assumed (model));
  if (derm_model_get_labels_path (model) != NULL)
    append_entry (text, _ ("Labels"), derm_model_get_labels_path (model));
  else if (derm_model_get_labels_key (model) != NULL)
    {
      /* Translators: %s is a member of the file, like class_to_idx */
      g_autofree char *words = g_strdup_printf (_ ("“%s” in the file"), derm_model_get_labels_key (model));

      append_entry (text, _ ("Labels"), words);
    }
  append_weights (text, model);
  append_remarks (text, model);
}

static gboolean
append_card (GString *text, DermModel *model, const RecipeOptions *options)
{
  static const struct {
    const char *key, *name;
  } entries[] = {
    { "trained_on", N_ ("Trained on") }, { "figures", N_ ("Figures") }, { "intended_use", N_ ("Intended use") },
    { "limits", N_ ("Limits") },         { "licence", N_ ("Licence") }, { "citation", N_ ("Citation") },
  };

  g_string_append_printf (text, "%s %s", derm_model_get_name (model), derm_model_get_version (model));
  end_line (text);
  append_entry (text, _ ("File"), derm_model_get_path (model));
  append_entry (text, "SHA-256", derm_model_get_sha256 (model));
  append_origin (text, model);
  if (!append_recipes (text, model, options))
    return FALSE;
  append_assumption (text, model);
  append_calibration (text, model);
  append_domain (text, model);
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (derm_model_get_card (model, entries[i].key) != NULL)
      append_entry (text, _ (entries[i].name), derm_model_get_card (model, entries[i].key));
  return TRUE;
}

static void
append_class (GString *text, DermModel *model, int index, int code_column, int name_column)
{
  const double *shares = derm_model_get_shares (model);
  DermGroup group = derm_model_get_group (model, index);

  g_string_append_printf (text, "  %2d  ", index);
  cli_append_padded (text, derm_model_get_label (model, index), code_column, FALSE);
  cli_append_padded (text, derm_model_get_class_name (model, index), name_column, FALSE);
  if (shares != NULL)
    g_string_append_printf (text, "%6.2f %%  ", 100 * shares[index]);
  g_string_append_printf (text, "%s %s", derm_group_get_sign (group), derm_group_get_name (group));
  end_line (text);
}

static void
append_classes (GString *text, DermModel *model)
{
  gboolean has_shares = derm_model_get_shares (model) != NULL;
  int code = 0, name = 0;

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    {
      code = MAX (code, cli_text_width (derm_model_get_label (model, i)));
      name = MAX (name, cli_text_width (derm_model_get_class_name (model, i)));
    }
  g_string_append_printf (text, "\n%s\n", has_shares ? _ ("Classes, with their shares in training") : _ ("Classes"));
  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    append_class (text, model, i, code + 2, name + 2);
}

static void
append_row (GString *text, const char *layer, const char *shape, const char *parameters, const char *macs)
{
  cli_append_padded (text, layer, 34, FALSE);
  cli_append_padded (text, shape, 16, TRUE);
  cli_append_padded (text, parameters, 14, TRUE);
  cli_append_padded (text, macs, 16, TRUE);
  g_string_append_c (text, '\n');
}

static void
append_counts (GString *text, const char *layer, const char *shape, guint64 n_parameters, guint64 n_macs)
{
  g_autofree char *parameters = g_strdup_printf ("%'" G_GUINT64_FORMAT, n_parameters);
  g_autofree char *macs = g_strdup_printf ("%'" G_GUINT64_FORMAT, n_macs);

  append_row (text, layer, shape, parameters, macs);
}

static void
append_layers (GString *text, DermModel *model)
{
  g_string_append_c (text, '\n');
  append_row (text, _ ("Layers"), _ ("output"), _ ("parameters"), _ ("multiply-adds"));
  for (int i = 0; i < derm_model_get_n_layers (model); i++)
    {
      int shape[3];
      guint64 n_parameters, n_macs;
      g_autofree char *words = derm_model_describe_layer (model, i, shape, &n_parameters, &n_macs);
      g_autofree char *layer = g_strdup_printf ("  %2d  %s", i + 1, words);
      g_autofree char *output = g_strdup_printf ("%d × %d × %d", shape[0], shape[1], shape[2]);

      append_counts (text, layer, output, n_parameters, n_macs);
    }
  append_counts (text, _ ("Sum"), "", derm_model_get_n_parameters (model), derm_model_get_n_macs (model));
}

/* The levels that this computer can run are those that a classifier can be made for. */
static gboolean
append_levels (GString *text, DermModel *model, GError **error)
{
  static const char *const names[] = { "plain", "avx2", "avx512", "neon" };
  g_autoptr (DermClassifier) best = derm_classifier_new (model, NULL, 1, error);
  g_autoptr (GString) words = g_string_new (NULL);

  if (best == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (DermClassifier) classifier = derm_classifier_new (model, names[i], 1, NULL);

      if (classifier != NULL)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", names[i]);
    }
  /* Translators: the CPU level in use, then those to choose from */
  g_string_append_printf (text, _ ("\nCPU level: %s (of %s)\n"), derm_classifier_get_isa (best), words->str);
  return TRUE;
}

typedef struct {
  RecipeOptions recipe; /* of which info takes the model and the normalisation */
  char **files;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->recipe.model, N_ ("Model file (default: the bundled one)"),
      N_ ("FILE") },
    { "weights-key", 0, 0, G_OPTION_ARG_STRING, &options->recipe.weights_key,
      N_ ("Which of the networks in the model file"), N_ ("KEY") },
    { "mean", 0, 0, G_OPTION_ARG_STRING, &options->recipe.mean,
      N_ ("Subtract these from red, green and blue, of numbers from 0 to 1"), N_ ("R,G,B") },
    { "std", 0, 0, G_OPTION_ARG_STRING, &options->recipe.std, N_ ("Then divide by these"), N_ ("R,G,B") },
    { NULL },
  };

  if (!cli_parse (&(CliCommand){ "info", _ ("[FILE]"), _ ("Describes a model file, or the bundled model."), entries },
                  argv, &options->files))
    return FALSE;
  if (options->files == NULL || g_strv_length (options->files) + (options->recipe.model != NULL) <= 1)
    return TRUE;
  cli_error (_ ("Name one model file at most."));
  return FALSE;
}

CliStatus
cmd_info (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  model = cli_load_model (options.files != NULL ? options.files[0] : options.recipe.model, options.recipe.weights_key);
  if (model == NULL)
    return CLI_MODEL;
  if (!append_card (text, model, &options.recipe))
    return CLI_USAGE;
  append_classes (text, model);
  append_layers (text, model);
  if (!append_levels (text, model, &error))
    {
      cli_error ("%s", error->message);
      return g_error_matches (error, DERM_ERROR, DERM_ERROR_LEVEL) ? CLI_USAGE : CLI_MODEL;
    }
  cli_put (text->str);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}
