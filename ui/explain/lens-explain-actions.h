/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_EXPLAIN_ACTIONS (lens_explain_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensExplainActions, lens_explain_actions, LENS, EXPLAIN_ACTIONS, LensActions)

/* "win.explain-…": the class, how it is explained, and how that is drawn. */

LensExplainActions *lens_explain_actions_new (LensSession *session);

G_END_DECLS
