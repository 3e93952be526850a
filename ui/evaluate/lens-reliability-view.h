/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-evaluating.h"

G_BEGIN_DECLS

#define LENS_TYPE_RELIABILITY_VIEW (lens_reliability_view_get_type ())
G_DECLARE_FINAL_TYPE (LensReliabilityView, lens_reliability_view, LENS, RELIABILITY_VIEW, GtkBox)

/* Whether the score of an answer says how often such answers are right. */

/* Once. */
void lens_reliability_view_set_evaluating (LensReliabilityView *self, LensEvaluating *evaluating);

G_END_DECLS
