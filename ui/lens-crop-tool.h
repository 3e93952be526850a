/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-cropper.h"
#include "lens-history.h"

G_BEGIN_DECLS

#define LENS_TYPE_CROP_TOOL (lens_crop_tool_get_type ())
G_DECLARE_FINAL_TYPE (LensCropTool, lens_crop_tool, LENS, CROP_TOOL, GObject)

/* Feeds the crop of the image on screen to the network while it is dragged, remembers it for each image, and makes each
 * change one that can be undone. One request runs at a time; of those that come meanwhile only the newest is kept, and
 * what comes for another image than the one on screen is dropped.
 *
 * Signals: "predicted" (DermPrediction): of the image on screen with its crop; "failed" (char *): the reason;
 * "changed": there is a crop now, or none; "wanted" (GObject): the crop of that image has changed by undo or redo while
 * another was on screen. */

LensCropTool *lens_crop_tool_new (DermClassifier *classifier, LensCropper *cropper, LensHistory *history);

/* Another model from now on; what is under way with the one before is dropped. */
void lens_crop_tool_set_classifier (LensCropTool *self, DermClassifier *classifier);

/**
 * lens_crop_tool_set_subject:
 * @key: (nullable): stands for the image in the list
 * @recipe: (nullable): that of the prediction on screen
 *
 * What is on screen now; %NULL for nothing that could be cropped.
 */
void lens_crop_tool_set_subject (LensCropTool *self, GObject *key, DermImage *image, DermRecipe *recipe);

/* (transfer full) That recipe with the crop that is remembered for an image, if there is one. */
DermRecipe *lens_crop_tool_dup_recipe (LensCropTool *self, GObject *key, DermRecipe *recipe);

/* A crop, or the whole image again. */
void lens_crop_tool_set_on (LensCropTool *self, gboolean is_on);
gboolean lens_crop_tool_is_on (LensCropTool *self);
/* A crop that there is becomes a square. */
void lens_crop_tool_set_square (LensCropTool *self, gboolean is_square);
/* A drag that goes on ends here: before another image is shown, before something is undone. */
void lens_crop_tool_finish (LensCropTool *self);
gboolean lens_crop_tool_is_idle (LensCropTool *self); /* no request runs */

G_END_DECLS
