/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Notes in four files: lens-notes.c (changes, by window), lens-notes-store.c (all notes, and saving), lens-notes-file.c
 * (the bytes of the file), lens-notes-hasher.c (what is in the images that they are on). */

#include "lens-notes.h"

G_BEGIN_DECLS

typedef struct {
  LensNote note;
  char *size, *sha256; /* of the image's file when it was noted; both or neither */
  GHashTable *more;    /* owned, or NULL: members of the line that are none of ours */
  GHashTable *others;  /* owned, or NULL: the same for values that are no strings, as they are in the file */
  gboolean is_fresh;   /* noted in this session, and not yet hashed */
} LensEntry;

void lens_entry_free (LensEntry *entry);
/* Whether there is nothing to keep. */
gboolean lens_entry_is_empty (const LensEntry *entry);
/* from: NULL for none. */
void lens_note_copy (LensNote *to, const LensNote *from);
void lens_note_clear (LensNote *note);
gboolean lens_note_is_same (const LensNote *a, const LensNote *b);
gboolean lens_note_is_empty (const LensNote *note);

/* (transfer full) GFile -> LensEntry. */
GHashTable *lens_notes_table_new (void);

/* What is in a file of notes. */
typedef struct {
  GHashTable *notes; /* owned, see lens_notes_table_new() */
  GPtrArray *rest;   /* owned GBytes: lines that are no notes, which stay as they are */
  guint n_damaged;   /* of these that are no text */
} LensNotesContent;

void lens_notes_content_init (LensNotesContent *self);
void lens_notes_content_clear (LensNotesContent *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LensNotesContent, lens_notes_content_clear)

/* path: of the notes, absolute; names in it are relative to its folder. FALSE with error set if there is text that
 * cannot be read without loss. */
gboolean lens_notes_parse (GBytes *bytes, const char *path, LensNotesContent *content, GError **error);
/* (transfer full) */
GBytes *lens_notes_format (const LensNotesContent *content, const char *path);

G_END_DECLS
