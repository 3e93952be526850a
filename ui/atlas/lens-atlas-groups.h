/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS_GROUPS (lens_atlas_groups_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlasGroups, lens_atlas_groups, LENS, ATLAS_GROUPS, GtkWidget)

/* Which group of images that are one the list shows, and the way to the next. Hidden while it shows none. */

/* Once. */
void lens_atlas_groups_set_session (LensAtlasGroups *self, LensSession *session);

G_END_DECLS
