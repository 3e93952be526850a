/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"

G_BEGIN_DECLS

#define LENS_TYPE_PIXEL_ACTIONS (lens_pixel_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensPixelActions, lens_pixel_actions, LENS, PIXEL_ACTIONS, LensActions)

/* The tool, the search for the smallest change, and back to the untouched input: pixels-tool, smallest-change,
 * stop-smallest-change, untouched. They are enabled while the input is painted on. */

LensPixelActions *lens_pixel_actions_new (LensSession *session);

G_END_DECLS
