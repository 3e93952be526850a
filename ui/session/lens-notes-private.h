/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Notes in three files: lens-notes.c (changes, by window), lens-notes-store.c (all notes, and saving),
 * lens-notes-file.c (one note, and the text of the file). */

#include "lens-notes.h"

G_BEGIN_DECLS

typedef struct {
  LensNote note;
  GHashTable *more; /* owned, or NULL: members of the line that are none of ours */
} LensEntry;

void lens_entry_free (LensEntry *entry);
/* from: NULL for none. */
void lens_note_copy (LensNote *to, const LensNote *from);
void lens_note_clear (LensNote *note);
gboolean lens_note_is_same (const LensNote *a, const LensNote *b);
gboolean lens_note_is_empty (const LensNote *note);

/* (transfer full) GFile -> LensEntry. */
GHashTable *lens_notes_table_new (void);
/* path: of the notes, absolute; names in it are relative to its folder. Lines that are no notes go to rest. */
void lens_notes_parse (const char *content, const char *path, GHashTable *notes, GPtrArray *rest);
/* (transfer full) */
char *lens_notes_format (GHashTable *notes, GPtrArray *rest, const char *path);

G_END_DECLS
