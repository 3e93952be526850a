/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-chooser.h"

G_BEGIN_DECLS

#define LENS_TYPE_MODEL_ACTIONS (lens_model_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensModelActions, lens_model_actions, LENS, MODEL_ACTIONS, LensActions)

/* Which model is in use, and its card: open-model, bundled-model, model-card, and weights: which of several networks in
 * its file; open-calibration and model-calibration: by which its scores are calibrated. */

LensModelActions *lens_model_actions_new (LensSession *session, LensChooser *chooser);

G_END_DECLS
