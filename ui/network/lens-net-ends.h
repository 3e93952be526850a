/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_NET_ENDS (lens_net_ends_get_type ())
G_DECLARE_FINAL_TYPE (LensNetEnds, lens_net_ends, LENS, NET_ENDS, GtkLayoutManager)

/* Two children: words, and what stands at the other end of their line; below them where both do not fit into one line.
 */

G_END_DECLS
