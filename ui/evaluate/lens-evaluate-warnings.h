/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EVALUATE_WARNINGS (lens_evaluate_warnings_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluateWarnings, lens_evaluate_warnings, LENS, EVALUATE_WARNINGS, GtkBox)

/* What must not be missed of an evaluation: a line each with its way out. They cannot be closed. */

/* Once. */
void lens_evaluate_warnings_set_session (LensEvaluateWarnings *self, LensSession *session);

G_END_DECLS
