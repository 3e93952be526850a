/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"
#include "lens-messages.h"
#include "lens-reading.h"

G_BEGIN_DECLS

#define LENS_ELSEWHERE_N_FOUND 24

#define LENS_TYPE_ELSEWHERE (lens_elsewhere_get_type ())
G_DECLARE_FINAL_TYPE (LensElsewhere, lens_elsewhere, LENS, ELSEWHERE, GObject)

/* The images of a folder that is not open that the network finds most like one that is. All of them go through the
 * network, as many at a time as it can take; only the nearest are kept. The messages tell how far it is, and can cancel
 * it.
 *
 * Property "is-working". Signal "found" (LensItem, GPtrArray of GFile, the nearest first). */

LensElsewhere *lens_elsewhere_new (LensReading *reading, LensMessages *messages);
/* The window is closed. */
void lens_elsewhere_close (LensElsewhere *self);

/* Whether it has features, by the model in use. */
gboolean lens_elsewhere_can_find (LensElsewhere *self, LensItem *item);
/* Looks in the folder and those in it; a search that is under way ends. */
void lens_elsewhere_find (LensElsewhere *self, LensItem *item, GFile *folder);
gboolean lens_elsewhere_is_working (LensElsewhere *self);

G_END_DECLS
