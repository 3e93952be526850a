/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-recipe.h"
#include "engine/nn/nn.h"
#include "recipe-labels.h"
#include "image-private.h"
#include "made.h"
#include "recipe-private.h"

G_STATIC_ASSERT ((int) DERM_N_FILTERS == (int) NN_N_FILTERS);
G_STATIC_ASSERT ((int) DERM_FILTER_NEAREST == (int) NN_FILTER_NEAREST);
G_STATIC_ASSERT ((int) DERM_FILTER_BICUBIC == (int) NN_FILTER_BICUBIC);
G_STATIC_ASSERT ((int) DERM_FILTER_LANCZOS == (int) NN_FILTER_LANCZOS);

G_DEFINE_ABSTRACT_TYPE (DermRecipe, derm_recipe, G_TYPE_OBJECT)

static void
derm_recipe_finalize (GObject *object)
{
  DermRecipe *self = DERM_RECIPE (object);

  g_clear_object (&self->origin);
  g_free (self->name);
  g_strfreev (self->labels);
  G_OBJECT_CLASS (derm_recipe_parent_class)->finalize (object);
}

static void
derm_recipe_class_init (DermRecipeClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_recipe_finalize;
}

static void
derm_recipe_init (DermRecipe *self)
{
}

DermRecipe *
derm_recipe_new (const char *name, int width, int height, DermFilter filter, DermLayout layout, double scale)
{
  DermRecipe *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= NN_MAX_SIDE && height > 0 && height <= NN_MAX_SIDE, NULL);
  g_return_val_if_fail (derm_filter_get_id (filter) != NULL, NULL);
  g_return_val_if_fail (derm_layout_get_id (layout) != NULL, NULL);
  g_return_val_if_fail (scale > 0 && isfinite (scale), NULL);

  self = derm_made_new (DERM_TYPE_RECIPE);
  self->name = g_strdup (name);
  self->width = width;
  self->height = height;
  self->filter = filter;
  self->layout = layout;
  self->scale = scale;
  for (int i = 0; i < 3; i++)
    self->std[i] = 1;
  self->views = 1;
  return self;
}

static DermRecipe *
recipe_copy (DermRecipe *self)
{
  DermRecipe *copy = derm_recipe_new (self->name, self->width, self->height, self->filter, self->layout, self->scale);

  copy->origin = g_object_ref (self->origin != NULL ? self->origin : self);
  copy->has_crop = self->has_crop;
  for (int i = 0; i < 4; i++)
    {
      copy->crop[i] = self->crop[i];
      copy->pixel_crop[i] = self->pixel_crop[i];
    }
  for (int i = 0; i < 3; i++)
    {
      copy->mean[i] = self->mean[i];
      copy->std[i] = self->std[i];
    }
  copy->is_normalised = self->is_normalised;
  copy->crop_orientation = self->crop_orientation;
  copy->orientation = self->orientation;
  copy->views = self->views;
  copy->labels = g_strdupv (self->labels);
  return copy;
}

/* The numbers of a normalisation of its own belong to its name, so that two of them have two names. */
static void
append_normalisation (GString *name, DermRecipe *self)
{
  const char *id = derm_recipe_get_normalisation_id (self);

  if (!self->is_normalised)
    g_string_append (name, "+not-normalised");
  else if (!g_str_equal (id, "own"))
    g_string_append_printf (name, "+%s-normalised", id);
  else
    {
      g_autofree char *mean = derm_normalisation_format (self->mean, ","),
                      *std = derm_normalisation_format (self->std, ",");

      g_string_append_printf (name, "+normalised-%s/%s", mean, std);
    }
}

/* The name of the named recipe, and what is other than there. */
static void
name_by_difference (DermRecipe *self)
{
  DermRecipe *origin = self->origin;
  GString *name = g_string_new (origin->name);

  if (self->orientation != origin->orientation)
    g_string_append_printf (name, "+%s-orientation", derm_orientation_get_id (self->orientation));
  if (self->filter != origin->filter)
    g_string_append_printf (name, "+%s", derm_filter_get_id (self->filter));
  if (self->layout != origin->layout)
    g_string_append_printf (name, "+%s", derm_layout_get_id (self->layout));
  if (!derm_labels_are_equal (self->labels, origin->labels))
    g_string_append_printf (name, "+%s-labels", derm_recipe_get_labels_id (self));
  if (self->is_normalised != origin->is_normalised || memcmp (self->mean, origin->mean, sizeof self->mean) != 0
      || memcmp (self->std, origin->std, sizeof self->std) != 0)
    append_normalisation (name, self);
  if (self->views != origin->views)
    g_string_append_printf (name, "+%d%s", self->views, self->views == 1 ? "view" : "views");
  g_free (self->name);
  self->name = g_string_free (name, FALSE);
}

DermRecipe *
derm_recipe_with_filter (DermRecipe *self, DermFilter filter)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  g_return_val_if_fail (derm_filter_get_id (filter) != NULL, NULL);

  copy = recipe_copy (self);
  copy->filter = filter;
  name_by_difference (copy);
  return copy;
}

DermRecipe *
derm_recipe_with_layout (DermRecipe *self, DermLayout layout)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  g_return_val_if_fail (derm_layout_get_id (layout) != NULL, NULL);

  copy = recipe_copy (self);
  copy->layout = layout;
  name_by_difference (copy);
  return copy;
}

DermRecipe *
derm_recipe_with_orientation (DermRecipe *self, DermOrientation orientation)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  g_return_val_if_fail (derm_orientation_get_id (orientation) != NULL, NULL);

  copy = recipe_copy (self);
  copy->orientation = orientation;
  name_by_difference (copy);
  return copy;
}

DermRecipe *
derm_recipe_with_views (DermRecipe *self, int views, GError **error)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  if (views != 1 && views != DERM_RECIPE_MAX_VIEWS)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("there can be 1 view of the input or 8, not %d"), views);
      return NULL;
    }
  if (views != 1 && self->width != self->height)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE,
                   _ ("an input of %d × %d pixels is not square and has no 8 views"), self->width, self->height);
      return NULL;
    }
  copy = recipe_copy (self);
  copy->views = views;
  name_by_difference (copy);
  return copy;
}

DermRecipe *
derm_recipe_with_normalisation (DermRecipe *self, const double *mean, const double *std, GError **error)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  if (!derm_normalisation_check (mean, std, error))
    return NULL;
  copy = recipe_copy (self);
  copy->is_normalised = FALSE;
  for (int i = 0; i < 3; i++)
    {
      copy->mean[i] = mean != NULL ? mean[i] + 0.0 : 0; /* no negative zero */
      copy->std[i] = std != NULL ? std[i] : 1;
      copy->is_normalised |= copy->mean[i] != 0 || copy->std[i] != 1;
    }
  name_by_difference (copy);
  return copy;
}

DermRecipe *
derm_recipe_with_labels (DermRecipe *self, const char *const *labels, GError **error)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  if (labels != NULL && !derm_labels_check (labels, error))
    return NULL;
  copy = recipe_copy (self);
  g_strfreev (copy->labels);
  copy->labels = g_strdupv ((char **) labels);
  name_by_difference (copy);
  return copy;
}

DermRecipe *
derm_recipe_with_name (DermRecipe *self, const char *name)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  copy = recipe_copy (self);
  g_clear_object (&copy->origin);
  g_free (copy->name);
  copy->name = g_strdup (name);
  return copy;
}

DermRecipe *
derm_recipe_with_crop (DermRecipe *self, const double *crop)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  copy = recipe_copy (self);
  copy->has_crop = crop != NULL;
  copy->pixel_crop[2] = 0;
  copy->crop_orientation = self->orientation;
  /* a NaN fails both comparisons of CLAMP, stays, and is refused by derm_input_new() */
  for (int i = 0; crop != NULL && i < 4; i++)
    copy->crop[i] = CLAMP (crop[i], 0.0, 1.0);
  return copy;
}

DermRecipe *
derm_recipe_with_pixel_crop (DermRecipe *self, int x, int y, int width, int height)
{
  const int crop[4] = { x, y, width, height };
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  g_return_val_if_fail (x >= 0 && y >= 0 && width >= 1 && height >= 1, NULL);

  copy = recipe_copy (self);
  copy->has_crop = FALSE;
  copy->crop_orientation = self->orientation;
  for (int i = 0; i < 4; i++)
    copy->pixel_crop[i] = crop[i];
  return copy;
}

DermRecipe *
derm_recipe_with_crop_of (DermRecipe *self, DermRecipe *other)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  g_return_val_if_fail (DERM_IS_RECIPE (other), NULL);

  copy = recipe_copy (self);
  copy->has_crop = other->has_crop;
  for (int i = 0; i < 4; i++)
    {
      copy->crop[i] = other->crop[i];
      copy->pixel_crop[i] = other->pixel_crop[i];
    }
  copy->crop_orientation = other->crop_orientation;
  return copy;
}
