/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* A step's parts, shared out between the threads that the caller lends. */

#include "plan.h"

/* One stage of a step as it is handed to the caller's threads. */
typedef struct {
  const Run *run;
  PartFunc func;
  int n_parts;
} Shared;

static void
run_shared_part (int part, void *data)
{
  const Shared *shared = data;

  shared->func (shared->run, part, shared->n_parts);
}

void
nn_share (const Run *run, int n_useful, PartFunc func)
{
  Shared shared = { run, func, 1 };

  if (run->parallel)
    {
      int most = 2 * run->parallel->n_threads; /* more parts than threads: one may come late */

      most = most < NN_MAX_PARTS ? most : NN_MAX_PARTS;
      shared.n_parts = n_useful < most ? n_useful : most;
    }
  if (shared.n_parts < 2)
    func (run, 0, 1);
  else
    run->parallel->run (run->parallel->context, shared.n_parts, run_shared_part, &shared);
}
