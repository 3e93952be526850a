/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS (lens_atlas_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlas, lens_atlas, LENS, ATLAS, GtkWidget)

/* All open images as points of a map: those that look alike to the network lie together. */

/* Once. */
void lens_atlas_set_session (LensAtlas *self, LensSession *session);
/* (transfer none) What belongs into the view bar while it is shown. */
GtkWidget *lens_atlas_get_controls (LensAtlas *self);
void lens_atlas_set_narrow (LensAtlas *self, gboolean is_narrow);

G_END_DECLS
