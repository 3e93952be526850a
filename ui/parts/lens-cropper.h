/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-crop.h"

G_BEGIN_DECLS

#define LENS_TYPE_CROPPER (lens_cropper_get_type ())
G_DECLARE_FINAL_TYPE (LensCropper, lens_cropper, LENS, CROPPER, GtkWidget)

/* The crop over a picture: a line around what the network gets, a veil over the rest, handles for the pointer and keys
 * for the keyboard. Emits "changed" with every step of a drag, and "committed" when the drag or the key is let go. */

/* Of the picture below: widget units per image pixel, and where its upper left corner is. */
void lens_cropper_set_view (LensCropper *self, double scale, double left, double top);
/* For which image; crop may be NULL: then nothing is drawn. Emits nothing. */
void lens_cropper_set (LensCropper *self, int image_width, int image_height, const LensCrop *crop);
/* Ends a drag, if there is one, with what it has reached. */
void lens_cropper_commit (LensCropper *self);
/* NULL if there is none. */
const LensCrop *lens_cropper_get_crop (LensCropper *self);
/* Whether width and height stay the same; an existing crop does not change. */
void lens_cropper_set_square (LensCropper *self, gboolean is_square);
/* Whether the user is at it: drags it, or it has the keyboard. */
gboolean lens_cropper_is_used (LensCropper *self);
/* (transfer full) Place and size in words; NULL if there is no crop. */
char *lens_cropper_dup_text (LensCropper *self);

G_END_DECLS
