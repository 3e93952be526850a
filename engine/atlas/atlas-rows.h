/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-atlas.h"

G_BEGIN_DECLS

/* The features of an image that is in the atlas; they live as long as it. */
G_GNUC_INTERNAL const float *derm_atlas_get_row (DermAtlas *self, guint image);

G_END_DECLS
