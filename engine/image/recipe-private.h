/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-recipe.h"

G_BEGIN_DECLS

/* One class in two files: derm-recipe.c makes recipes, recipe-members.c tells what is in them. */

struct _DermRecipe {
  GObject parent_instance;

  DermRecipe *origin; /* owned: the named recipe that this was made of; NULL if it is one itself */
  char *name;         /* owned */
  int width, height;
  DermFilter filter;
  DermLayout layout;
  double scale;
  double mean[3], std[3]; /* of the planes */
  gboolean is_normalised;
  DermOrientation orientation;
  double crop[4];
  gboolean has_crop;
  int pixel_crop[4];                /* x, y, width, height; width 0: there is none */
  DermOrientation crop_orientation; /* of the image that the crop was told of */
  int views;
  char **labels; /* owned, or NULL */
};

G_END_DECLS
