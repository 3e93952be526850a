/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_VIEW_BAR (lens_view_bar_get_type ())
G_DECLARE_FINAL_TYPE (LensViewBar, lens_view_bar, LENS, VIEW_BAR, GtkWidget)

/* The head of the middle: name and place of the image on screen, the way to its neighbours, and at the end what the view
 * below brings. In a narrow window that stands in lines of its own. */

void lens_view_bar_set_session (LensViewBar *self, LensSession *session);
/* controls: (nullable): at most four in a box; those of the view before go. */
void lens_view_bar_set_controls (LensViewBar *self, GtkWidget *controls);

G_END_DECLS
