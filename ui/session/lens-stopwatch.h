/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Work on many images, from its first to its last one: whether it was so long that somebody may have turned to
 * something else. */
typedef struct {
  gint64 begun; /* 0: nothing is being worked on */
} LensStopwatch;

/* now: microseconds. Returns whether long work has ended just now. */
gboolean lens_stopwatch_update (LensStopwatch *stopwatch, gboolean is_working, gint64 now);
/* Somebody has ended it, and knows. */
void lens_stopwatch_stop (LensStopwatch *stopwatch);

G_END_DECLS
