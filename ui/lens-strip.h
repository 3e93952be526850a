/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_TYPE_STRIP (lens_strip_get_type ())
G_DECLARE_FINAL_TYPE (LensStrip, lens_strip, LENS, STRIP, GtkWidget)

/* The images to step through. Emits "item-shown" (LensItem) when a row comes on screen. */

void lens_strip_set_model (LensStrip *self, GtkSingleSelection *model);
void lens_strip_scroll_to (LensStrip *self, guint position);

G_END_DECLS
