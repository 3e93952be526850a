/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_ATLAS_ACTIONS (lens_atlas_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensAtlasActions, lens_atlas_actions, LENS, ATLAS_ACTIONS, LensActions)

/* "win.atlas-…", "win.similar", "win.find-duplicates". */

LensAtlasActions *lens_atlas_actions_new (LensSession *session);

G_END_DECLS
