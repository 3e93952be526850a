/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_HEADER_BUTTONS (lens_header_buttons_get_type ())
G_DECLARE_FINAL_TYPE (LensHeaderButtons, lens_header_buttons, LENS, HEADER_BUTTONS, GtkWidget)

/* The buttons of the header bar that the main menu can do without: where they have no room they are not there, and they
 * never keep the window wide. */

void lens_header_buttons_set_session (LensHeaderButtons *self, LensSession *session);
/* "compare_menu" or "export_menu". */
GMenuModel *lens_header_buttons_get_menu (LensHeaderButtons *self, const char *id);

G_END_DECLS
