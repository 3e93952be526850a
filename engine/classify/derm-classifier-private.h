/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One class in two files: derm-classifier.c (the plan and the passes), classifier-jobs.c (what is opened on workers).
 */

#include "derm-classifier.h"
#include "engine/nn/nn.h"
#include "team.h"

G_BEGIN_DECLS

struct _DermClassifier {
  GObject parent_instance;

  DermModel *model;       /* owned */
  NnPlan *plan;           /* owned, read-only */
  NnPlan *domain_plan;    /* owned, read-only, whitens the features; NULL if the model knows no training domain */
  GThreadPool *pool;      /* owned, of GTask */
  GAsyncQueue *scratches; /* owned, NnScratch that no call uses now */
  GAsyncQueue *domain_scratches;
  DermTeam *team; /* owned, shares out a batch */
  int n_threads;
  int n_working; /* atomic: workers at a job */
  GMutex lock;   /* of what follows */
  guint64 n_queued;
  GPtrArray *waiting; /* owned, of GTask: their inputs are made and wait for a pass together */
};

/* The pool's function, and its order. */
G_GNUC_INTERNAL void derm_classifier_work (gpointer task, gpointer unused);
G_GNUC_INTERNAL int derm_classifier_compare_tasks (gconstpointer a, gconstpointer b, gpointer unused);

G_END_DECLS
