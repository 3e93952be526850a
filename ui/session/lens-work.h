/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-collection.h"
#include "lens-crops.h"
#include "lens-queue.h"
#include "lens-reading.h"

G_BEGIN_DECLS

#define LENS_TYPE_WORK (lens_work_get_type ())
G_DECLARE_FINAL_TYPE (LensWork, lens_work, LENS, WORK, GObject)

/* What goes on behind the image on screen: folders are searched, images are read, and both can be paused and stopped.
 *
 * Properties: "n-left": images that are still to be read; "is-scanning"; "is-paused" (writable); "is-working": any of
 * it; "is-idle": nothing of it, and no sample is being read. They follow within a tenth of a second. Signals: "found"
 * (GPtrArray of LensItem); "refused" (name, reason): what is neither an image nor a folder of images; "left-out"
 * (folder, "2 .csv, 1 .txt"); "folder" (GFile) before a folder that was added is searched; "table" (GFile) and
 * "model" (GFile): what is one by what is in it; "scanned" when all folders are searched; "failed" (LensItem): it
 * cannot be read; "progressed" (LensItem): it is done; "finished": long work has come to its end by itself; "stopped"
 * (guint): the user has stopped it, and so many images wait. */

LensWork *lens_work_new (LensCollection *collection, LensReading *reading, LensCrops *crops);

/* Reads all images of the collection again, by the reading as it is now; nothing of what was under way comes in late.
 */
void lens_work_restart (LensWork *self);
void lens_work_add (LensWork *self, LensItem *item);
void lens_work_remove (LensWork *self, LensItem *item);
/* It is on screen: it goes before the others. */
void lens_work_prefer (LensWork *self, LensItem *item);
/* A folder, or a file of which the name does not tell what it is. */
void lens_work_scan (LensWork *self, GFile *file, gboolean is_recursive);
/* The properties follow now. */
void lens_work_update (LensWork *self);
/* The user wants it to end: folders are searched no further, and the images that are not read yet wait as if paused. */
void lens_work_stop (LensWork *self);
void lens_work_set_paused (LensWork *self, gboolean is_paused);
/* For good: the window is closed. */
void lens_work_close (LensWork *self);

/* (transfer none) What reads the sample images, which need no other model than the first; NULL if there is no model. */
LensQueue *lens_work_get_samples (LensWork *self);

guint lens_work_get_n_left (LensWork *self);
gboolean lens_work_is_scanning (LensWork *self);
gboolean lens_work_is_paused (LensWork *self);
/* Nothing of all that goes on, and no sample is being read. */
gboolean lens_work_is_idle (LensWork *self);

G_END_DECLS
