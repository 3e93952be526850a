/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-queue.h"

G_BEGIN_DECLS

#define LENS_TYPE_EMPTY (lens_empty_get_type ())
G_DECLARE_FINAL_TYPE (LensEmpty, lens_empty, LENS, EMPTY, GtkWidget)

/* What stands where an image will be: a hint, a button, and the samples. Emits "sample-chosen" (GFile). */

/* Looks for the samples and lets the queue make their thumbnails. */
void lens_empty_load_samples (LensEmpty *self, LensQueue *queue);

G_END_DECLS
