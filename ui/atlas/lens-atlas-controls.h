/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS_CONTROLS (lens_atlas_controls_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlasControls, lens_atlas_controls, LENS, ATLAS_CONTROLS, GtkBox)

/* In the view bar: what colours stand for, the axes, what the pointer does, and what can be found. */

/* Once. */
void lens_atlas_controls_set_session (LensAtlasControls *self, LensSession *session);
/* Without the words before the choices. */
void lens_atlas_controls_set_narrow (LensAtlasControls *self, gboolean is_narrow);

G_END_DECLS
