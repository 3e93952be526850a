/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Work on many images, from its first to its last one: whether it was so long that somebody may have turned to
 * something else. */
typedef struct {
  gint64 begun; /* 0: nothing is being worked on */
} LensRun;

/* now: microseconds. Returns whether long work has ended just now. */
gboolean lens_run_update (LensRun *run, gboolean is_working, gint64 now);
/* Somebody has ended it, and knows. */
void lens_run_stop (LensRun *run);

G_END_DECLS
