/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-actions.h"
#include "lens-canvas.h"

G_BEGIN_DECLS

#define LENS_TYPE_IMAGE_ACTIONS (lens_image_actions_get_type ())
G_DECLARE_FINAL_TYPE (LensImageActions, lens_image_actions, LENS, IMAGE_ACTIONS, LensActions)

/* The original on screen and its crop: crop, crop-square, crisp, undo, redo. */

LensImageActions *lens_image_actions_new (LensSession *session, LensCanvas *canvas);

G_END_DECLS
