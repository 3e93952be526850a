/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-reading.h"
#include "lens-shown.h"

G_BEGIN_DECLS

#define LENS_TYPE_SHAKING (lens_shaking_get_type ())
G_DECLARE_FINAL_TYPE (LensShaking, lens_shaking, LENS, SHAKING, GObject)

/* Whether the answer of the image on screen stays when the image is a little different. Only when it is asked for;
 * another image, or the same in another way, cancels it and forgets what it found.
 *
 * Property "is-working". Signal "changed": what is known, or how much of the work is done. */

LensShaking *lens_shaking_new (LensReading *reading, LensShown *shown);
/* The window is closed. */
void lens_shaking_close (LensShaking *self);

/* Nothing happens if it is known, or being worked at, or there is no image. */
void lens_shaking_start (LensShaking *self);
void lens_shaking_stop (LensShaking *self);
gboolean lens_shaking_is_working (LensShaking *self);
double lens_shaking_get_share (LensShaking *self);
/* (nullable) */
DermStability *lens_shaking_get_stability (LensShaking *self);
/* (nullable) Why there is none. */
const char *lens_shaking_get_error (LensShaking *self);

/* (transfer full) What was done, a line each, and what the answer was then. */
char *lens_shaking_dup_list (LensShaking *self);

G_END_DECLS
