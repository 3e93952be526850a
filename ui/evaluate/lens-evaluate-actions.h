/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_EVALUATE_ACTIONS (lens_evaluate_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluateActions, lens_evaluate_actions, LENS, EVALUATE_ACTIONS, LensActions)

/* "win.evaluate-…": what is asked of the figures, and what is done with the images that are chosen. */

LensEvaluateActions *lens_evaluate_actions_new (LensSession *session);

G_END_DECLS
