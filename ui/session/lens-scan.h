/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_TYPE_SCAN (lens_scan_get_type ())
G_DECLARE_FINAL_TYPE (LensScan, lens_scan, LENS, SCAN, GObject)

/* Finds the images in folders on a worker thread, by the engine's DermWalk. Emits on the main loop: "found" (GPtrArray
 * of LensItem, of one folder and in natural order), "failed" (name, reason) for what cannot be read or holds no image,
 * "left-out" (name of the folder, "2 .csv, 1 .txt") for files that are no images by their names, "folder" (GFile)
 * before a folder that was added is read, "table" (GFile) and "model" (GFile) for what is one by what is in it, "done" when nothing is
 * left to be read. */

LensScan *lens_scan_new (void);

/* A folder, or a file of which the name does not tell what it is: that is found itself. Links to folders inside of a
 * folder are not followed, so that a scan ends, but fail if they lead elsewhere. */
void lens_scan_add (LensScan *self, GFile *file, gboolean is_recursive);
/* Nothing is found any more of what was added before. */
void lens_scan_stop (LensScan *self);
gboolean lens_scan_is_idle (LensScan *self);

/* Whether a file's name is that of an image; looks at no file. */
gboolean lens_scan_is_image_name (const char *name);

G_END_DECLS
