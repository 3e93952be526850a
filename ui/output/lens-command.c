/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-command.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "lens-crop.h"

static void
append_option (GString *command, const char *option, const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);
  gboolean is_plain
      = strspn (value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,+:") == strlen (value);

  g_string_append_printf (command, " %s %s", option, is_plain ? value : quoted);
}

static void
append_model (GString *command, DermModel *model)
{
  g_autofree char *bundled = derm_data_path ("model/skincnn.safetensors");
  g_autoptr (GFile) file = g_file_new_for_path (derm_model_get_path (model));
  g_autoptr (GFile) own = g_file_new_for_path (bundled);
  g_autofree char *path = g_file_get_path (file);

  if (!g_file_equal (file, own))
    append_option (command, "--model", path);
  if (derm_model_list_weights (model)[1] != NULL)
    append_option (command, "--weights-key", derm_model_get_weights_key (model));
}

/* That a shell finds: in a Flatpak, in PATH, beside this program, or where it was built. */
static char *
dup_derm (void)
{
  static const char *const places[] = { "derm", "../derm/derm" };
  g_autofree char *found = g_find_program_in_path ("derm");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program != NULL ? g_path_get_dirname (program) : NULL;
  const char *flatpak = g_getenv ("FLATPAK_ID");

  if (flatpak != NULL)
    return g_strdup_printf ("flatpak run --command=derm %s", flatpak);
  for (guint i = 0; i < G_N_ELEMENTS (places) && found == NULL && folder != NULL; i++)
    {
      g_autofree char *derm = g_canonicalize_filename (places[i], folder);

      if (g_file_test (derm, G_FILE_TEST_IS_EXECUTABLE))
        return g_shell_quote (derm);
    }
  return g_strdup ("derm");
}

/* The named recipe that this one is, or is made of: "published" of "published+lanczos". */
static DermRecipe *
find_base (DermModel *model, DermRecipe *recipe)
{
  const char *name = derm_recipe_get_name (recipe), *plus = strchr (name, '+');
  DermRecipe *whole = derm_model_find_recipe (model, name, NULL);
  g_autofree char *start = NULL;

  if (whole != NULL || plus == NULL)
    return whole;
  start = g_strndup (name, (gsize) (plus - name));
  return derm_model_find_recipe (model, start, NULL);
}

static char *
join_labels (DermModel *model, DermRecipe *recipe)
{
  g_autoptr (GString) labels = g_string_new (NULL);

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? "," : "", derm_model_get_label_in (model, recipe, i));
  return g_strdup (labels->str);
}

/* Mean and standard deviation, if they differ; those of no normalisation too. */
static void
append_normalisation (GString *command, DermRecipe *base, DermRecipe *recipe)
{
  static const double none[2][3] = { { 0, 0, 0 }, { 1, 1, 1 } };
  const double *mean = derm_recipe_get_mean (recipe), *base_mean = derm_recipe_get_mean (base);
  g_autofree char *means = derm_normalisation_format (mean != NULL ? mean : none[0], ",");
  g_autofree char *stds = derm_normalisation_format (mean != NULL ? derm_recipe_get_std (recipe) : none[1], ",");
  g_autofree char *base_means = derm_normalisation_format (base_mean != NULL ? base_mean : none[0], ",");
  g_autofree char *base_stds
      = derm_normalisation_format (base_mean != NULL ? derm_recipe_get_std (base) : none[1], ",");

  if (strcmp (means, base_means) == 0 && strcmp (stds, base_stds) == 0)
    return;
  append_option (command, "--mean", means);
  append_option (command, "--std", stds);
}

/* What differs from the named recipe. */
static void
append_changes (GString *command, DermModel *model, DermRecipe *base, DermRecipe *recipe)
{
  g_autofree char *labels = join_labels (model, recipe), *base_labels = join_labels (model, base);
  g_autofree char *views = g_strdup_printf ("%d", derm_recipe_get_views (recipe));

  if (derm_recipe_get_orientation (recipe) != derm_recipe_get_orientation (base))
    append_option (command, "--orientation", derm_orientation_get_id (derm_recipe_get_orientation (recipe)));
  if (derm_recipe_get_filter (recipe) != derm_recipe_get_filter (base))
    append_option (command, "--filter", derm_filter_get_id (derm_recipe_get_filter (recipe)));
  if (derm_recipe_get_layout (recipe) != derm_recipe_get_layout (base))
    append_option (command, "--layout", derm_layout_get_id (derm_recipe_get_layout (recipe)));
  if (derm_recipe_get_views (recipe) != derm_recipe_get_views (base))
    append_option (command, "--views", views);
  append_normalisation (command, base, recipe);
  if (strcmp (labels, base_labels) != 0)
    append_option (command, "--labels", labels);
}

/* The pixels that the recipe's fractions were made of. */
static void
append_crop (GString *command, DermRecipe *recipe, DermImage *image)
{
  const double *fractions = derm_recipe_get_crop (recipe);
  g_autofree char *pixels = NULL;
  LensCrop crop;

  if (fractions == NULL)
    return;
  crop = lens_crop_from_fractions (fractions, derm_image_get_width (image), derm_image_get_height (image));
  pixels = g_strdup_printf ("%d,%d,%d,%d", crop.x, crop.y, crop.width, crop.height);
  append_option (command, "--crop", pixels);
}

/* (transfer full) What asks derm's subcommand for the same input; NULL for one that it cannot make. */
static GString *
begin (const char *subcommand, DermModel *model, DermInput *input, DermImage *image, GError **error)
{
  DermRecipe *recipe = derm_input_get_recipe (input);
  g_autoptr (DermRecipe) base = find_base (model, recipe);
  g_autofree char *derm = dup_derm ();
  GString *command;

  if (base == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("derm does not know its recipe"));
      return NULL;
    }
  command = g_string_new (NULL);
  g_string_append_printf (command, "%s %s", derm, subcommand);
  append_model (command, model);
  append_option (command, "--recipe", derm_recipe_get_name (base));
  append_changes (command, model, base, recipe);
  append_crop (command, recipe, image);

  return command;
}

/* Takes over the command. */
static char *
end (GString *command, const char *path, GError **error)
{
  g_autoptr (GString) whole = command;

  append_option (whole, "--", path);
  if (g_utf8_validate (whole->str, -1, NULL))
    return g_strdup (whole->str);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("the name is not text that can be copied"));

  return NULL;
}

/* (transfer full) */
static char *
dup_path (GFile *file, GError **error)
{
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _ ("it is not a file that derm can open"));

  return path;
}

char *
lens_command_dup (GFile *file, DermImage *image, DermPrediction *prediction, GError **error)
{
  g_autofree char *path = dup_path (file, error);
  GString *command = NULL;

  if (path != NULL)
    command = begin ("predict", derm_prediction_get_model (prediction), derm_prediction_get_input (prediction), image,
                     error);
  if (command == NULL)
    return NULL;
  append_option (command, "--decision", derm_decision_get_id (derm_prediction_get_decision (prediction)));

  return end (command, path, error);
}

char *
lens_command_dup_explain (GFile *file, DermImage *image, DermExplanation *explanation, GError **error)
{
  g_auto (GStrv) settings = derm_explanation_list_settings (explanation);
  DermRecipe *recipe = derm_input_get_recipe (derm_explanation_get_input (explanation));
  g_autofree char *path = dup_path (file, error);
  GString *command = NULL;

  if (path != NULL)
    command = begin ("explain", derm_explanation_get_model (explanation), derm_explanation_get_input (explanation),
                     image, error);
  if (command == NULL)
    return NULL;
  for (int i = 0; settings[i] != NULL; i++)
    {
      char *value = strchr (settings[i], '=');
      g_autofree char *option = NULL;

      *value++ = '\0';
      option = g_strconcat ("--", settings[i], NULL);
      /* most often the recipe's, which are there already */
      if (!g_str_equal (option, "--views") || atoi (value) != derm_recipe_get_views (recipe))
        append_option (command, option, value);
    }

  return end (command, path, error);
}

char *
lens_command_dup_activations (GFile *file, DermImage *image, DermActivations *activations, int layer,
                              const DermCell *cell, GError **error)
{
  g_autofree char *path = dup_path (file, error), *number = g_strdup_printf ("%d", layer);
  GString *command = NULL;

  if (path != NULL)
    command = begin ("activations", derm_activations_get_model (activations), derm_activations_get_input (activations),
                     image, error);
  if (command == NULL)
    return NULL;
  if (derm_activations_get_view (activations) > 0)
    {
      g_autofree char *view = g_strdup_printf ("%d", derm_activations_get_view (activations));

      append_option (command, "--view", view);
    }
  append_option (command, "--layer", number);
  if (cell != NULL)
    {
      g_autofree char *place = g_strdup_printf ("%d,%d,%d", cell->channel, cell->column, cell->row);

      append_option (command, "--cell", place);
    }

  return end (command, path, error);
}
