/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-cropper.h"
#include "lens-crops.h"

G_BEGIN_DECLS

#define LENS_TYPE_CROP_TOOL (lens_crop_tool_get_type ())
G_DECLARE_FINAL_TYPE (LensCropTool, lens_crop_tool, LENS, CROP_TOOL, GObject)

/* Keeps the crop that is drawn over a picture and that of the image on screen the same: what the user drags is told to
 * the session, and what the session says is drawn. */

/* cropper: borrowed; it outlives the tool. */
LensCropTool *lens_crop_tool_new (LensCrops *crops, LensCropper *cropper);

G_END_DECLS
