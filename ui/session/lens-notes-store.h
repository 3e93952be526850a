/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-notes.h"

G_BEGIN_DECLS

#define LENS_TYPE_NOTES_STORE (lens_notes_store_get_type ())
G_DECLARE_FINAL_TYPE (LensNotesStore, lens_notes_store, LENS, NOTES_STORE, GObject)

/* The notes themselves and the file of them, one for all windows: see LensNotes, which is a window's hand on it.
 *
 * Emits "changed", "saved" and "save-failed" as LensNotes does, and "replaced" when all notes are those of another
 * file. */

LensNotesStore *lens_notes_store_new (void);
gboolean lens_notes_store_open (LensNotesStore *self, const char *path, gboolean is_copying, GError **error);
const char *lens_notes_store_get_path (LensNotesStore *self);
const LensNote *lens_notes_store_get (LensNotesStore *self, GFile *file);
void lens_notes_store_put (LensNotesStore *self, GFile *file, const LensNote *note);
/* FALSE if there is no note, or one on the other image already. */
gboolean lens_notes_store_move (LensNotesStore *self, GFile *from, GFile *to);
void lens_notes_store_want_hash (LensNotesStore *self, GFile *file);
GPtrArray *lens_notes_store_list_hashed (LensNotesStore *self);
guint lens_notes_store_get_n_damaged (LensNotesStore *self);
gboolean lens_notes_store_flush (LensNotesStore *self, GError **error);

G_END_DECLS
