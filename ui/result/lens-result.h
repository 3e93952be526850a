/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-bars.h"
#include "lens-input-view.h"
#include "lens-session.h"
#include "lens-steps.h"

G_BEGIN_DECLS

#define LENS_TYPE_RESULT (lens_result_get_type ())
G_DECLARE_FINAL_TYPE (LensResult, lens_result, LENS, RESULT, GtkWidget)

/* The right pane: what the network gets, and what it says. */

/* From now on it shows what is on screen. */
void lens_result_set_session (LensResult *self, LensSession *session);
/* Its model's classes are shown while there is no result. */
void lens_result_set_classifier (LensResult *self, DermClassifier *classifier);
void lens_result_set_scores (LensResult *self, LensScores scores);
/* In a narrow window the pane is as high as its content, because the whole window scrolls. */
void lens_result_set_narrow (LensResult *self, gboolean is_narrow);
/* The scores beside the input, in place of below it. */
void lens_result_set_beside (LensResult *self, gboolean is_beside);
/* Of the input; less where the scores would have no room. */
void lens_result_set_cell_size (LensResult *self, int cell_size);
LensBars *lens_result_get_bars (LensResult *self);
/* Where the scores are grey: the button that shows them all the same. NULL elsewhere. */
GtkWidget *lens_result_get_trust_button (LensResult *self);
LensInputView *lens_result_get_input_view (LensResult *self);
LensSteps *lens_result_get_steps (LensResult *self);
const char *lens_result_get_text (LensResult *self);
/* How sure the model is, in numbers, and whether the answer is the truth. */
const char *lens_result_get_details (LensResult *self);
/* (transfer full) */
char *lens_result_dup_steps (LensResult *self);

G_END_DECLS
