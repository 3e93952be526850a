/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_TITLE (lens_title_get_type ())
G_DECLARE_FINAL_TYPE (LensTitle, lens_title, LENS, TITLE, GtkWidget)

/* What is open, in the header bar: the folder and how many images. And the title of the window, which is the image's name. */

void lens_title_set_session (LensTitle *self, LensSession *session);

G_END_DECLS
