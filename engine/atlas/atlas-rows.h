/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-atlas.h"

G_BEGIN_DECLS

/* The mean square distance of the images from their mean. */
G_GNUC_INTERNAL double derm_atlas_get_spread (DermAtlas *self);

/* The features of an image that is in the atlas; they live as long as it. */
G_GNUC_INTERNAL const float *derm_atlas_get_row (DermAtlas *self, guint image);

G_END_DECLS
