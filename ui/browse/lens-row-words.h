/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

/* What a row says of its image. All but the signs: (transfer full). */

/* "nv 0.93", the reason of a failure, or that nothing is known yet; with the truth: "nv 0.93 ✓", "nv 0.93 ≠ mel";
 * with somebody's own label: "nv 0.93 → mel"; with what speaks against the answer: "nv 0.93 · blurred". */
char *lens_row_format_verdict (LensItem *item);
/* In words, for those who hear it and for the tooltip. */
char *lens_row_describe (LensItem *item);
/* Signs of what is noted of the image, to stand before its name. */
const char *lens_row_format_signs (LensItem *item);

/* (transfer full) Its name without the end that all names in the list have, for where there is no room; NULL: they have
 * none. What is the same at their start may be left out, too. */
char *lens_row_dup_start (LensItem *item);

G_END_DECLS
