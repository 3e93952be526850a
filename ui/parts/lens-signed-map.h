/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-layer.h"

G_BEGIN_DECLS

#define LENS_TYPE_SIGNED_MAP (lens_signed_map_get_type ())
G_DECLARE_FINAL_TYPE (LensSignedMap, lens_signed_map, LENS, SIGNED_MAP, LensLayer)

/* From this part of the scale on a value is strong, and is outlined. */
#define LENS_SIGNED_MAP_STRONG 0.4

/* A map of numbers with a sign over a picture: cells of its own grid, never smoothed; what is strong has an outline,
 * solid for, dashed against; and the place that is asked about. The picture turns grey while there is a map. */

LensSignedMap *lens_signed_map_new (void);
/**
 * lens_signed_map_set:
 * @values: (nullable): row by row; %NULL: no map
 * @scale: the value that has the full colour
 * @opacity: of the full colour, 0 to 1
 */
void lens_signed_map_set (LensSignedMap *self, const float *values, int width, int height, double scale,
                          double opacity);
/* place: left, upper edge, width and height as fractions of the picture; NULL: none. line: how wide its line is. */
void lens_signed_map_set_cursor (LensSignedMap *self, const graphene_rect_t *place, double line);
/* FALSE: the picture is seen as it is. */
void lens_signed_map_set_shown (LensSignedMap *self, gboolean is_shown);

/* How many places, of cells that touch by a side, are strong with that sign. */
int lens_signed_map_count_places (const float *values, int width, int height, double scale, int sign);

G_END_DECLS
