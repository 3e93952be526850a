/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-chooser.h"
#include "lens-pair.h"

G_BEGIN_DECLS

#define LENS_TYPE_COMPARE_ACTIONS (lens_compare_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensCompareActions, lens_compare_actions, LENS, COMPARE_ACTIONS, LensActions)

/* What the image on screen is compared with: pin (another image), compare-with-recipe, compare-model, compare-recipes
 * (all of them at once), link-zoom, back. Leaving the page "pair" ends the comparison of two. */

LensCompareActions *lens_compare_actions_new (LensSession *session, LensChooser *chooser, LensPair *pair);

/* Beside the model that is in use; another thread opens it. */
void lens_compare_actions_open_model (LensCompareActions *self, GFile *file);

G_END_DECLS
