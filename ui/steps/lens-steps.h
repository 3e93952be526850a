/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-step-page.h"

G_BEGIN_DECLS

#define LENS_TYPE_STEPS (lens_steps_get_type ())
G_DECLARE_FINAL_TYPE (LensSteps, lens_steps, LENS, STEPS, GtkWidget)

/* The steps from the file to the network's input as a line of chips, wrapped where the line is short; before them the
 * recipe that they make. A chip opens the page of its step, with the image as it is there. */

/* What is asked for the answers that other filters and layouts lead to. */
void lens_steps_set_classifier (LensSteps *self, DermClassifier *classifier);
/* Any may be NULL: then there are no steps. Filter and layout are chosen on their pages, recipe, views and labels from
 * menus, all by the window's actions; where they differ from the model's own recipe, they carry a sign. */
void lens_steps_set (LensSteps *self, DermImage *image, DermPrediction *prediction);
/* In one line, however long, or in as many as there is room for. */
void lens_steps_set_one_line (LensSteps *self, gboolean is_one_line);
/* The pages for a narrow window. */
void lens_steps_set_narrow (LensSteps *self, gboolean is_narrow);
/* The page that is open, or NULL. Opens that of a stage if it has a chip. */
LensStepPage *lens_steps_get_page (LensSteps *self);
void lens_steps_open (LensSteps *self, LensStage stage);
/* (transfer full) The steps in one line of text, without the recipe's name. */
char *lens_steps_dup_text (LensSteps *self);

G_END_DECLS
