/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One class in two files: derm-change.c (the result) and change-search.c (the search for one class to lead). */

#include "derm-change.h"
#include "explain-private.h"

G_BEGIN_DECLS

/* To be zeroed but for the work, both classes and max_pixels. */
typedef struct {
  Work *work;
  int wanted; /* the class that is to lead */
  int rival;  /* the highest of the others, as the input is now */
  int max_pixels;
  GArray *pixels;  /* owned: those that are changed */
  float *rgb;      /* owned, the bytes now */
  float *gradient; /* owned, by the bytes: of the lead */
  float *trials;   /* owned, [TRIED or more][values]: bytes that are tried */
  int n_trials;
} ChangeSearch;

/* FALSE with the error; there are no pixels if nothing was found. */
G_GNUC_INTERNAL gboolean derm_change_search (ChangeSearch *self, GError **error);

G_GNUC_INTERNAL void derm_change_search_clear (ChangeSearch *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChangeSearch, derm_change_search_clear)

G_END_DECLS
