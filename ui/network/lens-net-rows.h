/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_NET_ROWS (lens_net_rows_get_type ())
G_DECLARE_FINAL_TYPE (LensNetRows, lens_net_rows, LENS, NET_ROWS, GtkLayoutManager)

/* The network above, what is said of it in the middle, a chosen cell below, whose height depends on the width. Children
 * that are scrolled windows scroll where there is not room for all: the last of them has what it needs before the
 * first, which takes what is left, but no less than some of its rows. */

/* Whether there may be less room than all needs: else it is as high as that. */
void lens_net_rows_set_scrolls (LensNetRows *self, gboolean scrolls);

G_END_DECLS
