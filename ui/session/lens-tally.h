/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-view.h"

G_BEGIN_DECLS

/* How many images of a view there would be to choose from. All of it counts the images that the rest of the filter
 * shows: what it says about the topic itself does not matter. */

/**
 * LensCount:
 *
 * Images that have a value.
 */
typedef struct {
  char *value; /* owned */
  guint n;
} LensCount;

/* (transfer full) (element-type LensCount) Each value that an image of the list has, also with n = 0, in the order of
 * the list; of folders those above them too, down to the one that all images are in. */
GPtrArray *lens_tally_values (LensView *view, LensTopic topic);

/**
 * LensSpan:
 * @n: images
 * @n_numbers: those of them that have a number
 * @n_within: those whose number is in the condition about it, if there is one
 * @lowest: of the numbers of all images in the list, whatever the filter is
 * @highest: likewise
 */
typedef struct {
  guint n, n_numbers, n_within;
  double lowest, highest;
} LensSpan;

LensSpan lens_tally_numbers (LensView *view, LensTopic topic);

typedef enum {
  LENS_COLUMN_EMPTY,   /* no image has anything in it */
  LENS_COLUMN_VALUES,  /* few different ones, to choose among */
  LENS_COLUMN_NUMBERS, /* many, all of which are numbers */
  LENS_COLUMN_MANY     /* like ids: nothing to choose from */
} LensColumnKind;

/* What is in a column of the table of truth, by the images in the list. n_values: how many different things. */
LensColumnKind lens_tally_column (LensView *view, const char *column, guint *n_values);

G_END_DECLS
