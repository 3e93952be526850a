/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_TROUBLE (lens_trouble_get_type ())
G_DECLARE_FINAL_TYPE (LensTrouble, lens_trouble, LENS, TROUBLE, GtkWidget)

/* Stands in place of an image that cannot be shown and says why: the image, or the model, cannot be read. */

void lens_trouble_set_session (LensTrouble *self, LensSession *session);

G_END_DECLS
