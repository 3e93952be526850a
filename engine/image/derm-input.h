/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "derm-gate.h"
#include "derm-image.h"
#include "derm-recipe.h"

G_BEGIN_DECLS
#pragma GCC visibility push(default)

#define DERM_TYPE_INPUT (derm_input_get_type ())
G_DECLARE_FINAL_TYPE (DermInput, derm_input, DERM, INPUT, GObject)

/* The very bytes that the network gets: height rows of width RGB pixels, with their SHA-256. Immutable. */

/**
 * derm_input_new:
 *
 * Orients, crops and resizes as the recipe says.
 *
 * Returns: (transfer full): the input, or %NULL with @error set (%DERM_ERROR_RECIPE: a crop of nothing, or of pixels that the
 *   image has not)
 */
DermInput *derm_input_new (DermImage *image, DermRecipe *recipe, GError **error);

/**
 * derm_input_with_pixels:
 * @rgb: 3 · width · height bytes, row by row
 *
 * For an input that was painted on. Its hash is of those bytes; what was found of the image (derm_input_get_gate()) stays.
 *
 * Returns: (transfer full): an input of the same recipe with those bytes, or %NULL with %DERM_ERROR_OPTION: their number is
 *   another
 */
DermInput *derm_input_with_pixels (DermInput *self, GBytes *rgb, GError **error);

/**
 * derm_input_note_painted:
 * @recipe: the recipe's name, or what it does in words
 *
 * Returns: (transfer full): the words, and that it was painted on afterwards if it was (derm_input_is_painted())
 */
char *derm_input_note_painted (DermInput *self, const char *recipe);

/* Whether it was painted on: its pixels are not those that the recipe made of an image. */
gboolean      derm_input_is_painted (DermInput *self);
int           derm_input_get_width (DermInput *self);
int           derm_input_get_height (DermInput *self);
const char   *derm_input_get_sha256 (DermInput *self); /* of its bytes, 64 hexadecimal digits */
DermGate      derm_input_get_gate (DermInput *self);   /* derm_gate_check_image() of what it was made of */
int           derm_input_get_exif_orientation (DermInput *self); /* of the file, 1 to 8; the recipe may ignore it */

/**
 * derm_input_get_rgb: (skip)
 *
 * Returns: the bytes, 3 · width · height, row by row
 */
const guint8 *derm_input_get_rgb (DermInput *self);

/**
 * derm_input_get_bytes:
 *
 * Returns: (transfer full): the same bytes, which stay when @self is gone
 */
GBytes *derm_input_get_bytes (DermInput *self);

/**
 * derm_input_get_recipe:
 *
 * Returns: (transfer none): the recipe that made it
 */
DermRecipe *derm_input_get_recipe (DermInput *self);

/**
 * derm_input_compare:
 * @base: what to compare with
 * @mean: (out) (optional): mean absolute difference of all bytes, in grey levels
 * @largest: (out) (optional): the largest that a pixel has, as mean over its channels
 * @x: (out) (optional): column of that pixel, the first of equals
 * @y: (out) (optional): its row
 *
 * Returns: whether the two are of one size; all are 0 otherwise
 */
gboolean derm_input_compare (DermInput *self, DermInput *base, double *mean, double *largest, int *x, int *y);

/**
 * derm_input_fill: (skip)
 * @view: which of the recipe's views: @view % 4 quarter turns anticlockwise, of the mirror image (left for right) from 4 on;
 *   0 is the input as it is
 * @values: room for 3 · width · height floats
 *
 * The floats that the first layer reads: the turned pixels over scale, in the recipe's layout, normalised if the recipe
 * says so. Eight views want a square.
 */
void derm_input_fill (DermInput *self, int view, float *values);

/**
 * derm_input_list_values:
 * @view: as in derm_input_fill()
 * @n_values: (out): 3 · width · height
 *
 * Returns: (transfer full) (array length=n_values): what derm_input_fill() gives, or %NULL with %DERM_ERROR_RECIPE if the
 *   recipe has no such view
 */
float *derm_input_list_values (DermInput *self, int view, gsize *n_values, GError **error);

/**
 * derm_input_save:
 * @path: (type filename): ending in .png (8-bit RGB), .npy (float32, the network's own values, shape 3 × height × width, or
 *   views × 3 × height × width if the recipe has more than one view) or .csv (the bytes: x, y, r, g, b of each pixel)
 *
 * Writes atomically.
 *
 * Returns: whether it was written; %DERM_ERROR_FORMAT for another ending
 */
gboolean derm_input_save (DermInput *self, const char *path, GError **error);

#pragma GCC visibility pop
G_END_DECLS
