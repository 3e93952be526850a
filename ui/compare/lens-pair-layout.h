/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_PAIR_LAYOUT (lens_pair_layout_get_type ())
G_DECLARE_FINAL_TYPE (LensPairLayout, lens_pair_layout, LENS, PAIR_LAYOUT, GtkLayoutManager)

/* A box of two sides and, as the second child, a LensPairDifference: beside them where that has room, so that the
 * originals get the height, else below them.
 *
 * Property "side-width": how wide each side is where the difference stands beside them, else 0. It changes after the
 * layout that decided so. */

/* One below the other in any width. */
void lens_pair_layout_set_narrow (LensPairLayout *self, gboolean is_narrow);
int lens_pair_layout_get_side_width (LensPairLayout *self);

G_END_DECLS
