/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define LENS_TYPE_COLUMNS (lens_columns_get_type ())
G_DECLARE_FINAL_TYPE (LensColumns, lens_columns, LENS, COLUMNS, GtkLayoutManager)

/* Lays out children like the articles of a newspaper: in their order, in as many columns of about the same height as there
 * is room for. A child is never divided. */

/* chars: width of a column in characters of the widget's font; fewer columns, which are wider, follow larger text. */
GtkLayoutManager *lens_columns_new (int chars);

G_END_DECLS
