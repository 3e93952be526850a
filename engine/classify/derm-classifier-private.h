/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One class in four files: derm-classifier.c (the plan and the passes), classifier-jobs.c (what is opened on workers),
 * classifier-rows.c (passes and traces for explanations), classifier-memory.c (what all of that takes).
 */

#include "derm-classifier.h"
#include "engine/nn/nn.h"
#include "team.h"

G_BEGIN_DECLS

struct _DermClassifier {
  GObject parent_instance;

  DermModel *model;       /* owned */
  const NnNet *net;       /* borrowed: the model's; another one's in derm_classifier_new_like() */
  NnPlan *plan;           /* owned, read-only */
  NnPlan *domain_plan;    /* owned, read-only, whitens the features; NULL if the model knows no training domain */
  GThreadPool *pool;      /* owned, of GTask */
  GAsyncQueue *scratches; /* owned, NnScratch that no call uses now */
  GAsyncQueue *domain_scratches;
  int max_scratches;                   /* of each: those of all threads together stay below DERM_CLASSIFIER_MAX_BYTES */
  int n_scratches, n_domain_scratches; /* under the lock: that there are */
  DermTeam *team;                      /* owned, shares out a batch */
  int n_threads;
  int n_working;           /* atomic: workers at a job */
  GMutex lock;             /* of what follows */
  NnTracePlan *trace_plan; /* owned, read-only; NULL until it is wanted */
  guint64 n_queued;
  GPtrArray *waiting; /* owned, of GTask: their inputs are made and wait for a pass together */
};

/* Rows of a part: no more than the plan takes together anyway. */
enum { CLASSIFIER_MAX_ROWS = 24 };

/* classifier-memory.c. No more threads than have room together; false if one alone has none. */
G_GNUC_INTERNAL gboolean derm_classifier_limit_threads (DermClassifier *self, GError **error);

/* One that no call uses now, or a new one, or if there are as many as there may be, the next that is given back; NULL
 * if memory is out. */
G_GNUC_INTERNAL NnScratch *derm_classifier_take_scratch (DermClassifier *self, GAsyncQueue *scratches,
                                                         const NnPlan *plan, int *n_scratches);

/* The pool's function, and its order. */
G_GNUC_INTERNAL void derm_classifier_work (gpointer task, gpointer unused);
G_GNUC_INTERNAL int derm_classifier_compare_tasks (gconstpointer a, gconstpointer b, gpointer unused);

G_END_DECLS
