/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_TITLE (lens_title_get_type ())
G_DECLARE_FINAL_TYPE (LensTitle, lens_title, LENS, TITLE, GtkWidget)

/* Name, size and place in the list of the image on screen, in the header bar; and the title of its window. */

void lens_title_set_session (LensTitle *self, LensSession *session);

G_END_DECLS
