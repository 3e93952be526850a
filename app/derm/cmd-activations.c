/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cli-recipe.h"
#include "derm-cli.h"

typedef struct {
  RecipeOptions recipe;
  char *layer, *cell, *output, *isa; /* owned, or NULL */
  int view;
  char **files;
} Options;

static void
options_clear (Options *options)
{
  recipe_options_clear (&options->recipe);
  g_free (options->layer);
  g_free (options->cell);
  g_free (options->output);
  g_free (options->isa);
  g_strfreev (options->files);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options)
{
  static const char *const endings[] = { ".png", ".svg", ".pdf", ".npy", ".csv", ".json", NULL };

  if (options->files == NULL || g_strv_length (options->files) != 1)
    cli_error (_ ("Name exactly one image, or - for standard input."));
  else if (options->output != NULL && options->layer == NULL)
    cli_error (_ ("Name the layer that is to be written with --layer."));
  else if (options->cell != NULL && options->layer == NULL)
    cli_error (_ ("Name the cell's layer with --layer."));
  else if (options->output != NULL && !cli_has_ending (options->output, endings))
    cli_error (_ ("The output file's name ends in .png, .svg, .pdf, .npy, .csv or .json."));
  else
    return options->output == NULL
           || recipe_options_check_output (&options->recipe, options->output, options->files[0]);
  return FALSE;
}

static gboolean
parse_options (Options *options, char **argv)
{
  const GOptionEntry entries[] = {
    { "layer", 0, 0, G_OPTION_ARG_STRING, &options->layer,
      N_ ("The layer, counted from 0 as the list has them; -1 for the input (default: list all)"), N_ ("N") },
    { "cell", 0, 0, G_OPTION_ARG_STRING, &options->cell, N_ ("List the terms that make this cell's value"),
      N_ ("CHANNEL,X,Y") },
    { "view", 0, 0, G_OPTION_ARG_INT, &options->view, N_ ("Which of the recipe's views, from 0 (default: 0)"),
      N_ ("N") },
    { "isa", 0, 0, G_OPTION_ARG_STRING, &options->isa, N_ ("CPU level: plain, avx2, avx512 or neon"), N_ ("LEVEL") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
      N_ ("Write a figure of the layer (.png, .svg, .pdf) or its values (.npy, .csv, .json)"), N_ ("OUT") },
    { NULL },
  };

  return recipe_options_parse (&options->recipe,
                               &(CliCommand){ "activations", _ ("FILE [--layer N [--cell CHANNEL,X,Y] [-o OUT]]"),
                                              _ ("Shows what each layer of the network makes of an image."), entries },
                               argv, &options->files)
         && check_options (options);
}

/* A whole number that is all of the text. */
static gboolean
read_int (const char *text, int *value)
{
  gint64 number;

  if (!g_ascii_string_to_signed (text, 10, -1, G_MAXINT, &number, NULL))
    return FALSE;
  *value = (int) number;
  return TRUE;
}

/* A row for each layer: number, kind, shape, smallest and largest value. */
static void
print_layers (DermActivations *activations)
{
  cli_put (_ ("layer  kind        channels × rows × columns      smallest    largest\n"));
  for (int layer = -1; layer < derm_activations_get_n_layers (activations); layer++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      float smallest = INFINITY, largest = -INFINITY;
      int shape[3];
      gsize n;
      const float *values = derm_activations_get_values (activations, layer, shape, &n);

      for (gsize i = 0; i < n; i++)
        {
          smallest = MIN (smallest, values[i]);
          largest = MAX (largest, values[i]);
        }
      g_string_append_printf (line, "%5d  %-10s  %8d × %4d × %-7d %13.5g %10.5g\n", layer,
                              derm_activations_get_op (activations, layer), shape[0], shape[1], shape[2],
                              (double) smallest, (double) largest);
      cli_put (line->str);
    }
}

static void
print_term (const DermTerm *term)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (term->is_bias)
    {
      cli_append_padded (line, _ ("bias"), 59, FALSE);
      g_string_append_printf (line, " %12.6g\n", term->product);
    }
  else
    {
      g_string_printf (line, _ ("channel %4d, x %3d, y %3d    %12.6g × %12.6g = %12.6g\n"), term->cell.channel,
                       term->cell.column, term->cell.row, (double) term->value, (double) term->weight, term->product);
    }
  cli_put (line->str);
}

static gboolean
read_cell (DermActivations *activations, int layer, const char *text, DermCell *cell)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);

  *cell = (DermCell){ .layer = layer };
  if (g_strv_length (parts) == 3 && read_int (parts[0], &cell->channel) && read_int (parts[1], &cell->column)
      && read_int (parts[2], &cell->row) && !isnan (derm_activations_get_value (activations, cell)))
    return TRUE;
  cli_error (_ ("“%s” is no cell of layer %d: channel, column and row, counted from 0, with commas between them."),
             text, layer);
  return FALSE;
}

/* Nothing makes a cell of the input but itself. */
static void
print_cell (DermActivations *activations, const DermCell *cell)
{
  g_autofree DermTerm *terms = NULL;
  g_autofree char *line = NULL;
  int n = 0, field[4];

  terms = derm_activations_list_terms (activations, cell, &n);
  derm_activations_find_field (activations, cell, field);
  for (int i = 0; i < n; i++)
    print_term (&terms[i]);
  line = g_strdup_printf (_ ("value %.6g; it can depend on x %d to %d, y %d to %d of the input's planes\n"),
                          (double) derm_activations_get_value (activations, cell), field[0], field[0] + field[2] - 1,
                          field[1], field[1] + field[3] - 1);
  cli_put (line);
}

static gboolean
save_figure (DermActivations *activations, int layer, const DermCell *cell, const char *path, GError **error)
{
  gboolean (*save) (DermActivations *, int, const DermCell *, const char *, GError **);

  *(void **) &save = cli_find_figure ("derm_figure_activations_save", error);
  return save != NULL && save (activations, layer, cell, path, error);
}

static gboolean
save (const char *path, DermActivations *activations, int layer, const DermCell *cell)
{
  static const char *const figures[] = { ".png", ".svg", ".pdf", NULL };
  g_autoptr (GError) error = NULL;

  if (cli_has_ending (path, figures) ? save_figure (activations, layer, cell, path, &error)
                                     : derm_activations_save (activations, layer, path, &error))
    return TRUE;
  cli_error ("%s", error->message);
  return FALSE;
}

static CliStatus
answer (const Options *options, DermActivations *activations)
{
  int layer = 0, n_layers = derm_activations_get_n_layers (activations);
  DermCell cell;

  if (options->layer != NULL && (!read_int (options->layer, &layer) || layer >= n_layers))
    {
      cli_error (_ ("There is no layer “%s”: the network has %d, counted from 0; -1 is the input."), options->layer,
                 n_layers);
      return CLI_USAGE;
    }
  if (options->cell != NULL && !read_cell (activations, layer, options->cell, &cell))
    return CLI_USAGE;
  if (options->cell != NULL)
    print_cell (activations, &cell);
  if (options->output != NULL && !save (options->output, activations, layer, options->cell != NULL ? &cell : NULL))
    return CLI_OUTPUT;
  if (options->cell == NULL && options->output == NULL)
    print_layers (activations);
  return cli_flush () ? CLI_OK : CLI_OUTPUT;
}

CliStatus
cmd_activations (char **argv)
{
  g_auto (Options) options = { 0 };
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermRecipe) recipe = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermActivations) activations = NULL;
  g_autoptr (GError) error = NULL;
  CliStatus status;

  if (!parse_options (&options, argv))
    return CLI_USAGE;
  status = recipe_options_open_one (&options.recipe, &model, &recipe);
  if (status != CLI_OK)
    return status;
  classifier = cli_make_classifier (model, options.isa, 0, &status);
  if (classifier == NULL)
    return status;
  input = cli_make_input (options.files[0], recipe, &error);
  activations = input != NULL ? derm_activations_new (classifier, input, options.view, &error) : NULL;
  if (activations == NULL)
    {
      cli_file_error (options.files[0], error);
      return g_error_matches (error, DERM_ERROR, DERM_ERROR_OPTION) ? CLI_USAGE : CLI_IMAGES;
    }
  return answer (&options, activations);
}
