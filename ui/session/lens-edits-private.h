/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-edits.h"
#include "lens-paint.h"

G_BEGIN_DECLS

/* lens-edits.c: what is painted on each image, and its steps. lens-edits-stroke.c: how it is painted.
 * lens-edits-predict.c: what the network says of it. */

struct _LensEdits {
  GObject parent_instance;

  LensReading *reading; /* owned */
  LensHistory *history; /* owned */
  GHashTable *items; /* owned LensItem -> owned GPtrArray of owned LensEdit, one for each input that was painted on */

  LensItem *item;            /* owned; on screen, or NULL */
  DermPrediction *untouched; /* owned; of it */
  LensEdit *edit;            /* owned by items, or NULL: nothing was painted on that input */

  guint8 *stroke; /* owned; pixels while a stroke is under way, or NULL */
  LensEditKind stroke_kind;
  guint8 stroke_colour[3];
  int stroke_size;
  int begin_x, begin_y, last_x, last_y;
  gboolean has_begun;     /* at begin_x, begin_y */
  DermPrediction *latest; /* owned; that came last while the stroke is under way, or NULL */

  GCancellable *running; /* owned; of the one request, or NULL */
};

DermInput *lens_edits_get_input (LensEdits *self);
gsize lens_edits_get_n_bytes (LensEdits *self);
void lens_edits_add_step (LensEdits *self, LensEditKind kind, GBytes *rgb);
void lens_edits_tell_changed (LensEdits *self);

/* Of the pixels as they are now; then of steps of which nothing is known. */
void lens_edits_request (LensEdits *self);
void lens_edits_stop_request (LensEdits *self);
void lens_edits_tell_predicted (LensEdits *self, DermPrediction *prediction);
void lens_edits_set_running (LensEdits *self, GCancellable *running);
void lens_edits_tell_failed (LensEdits *self, const char *reason);

G_END_DECLS
