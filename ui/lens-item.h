/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>
#include <derm.h>

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
GFile *lens_item_get_file (LensItem *self);      /* NULL for a pasted image */
DermImage *lens_item_get_image (LensItem *self); /* NULL for a file */
gboolean lens_item_is_sample (LensItem *self);   /* drawn by our program, not a photograph */
LensState lens_item_get_state (LensItem *self);
GdkPaintable *lens_item_get_thumbnail (LensItem *self);    /* NULL until it is known */
DermPrediction *lens_item_get_prediction (LensItem *self); /* NULL until it is known */
const char *lens_item_get_error (LensItem *self);          /* NULL unless failed */

/* Its file is opened again. */
void lens_item_reset (LensItem *self);
/* thumbnail may be NULL: then the one there is stays. */
void lens_item_succeed (LensItem *self, DermImage *thumbnail, DermPrediction *prediction);
/* Returns whether that is news: FALSE if the item had failed before. */
gboolean lens_item_fail (LensItem *self, const GError *error);

G_END_DECLS
