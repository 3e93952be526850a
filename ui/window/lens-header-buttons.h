/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_HEADER_BUTTONS (lens_header_buttons_get_type ())
G_DECLARE_FINAL_TYPE (LensHeaderButtons, lens_header_buttons, LENS, HEADER_BUTTONS, GtkWidget)

/* Compare and Export, with their menus: the main menu has what is in them where they have no room. */

void lens_header_buttons_set_session (LensHeaderButtons *self, LensSession *session);
/* "compare_menu" or "export_menu". */
GMenuModel *lens_header_buttons_get_menu (LensHeaderButtons *self, const char *id);
/* Pictures instead of words, where the words would leave no room for the title. */
void lens_header_buttons_set_tight (LensHeaderButtons *self, gboolean is_tight);

G_END_DECLS
