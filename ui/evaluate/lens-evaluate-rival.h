/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EVALUATE_RIVAL (lens_evaluate_rival_get_type ())
G_DECLARE_FINAL_TYPE (LensEvaluateRival, lens_evaluate_rival, LENS, EVALUATE_RIVAL, GtkBox)

/* How another model or recipe answers the same images: its figures, how far they are from those above, McNemar's test,
 * and the images that the two answer differently. Not seen while there is none. */

void lens_evaluate_rival_set_session (LensEvaluateRival *self, LensSession *session);

G_END_DECLS
