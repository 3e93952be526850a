/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-places.h"

G_BEGIN_DECLS

/* One class in four files: lens-places.c (the object, and how it is looked at), lens-places-axes.c (the pairs of
 * components that are offered), lens-places-work.c (working the places out), lens-places-find.c (finding images by
 * where they lie). */

struct _LensPlaces {
  GObject parent_instance;

  LensPlacesParts parts; /* owned */

  /* what is known; all NULL before */
  GPtrArray *items;    /* owned, of LensItem */
  GHashTable *indices; /* owned: item -> its place in them */
  GBytes *features;    /* owned: what the atlas was made of */
  DermAtlas *atlas;    /* owned */
  double *x, *y;       /* owned, [items] */
  char *error;         /* owned; of the model, or NULL */
  gboolean is_final;

  GCancellable *cancellable; /* owned; of the work that is under way, or NULL */
  guint update_id;
  gboolean is_due; /* there was news while it was under way */
  gboolean was_working;
  gboolean is_active, is_closed;

  int axes[2];
  LensPlacesColour colour;
  gboolean is_lasso, is_covered;
  GHashTable *hidden; /* owned, of char: codes of classes */
};

/* lens-places.c */
void lens_places_tell (LensPlaces *self);
void lens_places_tell_working (LensPlaces *self);

/* lens-places-work.c */
void lens_places_forget (LensPlaces *self);
void lens_places_place (LensPlaces *self);

G_END_DECLS
