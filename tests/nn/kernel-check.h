/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What the tests of the kernels have in common, and the check of the products, the largest. */

#include "guarded.h"
#include "kernels.h"

#include <glib.h>

typedef enum { FILL_RANDOM, FILL_EXTREME, FILL_SPARSE, N_FILLS } Fill;

Guarded make_values (GRand *random, Fill fill, size_t n, gboolean is_at_end);

/* The same bits; of NaN it is enough that both are. */
gboolean is_same (const float *a, const float *b, size_t n);

/* Whether multiply() does what plain loops do, for all tile shapes. */
gboolean check_multiply (const NnKernels *kernels);
