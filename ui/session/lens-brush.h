/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gdk/gdk.h>

#include "lens-edits.h"

G_BEGIN_DECLS

/**
 * LensTool:
 * @LENS_TOOL_BRUSH: paints
 * @LENS_TOOL_RESTORE: brings the untouched pixels back
 * @LENS_TOOL_PICK: takes the colour of a pixel, and is the brush again
 * @LENS_TOOL_FILL: paints a pixel and its neighbours of like colour
 */
typedef enum {
  LENS_TOOL_BRUSH,
  LENS_TOOL_RESTORE,
  LENS_TOOL_PICK,
  LENS_TOOL_FILL,
} LensTool;

#define LENS_TYPE_BRUSH (lens_brush_get_type ())
G_DECLARE_FINAL_TYPE (LensBrush, lens_brush, LENS, BRUSH, GObject)

/* What is painted with: tool, size and colour; and the cursor, which is the pixel under the pointer or where the arrow
 * keys have moved it.
 *
 * Properties: "tool", "size", "colour", "is-revealing" (the untouched pixels are shown while a key is held),
 * "is-original" (the original is painted on, where there is one; sizes and cursor are in its pixels then). Signal
 * "moved": the cursor is at another pixel, or at none. */

LensBrush *lens_brush_new (LensEdits *edits);

LensTool lens_brush_get_tool (LensBrush *self);
void lens_brush_set_tool (LensBrush *self, LensTool tool);
/* Pixels of what is painted on; each of the two has its own. */
int lens_brush_get_size (LensBrush *self);
void lens_brush_set_size (LensBrush *self, int size);
/* To the next size of those to choose from (1), or to the one before (-1). */
void lens_brush_step_size (LensBrush *self, int by);
/* Those to choose from, ending with 0. */
const int *lens_brush_list_sizes (LensBrush *self);
const guint8 *lens_brush_get_colour (LensBrush *self);
void lens_brush_set_colour (LensBrush *self, const guint8 *colour);
gboolean lens_brush_is_revealing (LensBrush *self);
void lens_brush_set_revealing (LensBrush *self, gboolean is_revealing);

/* Whether that is wanted; and (transfer none) what is painted on then, NULL if it is the input. */
gboolean lens_brush_is_original (LensBrush *self);
DermImage *lens_brush_get_original (LensBrush *self);
void lens_brush_set_original (LensBrush *self, gboolean is_original);

/* FALSE if there is no cursor. */
gboolean lens_brush_get_cursor (LensBrush *self, int *x, int *y);
/* Where the pointer is; keys go on from there. */
void lens_brush_point_at (LensBrush *self, int x, int y);
void lens_brush_point_nowhere (LensBrush *self);
/* By so many pixels, on the original by so many quarters of an input's pixel; never over the edge; a line that is under
 * way follows. */
void lens_brush_move (LensBrush *self, int by_x, int by_y);

/* Does what the tool does at the cursor: a stroke begins, which lens_brush_drag_to() continues and lens_brush_release()
 * ends; or picks, or fills. */
void lens_brush_press (LensBrush *self);
void lens_brush_drag_to (LensBrush *self, int x, int y);
void lens_brush_release (LensBrush *self);
/* Begins a straight line at the cursor, or ends it there. */
void lens_brush_toggle_line (LensBrush *self);
gboolean lens_brush_is_drawing_line (LensBrush *self);

G_END_DECLS
