/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

#include "lens-item.h"

G_BEGIN_DECLS

/* What is noted of one image. */
typedef struct {
  LensFlag flag;
  char *label; /* the right class, or NULL */
  char *text;  /* or NULL */
} LensNote;

#define LENS_TYPE_NOTES (lens_notes_get_type ())
G_DECLARE_FINAL_TYPE (LensNotes, lens_notes, LENS, NOTES, GObject)

/* Notes on images, by file or, for a picture without one, by what is in it (lens_item_get_key()), kept in one file of
 * JSON lines beside the images or in the program's own data, never in an image:
 *
 *     {"file": "part 1/photo.jpg", "flag": "wrong", "label": "mel", "note": "…"}
 *     {"sha256": "9f86…", "flag": "poor"}
 *
 * Names are relative to the file's folder for what is below it, so that images and notes can move together, else
 * absolute. "file_size" and "file_sha256" are added on a worker, by which an image is known again elsewhere. Every
 * change can be undone. The file is written anew soon after a change, on a worker, and takes the old one's place as a
 * whole. Members and lines that it does not understand it leaves as they are, whatever bytes they are.
 *
 * Emits "changed" (GFile) for each image whose note is another one now, (NULL) for all of them; "recorded" when
 * there is one more change to undo; "save-failed" (which file and why); "saved". */

LensNotes *lens_notes_new (void);
/* The same notes in the same file, for another window: each sees what the other changes, and undoes only its own
 * changes. What somebody changed since in the other one stays. */
LensNotes *lens_notes_new_beside (LensNotes *other);

/**
 * lens_notes_open:
 * @path: need not exist
 * @is_copying: a file that does not exist begins with the notes that there are now
 *
 * Notes are read from and written to that file from now on. Blocks: the file is small. Nothing can be undone beyond it.
 *
 * Returns: FALSE with @error set if there is a file that cannot be read; then all stays as it was
 */
gboolean lens_notes_open (LensNotes *self, const char *path, gboolean is_copying, GError **error);
const char *lens_notes_get_path (LensNotes *self); /* NULL before lens_notes_open() */
/* Lines of the file that are no text, and stay in it. */
guint lens_notes_get_n_damaged (LensNotes *self);

/* (transfer none) NULL if there is none; until the next change. */
const LensNote *lens_notes_get (LensNotes *self, GFile *file);
void lens_notes_set_flag (LensNotes *self, GFile *file, LensFlag flag);
/* NULL or empty: none. */
void lens_notes_set_label (LensNotes *self, GFile *file, const char *label);
/* Changes of one text that follow each other are one, until lens_notes_seal(). */
void lens_notes_set_text (LensNotes *self, GFile *file, const char *text);
void lens_notes_seal (LensNotes *self);
/* The note is another file's now, with all that belongs to it. FALSE if there is none, or that file has one. */
gboolean lens_notes_move (LensNotes *self, GFile *from, GFile *to);
/* That file gets the same note too. */
void lens_notes_copy (LensNotes *self, GFile *from, GFile *to);
/* All changes between the two are undone and redone as one. */
void lens_notes_begin (LensNotes *self);
void lens_notes_end (LensNotes *self);

gboolean lens_notes_can_undo (LensNotes *self);
gboolean lens_notes_can_redo (LensNotes *self);
/* (transfer full) An image whose note has changed; NULL if there was nothing to undo. */
GFile *lens_notes_undo (LensNotes *self);
GFile *lens_notes_redo (LensNotes *self);

/**
 * LensHashedNote:
 * @size: of the file, in bytes
 * @sha256: of its bytes, when it was noted
 *
 * An image with a note, and how it is known again.
 */
typedef struct {
  GFile *file;
  char *size, *sha256;
} LensHashedNote;

void lens_hashed_note_free (LensHashedNote *self);
/* (transfer full) (element-type LensHashedNote) */
GPtrArray *lens_notes_list_hashed (LensNotes *self);
/* An image is open that has a note: what is in it is found out, if that is not known. */
void lens_notes_want_hash (LensNotes *self, GFile *file);

/* Writes now what is not yet written. Blocks. */
gboolean lens_notes_flush (LensNotes *self, GError **error);

G_END_DECLS
