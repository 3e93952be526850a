/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The options that choose a model and a recipe, shared by the subcommands that make inputs. */

#include <derm.h>

#include "derm-cli.h"

typedef struct {
  char *model;                    /* owned, or NULL: the bundled one */
  char *name;                     /* owned, or NULL: the model's own recipe */
  char *orientation, *filter, *layout, *labels; /* owned, or NULL: as the recipe has it */
  int views;                      /* 0: as the recipe has it */
  char *crop;                     /* owned, or NULL: the whole image */
} RecipeOptions;

void recipe_options_clear (RecipeOptions *options);

/* cli_parse() for the command's own entries and those of the recipe. */
gboolean recipe_options_parse (RecipeOptions *options, const CliCommand *command, char **argv, char ***files);

/* The recipe of that name, or for "all" every named one, changed as the options say: an array of DermRecipe; NULL after
 * saying what is wrong. */
GPtrArray *recipe_options_find (const RecipeOptions *options, DermModel *model);
