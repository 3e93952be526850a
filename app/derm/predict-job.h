/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One image of `derm predict` on its way: from its name to its predictions. */

#include "predict-options.h"
#include "predict-store.h"

typedef struct _Job Job;

/* What all jobs of a run share; pointers are borrowed. */
typedef struct {
  DermClassifier *classifier;
  GPtrArray *recipes; /* DermRecipe */
  GCancellable *cancellable;
  Store *store; /* or NULL */
  gboolean by_hash, keeps_image, is_many;
  gboolean tells_file, tells_hash;                /* rows have what the file is, and the hash of its content */
  void (*on_done) (Job *job, gpointer user_data); /* on the main thread */
  gpointer user_data;
} JobPlan;

/* One recipe of an image. */
typedef struct {
  Job *job;
  DermRecipe *recipe; /* borrowed */
  DermPrediction *prediction;
} JobPart;

struct _Job {
  const JobPlan *plan;
  char *name;                 /* owned */
  CliJournalEntry key;        /* where the image is in the list; what its file was, if anybody wants to know */
  GString *rows;              /* owned, or NULL: those of an earlier run */
  gboolean is_done, is_stuck; /* stuck: rows of an earlier run cannot be read, which was said */
  DermImage *image;           /* kept for the figure, and for the recipes after the first */
  JobPart *parts;             /* owned, one for each recipe */
  guint n_pending;            /* of them */
  GError *error;
};

void job_init (Job *job, const JobPlan *plan);

/* What the file is now. Blocks, with its content for as long as reading takes. */
void job_look (Job *job, gboolean with_content);

/* Begins; `decoded` is its image if there is one already. on_done is called later, or at once. */
void job_start (Job *job, DermImage *decoded);

/* Ready for another image. */
void job_clear (Job *job);

/* The last that is done with a job. */
void job_finish (Job *job);
