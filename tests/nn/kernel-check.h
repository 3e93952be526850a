/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What the tests of the kernels have in common, and the checks of one kernel each. */

#include "guarded.h"
#include "kernels.h"

#include <glib.h>

typedef enum { FILL_RANDOM, FILL_EXTREME, FILL_SPARSE, N_FILLS } Fill;

Guarded make_values (GRand *random, Fill fill, size_t n, gboolean is_at_end);

/* The same bits; of NaN it is enough that both are. */
gboolean is_same (const float *a, const float *b, size_t n);

/* Whether multiply() does what plain loops do, for all tile shapes. */
gboolean check_multiply (const NnKernels *kernels);

/* Whether list_inputs() lists the inputs that are not 0 in all pixels, and multiply() with those gives the same sums. */
gboolean check_listed (const NnKernels *kernels);

/* A map that is stored, and how. */
typedef struct {
  int h, w, c;
  gboolean is_relu, is_pool, is_scaled;
  Fill fill;
} PostCase;

void plain_post (const NnPost *post, const PostCase *c, const float *x, float *y);

/* Likewise for the others. */
gboolean check_post (const NnKernels *kernels);
gboolean check_spread (const NnKernels *kernels);
gboolean check_gather (const NnKernels *kernels);

/* Whether these checks notice kernels that are wrong on purpose. */
void test_wrong_kernels (void);
