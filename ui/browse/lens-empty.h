/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EMPTY (lens_empty_get_type ())
G_DECLARE_FINAL_TYPE (LensEmpty, lens_empty, LENS, EMPTY, GtkWidget)

/* The start page, which stands where an image will be, or in its place while images are open: a hint, a button, and the
 * samples. One that is chosen is shown, and all of them are in the list. */

void lens_empty_set_session (LensEmpty *self, LensSession *session);
/* In a narrow window the page is as high as its content, because the whole window scrolls. */
void lens_empty_set_narrow (LensEmpty *self, gboolean is_narrow);

G_END_DECLS
