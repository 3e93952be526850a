/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

/* Pictures of seven classes that a net of a thousand weights can tell apart: two patches of the class's colour on skin,
 * with noise. make_audit_models.py trains on them, tests judge by others of the same kind. */

enum {
  PATTERN_WIDTH = 60,
  PATTERN_HEIGHT = 45,
  PATTERN_BYTES = 3 * PATTERN_WIDTH * PATTERN_HEIGHT,
  PATTERN_CLASSES = 7
};

extern const char *const pattern_codes[PATTERN_CLASSES + 1]; /* HAM10000's, by the alphabet, and NULL */

/* The same pixels for the same class and seed; brightness 1 leaves them as they are. */
void pattern_draw (int class, guint32 seed, double brightness, guint8 *rgb);

/* Writes one as a PPM file. */
void pattern_save (int class, guint32 seed, double brightness, const char *path);
