/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_SWITCHER (lens_switcher_get_type ())
G_DECLARE_FINAL_TYPE (LensSwitcher, lens_switcher, LENS, SWITCHER, GtkWidget)

/* Which aspect of the image is shown, in the middle of the header: a row of buttons, or one button with a menu where
 * these do not fit. It also keeps the window's own title, which the shell shows. */

void lens_switcher_set_session (LensSwitcher *self, LensSession *session);
/* Pixels that the row may take at most, so that the buttons beside it keep theirs. */
void lens_switcher_set_room (LensSwitcher *self, int room);
/* Whether the row has no room now. */
gboolean lens_switcher_is_folded (LensSwitcher *self);

G_END_DECLS
