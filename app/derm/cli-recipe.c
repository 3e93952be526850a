/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "cli-recipe.h"

#include "cli-output.h"

void
recipe_options_clear (RecipeOptions *options)
{
  g_free (options->model);
  g_free (options->name);
  g_free (options->orientation);
  g_free (options->filter);
  g_free (options->layout);
  g_free (options->labels);
  g_free (options->mean);
  g_free (options->std);
  g_free (options->weights_key);
  g_free (options->crop);
}

gboolean
recipe_options_parse (RecipeOptions *options, const CliCommand *command, char **argv, char ***files)
{
  const GOptionEntry own[] = {
    { "model", 'm', 0, G_OPTION_ARG_FILENAME, &options->model, N_ ("Model file (default: the bundled one)"),
      N_ ("FILE") },
    { "weights", 0, 0, G_OPTION_ARG_FILENAME, &options->model, N_ ("Another name of --model"), N_ ("FILE") },
    { "weights-key", 0, 0, G_OPTION_ARG_STRING, &options->weights_key,
      N_ ("Which of the networks in the model file (“derm info” lists them)"), N_ ("KEY") },
    { "recipe", 'r', 0, G_OPTION_ARG_STRING, &options->name,
      N_ ("How images become the input (default: the model's; “derm info” lists them)"), N_ ("NAME") },
    { "orientation", 0, 0, G_OPTION_ARG_STRING, &options->orientation,
      N_ ("Change it: apply the image's EXIF orientation, or ignore it"), N_ ("ORIENTATION") },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options->filter,
      N_ ("Change it: nearest, box, bilinear, hamming, bicubic, lanczos"), N_ ("FILTER") },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &options->layout, N_ ("Change it: planes, rows"), N_ ("LAYOUT") },
    { "mean", 0, 0, G_OPTION_ARG_STRING, &options->mean,
      N_ ("Change it: subtract these from red, green and blue, of numbers from 0 to 1"), N_ ("R,G,B") },
    { "std", 0, 0, G_OPTION_ARG_STRING, &options->std, N_ ("Change it: then divide by these"), N_ ("R,G,B") },
    { "labels", 0, 0, G_OPTION_ARG_FILENAME, &options->labels,
      N_ ("Change it: csv, published, a .json file, or codes with commas between them"), N_ ("LABELS") },
    { "views", 0, 0, G_OPTION_ARG_INT, &options->views,
      N_ ("Change it: 1, or 8 to average over the turned and mirrored input"), N_ ("N") },
    { "crop", 0, 0, G_OPTION_ARG_STRING, &options->crop,
      N_ ("Take these pixels of the oriented image only: left, upper, width, height"), N_ ("X,Y,W,H") },
  };
  const GOptionEntry end = { NULL };
  CliCommand whole = *command;
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (GOptionEntry));

  for (const GOptionEntry *entry = command->entries; entry->long_name != NULL; entry++)
    g_array_append_vals (all, entry, 1);
  g_array_append_vals (all, own, G_N_ELEMENTS (own));
  g_array_append_vals (all, &end, 1);
  whole.entries = (const GOptionEntry *) (gconstpointer) all->data;
  return cli_parse (&whole, argv, files);
}

gboolean
recipe_options_check_output (const RecipeOptions *options, const char *output, const char *image)
{
  return cli_output_check (output, (const char *const[]){ image, options->model, options->labels }, 3);
}

/* Takes over *recipe and puts its successor there; false if there is none. */
static gboolean
replace (DermRecipe **recipe, DermRecipe *successor)
{
  if (successor == NULL)
    return FALSE;
  g_object_unref (*recipe);
  *recipe = successor;
  return TRUE;
}

/* "nearest, box, ..." */
static char *
list_filters (void)
{
  const char *ids[DERM_N_FILTERS + 1] = { NULL };

  for (int filter = 0; filter < DERM_N_FILTERS; filter++)
    ids[filter] = derm_filter_get_id ((DermFilter) filter);
  return g_strjoinv (", ", (char **) ids);
}

static gboolean
change_pixels (const RecipeOptions *options, DermRecipe **recipe)
{
  DermFilter filter;
  DermLayout layout;
  DermOrientation orientation;

  if (options->orientation != NULL && !derm_orientation_from_id (options->orientation, &orientation))
    {
      cli_error (_ ("“%s” is not an orientation: apply or ignore."), options->orientation);
      return FALSE;
    }
  if (options->filter != NULL && !derm_filter_from_id (options->filter, &filter))
    {
      g_autofree char *filters = list_filters ();

      cli_error (_ ("“%s” is not a filter: %s."), options->filter, filters);
      return FALSE;
    }
  if (options->layout != NULL && !derm_layout_from_id (options->layout, &layout))
    {
      cli_error (_ ("“%s” is not a layout: planes or rows."), options->layout);
      return FALSE;
    }
  if (options->orientation != NULL)
    replace (recipe, derm_recipe_with_orientation (*recipe, orientation));
  if (options->filter != NULL)
    replace (recipe, derm_recipe_with_filter (*recipe, filter));
  if (options->layout != NULL)
    replace (recipe, derm_recipe_with_layout (*recipe, layout));
  return TRUE;
}

static gboolean
read_three (const char *option, const char *text, double values[3])
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  gboolean is_right = g_strv_length (words) == 3;

  for (int i = 0; i < 3 && is_right; i++)
    {
      char *end = NULL;

      values[i] = g_ascii_strtod (g_strstrip (words[i]), &end);
      is_right = *words[i] != '\0' && *end == '\0';
    }
  if (!is_right)
    /* Translators: an option, and what was given for it */
    cli_error (_ ("%s takes three numbers with commas between them, for red, green and blue, not “%s”."), option, text);
  return is_right;
}

gboolean
recipe_options_read_normalisation (const RecipeOptions *options, double mean[3], double std[3], gboolean *is_given)
{
  *is_given = options->mean != NULL && options->std != NULL;
  if ((options->mean != NULL) != (options->std != NULL))
    {
      cli_error (_ ("--mean and --std are given together or not at all."));
      return FALSE;
    }
  return !*is_given || (read_three ("--mean", options->mean, mean) && read_three ("--std", options->std, std));
}

DermRecipe *
recipe_options_normalise (const RecipeOptions *options, DermRecipe *recipe)
{
  g_autoptr (GError) error = NULL;
  double mean[3], std[3];
  gboolean is_given;
  DermRecipe *changed;

  if (!recipe_options_read_normalisation (options, mean, std, &is_given))
    return NULL;
  if (!is_given)
    return g_object_ref (recipe);
  changed = derm_recipe_with_normalisation (recipe, mean, std, &error);
  if (changed == NULL)
    cli_error ("--mean %s --std %s: %s", options->mean, options->std, error->message);
  return changed;
}

static gboolean
change_views (const RecipeOptions *options, DermRecipe **recipe)
{
  g_autoptr (GError) error = NULL;

  if (options->views == 0 || replace (recipe, derm_recipe_with_views (*recipe, options->views, &error)))
    return TRUE;
  cli_error ("--views %d: %s", options->views, error->message);
  return FALSE;
}

static gboolean
change_crop (const RecipeOptions *options, DermRecipe **recipe)
{
  g_auto (GStrv) words = options->crop != NULL ? g_strsplit (options->crop, ",", -1) : NULL;
  gint64 values[4] = { 0 };
  gboolean is_right = words != NULL && g_strv_length (words) == 4;

  if (words == NULL)
    return TRUE;
  for (int i = 0; i < 4 && is_right; i++)
    is_right = g_ascii_string_to_signed (words[i], 10, i < 2 ? 0 : 1, DERM_IMAGE_MAX_SIDE, &values[i], NULL);
  if (is_right)
    return replace (recipe, derm_recipe_with_pixel_crop (*recipe, (int) values[0], (int) values[1], (int) values[2],
                                                         (int) values[3]));
  cli_error (_ ("“%s” is not a crop: four whole numbers with commas between them, the left and the upper edge from 0, "
                "width and height from 1."),
             options->crop);
  return FALSE;
}

static gboolean
change_labels (const RecipeOptions *options, DermModel *model, DermRecipe **recipe)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) labels = NULL;
  g_autofree char *shown = NULL;

  if (options->labels == NULL)
    return TRUE;
  labels = derm_labels_from_text (options->labels, &error);
  if (labels != NULL && replace (recipe, derm_recipe_with_labels (*recipe, (const char *const *) labels, &error))
      && derm_model_check_recipe (model, *recipe, &error))
    return TRUE;
  shown = cli_printable (options->labels);
  cli_error ("--labels %s: %s", shown, error->message);
  return FALSE;
}

static GPtrArray *
find_recipes (const RecipeOptions *options, DermModel *model)
{
  g_autoptr (GPtrArray) recipes = NULL;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (options->name, "all") == 0)
    recipes = derm_model_list_recipes (model);
  else
    {
      DermRecipe *recipe = derm_model_find_recipe (model, options->name, &error);

      if (recipe == NULL)
        {
          cli_error ("%s", error->message);
          return NULL;
        }
      recipes = g_ptr_array_new_with_free_func (g_object_unref);
      g_ptr_array_add (recipes, recipe);
    }
  for (guint i = 0; i < recipes->len; i++)
    {
      DermRecipe **recipe = (DermRecipe **) &recipes->pdata[i];

      if (!change_pixels (options, recipe) || !replace (recipe, recipe_options_normalise (options, *recipe))
          || !change_views (options, recipe) || !change_crop (options, recipe)
          || !change_labels (options, model, recipe))
        return NULL;
    }
  return g_steal_pointer (&recipes);
}

CliStatus
recipe_options_open (const RecipeOptions *options, DermModel **model, GPtrArray **recipes)
{
  *recipes = NULL;
  *model = cli_load_model (options->model, options->weights_key);
  if (*model == NULL)
    return CLI_MODEL;
  *recipes = find_recipes (options, *model);
  return *recipes != NULL ? CLI_OK : CLI_USAGE;
}

CliStatus
recipe_options_open_one (const RecipeOptions *options, DermModel **model, DermRecipe **recipe)
{
  g_autoptr (GPtrArray) recipes = NULL;
  CliStatus status;

  *model = NULL;
  *recipe = NULL;
  if (g_strcmp0 (options->name, "all") == 0)
    {
      cli_error (_ ("Name one recipe, not all."));
      return CLI_USAGE;
    }
  status = recipe_options_open (options, model, &recipes);
  if (status == CLI_OK)
    *recipe = g_object_ref (recipes->pdata[0]);
  return status;
}
