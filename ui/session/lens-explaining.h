/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-reading.h"
#include "lens-shown.h"

G_BEGIN_DECLS

/* Of random weights, with the seeds 0 to 9. */
#define LENS_EXPLAINING_N_DRAWS 10
/* A score from which on hiding can hardly raise it any more: the logit says more. */
#define LENS_EXPLAINING_SATURATED 0.97

/**
 * LensExplainingState:
 * @LENS_EXPLAINING_NOTHING: there is no image, or nobody looks
 * @LENS_EXPLAINING_WORKING: nothing is known yet
 * @LENS_EXPLAINING_REFINING: the map is coarse or of fewer views than it will be
 * @LENS_EXPLAINING_DONE: the map is final
 * @LENS_EXPLAINING_STOPPED: the user does not want to wait for it: what is known stays
 * @LENS_EXPLAINING_FAILED: there is no map
 *
 * Of the map that is shown.
 */
typedef enum {
  LENS_EXPLAINING_NOTHING,
  LENS_EXPLAINING_WORKING,
  LENS_EXPLAINING_REFINING,
  LENS_EXPLAINING_DONE,
  LENS_EXPLAINING_STOPPED,
  LENS_EXPLAINING_FAILED,
} LensExplainingState;

#define LENS_TYPE_EXPLAINING (lens_explaining_get_type ())
G_DECLARE_FINAL_TYPE (LensExplaining, lens_explaining, LENS, EXPLAINING, GObject)

/* What speaks for and against a class in the image on screen. The chosen method is worked at first, then the others to
 * be compared with it, then it again with random weights. Another image, class or setting cancels what is not wanted
 * any more; what was found is remembered.
 *
 * Property "is-working". Signals: "changed": the map that is shown, its state, or how much of it is done; "compared": a
 * map of another method or of random weights is known or not known any more; "settings-changed": how it is asked or
 * drawn; "cursor-changed". */

LensExplaining *lens_explaining_new (LensReading *reading, LensShown *shown);
/* The window is closed: nothing is worked at any more. */
void lens_explaining_close (LensExplaining *self);

/* Whether somebody looks: else nothing is worked at. FALSE at first. */
void lens_explaining_set_active (LensExplaining *self, gboolean is_active);

/* ---- what is asked ---- */

/* In the model's order; -1: what the image is answered with. */
void lens_explaining_set_class (LensExplaining *self, int class_index);
/* Never -1 while there is an image. */
int lens_explaining_get_class (LensExplaining *self);
void lens_explaining_set_method (LensExplaining *self, DermMethod method);
DermMethod lens_explaining_get_method (LensExplaining *self);
/* The first draw of random weights is shown instead. Choosing a method ends that. */
void lens_explaining_set_random (LensExplaining *self, gboolean is_random);
gboolean lens_explaining_is_random (LensExplaining *self);
/* Of class, method and target nothing is taken: these have functions of their own. */
void lens_explaining_set_options (LensExplaining *self, const DermExplainOptions *options);
const DermExplainOptions *lens_explaining_get_options (LensExplaining *self);

/* The kind of scores that the reading shows. */
DermTarget lens_explaining_get_target (LensExplaining *self);

/* ---- how it is drawn ---- */

/* Opacity of the strongest colour, 0 to 1. */
void lens_explaining_set_overlay (LensExplaining *self, double overlay);
double lens_explaining_get_overlay (LensExplaining *self);
/* The scale stays that of now, for other images. */
void lens_explaining_set_locked (LensExplaining *self, gboolean is_locked);
gboolean lens_explaining_is_locked (LensExplaining *self);
/* The value that is drawn as the strongest; 0 while there is no map. */
double lens_explaining_get_scale (LensExplaining *self);
/* The largest value with that sign, where it is beyond a locked scale and so drawn as less than it is; 0 where none is. */
double lens_explaining_get_beyond (LensExplaining *self, gboolean is_for);

/* ---- what is known ---- */

/* Nothing of it is told until the user has guessed the answer: then there is no map, nor what is read from it. */
void lens_explaining_set_covered (LensExplaining *self, gboolean is_covered);
gboolean lens_explaining_is_covered (LensExplaining *self);
LensExplainingState lens_explaining_get_state (LensExplaining *self);
/* (nullable) What is shown: of the chosen method or of random weights, of the image on screen and that class. */
DermExplanation *lens_explaining_get_map (LensExplaining *self);
/* (nullable) Of any method, and of one of the draws. */
DermExplanation *lens_explaining_get_result (LensExplaining *self, DermMethod method);
DermExplanation *lens_explaining_get_draw (LensExplaining *self, int draw);
/* (nullable) Why there is no map of that method. */
const char *lens_explaining_get_error (LensExplaining *self, DermMethod method);
/* Of the work for the map that is shown, 0 to 1. */
double lens_explaining_get_share (LensExplaining *self);
/* How long that work took; 0 while it is not done. */
double lens_explaining_get_seconds (LensExplaining *self);
/* Whether nothing of the map that is shown has an effect worth drawing. FALSE until it is final. */
gboolean lens_explaining_is_flat (LensExplaining *self);
/* The same of any map; map is nullable. */
gboolean lens_explaining_says_nothing (DermExplanation *map);
/* Whether the class has nearly all of the score, so that its logit would say more. */
gboolean lens_explaining_is_saturated (LensExplaining *self);

/* How much two final maps agree: the chosen method's with another method's, or with that of a draw. NAN while it is not
 * known. */
double lens_explaining_get_agreement (LensExplaining *self, DermMethod other);
double lens_explaining_get_draw_agreement (LensExplaining *self, int draw);

gboolean lens_explaining_is_working (LensExplaining *self);
/* No work until something else is asked. */
void lens_explaining_stop (LensExplaining *self);

/* ---- the cell that is asked about ---- */

/* A cell of the map; -1, -1 for none. Cells that it does not have are put right. */
void lens_explaining_set_cursor (LensExplaining *self, int x, int y);
/* FALSE while there is none. */
gboolean lens_explaining_get_cursor (LensExplaining *self, int *x, int *y);
/* Without a cursor it comes where the map is strongest. */
void lens_explaining_move_cursor (LensExplaining *self, int dx, int dy);

G_END_DECLS
