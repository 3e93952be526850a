/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "derm-recipe.h"
#include "engine/nn/nn.h"

struct _DermRecipe {
  GObject parent_instance;

  char *name; /* owned */
  int width, height;
  DermFilter filter;
  DermLayout layout;
  double scale;
  double crop[4];
  gboolean has_crop;
};

static const char *const filter_ids[] = { "nearest", "box", "bilinear", "hamming", "bicubic", "lanczos" };
static const char *const layout_ids[] = { "planes", "rows" };

G_STATIC_ASSERT (G_N_ELEMENTS (filter_ids) == NN_N_FILTERS);
G_STATIC_ASSERT ((int) DERM_FILTER_NEAREST == (int) NN_FILTER_NEAREST);
G_STATIC_ASSERT ((int) DERM_FILTER_BICUBIC == (int) NN_FILTER_BICUBIC);
G_STATIC_ASSERT ((int) DERM_FILTER_LANCZOS == (int) NN_FILTER_LANCZOS);

G_DEFINE_FINAL_TYPE (DermRecipe, derm_recipe, G_TYPE_OBJECT)

static void
derm_recipe_finalize (GObject *object)
{
  DermRecipe *self = DERM_RECIPE (object);

  g_free (self->name);
  G_OBJECT_CLASS (derm_recipe_parent_class)->finalize (object);
}

static void
derm_recipe_class_init (DermRecipeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = derm_recipe_finalize;
}

static void
derm_recipe_init (DermRecipe *self)
{
}

const char *
derm_filter_get_id (DermFilter filter)
{
  g_return_val_if_fail ((guint) filter < G_N_ELEMENTS (filter_ids), NULL);
  return filter_ids[filter];
}

gboolean
derm_filter_from_id (const char *id, DermFilter *filter)
{
  for (guint i = 0; i < G_N_ELEMENTS (filter_ids); i++)
    {
      if (g_strcmp0 (id, filter_ids[i]) == 0)
        {
          *filter = (DermFilter) i;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
derm_layout_get_id (DermLayout layout)
{
  g_return_val_if_fail ((guint) layout < G_N_ELEMENTS (layout_ids), NULL);
  return layout_ids[layout];
}

gboolean
derm_layout_from_id (const char *id, DermLayout *layout)
{
  for (guint i = 0; i < G_N_ELEMENTS (layout_ids); i++)
    {
      if (g_strcmp0 (id, layout_ids[i]) == 0)
        {
          *layout = (DermLayout) i;
          return TRUE;
        }
    }
  return FALSE;
}

DermRecipe *
derm_recipe_new (const char *name, int width, int height, DermFilter filter, DermLayout layout, double scale)
{
  DermRecipe *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (width > 0 && width <= NN_MAX_SIDE && height > 0 && height <= NN_MAX_SIDE, NULL);
  g_return_val_if_fail ((guint) filter < G_N_ELEMENTS (filter_ids), NULL);
  g_return_val_if_fail ((guint) layout < G_N_ELEMENTS (layout_ids), NULL);
  g_return_val_if_fail (scale > 0 && isfinite (scale), NULL);

  self = g_object_new (DERM_TYPE_RECIPE, NULL);
  self->name = g_strdup (name);
  self->width = width;
  self->height = height;
  self->filter = filter;
  self->layout = layout;
  self->scale = scale;
  return self;
}

DermRecipe *
derm_recipe_with_crop (DermRecipe *self, const double *crop)
{
  DermRecipe *copy;

  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);

  copy = derm_recipe_new (self->name, self->width, self->height, self->filter, self->layout, self->scale);
  copy->has_crop = crop != NULL;
  /* a NaN fails both comparisons of CLAMP, stays, and is refused by derm_input_new() */
  for (int i = 0; crop != NULL && i < 4; i++)
    copy->crop[i] = CLAMP (crop[i], 0.0, 1.0);
  return copy;
}

const char *
derm_recipe_get_name (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->name;
}

int
derm_recipe_get_width (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), 0);
  return self->width;
}

int
derm_recipe_get_height (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), 0);
  return self->height;
}

DermFilter
derm_recipe_get_filter (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), DERM_FILTER_NEAREST);
  return self->filter;
}

DermLayout
derm_recipe_get_layout (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), DERM_LAYOUT_PLANES);
  return self->layout;
}

double
derm_recipe_get_scale (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), 0);
  return self->scale;
}

const double *
derm_recipe_get_crop (DermRecipe *self)
{
  g_return_val_if_fail (DERM_IS_RECIPE (self), NULL);
  return self->has_crop ? self->crop : NULL;
}
