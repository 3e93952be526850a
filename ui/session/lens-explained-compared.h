/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-explaining.h"

G_BEGIN_DECLS

/* What random weights and the other methods say of the map that is shown. Words are translated, and (transfer full). */

/* "0.68", "−0.22". */
char *lens_explained_format_plain (double value);
/* What random weights and the other methods say of it; NULL while there is nothing to say. */
char *lens_explained_dup_remark (LensExplaining *self);
/* "Random weights: other maps."; NULL until all draws are done. */
char *lens_explained_dup_draws_aloud (LensExplaining *self);

G_END_DECLS
