/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gtk/gtk.h>

#include "lens-session.h"

G_BEGIN_DECLS

/* For make bench: with G_MESSAGES_DEBUG=Dermlens-Timing the program prints a line for the first frame of a window, and
 * for each first frame in which an image is on screen: "drawn bars NAME", or "drawn image NAME" while there are no
 * scores yet; "drawn paint NAME" with the scores of an input that was painted on. Otherwise nothing is watched. */
void lens_timing_watch (GtkWidget *window, LensSession *session);

G_END_DECLS
