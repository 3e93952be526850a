/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-choices.h"
#include "lens-stage.h"

G_BEGIN_DECLS

#define LENS_TYPE_STEP_PAGE (lens_step_page_get_type ())
G_DECLARE_FINAL_TYPE (LensStepPage, lens_step_page, LENS, STEP_PAGE, GtkWidget)

/* One step from the file to the network: the image after it, what was done in words, and where there is a choice, the
 * values with the answer that each leads to. */

GtkWidget *lens_step_page_new (LensStage stage);
/* NULL for all: empties it and stops what is under way. */
void lens_step_page_set (LensStepPage *self, DermClassifier *classifier, DermImage *image, DermPrediction *prediction);

/* The choice goes below the image, not beside it. */
void lens_step_page_set_narrow (LensStepPage *self, gboolean is_narrow);

const char *lens_step_page_get_text (LensStepPage *self);
GdkTexture *lens_step_page_get_texture (LensStepPage *self);  /* NULL while it is empty */
LensChoices *lens_step_page_get_choices (LensStepPage *self); /* NULL if there is no choice */

G_END_DECLS
