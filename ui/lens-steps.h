/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

G_BEGIN_DECLS

#define LENS_TYPE_STEPS (lens_steps_get_type ())
G_DECLARE_FINAL_TYPE (LensSteps, lens_steps, LENS, STEPS, GtkWidget)

/* The steps from the file to the network's input as a line of chips, wrapped where the line is short; before them the
 * recipe that they make. */

/* Any may be NULL: then there are no steps. Filter, layout, views and labels are menus of the window's actions; where
 * they differ from the model's own recipe, they carry a sign. */
void lens_steps_set (LensSteps *self, DermImage *image, DermModel *model, DermRecipe *recipe);
/* (transfer full) The steps in one line of text, without the recipe's name. */
char *lens_steps_dup_text (LensSteps *self);

G_END_DECLS
