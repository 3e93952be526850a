/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-stopwatch.h"

#define LONG (10 * G_USEC_PER_SEC)

gboolean
lens_stopwatch_update (LensStopwatch *stopwatch, gboolean is_working, gint64 now)
{
  gboolean is_end = !is_working && stopwatch->begun != 0;
  gboolean was_long = is_end && now - stopwatch->begun > LONG;

  if (is_end)
    stopwatch->begun = 0;
  else if (is_working && stopwatch->begun == 0)
    stopwatch->begun = now;

  return was_long;
}

void
lens_stopwatch_stop (LensStopwatch *stopwatch)
{
  stopwatch->begun = 0;
}
