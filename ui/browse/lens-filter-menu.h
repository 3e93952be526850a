/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_FILTER_MENU (lens_filter_menu_get_type ())
G_DECLARE_FINAL_TYPE (LensFilterMenu, lens_filter_menu, LENS, FILTER_MENU, GtkPopover)

/* What the list can be filtered by, and behind each of these what there is to choose. */

GtkWidget *lens_filter_menu_new (LensSession *session);
/* Opens at what a condition is about. */
void lens_filter_menu_open (LensFilterMenu *self, LensTopic topic);

G_END_DECLS
