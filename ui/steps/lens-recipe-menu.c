/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-recipe-menu.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lens-menu.h"

static const char *const step_actions[LENS_N_STEPS]
    = { "orientation", "filter", "normalisation", "layout", "views", "labels" };

const char *
lens_step_get_action (LensStep step)
{
  g_return_val_if_fail ((guint) step < LENS_N_STEPS, NULL);

  return step_actions[step];
}

gboolean
lens_step_from_action (const char *action, LensStep *step)
{
  for (int i = 0; i < LENS_N_STEPS; i++)
    {
      if (g_strcmp0 (action, step_actions[i]) == 0)
        {
          *step = (LensStep) i;
          return TRUE;
        }
    }

  return FALSE;
}

char *
lens_step_dup_id (LensStep step, DermRecipe *recipe)
{
  switch (step)
    {
    case LENS_STEP_ORIENTATION:
      return g_strdup (derm_orientation_get_id (derm_recipe_get_orientation (recipe)));
    case LENS_STEP_FILTER:
      return g_strdup (derm_filter_get_id (derm_recipe_get_filter (recipe)));
    case LENS_STEP_NORMALISATION:
      return g_strdup (derm_recipe_get_normalisation_id (recipe));
    case LENS_STEP_LAYOUT:
      return g_strdup (derm_layout_get_id (derm_recipe_get_layout (recipe)));
    case LENS_STEP_VIEWS:
      return g_strdup_printf ("%d", derm_recipe_get_views (recipe));
    case LENS_STEP_LABELS:
      return g_strdup (derm_recipe_get_labels_id (recipe));
    case LENS_N_STEPS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* What there is to choose from: ids and names. */
typedef struct {
  const char *id, *name;
} Choice;

/* By the file's EXIF orientation. */
static const Choice orientations[] = { { "apply", N_ ("Upright") }, { "ignore", N_ ("As stored") }, { NULL, NULL } };
static const Choice filters[] = { { "nearest", N_ ("Nearest") },
                                  { "box", N_ ("Box") },
                                  { "bilinear", N_ ("Bilinear") },
                                  { "hamming", N_ ("Hamming") },
                                  { "bicubic", N_ ("Bicubic") },
                                  { "lanczos", N_ ("Lanczos") },
                                  { NULL, NULL } };
G_STATIC_ASSERT (G_N_ELEMENTS (filters) == DERM_N_FILTERS + 1);
/* Whose mean and standard deviation. */
static const Choice normalisations[] = { { "none", N_ ("Not normalised") },
                                         { "ham10000", N_ ("Normalised: HAM10000") },
                                         { "imagenet", N_ ("Normalised: ImageNet") },
                                         { NULL, NULL } };
static const Choice layouts[] = { { "planes", N_ ("Planes") }, { "rows", N_ ("Rows") }, { NULL, NULL } };
static const Choice views[] = { { "1", N_ ("1 view") }, { "8", N_ ("8 views") }, { NULL, NULL } };
/* Whose numbering of the classes the outputs follow. */
static const Choice labels[] = { { "model", N_ ("Labels: model") },
                                 { "published", N_ ("Labels: published") },
                                 { "csv", N_ ("Labels: CSV") },
                                 { NULL, NULL } };
static const Choice *const choices[LENS_N_STEPS] = { orientations, filters, normalisations, layouts, views, labels };

const char *
lens_step_get_text (LensStep step, DermRecipe *recipe)
{
  g_autofree char *id = lens_step_dup_id (step, recipe);

  for (const Choice *choice = choices[step]; choice->id != NULL; choice++)
    if (g_strcmp0 (choice->id, id) == 0)
      return _ (choice->name);

  /* the only values that are not for choosing */
  return step == LENS_STEP_NORMALISATION ? _ ("Normalised") : _ ("Labels: own");
}

gboolean
lens_step_get_choice (LensStep step, guint index, const char **id, const char **name)
{
  const Choice *choice;

  g_return_val_if_fail ((guint) step < LENS_N_STEPS, FALSE);

  choice = choices[step];
  for (guint i = 0; i < index && choice->id != NULL; i++)
    choice++;
  *id = choice->id;
  *name = choice->id != NULL ? _ (choice->name) : NULL;

  return choice->id != NULL;
}

static gboolean
are_labels_changed (DermModel *model, DermRecipe *recipe)
{
  DermRecipe *own = derm_model_get_recipe (model);

  for (int i = 0; i < derm_model_get_n_classes (model); i++)
    if (g_strcmp0 (derm_model_get_label_in (model, recipe, i), derm_model_get_label_in (model, own, i)) != 0)
      return TRUE;

  return FALSE;
}

/* By the numbers: two of their own have the same id. */
static gboolean
is_normalisation_changed (DermRecipe *own, DermRecipe *recipe)
{
  const double *mean = derm_recipe_get_mean (recipe), *own_mean = derm_recipe_get_mean (own);

  if (mean == NULL || own_mean == NULL)
    return mean != own_mean;

  return memcmp (mean, own_mean, 3 * sizeof *mean) != 0
         || memcmp (derm_recipe_get_std (recipe), derm_recipe_get_std (own), 3 * sizeof *mean) != 0;
}

gboolean
lens_step_is_changed (LensStep step, DermModel *model, DermRecipe *recipe)
{
  g_autofree char *id = NULL;
  g_autofree char *own = NULL;

  if (step == LENS_STEP_LABELS) /* two names may stand for the same numbering */
    return are_labels_changed (model, recipe);

  if (step == LENS_STEP_NORMALISATION)
    return is_normalisation_changed (derm_model_get_recipe (model), recipe);

  id = lens_step_dup_id (step, recipe);
  own = lens_step_dup_id (step, derm_model_get_recipe (model));

  return g_strcmp0 (id, own) != 0;
}

DermRecipe *
lens_step_change (LensStep step, DermRecipe *recipe, const char *id, GError **error)
{
  DermFilter filter = DERM_FILTER_BICUBIC;
  DermLayout layout = DERM_LAYOUT_PLANES;
  DermOrientation orientation = DERM_ORIENTATION_APPLY;
  const char *const *codes = NULL;
  double mean[3], std[3];

  g_return_val_if_fail (DERM_IS_RECIPE (recipe), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  switch (step)
    {
    case LENS_STEP_ORIENTATION:
      g_return_val_if_fail (derm_orientation_from_id (id, &orientation), NULL);
      return derm_recipe_with_orientation (recipe, orientation);
    case LENS_STEP_FILTER:
      g_return_val_if_fail (derm_filter_from_id (id, &filter), NULL);
      return derm_recipe_with_filter (recipe, filter);
    case LENS_STEP_NORMALISATION:
      if (!derm_normalisation_from_id (id, mean, std))
        return derm_recipe_with_normalisation (recipe, NULL, NULL, error);
      return derm_recipe_with_normalisation (recipe, mean, std, error);
    case LENS_STEP_LAYOUT:
      g_return_val_if_fail (derm_layout_from_id (id, &layout), NULL);
      return derm_recipe_with_layout (recipe, layout);
    case LENS_STEP_VIEWS:
      return derm_recipe_with_views (recipe, (int) g_ascii_strtoll (id, NULL, 10), error);
    case LENS_STEP_LABELS:
      if (g_str_equal (id, "published"))
        codes = derm_labels_published ();
      else if (g_str_equal (id, "csv"))
        codes = derm_labels_csv ();
      return derm_recipe_with_labels (recipe, codes, error);
    case LENS_N_STEPS:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* The two numberings that are around are for a model of those classes only, and it alone has recipes with labels. */
static gboolean
has_choice (LensStep step, DermModel *model)
{
  DermRecipe *own = derm_model_get_recipe (model);
  g_autoptr (GPtrArray) recipes = NULL;

  if (step == LENS_STEP_VIEWS)
    return derm_recipe_get_width (own) == derm_recipe_get_height (own);
  if (step != LENS_STEP_LABELS)
    return TRUE;

  recipes = derm_model_list_recipes (model);
  for (guint i = 0; i < recipes->len; i++)
    if (derm_recipe_get_labels (recipes->pdata[i]) != NULL)
      return TRUE;

  return FALSE;
}

GMenu *
lens_recipe_menu_new_step (LensStep step, DermModel *model)
{
  GMenu *menu = g_menu_new ();
  g_autofree char *action = g_strdup_printf ("win.%s", lens_step_get_action (step));

  for (const Choice *choice = choices[step]; choice->id != NULL && has_choice (step, model); choice++)
    lens_menu_append_choice (menu, _ (choice->name), action, choice->id);

  return menu;
}

static void
append_steps (GMenu *menu, DermModel *model)
{
  static const char *const titles[LENS_N_STEPS]
      = { N_ ("_Orientation"), N_ ("_Filter"), N_ ("_Normalisation"), N_ ("_Layout"), N_ ("_Views"), N_ ("L_abels") };
  g_autoptr (GMenu) steps = g_menu_new ();

  for (int i = 0; i < LENS_N_STEPS; i++)
    {
      g_autoptr (GMenu) values = lens_recipe_menu_new_step ((LensStep) i, model);

      if (g_menu_model_get_n_items (G_MENU_MODEL (values)) > 0)
        g_menu_append_submenu (steps, _ (titles[i]), G_MENU_MODEL (values));
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (steps));
}

GMenu *
lens_recipe_menu_new (DermModel *model)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) named = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GPtrArray) recipes = derm_model_list_recipes (model);

  for (guint i = 0; i < recipes->len; i++)
    {
      const char *name = derm_recipe_get_name (recipes->pdata[i]);
      g_autofree char *label = lens_menu_escape (name);
      /* TRANSLATORS: %s is the name of a recipe */
      g_autofree char *own = g_strdup_printf (_ ("%s (the model’s)"), label);

      lens_menu_append_choice (named, i == 0 ? own : label, "win.recipe", name);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (named));
  append_steps (menu, model);
  g_menu_append (rest, _ ("_Reset to the Model’s Recipe"), "win.reset-recipe");
  g_menu_append (rest, _ ("_Compare Recipes"), "win.compare-recipes");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));

  return menu;
}
