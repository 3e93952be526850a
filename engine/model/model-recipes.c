/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "model-internal.h"
#include "model-published.h"

/* What is done with a model: recipes and decisions. */

static const char *const decision_ids[] = { "likely", "balanced" };

const char *
derm_decision_get_id (DermDecision decision)
{
  g_return_val_if_fail ((guint) decision < G_N_ELEMENTS (decision_ids), NULL);
  return decision_ids[decision];
}

gboolean
derm_decision_from_id (const char *id, DermDecision *decision)
{
  g_return_val_if_fail (decision != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (decision_ids); i++)
    {
      if (g_strcmp0 (id, decision_ids[i]) == 0)
        {
          *decision = (DermDecision) i;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
derm_model_check_decision (DermModel *self, DermDecision decision, GError **error)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);
  g_return_val_if_fail ((guint) decision < G_N_ELEMENTS (decision_ids), FALSE);

  if (decision != DERM_DECISION_BALANCED || derm_model_get_shares (self) != NULL)
    return TRUE;
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE,
                       _ ("no balanced answer: the model's file does not say how common its classes were in training"));
  return FALSE;
}

/* ---- recipes ---- */

/* "published, as-trained" without the first, or NULL if there is no other. */
static char *
list_others (DermModel *self)
{
  g_autoptr (GPtrArray) recipes = derm_model_list_recipes (self);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 1; i < recipes->len; i++)
    g_string_append_printf (names, "%s%s", i > 1 ? ", " : "", derm_recipe_get_name (recipes->pdata[i]));
  return names->len > 0 ? g_strdup (names->str) : NULL;
}

char *
derm_model_get_assumption (DermModel *self)
{
  g_autofree char *others = NULL, *reason = NULL, *normalisation = NULL, *all = NULL;
  const char *name;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);

  if (derm_model_has_card (self))
    return NULL;
  name = derm_recipe_get_name (derm_model_get_recipe (self));
  if (derm_model_is_published (self))
    /* Translators: %s is the name of a recipe */
    reason = g_strdup_printf (_ ("This is the published model derm-cnn-ham10000. The recipe “%s” is assumed, because "
                                 "the model was trained with it; its own program uses another."),
                              name);
  else
    /* Translators: %s is the name of a recipe */
    reason = g_strdup_printf (_ ("The file does not say how images become its input. The recipe “%s” is assumed, "
                                 "because PyTorch programs usually feed planes, resized with Pillow's default filter."),
                              name);
  others = list_others (self);
  normalisation = derm_model_describe_normalisation (self);
  all = normalisation != NULL ? g_strjoin (" ", reason, normalisation, NULL) : g_strdup (reason);
  /* Translators: the sentences before, then names of recipes */
  return others != NULL ? g_strdup_printf (_ ("%s There is also: %s."), all, others) : g_steal_pointer (&all);
}

/* The own recipe with what is subtracted and divided by, under a name. */
static void
add_normalised (GPtrArray *recipes, DermRecipe *own, const char *name, const double *mean, const double *std)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_with_normalisation (own, mean, std, NULL);

  if (recipe != NULL)
    g_ptr_array_add (recipes, derm_recipe_with_name (recipe, name));
}

/* For weights of which nobody has said how the images are normalised. */
static void
list_normalised (DermModel *self, GPtrArray *recipes)
{
  static const char *const names[][2]
      = { { "normalised-ham10000", "ham10000" }, { "normalised-imagenet", "imagenet" } };
  const DermModelSource *source = derm_model_get_source (self);
  DermRecipe *own = derm_model_get_recipe (self);
  double mean[3], std[3];

  if (derm_model_has_card (self) || derm_model_is_published (self))
    return;
  if (source->mean_key != NULL)
    add_normalised (recipes, own, "normalised-as-in-file", source->mean, source->std);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (derm_normalisation_from_id (names[i][1], mean, std))
      add_normalised (recipes, own, names[i][0], mean, std);
}

GPtrArray *
derm_model_list_recipes (DermModel *self)
{
  g_autoptr (GPtrArray) recipes = g_ptr_array_new_with_free_func (g_object_unref);
  DermRecipe *own;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);

  own = derm_model_get_recipe (self);
  g_ptr_array_add (recipes, g_object_ref (own));
  for (guint i = 0; i < DERM_N_KNOWN_RECIPES && derm_model_has_known_classes (self); i++)
    if (!g_str_equal (derm_recipe_get_known_name (i), derm_recipe_get_name (own)))
      g_ptr_array_add (recipes, derm_recipe_new_known (own, i));
  list_normalised (self, recipes);
  return g_steal_pointer (&recipes);
}

DermRecipe *
derm_model_find_recipe (DermModel *self, const char *name, GError **error)
{
  g_autoptr (GPtrArray) recipes = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);

  if (name == NULL)
    return g_object_ref (derm_model_get_recipe (self));
  recipes = derm_model_list_recipes (self);
  for (guint i = 0; i < recipes->len; i++)
    {
      const char *known = derm_recipe_get_name (recipes->pdata[i]);

      if (g_str_equal (known, name))
        return g_object_ref (recipes->pdata[i]);
      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", known);
    }
  g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("there is no recipe “%s”; available: %s"), name, names->str);
  return NULL;
}

gboolean
derm_model_check_recipe (DermModel *self, DermRecipe *recipe, GError **error)
{
  const char *const *labels;
  NnShape shape;
  int width, height, n_labels, n_classes;

  g_return_val_if_fail (DERM_IS_MODEL (self), FALSE);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), FALSE);

  shape = derm_model_get_net (self)->input;
  width = derm_recipe_get_width (recipe);
  height = derm_recipe_get_height (recipe);
  if (width != shape.w || height != shape.h)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE,
                   _ ("the recipe makes %d × %d pixels, but the model needs %d × %d"), width, height, shape.w, shape.h);
      return FALSE;
    }
  labels = derm_recipe_get_labels (recipe);
  n_classes = derm_model_get_n_classes (self);
  n_labels = labels != NULL ? (int) g_strv_length ((char **) labels) : n_classes;
  if (n_labels == n_classes)
    return TRUE;
  g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("the recipe has %d labels, but the model has %d outputs"),
               n_labels, n_classes);
  return FALSE;
}

/* A recipe with fewer labels than the model has outputs does not fit; the model's own names stand for what it lacks. */
static DermClass
find_class_in (DermModel *self, DermRecipe *recipe, int index)
{
  const char *const *labels = derm_recipe_get_labels (recipe);
  gboolean has_label = labels != NULL && index < (int) g_strv_length ((char **) labels);

  return derm_model_find_class (self, index, has_label ? labels[index] : NULL);
}

const char *
derm_model_get_label_in (DermModel *self, DermRecipe *recipe, int index)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), NULL);
  g_return_val_if_fail (index >= 0 && index < derm_model_get_n_classes (self), NULL);

  return find_class_in (self, recipe, index).code;
}

const char *
derm_model_get_class_name_in (DermModel *self, DermRecipe *recipe, int index)
{
  DermClass class;

  g_return_val_if_fail (DERM_IS_MODEL (self), NULL);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), NULL);
  g_return_val_if_fail (index >= 0 && index < derm_model_get_n_classes (self), NULL);

  class = find_class_in (self, recipe, index);
  return derm_class_get_title (&class);
}

DermGroup
derm_model_get_group_in (DermModel *self, DermRecipe *recipe, int index)
{
  g_return_val_if_fail (DERM_IS_MODEL (self), DERM_GROUP_UNKNOWN);
  g_return_val_if_fail (DERM_IS_RECIPE (recipe), DERM_GROUP_UNKNOWN);
  g_return_val_if_fail (index >= 0 && index < derm_model_get_n_classes (self), DERM_GROUP_UNKNOWN);

  return find_class_in (self, recipe, index).group;
}
