/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-result.h"

G_BEGIN_DECLS

#define LENS_TYPE_RESULT_ACTIONS (lens_result_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensResultActions, lens_result_actions, LENS, RESULT_ACTIONS, LensActions)

/* How input and scores are shown: sort-bars, scores, decision, trust-image, input-grid, copy-input. */

LensResultActions *lens_result_actions_new (LensSession *session, LensResult *result);

G_END_DECLS
