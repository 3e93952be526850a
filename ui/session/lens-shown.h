/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-ahead.h"
#include "lens-crops.h"
#include "lens-edits.h"
#include "lens-item.h"
#include "lens-reading.h"

G_BEGIN_DECLS

/**
 * LensShownState:
 * @LENS_SHOWN_NO_MODEL: nothing can be opened
 * @LENS_SHOWN_NOTHING: nothing is open
 * @LENS_SHOWN_IMAGE: an image is shown or being opened
 * @LENS_SHOWN_FAILED: the image cannot be shown
 */
typedef enum {
  LENS_SHOWN_NO_MODEL,
  LENS_SHOWN_NOTHING,
  LENS_SHOWN_IMAGE,
  LENS_SHOWN_FAILED,
} LensShownState;

#define LENS_TYPE_SHOWN (lens_shown_get_type ())
G_DECLARE_FINAL_TYPE (LensShown, lens_shown, LENS, SHOWN, GObject)

/* The image on screen and all that is known of it. Item, image, prediction and state change together: first they
 * notify, then "changed" is emitted once. While a new crop is dragged, or the input is painted on, only the
 * prediction changes: then "predicted" is emitted instead. Of a painted input, input and prediction are the painted
 * ones, as soon as the network has answered; what the list says of the image stays that of the untouched input.
 *
 * Properties: "state", "item", "image", "prediction", "input", "is-edited", "truth", "is-trusted", "is-busy",
 * "is-opening". Signals, besides: "item-changed" when what is noted or known of the item has changed; "opened"
 * (LensItem); "failed" (LensItem, whether that is news): whoever handles it by choosing another image returns TRUE. */

LensShown *lens_shown_new (LensReading *reading, LensCrops *crops, LensEdits *edits);

/* Opens it on a worker, with the crop that it has; NULL: nothing is shown. What was being opened before is dropped.
 * What is on screen stays until the new image is there, or for a tenth of a second. */
void lens_shown_open (LensShown *self, LensItem *item);
/* What is read ahead of it: such an image is shown at once, before lens_shown_open() returns. */
LensAhead *lens_shown_get_ahead (LensShown *self);
/* What is being opened never comes. */
void lens_shown_stop (LensShown *self);

/* Each NULL while it is not known. */
LensShownState lens_shown_get_state (LensShown *self);
LensItem *lens_shown_get_item (LensShown *self);
DermImage *lens_shown_get_image (LensShown *self);
DermPrediction *lens_shown_get_prediction (LensShown *self);
DermInput *lens_shown_get_input (LensShown *self);
/* Whether these are of a painted input; and of the untouched one, painted on or not. */
gboolean lens_shown_is_edited (LensShown *self);
DermPrediction *lens_shown_get_untouched (LensShown *self);
const char *lens_shown_get_truth (LensShown *self);
/* The same for what is said beside the prediction: NULL if that is of a painted input, which is no answer to the image.
 */
const char *lens_shown_get_truth_of_prediction (LensShown *self);
/* Whether its scores are in colour although the engine doubts them: the user wants it so. */
gboolean lens_shown_is_trusted (LensShown *self);
void lens_shown_trust (LensShown *self);
gboolean lens_shown_is_busy (LensShown *self);
gboolean lens_shown_is_opening (LensShown *self);

G_END_DECLS
