/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is copied of an image and its result: pixels and text made here, never bytes of the file, so that no EXIF and no
 * position leaves with them. */

/* (transfer full) The pixels as they are. */
GdkTexture *lens_copy_image (DermImage *image);
/* (transfer full) The chart in the print theme, at twice its size. In all of these truth is the code of the class that
 * the image is known to show, or NULL. */
GdkTexture *lens_copy_chart (DermPrediction *prediction, const char *truth);
/* (transfer full) The same as a drawing. */
GBytes *lens_copy_chart_svg (DermPrediction *prediction, const char *truth);
/* (transfer full) What the network gets, one pixel for each of its own. */
GdkTexture *lens_copy_input (DermInput *input);
/* (transfer full) Name, sentence, truth, scores by class and provenance, in lines. */
char *lens_copy_text (const char *name, DermPrediction *prediction, const char *truth);

/**
 * lens_copy_print:
 *
 * Returns: (transfer full): an operation that prints the figure on one page, in the print theme, as large as fits; the
 * caller runs it
 */
GtkPrintOperation *lens_copy_print (DermImage *image, DermPrediction *prediction, const char *truth);

G_END_DECLS
