/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_FLOW (lens_flow_get_type ())
G_DECLARE_FINAL_TYPE (LensFlow, lens_flow, LENS, FLOW, GtkLayoutManager)

#define LENS_FLOW_GAP 4 /* between children, and between lines */

/* Lays out children of any width one after the other like words, in as many lines as they need. */

/* Room is kept for a child of that width, also while it is hidden or narrower: what stands below does not move when it
 * comes or grows. 0: none. */
void lens_flow_set_kept_width (GtkWidget *child, int width);

G_END_DECLS
