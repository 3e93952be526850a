/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-edits.h"

G_BEGIN_DECLS

#define LENS_TYPE_SMALLEST (lens_smallest_get_type ())
G_DECLARE_FINAL_TYPE (LensSmallest, lens_smallest, LENS, SMALLEST, GObject)

/* The search for the few pixels that change the answer, on a worker, from the input as it is on screen. What is found
 * is a step of the edits. A change of the input or of the reading stops it.
 *
 * Property "is-running". Signals: "found" (n_pixels, label): so many pixels are enough for that class to lead; n_pixels
 * 0: no change was found, so that it leads or, with NULL, any other does; "failed" (char *): the reason. */

LensSmallest *lens_smallest_new (LensEdits *edits, LensReading *reading);
/* class_index: that is to lead; -1: any but the one that does. Does nothing if there is no input. */
void lens_smallest_start (LensSmallest *self, int class_index);
void lens_smallest_stop (LensSmallest *self);
gboolean lens_smallest_is_running (LensSmallest *self);

G_END_DECLS
