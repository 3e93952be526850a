/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>
#include <gdk/gdk.h>

#include "lens-edit.h"
#include "lens-history.h"
#include "lens-item.h"
#include "lens-paint-stroke.h"
#include "lens-reading.h"

G_BEGIN_DECLS

#define LENS_TYPE_EDITS (lens_edits_get_type ())
G_DECLARE_FINAL_TYPE (LensEdits, lens_edits, LENS, EDITS, GObject)

/* What is painted on the inputs of the images, until the window is closed; files are never changed. Each change can be
 * undone. Paint belongs to the very pixels that it was put on: where another crop, recipe or model makes others of the
 * image, it is put aside, and comes back with them. A model or recipe that takes the same pixels says something of the
 * painted ones, too.
 *
 * The network is asked on a worker, one request at a time; of those that come meanwhile only the newest is kept.
 *
 * Properties: "is-running": a request is. Signals: "changed": pixels, steps or place are others, or another input is on
 * screen; "original-painted" (GdkRectangle, %NULL for all): its pixels there are others; "predicted" (DermPrediction):
 * of what is on screen, which is the untouched input again if nothing of it is changed; "failed" (char *): the reason;
 * "wanted" (LensItem): by undo or redo that image was changed while another one was on screen. */

LensEdits *lens_edits_new (LensReading *reading, LensHistory *history);

/**
 * lens_edits_set_subject:
 * @item: (nullable): on screen now; %NULL for nothing that could be painted on
 * @untouched: (nullable): what the network says of its input as the recipe makes it
 *
 * A stroke that is under way ends.
 */
void lens_edits_set_subject (LensEdits *self, LensItem *item, DermPrediction *untouched);
/* What the next subject's inputs are made of; or NULL: then there is no original to paint on. */
void lens_edits_set_image (LensEdits *self, DermImage *image);
/* (transfer none) It, turned as the recipe of the input turns it; NULL if there is none. */
DermImage *lens_edits_get_original (LensEdits *self);
/* Its pixels as they are painted on; NULL if there is none. */
const guint8 *lens_edits_get_original_rgb (LensEdits *self);
/* NULL if there is nothing to paint on. */
DermPrediction *lens_edits_get_untouched (LensEdits *self);
/* What the network says of the pixels as they are now; NULL until it is known. */
DermPrediction *lens_edits_get_prediction (LensEdits *self);
/* The pixels as they are now, 3 · width · height bytes; NULL if there is nothing to paint on. */
const guint8 *lens_edits_get_rgb (LensEdits *self);
const guint8 *lens_edits_get_untouched_rgb (LensEdits *self);
int lens_edits_get_width (LensEdits *self);
int lens_edits_get_height (LensEdits *self);
/* Pixels that differ from the untouched ones. */
guint lens_edits_count_changed (LensEdits *self);
/* Whether the image on screen has paint that is put aside: it was put on other pixels. */
gboolean lens_edits_has_aside (LensEdits *self);
/* Whether that image has paint, on this or on another of its inputs. */
gboolean lens_edits_has_any (LensEdits *self, LensItem *item);

/* ---- painting ---- */

/**
 * lens_edits_begin:
 * @kind: %LENS_EDIT_BRUSH or %LENS_EDIT_RESTORE
 * @colour: (array fixed-size=3): red, green, blue
 * @size: of the square brush, 1 to %LENS_PAINT_MAX_SIZE pixels
 *
 * A stroke, at lens_edits_paint_to() or lens_edits_draw_line() from then on, until lens_edits_finish().
 */
void lens_edits_begin (LensEdits *self, LensEditKind kind, const guint8 *colour, int size);
/* The same on the original, with a brush of up to %LENS_PAINT_MAX_ORIGINAL_SIZE of its pixels; positions of the stroke
 * are its pixels, too. The recipe makes the pixels of the input of it, on a worker: once it is finished, its step
 * follows as soon as they are known. Nothing begins where there is no original. */
void lens_edits_begin_on_original (LensEdits *self, LensEditKind kind, const guint8 *colour, int size);
/* From where the stroke is to that pixel; which may lie outside. */
void lens_edits_paint_to (LensEdits *self, int x, int y);
/* The stroke becomes the straight line from where it began to that pixel. */
void lens_edits_draw_line (LensEdits *self, int x, int y);
/* The stroke is a step, unless it has changed nothing. Does nothing where there is none. */
void lens_edits_finish (LensEdits *self);
/* The same, and its step is there when this returns: what comes next builds on it. */
void lens_edits_settle (LensEdits *self);
/* The stroke has never been. */
void lens_edits_cancel (LensEdits *self);
gboolean lens_edits_is_painting (LensEdits *self);
void lens_edits_fill (LensEdits *self, const guint8 *colour, int x, int y);
void lens_edits_fill_original (LensEdits *self, const guint8 *colour, int x, int y);
/* All of its pixels, as one step; FALSE for an input of another size. */
gboolean lens_edits_paint_input (LensEdits *self, DermInput *input);
/* As one step. Pixels of another input are not taken: it has been left meanwhile. FALSE then. */
gboolean lens_edits_add_change (LensEdits *self, DermChange *change);
/* Whether anything is painted, on the input or on the original. */
gboolean lens_edits_can_go_back (LensEdits *self);
/* To the untouched input and original, which is a step, too. */
void lens_edits_go_back (LensEdits *self);

/* What the recipe makes of the original as it is painted on; where the pixels differ from it, the input itself is
 * painted on. NULL if there is nothing to paint on. */
const guint8 *lens_edits_get_made_rgb (LensEdits *self);

/* ---- steps ---- */

/* With the untouched input, which is the first; 0 if there is nothing to paint on. */
guint lens_edits_get_n_steps (LensEdits *self);
guint lens_edits_get_place (LensEdits *self);
/* Back to that step, or forth. */
void lens_edits_set_place (LensEdits *self, guint place);
LensEditKind lens_edits_get_kind (LensEdits *self, guint place);
/* Pixels after that step. */
const guint8 *lens_edits_get_step_rgb (LensEdits *self, guint place);
/* NULL until it is known. */
DermPrediction *lens_edits_get_step_prediction (LensEdits *self, guint place);

gboolean lens_edits_is_running (LensEdits *self);

G_END_DECLS
