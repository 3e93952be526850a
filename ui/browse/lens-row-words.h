/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

/* What a row says of its image. All but the signs: (transfer full). */

/* "nv 0.93", the reason of a failure, or that nothing is known yet; with the truth: "nv 0.93 ✓", "nv 0.93 ≠ mel";
 * with somebody's own label: "nv 0.93 → mel"; with what speaks against the answer: "nv 0.93 · blurred". */
char *lens_row_format_verdict (LensItem *item);
/* The same where there is no room for it: "nv 0.93 ⚠" with something that speaks against the answer, "▣" with a
 * crop and "▦" with an edited input, and no score, which the bar shows, between truth and label: "nv ≠ bcc → mel". */
char *lens_row_format_short_verdict (LensItem *item);
/* In words, for those who hear it and for the tooltip. */
char *lens_row_describe (LensItem *item);
/* Signs of what is noted of the image, to stand before its name. */
const char *lens_row_format_signs (LensItem *item);

G_END_DECLS
