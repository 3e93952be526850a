/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS_STRIP (lens_atlas_strip_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlasStrip, lens_atlas_strip, LENS, ATLAS_STRIP, GtkWidget)

/* The images that are most like the current one, by all features, with their answers and distances; a click shows one.
 */

/* Once. */
void lens_atlas_strip_set_session (LensAtlasStrip *self, LensSession *session);

G_END_DECLS
