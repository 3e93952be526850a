/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS_LEGEND (lens_atlas_legend_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlasLegend, lens_atlas_legend, LENS, ATLAS_LEGEND, GtkWidget)

/* The marks and what they stand for, with how many images the list shows of how many; a row hides the images of its
 * class, or shows them again. */

/* Once. */
void lens_atlas_legend_set_session (LensAtlasLegend *self, LensSession *session);
/* In lines beside each other instead of below each other. */
void lens_atlas_legend_set_flat (LensAtlasLegend *self, gboolean is_flat);

G_END_DECLS
