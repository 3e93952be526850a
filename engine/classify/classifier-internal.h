/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"
#include "engine/nn/nn.h"

G_BEGIN_DECLS

/* Runs func for the parts 0 … n_parts - 1, shared out between the calling thread and the threads of
 * derm_classifier_predict_batch(), in any order; returns when all are done. */
G_GNUC_INTERNAL void derm_classifier_run_parts (DermClassifier *self, int n_parts,
                                                void (*func) (int part, gpointer data), gpointer data);

/* Rows that go through the network: what it reads of each is written by `fill` where and when it is needed, on any
 * thread. Both pass functions share the rows out between the classifier's threads, look at the cancellable every few
 * rows, and refuse outputs that are not finite. */
typedef struct {
  int n_rows;
  void (*fill) (int row, float *values, gpointer data); /* 3 · height · width floats */
  gpointer data;
  /* (nullable) what all rows are copies of but for some values, best near each other in rows that follow each other:
   * derm_classifier_pass_rows() then computes only what those values reach; the bits are the same */
  const float *original;
} DermRows;

/* The network's outputs, [n_rows][outputs]: the bits of derm_classifier_predict_batch() for the same values. */
G_GNUC_INTERNAL gboolean derm_classifier_pass_rows (DermClassifier *self, const DermRows *rows, float *outputs,
                                                    GCancellable *cancellable, GError **error);

/* What is done with the traces of rows. */
typedef struct {
  const float
      *seeds; /* [n_rows][outputs]: for each row, derivatives of some number by the outputs; NULL: no way back */
  int to;     /* the layer down to which to go back, -1 for the input */
  /* takes what it wants of a row's trace, on any thread */
  void (*take) (int row, const NnTracePlan *plan, const NnTrace *trace, int image, gpointer data);
} DermTraced;

G_GNUC_INTERNAL gboolean derm_classifier_trace_rows (DermClassifier *self, const DermRows *rows,
                                                     const DermTraced *traced, GCancellable *cancellable,
                                                     GError **error);

/* (transfer full) A classifier for the two functions above with the same model and threads, but other weights. */
G_GNUC_INTERNAL DermClassifier *derm_classifier_new_like (DermClassifier *self, const NnNet *net, GError **error);

G_END_DECLS
