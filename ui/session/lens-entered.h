/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LENS_TYPE_ENTERED (lens_entered_get_type ())
G_DECLARE_FINAL_TYPE (LensEntered, lens_entered, LENS, ENTERED, GObject)

/* What the user has entered and not left yet (a comparison, a crop, full screen), in that order: Escape leaves the
 * last.
 *
 * Property "last": its name, NULL if nothing is entered. */

typedef void (*LensLeave) (gpointer data);

LensEntered *lens_entered_new (void);
/* How to leave what has that name. data is borrowed; whoever adds it tells by lens_entered_set() when it is entered and
 * left, whoever does that. */
void lens_entered_add (LensEntered *self, const char *name, LensLeave leave, gpointer data);
/* What is entered already keeps its place. */
void lens_entered_set (LensEntered *self, const char *name, gboolean is_entered);
/* It is the last from now on. */
void lens_entered_raise (LensEntered *self, const char *name);
const char *lens_entered_get_last (LensEntered *self);
gboolean lens_entered_is_in (LensEntered *self, const char *name);
/* Does nothing if nothing is entered. */
void lens_entered_leave_last (LensEntered *self);

G_END_DECLS
