/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* How far a run is: one line on a terminal that is written anew, or one a minute in a log. */

#include <glib.h>

typedef struct {
  gint64 n_total;      /* images, or -1: not known */
  gboolean is_on_line; /* a terminal's */
  gboolean is_logged;
  gint64 begin, last; /* us */
} Progress;

typedef struct {
  guint64 n_done, n_failed;
  guint64 n_quick; /* of those done: they were there already, and say nothing of the rate */
} ProgressCounts;

/* Nothing is said unless there is a terminal or is_logged. */
void progress_init (Progress *progress, gint64 n_total, gboolean is_quiet, gboolean is_logged);

/* Shows it if it is time to. */
void progress_show (Progress *progress, const ProgressCounts *counts);

/* The terminal's line is free again. */
void progress_end (Progress *progress);

/* A number as people of the locale write it. (transfer full) */
char *progress_format_number (guint64 number);
