/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-browser.h"

/* Random steps in a browser, the same for the same seed. */

typedef enum {
  RANDOM_SEARCH,
  RANDOM_FILTER,
  RANDOM_ORDER,
  RANDOM_SHOW, /* as list or grid */
  RANDOM_CHOOSE,
  RANDOM_USE_VIEW, /* as pointer and keys do */
  N_RANDOM_STEPS
} RandomStep;

/* (transfer full) By RANDOM_SEED of the environment, or always the same. If the program crashes from now on, it prints
 * the seed and what random_note() was given last. */
GRand *random_begin (void);
void random_note (guint step, const char *what);
/* Of the environment. */
guint random_number (const char *variable, guint otherwise);
/* Less than n, or 0. */
guint random_pick (GRand *rand, guint n);
/* What the main loop has to do now, but no more than n things. */
void random_run (guint n);

void random_step (LensBrowser *browser, GRand *rand, RandomStep step);
const char *random_step_name (RandomStep step);
