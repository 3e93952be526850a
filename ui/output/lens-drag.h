/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

/* What can be dragged out of the window or copied, in all the forms that others may take it in. Images that have a file
 * go as that file; whatever else is in here is made of pixels and results, without EXIF. All (transfer full). */

/* The files of some LensItem; NULL if none has one. */
GdkContentProvider *lens_drag_files (GPtrArray *items);
/* Their results, each as lens_copy_text() has it; those that are not done are left out. */
char *lens_drag_dup_text (GPtrArray *items);
/* Rows of the list: results as text, and the files. */
GdkContentProvider *lens_drag_rows (GPtrArray *items);
/* One image: its file if it has one, and its pixels. */
GdkContentProvider *lens_drag_image (LensItem *item, DermImage *image);
/* The pixels that the network gets, one for one. */
GdkContentProvider *lens_drag_input (DermInput *input);
/* The chart as a drawing (SVG) and as pixels; truth as in lens_copy_chart(). */
GdkContentProvider *lens_drag_chart (DermPrediction *prediction, const char *truth);

G_END_DECLS
