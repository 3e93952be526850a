/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Whether it scrolls up and down where its content needs more room. One that does not is as high as its content, and
 * leaves the wheel to what scrolls around it. It never scrolls sideways. */
void lens_scroller_set_scrolls (GtkScrolledWindow *scroller, gboolean scrolls);

/* It scrolls sideways only, and leaves the wheel to what scrolls around it. */
void lens_scroller_set_sideways (GtkScrolledWindow *scroller);

G_END_DECLS
