/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Stability in six files: stability-plan.c (what is done), stability-pixels.c (to the pixels), derm-shaker.c (the
 * passes), derm-stability.c (the result), stability-words.c (for people) and stability-record.c (for files). */

#include "derm-shaker.h"

G_BEGIN_DECLS

enum { STABILITY_N = 150 };

/* What is done number `index`. */
G_GNUC_INTERNAL DermDisturbance derm_stability_plan (guint seed, int index);

/* ---- stability-pixels.c ---- */

/* What the disturbances start from. */
typedef struct {
  guint8 *pixels; /* owned, RGB */
  int width, height;
  double box[4]; /* what the recipe takes: left, upper, right, lower */
} ShakePiece;

/* image: NULL: of the input's own pixels. */
G_GNUC_INTERNAL gboolean derm_shake_piece_init (ShakePiece *self, DermInput *input, DermImage *image, GError **error);
G_GNUC_INTERNAL void derm_shake_piece_clear (ShakePiece *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ShakePiece, derm_shake_piece_clear)

/* (transfer full) The input that the piece, disturbed so, gives, with the recipe of `input`. */
G_GNUC_INTERNAL DermInput *derm_shake_piece_make (const ShakePiece *self, const DermDisturbance *disturbance,
                                                  DermInput *input, GError **error);

/* ---- derm-stability.c ---- */

struct _DermStability {
  GObject parent_instance;

  DermPrediction *prediction; /* owned */
  GPtrArray *disturbed;       /* owned, of DermPrediction */
  guint seed;
  gboolean is_of_image;
};

G_END_DECLS
