/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EXPLAIN_LEGEND (lens_explain_legend_get_type ())
G_DECLARE_FINAL_TYPE (LensExplainLegend, lens_explain_legend, LENS, EXPLAIN_LEGEND, GtkWidget)

/* Below the map: what its colours mean, with the numbers at both ends and 0; how far the work is, or why there is
 * nothing to see. Like a picture it is never mirrored. */

/* Once. */
void lens_explain_legend_set_session (LensExplainLegend *self, LensSession *session);
/* Without the lines that say what hiding does. */
void lens_explain_legend_set_narrow (LensExplainLegend *self, gboolean is_narrow);

G_END_DECLS
