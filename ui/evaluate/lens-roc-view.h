/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-evaluating.h"

G_BEGIN_DECLS

#define LENS_TYPE_ROC_VIEW (lens_roc_view_get_type ())
G_DECLARE_FINAL_TYPE (LensRocView, lens_roc_view, LENS, ROC_VIEW, GtkBox)

/* What every threshold for the score of a class finds, and what false alarms it makes. */

/* Once. */
void lens_roc_view_set_evaluating (LensRocView *self, LensEvaluating *evaluating);

G_END_DECLS
