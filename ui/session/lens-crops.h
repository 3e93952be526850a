/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

#include "lens-crop.h"
#include "lens-history.h"
#include "lens-item.h"
#include "lens-reading.h"

G_BEGIN_DECLS

#define LENS_TYPE_CROPS (lens_crops_get_type ())
G_DECLARE_FINAL_TYPE (LensCrops, lens_crops, LENS, CROPS, GObject)

/* The crop of each image that has one. That of the image on screen is given to the network while it is dragged, and
 * each change of it can be undone. One request runs at a time; of those that come meanwhile only the newest is kept,
 * and what comes for another image than the one on screen is dropped.
 *
 * Property "is-running": a request is. Signals: "changed": the crop of the image on screen is another one, or another
 * image is on screen; "predicted" (DermPrediction): of the image on screen with its crop; "failed" (char *): the
 * reason; "wanted" (LensItem): by undo or redo the crop of that image has changed while another one was on screen;
 * "finish": a drag that is going on should be committed now. */

LensCrops *lens_crops_new (LensReading *reading, LensHistory *history);

/**
 * lens_crops_set_subject:
 * @recipe: (nullable): that of the prediction on screen
 *
 * What is on screen now; %NULL for nothing that could be cropped.
 */
void lens_crops_set_subject (LensCrops *self, LensItem *item, DermImage *image, DermRecipe *recipe);
/* NULL if nothing is there to crop. */
DermImage *lens_crops_get_image (LensCrops *self);
/* Of the image on screen; NULL if it has none. */
const LensCrop *lens_crops_get_crop (LensCrops *self);

/* (transfer full) That recipe with the crop of the image, if it has one. */
DermRecipe *lens_crops_dup_recipe (LensCrops *self, LensItem *item, DermRecipe *recipe);

/* A crop for the image on screen, or the whole image again. */
void lens_crops_set_on (LensCrops *self, gboolean is_on);
/* Width and height stay the same; if there is a crop, it becomes a square. */
void lens_crops_set_square (LensCrops *self, gboolean is_square);
gboolean lens_crops_is_square (LensCrops *self);
/* A step of a drag; and its end, which can be undone. */
void lens_crops_drag (LensCrops *self, const LensCrop *crop);
void lens_crops_commit (LensCrops *self, const LensCrop *crop);
/* A drag ends here: before another image is shown, before something is undone. */
void lens_crops_finish (LensCrops *self);
gboolean lens_crops_is_running (LensCrops *self);

G_END_DECLS
