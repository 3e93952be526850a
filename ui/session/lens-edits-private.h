/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-edits.h"
#include "lens-paint-stroke.h"
#include "lens-paint.h"

G_BEGIN_DECLS

/* lens-edits.c: what is painted on each image, and its steps. lens-edits-stroke.c: how it is painted; on the original:
 * lens-edits-original.c. lens-edits-predict.c: what the network says of it. */

struct _LensEdits {
  GObject parent_instance;

  LensReading *reading; /* owned */
  LensHistory *history; /* owned */
  GHashTable *items; /* owned LensItem -> owned GPtrArray of owned LensEdit, one for each input that was painted on */

  LensItem *item;            /* owned; on screen, or NULL */
  DermPrediction *untouched; /* owned; of it */
  LensEdit *edit;            /* owned by items, or NULL: nothing was painted on that input */

  DermImage *image;            /* owned; that the untouched input was made of, or NULL */
  DermImage *original;         /* owned; of it, turned as the recipe turns it; NULL until it is wanted */
  DermOrientation orientation; /* in which it is turned */
  guint8 *painted;             /* owned; its pixels as they are painted on, or NULL: they are not */
  GPtrArray *painted_strokes;  /* owned; that are on them */
  guint n_painted_points;      /* of the last of these */

  guint8 *stroke; /* owned; pixels of the input while a stroke is under way, or NULL */
  LensEditKind stroke_kind;
  guint8 stroke_colour[3];
  int stroke_size;
  int begin_x, begin_y, last_x, last_y;
  gboolean has_begun;     /* at begin_x, begin_y */
  DermPrediction *latest; /* owned; that came last while the stroke is under way, or NULL */

  LensPaintStroke *drawn; /* owned; while that stroke is one on the original, or NULL */
  GBytes *drawn_made;     /* owned; what the recipe makes of the original with it, as far as that is known */
  guint n_drawn, n_known; /* changes of it; those that the input's pixels know of */
  gboolean is_ending;     /* it is a step as soon as they know of all */

  GCancellable *running; /* owned; of the one request, or NULL */
};

DermInput *lens_edits_get_input (LensEdits *self);
gsize lens_edits_get_n_bytes (LensEdits *self);
/* With what is painted on the original as it is. */
void lens_edits_add_step (LensEdits *self, LensEditKind kind, GBytes *rgb);
void lens_edits_push_step (LensEdits *self, LensEditStep *step);
void lens_edits_tell_changed (LensEdits *self);

void lens_edits_leave_stroke (LensEdits *self);

/* The painted pixels of the original have the strokes that there are now. */
void lens_edits_update_painted (LensEdits *self);
void lens_edits_drop_painted (LensEdits *self);
void lens_edits_tell_painted (LensEdits *self, const GdkRectangle *part);

/* A stroke on the original. */
void lens_edits_draw_to (LensEdits *self, int x, int y, gboolean is_line);
void lens_edits_end_drawn (LensEdits *self);
/* Whether pixels of the input are still to be made of it. */
gboolean lens_edits_is_drawing_due (LensEdits *self);
/* (transfer full) What they are made of. */
LensPaintOriginal *lens_edits_dup_drawing (LensEdits *self);
void lens_paint_original_free (LensPaintOriginal *drawing);
/* rgb, made: NULL if they could not be made. */
void lens_edits_take_drawing (LensEdits *self, guint n_drawn, GBytes *rgb, GBytes *made);

/* Of the pixels as they are now; then of steps of which nothing is known. */
void lens_edits_request (LensEdits *self);
void lens_edits_stop_request (LensEdits *self);
void lens_edits_tell_predicted (LensEdits *self, DermPrediction *prediction);
void lens_edits_set_running (LensEdits *self, GCancellable *running);
void lens_edits_tell_failed (LensEdits *self, const char *reason);

G_END_DECLS
