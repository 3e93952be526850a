/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_TRUTH_SUMMARY (lens_truth_summary_get_type ())
G_DECLARE_FINAL_TYPE (LensTruthSummary, lens_truth_summary, LENS, TRUTH_SUMMARY, GtkWidget)

/* How good the answers are, in a few lines at the foot of the list; a click shows them with their intervals. There
 * while images have a truth. That the model has seen the images goes before, and cannot be closed. */

void lens_truth_summary_set_session (LensTruthSummary *self, LensSession *session);

/* What it says: NULL for no warning, and without a result for no lines. */
const char *lens_truth_summary_get_warning (LensTruthSummary *self);
const char *lens_truth_summary_get_lines (LensTruthSummary *self);
const char *lens_truth_summary_get_details (LensTruthSummary *self);

G_END_DECLS
