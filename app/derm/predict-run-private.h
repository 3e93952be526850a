/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The state of `derm predict` over all its images: predict-run.c begins and ends it, predict-jobs.c keeps it going. */

#include "predict-job.h"
#include "predict-options.h"
#include "cli-progress.h"

typedef struct {
  PredictOptions *options;
  Output output;
  JobPlan plan;
  CliNames *names;
  GQueue peeked;        /* owned names that were looked at before their turn */
  GChecksum *list_hash; /* owned */
  guint64 n_listed;
  gboolean is_at_end;
  Job *jobs;
  guint n_jobs;
  GQueue idle, started, done; /* of them; done: in the order in which they were, whether their turn has come or not */
  guint n_running;
  guint64 n_printed, n_failed, n_quick;
  StoreOptions store_options;
  Progress progress;
  int stop_signal;
  CliStatus status; /* of output and figure; failed images are counted apart */
} Run;

/* Makes the jobs of a plan that is complete. */
void run_make_jobs (Run *run);
void run_free_jobs (Run *run);

/* Begins with some of the next images. Whether there may be more to begin with at once. */
gboolean run_start_some (Run *run);

/* Writes the rows of those that are done. Whether jobs are free again. */
gboolean run_print_ready (Run *run);

/* Nothing can be written any more, which was said. */
void run_stop_output (Run *run);
