/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-explained-compared.h"

G_BEGIN_DECLS

/* What maps say, in words. All are translated, with numbers as the locale writes them, and (transfer full). Columns and
 * rows count from 0; a patch is named by its upper left pixel. */

/* "Gradient × input"; short: as it stands below a small map. */
const char *lens_explained_get_method_name (DermMethod method);
/* With its sign: "+0.24", "−0.27", and as many digits as a map of that scale needs. */
char *lens_explained_format (double value, double scale);

/* Markup: what the map says, in a sentence or three; NULL until it is final. */
char *lens_explained_dup_sentence (LensExplaining *self);
/* Why there is no more to see in a map, or NULL; map is nullable. */
char *lens_explained_dup_flat (DermExplanation *map);
/* What a locked scale leaves out on that side: "beyond the scale: −0.43"; NULL where it holds all. */
char *lens_explained_dup_beyond (LensExplaining *self, gboolean is_for);
/* (nullable) (transfer none) That the image below the map is not what the network got, where it was painted on. */
const char *lens_explained_get_edited (LensExplaining *self);
/* Of the cell that is asked about: "x 11–14, y 12–15   hidden: nv 0.68 → 0.94"; NULL without one. Of a map that is
 * not final, or of another method, what it has there: "x 11–14, y 12–15   nv −0.27". */
char *lens_explained_dup_cell (LensExplaining *self, int x, int y);
/* Of the whole view, for those who do not see it. */
char *lens_explained_dup_aloud (LensExplaining *self);
/* "5,000 passes in 0.38 s"; NULL while the work goes on. */
char *lens_explained_dup_passes (LensExplaining *self);

/* left, upper edge, width and height of what the cell stands for, in pixels of the input. */
void lens_explained_find_pixels (DermExplanation *map, int x, int y, int pixels[4]);

G_END_DECLS
