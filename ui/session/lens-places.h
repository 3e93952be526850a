/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-collection.h"
#include "lens-reading.h"
#include "lens-work.h"

G_BEGIN_DECLS

/* From this many images on there is a map. */
#define LENS_PLACES_LEAST 3
/* Nearest images that are told of. */
#define LENS_PLACES_NEAREST 6
/* Components that can be looked at. */
#define LENS_PLACES_MAX_AXES 6
/* Of which so many are offered, each with each. */
#define LENS_PLACES_OFFERED_AXES 4

/**
 * LensPlacesState:
 * @LENS_PLACES_NOTHING: nobody looks, or there is no image
 * @LENS_PLACES_FEW: fewer than three images, and no more to come
 * @LENS_PLACES_REFUSED: the model has no features: lens_places_get_error()
 * @LENS_PLACES_WORKING: no place is known yet
 * @LENS_PLACES_GROWING: more results are to come, and the axes may still turn
 * @LENS_PLACES_DONE: the places are final
 */
typedef enum {
  LENS_PLACES_NOTHING,
  LENS_PLACES_FEW,
  LENS_PLACES_REFUSED,
  LENS_PLACES_WORKING,
  LENS_PLACES_GROWING,
  LENS_PLACES_DONE,
} LensPlacesState;

typedef enum {
  LENS_PLACES_BY_ANSWER,
  LENS_PLACES_BY_TRUTH,
  LENS_PLACES_BY_FLAG,
  LENS_N_PLACES_COLOURS
} LensPlacesColour;

#define LENS_TYPE_PLACES (lens_places_get_type ())
G_DECLARE_FINAL_TYPE (LensPlaces, lens_places, LENS, PLACES, GObject)

/* Where the images lie on the atlas: by their features, which their results have, along two of the principal
 * components. They are worked out on a thread while somebody looks, again and again as results come, and a last time
 * when all are there.
 *
 * Property "is-working". Signals: "changed": the places are others, or the state; "settings-changed": axes, colour,
 * tool or classes. */

typedef struct {
  LensCollection *collection;
  LensReading *reading;
  LensWork *work;
} LensPlacesParts;

LensPlaces *lens_places_new (const LensPlacesParts *parts);
/* The window is closed: nothing is worked at any more. */
void lens_places_close (LensPlaces *self);
/* Whether somebody looks: else nothing is worked at. FALSE at first. */
void lens_places_set_active (LensPlaces *self, gboolean is_active);
/* Results of images have changed. */
void lens_places_update (LensPlaces *self);

/* ---- what is known ---- */

LensPlacesState lens_places_get_state (LensPlaces *self);
const char *lens_places_get_error (LensPlaces *self); /* or NULL */
gboolean lens_places_is_working (LensPlaces *self);
/* (nullable) Of the images below, in that order. */
DermAtlas *lens_places_get_atlas (LensPlaces *self);
/* Images with a result, in the order of opening. */
guint lens_places_get_n (LensPlaces *self);
LensItem *lens_places_get_item (LensPlaces *self, guint place);
/* -1 for an image that is not among them. */
int lens_places_find (LensPlaces *self, LensItem *item);
/* Along the two axes; NULL before they are known. NaN for an image that has no place. */
const double *lens_places_get_x (LensPlaces *self);
const double *lens_places_get_y (LensPlaces *self);
/* Left, top, width, height of all of them; y grows upwards. FALSE while there are none. */
gboolean lens_places_get_bounds (LensPlaces *self, double bounds[4]);
/* Of the variation that the two axes have, 0 to 1. */
double lens_places_get_share (LensPlaces *self);
/* (transfer full) (nullable) Places of the images nearest to that one, by all features. */
guint *lens_places_list_nearest (LensPlaces *self, guint place, guint *n);

/* ---- how it is looked at ---- */

/* Components from 0 on, not the same. */
void lens_places_set_axes (LensPlaces *self, int x, int y);
void lens_places_get_axes (LensPlaces *self, int *x, int *y);
/* How many pairs of components are offered, and the one at that place: each component with each earlier one, the first
 * ones first. 0 while there is no atlas. */
int lens_places_get_n_axes (LensPlaces *self);
void lens_places_list_axes (int place, int *x, int *y);
/* To the pair that many places on, and round again. */
void lens_places_step_axes (LensPlaces *self, int by);
void lens_places_set_colour (LensPlaces *self, LensPlacesColour colour);
LensPlacesColour lens_places_get_colour (LensPlaces *self);
/* Answers are not told until the user has guessed: by these, all images have no class. */
void lens_places_set_covered (LensPlaces *self, gboolean is_covered);
const char *lens_places_colour_get_id (LensPlacesColour colour); /* "answer", "truth", "flag" */
gboolean lens_places_colour_from_id (const char *id, LensPlacesColour *colour);
/* What the pointer does: encloses images, or moves the map. */
void lens_places_set_lasso (LensPlaces *self, gboolean is_lasso);
gboolean lens_places_is_lasso (LensPlaces *self);
/* By what the image is coloured: code of a class or id of a flag; "" for none. */
const char *lens_places_get_class (LensPlaces *self, guint place);
/* (transfer full) Those that images have, the model's classes first and in its order, "" last. */
GStrv lens_places_list_classes (LensPlaces *self);
/* Whether images of that class are shown. All are, at first. */
void lens_places_set_class_shown (LensPlaces *self, const char *code, gboolean is_shown);
gboolean lens_places_is_class_shown (LensPlaces *self, const char *code);
/* Whether it has a place and its class is shown. */
gboolean lens_places_is_shown (LensPlaces *self, guint place);

/* ---- finding ---- */

/* The nearest shown image in that direction of the map, within 45° of it; dy: 1 is up. -1: there is none. From nowhere
 * (-1): that nearest to the middle. */
int lens_places_find_towards (LensPlaces *self, int from, int dx, int dy);
/* (transfer full) (element-type LensItem) Shown images within a closed line of n points, x and y of each. */
GPtrArray *lens_places_list_within (LensPlaces *self, const double *line, guint n);

G_END_DECLS
