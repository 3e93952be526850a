/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_TYPE_NAMES (lens_names_get_type ())
G_DECLARE_FINAL_TYPE (LensNames, lens_names, LENS, NAMES, GObject)

/* What the names in a list have in common. Images with one name are told apart by the part of their folders' paths that
 * differs, which is set as lens_item_get_folder_part(); and rows leave out of a long name what is the same in all. An
 * image costs no more the more there are. */

LensNames *lens_names_new (void);
/* The item is borrowed until it is removed. */
void lens_names_add (LensNames *self, LensItem *item);
void lens_names_remove (LensNames *self, LensItem *item);

/* (transfer none) The folder in which all of their files are, in it or below it; NULL if there is none, or no file. */
GFile *lens_names_get_folder (LensNames *self);
/* How all names end, from the start of a word on, if that is more than the ending of a format: "_small.jpg". NULL:
 * there is no such end. */
const char *lens_names_get_end (LensNames *self);
/* (transfer full) The name of the item without that end, for where there is no room; NULL: there is no such end. What
 * is the same at the start of all names may be left out, too. */
char *lens_names_dup_start (LensItem *item);

G_END_DECLS
