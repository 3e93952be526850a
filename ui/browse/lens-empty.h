/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_EMPTY (lens_empty_get_type ())
G_DECLARE_FINAL_TYPE (LensEmpty, lens_empty, LENS, EMPTY, GtkWidget)

/* What stands where an image will be: a hint, a button, and the samples, of which each can be opened. */

void lens_empty_set_session (LensEmpty *self, LensSession *session);

G_END_DECLS
