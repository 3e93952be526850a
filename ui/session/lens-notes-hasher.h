/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LENS_TYPE_NOTES_HASHER (lens_notes_hasher_get_type ())
G_DECLARE_FINAL_TYPE (LensNotesHasher, lens_notes_hasher, LENS, NOTES_HASHER, GObject)

/* Finds out what is in files, one after another on a worker. Emits "hashed" (GFile, size, SHA-256; both NULL if it
 * cannot be read) for each, and "done" when there is none left. */

LensNotesHasher *lens_notes_hasher_new (void);
/* Nothing if it waits already, or is no local file. */
void lens_notes_hasher_add (LensNotesHasher *self, GFile *file);

/* Those that wait are left out. */
void lens_notes_hasher_stop (LensNotesHasher *self);

G_END_DECLS
