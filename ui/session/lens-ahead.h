/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-crops.h"
#include "lens-item.h"
#include "lens-reading.h"

G_BEGIN_DECLS

/**
 * LENS_AHEAD_MAX_BYTES:
 *
 * Pixels that may be held of images which are not on screen: two photographs of 16 megapixels.
 */
#define LENS_AHEAD_MAX_BYTES ((gsize) 96 << 20)

#define LENS_TYPE_AHEAD (lens_ahead_get_type ())
G_DECLARE_FINAL_TYPE (LensAhead, lens_ahead, LENS, AHEAD, GObject)

/* Images beside the one on screen, read before anybody asks for them, so that the next one is there at once. One is
 * read at a time, before what a folder holds and after what is asked for. What has failed is not told: it will fail
 * again when it is opened. Only local files and images without a file are read ahead; large ones are not. */

LensAhead *lens_ahead_new (LensReading *reading, LensCrops *crops);

/* The images that are wanted, the first soonest. All others are given up, and what is being read of them is stopped. */
void lens_ahead_want (LensAhead *self, LensItem *const *items, guint n);
/* What is asked for now comes first: reading stops until something is wanted again. */
void lens_ahead_yield (LensAhead *self);
/* Nothing is wanted, and nothing is held. */
void lens_ahead_clear (LensAhead *self);

/* What its file is now: of another size or written later, it is another. 0 if there is no file. */
gint64 lens_ahead_stamp (LensItem *item);
/* An image that was opened is kept for when it is wanted again. stamp: of its file, before it was read. prediction: not
 * decided yet. */
void lens_ahead_keep (LensAhead *self, LensItem *item, gint64 stamp, DermImage *image, DermPrediction *prediction);
/* (transfer full) What is held of it, if its file and the way in which it is to be read are still the same. */
gboolean lens_ahead_find (LensAhead *self, LensItem *item, DermImage **image, DermPrediction **prediction);

gboolean lens_ahead_is_reading (LensAhead *self);
/* Pixels of all that is held. */
gsize lens_ahead_get_n_bytes (LensAhead *self);

G_END_DECLS
