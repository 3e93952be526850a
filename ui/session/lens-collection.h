/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_TYPE_COLLECTION (lens_collection_get_type ())
G_DECLARE_FINAL_TYPE (LensCollection, lens_collection, LENS, COLLECTION, GObject)

/* All images that are open, as a GListModel of LensItem in the order of opening. Many images enter the list a few at a
 * time, so that no list view makes rows for all of them at once; until then they wait, and belong to the collection all
 * the same. No image is in it twice.
 *
 * Property "n-waiting": how many images wait. Signals: "adopted" (LensItem) before an image becomes part of the
 * collection; "wanted" (LensItem) when it is in the list and is to be read; "dropped" (LensItem) when it has been
 * removed. */

/**
 * LensPlaced:
 *
 * An image that was removed, and its place in the list before.
 */
typedef struct {
  LensItem *item; /* owned */
  guint place;
} LensPlaced;

LensCollection *lens_collection_new (void);

/**
 * lens_collection_add:
 * @items: (element-type LensItem): at least one
 * @is_again: what is there already is read again
 *
 * Returns: (transfer none): the first of @items, or the image that was there already in its place
 */
LensItem *lens_collection_add (LensCollection *self, GPtrArray *items, gboolean is_again);

/**
 * lens_collection_remove:
 * @items: (element-type LensItem): a set
 *
 * Images that wait for their place stay.
 *
 * Returns: (transfer full) (element-type LensPlaced): those of them that were in the list, in its order
 */
GArray *lens_collection_remove (LensCollection *self, GHashTable *items);
/* Puts them back to their places. Those that were opened again meanwhile are taken out of the array. */
void lens_collection_restore (LensCollection *self, GArray *placed);

/* NULL if there is no such image. */
LensItem *lens_collection_find (LensCollection *self, GFile *key);
/* Place in the order of opening; FALSE if it has none, or none yet. */
gboolean lens_collection_find_place (LensCollection *self, LensItem *item, guint *place);

/* (transfer none) In which all of their files are; NULL if there is none. */
GFile *lens_collection_get_folder (LensCollection *self);
/* Those in the list and those that wait. */
guint lens_collection_get_n_all (LensCollection *self);
guint lens_collection_get_n_waiting (LensCollection *self);
/* (transfer full) (element-type LensItem) The same, in the order of opening. */
GPtrArray *lens_collection_list_all (LensCollection *self);

/* What waits never enters the list: the window is closed. */
void lens_collection_close (LensCollection *self);

G_END_DECLS
