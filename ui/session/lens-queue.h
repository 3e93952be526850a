/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-crops.h"
#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_TYPE_QUEUE (lens_queue_get_type ())
G_DECLARE_FINAL_TYPE (LensQueue, lens_queue, LENS, QUEUE, GObject)

/* Feeds the items of a list to the classifier, a few at a time, those on screen first. A finished item says so itself;
 * "failed" (LensItem) is emitted for one that could not be opened, "progressed" (LensItem) for each that is through.
 * Thumbnails are kept for the rows on screen and some more; prefer() brings back one that was given up. */

LensQueue *lens_queue_new (DermClassifier *classifier);

/* How images become inputs (NULL: by the model's own recipe), and how an answer is taken. For what starts from now on.
 */
void lens_queue_set_reading (LensQueue *self, DermRecipe *recipe, DermDecision decision);
/* Images that have a crop there are read with it; NULL: none has. */
void lens_queue_set_crops (LensQueue *self, LensCrops *crops);
void lens_queue_add (LensQueue *self, LensItem *item);
/* It waits no longer. */
void lens_queue_remove (LensQueue *self, LensItem *item);
/* The item is on screen now: it goes before all others that wait, and is opened if it has no thumbnail. */
void lens_queue_prefer (LensQueue *self, LensItem *item);
/* What runs ends; all else waits until it is no longer paused. */
void lens_queue_set_paused (LensQueue *self, gboolean is_paused);
guint lens_queue_get_n_left (LensQueue *self);
/* Of these, but for those that are being read. */
guint lens_queue_get_n_waiting (LensQueue *self);
/* Nothing waits any more; what is added or preferred from now on is opened. */
void lens_queue_clear (LensQueue *self);
/* Nothing is started any more, and what runs is cancelled. */
void lens_queue_stop (LensQueue *self);

G_END_DECLS
