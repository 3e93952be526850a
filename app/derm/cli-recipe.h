/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The options that choose a model and a recipe, shared by the subcommands that make inputs. */

#include <derm.h>

#include "derm-cli.h"

typedef struct {
  char *model;       /* owned, or NULL: the bundled one */
  char *weights_key; /* owned, or NULL: the network that the model takes by itself */
  char *name;        /* owned, or NULL: the model's own recipe */
  char *orientation, *filter, *layout, *labels, *mean, *std; /* owned, or NULL: as the recipe has it */
  int views;                                                 /* 0: as the recipe has it */
  char *crop;                                                /* owned, or NULL: the whole image */
} RecipeOptions;

void recipe_options_clear (RecipeOptions *options);

/* cli_parse() for the command's own entries and those of the recipe. */
gboolean recipe_options_parse (RecipeOptions *options, const CliCommand *command, char **argv, char ***files);

/* cli_output_check() for what is made of that image (nullable) with the model and the recipe of the options. */
gboolean recipe_options_check_output (const RecipeOptions *options, const char *output, const char *image);

/* (transfer full) The recipe with the mean and the standard deviation of the options, if they are given; NULL after
 * saying what is wrong. */
DermRecipe *recipe_options_normalise (const RecipeOptions *options, DermRecipe *recipe);

/* The numbers of the options. FALSE after saying what is wrong, or with *is_given FALSE. */
gboolean recipe_options_read_normalisation (const RecipeOptions *options, double mean[3], double std[3],
                                            gboolean *is_given);

/* (transfer full) The model, and an array of DermRecipe: that of the name, or for "all" every named one, changed as the
 * options say. What is not CLI_OK is the status to end with, after saying what is wrong. */
CliStatus recipe_options_open (const RecipeOptions *options, DermModel **model, GPtrArray **recipes);

/* (transfer full) The same for commands that take one recipe: "all" is none. */
CliStatus recipe_options_open_one (const RecipeOptions *options, DermModel **model, DermRecipe **recipe);
