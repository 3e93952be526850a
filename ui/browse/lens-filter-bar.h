/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_FILTER_BAR (lens_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (LensFilterBar, lens_filter_bar, LENS, FILTER_BAR, GtkWidget)

/* The conditions of the list's filter as chips, the button that adds more, and one that removes all. */

void lens_filter_bar_set_session (LensFilterBar *self, LensSession *session);
/* Opens the menu of what can be filtered by. */
void lens_filter_bar_open (LensFilterBar *self);

G_END_DECLS
