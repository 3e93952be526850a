/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

#include "lens-flag.h"

G_BEGIN_DECLS

/**
 * LensState:
 *
 * Where the image of one row stands.
 */
typedef enum {
  LENS_STATE_WAITING,
  LENS_STATE_DONE,
  LENS_STATE_FAILED,
} LensState;

#define LENS_TYPE_ITEM (lens_item_get_type ())
G_DECLARE_FINAL_TYPE (LensItem, lens_item, LENS, ITEM, GObject)

/* One image of the list: where it comes from, and what is known of it so far. Holds a thumbnail, never the decoded
 * file. Emits "changed" whenever what it says has changed. */

LensItem *lens_item_new_for_file (GFile *file);
LensItem *lens_item_new_for_image (DermImage *image);

const char *lens_item_get_name (LensItem *self);
/* (transfer full) With the folder before it if there is another image of that name in the list. */
char *lens_item_dup_title (LensItem *self);
GFile *lens_item_get_file (LensItem *self); /* NULL for a pasted image */
/* What notes are kept by: its file, or an address in that scheme with the hash of its size and pixels. */
#define LENS_ITEM_HASH_SCHEME "sha256"
GFile *lens_item_get_key (LensItem *self);
DermImage *lens_item_get_image (LensItem *self); /* NULL for a file */
gboolean lens_item_is_sample (LensItem *self);   /* drawn by our program, not a photograph */
LensState lens_item_get_state (LensItem *self);
GdkPaintable *lens_item_get_thumbnail (LensItem *self);    /* NULL until it is known */
DermPrediction *lens_item_get_prediction (LensItem *self); /* NULL until it is known */
/* Code of the leading class; NULL until it is known. */
const char *lens_item_get_answer (LensItem *self);
const char *lens_item_get_error (LensItem *self); /* NULL unless failed or gone */
/* Whether its file has gone since it was read: what was known of it stays. */
gboolean lens_item_is_gone (LensItem *self);

/* Path of the folder that its file is in, or its address if that has no path; NULL for a pasted image. Equal ones are
 * one string. */
const char *lens_item_get_folder (LensItem *self);
/* Its name as words are looked for in it: lens_fold(). */
const char *lens_item_get_folded_name (LensItem *self);
/* Without its case, and composed: ä may be one letter or two. (transfer full) */
char *lens_fold (const char *text);

/* Names sort by it as people count: 2 before 10. */
const char *lens_item_get_sort_key (LensItem *self);
/* What lens-names.h finds: the part of its folder's path by which it differs from images of the same name, or NULL; and
 * of what list that is. */
typedef struct _LensNames LensNames;
const char *lens_item_get_folder_part (LensItem *self);
void lens_item_set_folder_part (LensItem *self, const char *part);
LensNames *lens_item_get_names (LensItem *self);
void lens_item_set_names (LensItem *self, LensNames *names);
/* When its file was last written, in seconds; 0 if that is not known. */
gint64 lens_item_get_date (LensItem *self);
void lens_item_set_date (LensItem *self, gint64 date);

/* What somebody has noted of it: a flag, the right label and words, each of which may be missing (NULL). */
LensFlag lens_item_get_flag (LensItem *self);
const char *lens_item_get_label (LensItem *self);
const char *lens_item_get_text (LensItem *self);
void lens_item_set_note (LensItem *self, LensFlag flag, const char *label, const char *text);

/* The class that it is known to show, or NULL. */
const char *lens_item_get_truth (LensItem *self);
void lens_item_set_truth (LensItem *self, const char *label);
/* The image in a table of truth, whatever its class is; NULL and -1: it is in none. */
void lens_item_set_row (LensItem *self, DermTruth *table, int image);
/* What stands in that column of it, or NULL. */
const char *lens_item_get_cell (LensItem *self, const char *column);
/* Whether the truth and a prediction are known and differ. */
gboolean lens_item_is_wrong (LensItem *self);

/* Whether its scores are grey, because something speaks against them; until the user wants to see them, in this
 * session. */
gboolean lens_item_is_doubtful (LensItem *self);
gboolean lens_item_is_trusted (LensItem *self);
void lens_item_trust (LensItem *self);
/* Whether the input that its answer is of was painted on in this session: lens-edits.h. The answer is of the untouched
 * one. */
gboolean lens_item_is_edited (LensItem *self);
void lens_item_set_edited (LensItem *self, gboolean is_edited);

/* Rows that show it say so; the thumbnail of an item that has none may be given up. */
void lens_item_add_viewer (LensItem *self);
void lens_item_remove_viewer (LensItem *self);
gboolean lens_item_is_viewed (LensItem *self);
void lens_item_drop_thumbnail (LensItem *self);

/* A picture for a tile that is larger than a thumbnail, made for a square of that side; NULL: there is none. */
GdkPaintable *lens_item_get_tile (LensItem *self);
int lens_item_get_tile_side (LensItem *self);
gsize lens_item_get_tile_bytes (LensItem *self);
void lens_item_set_tile (LensItem *self, DermImage *tile, int side);

/* Its file is opened again. */
void lens_item_reset (LensItem *self);
/* thumbnail may be NULL: then the one there is stays. */
void lens_item_succeed (LensItem *self, DermImage *thumbnail, DermPrediction *prediction);
/* Returns whether that is news: FALSE if the item had failed before. */
gboolean lens_item_fail (LensItem *self, const GError *error);

G_END_DECLS
