/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-image.h"

G_BEGIN_DECLS

enum { DERM_HASH_SIDE = 16, DERM_HASH_WORDS = DERM_HASH_SIDE * DERM_HASH_SIDE / 64, DERM_HASH_TURNS = 8 };

/* What a picture looks like, in little: squeezed to 16 × 16, grey, and the signs of its horizontal gradient, the
 * perceptual hash by which pictures that may be the same are found fast. */
typedef struct {
  guint8 grey[DERM_HASH_SIDE * DERM_HASH_SIDE];
  guint64 bits[DERM_HASH_WORDS];
} DermHash;

G_GNUC_INTERNAL void derm_hash_make (DermImage *image, DermHash *hash);

/* The hash of the picture turned and mirrored: turn 0 leaves it, 1 … 7 are the other ways to lay a square. */
G_GNUC_INTERNAL void derm_hash_turn (const DermHash *hash, int turn, DermHash *turned);

/* Whether two pictures are one, saved anew, resized, made lighter or darker: few signs of the gradient differ, and the
 * little pictures correlate. Pictures of one lesion that were taken one after the other are not the same picture. */
G_GNUC_INTERNAL gboolean derm_hash_is_near (const DermHash *a, const DermHash *b);

G_END_DECLS
