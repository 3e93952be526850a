/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-run.h"

#define LONG (10 * G_USEC_PER_SEC)

gboolean
lens_run_update (LensRun *run, gboolean is_working, gint64 now)
{
  gboolean is_end = !is_working && run->begun != 0;
  gboolean was_long = is_end && now - run->begun > LONG;

  if (is_end)
    run->begun = 0;
  else if (is_working && run->begun == 0)
    run->begun = now;

  return was_long;
}

void
lens_run_stop (LensRun *run)
{
  run->begun = 0;
}
