/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* One class in two files: derm-explainer.c and explainer-random.c (the same question to random weights). */

#include "explain-private.h"

G_BEGIN_DECLS

struct _DermExplainer {
  GObject parent_instance;

  DermClassifier *classifier; /* owned */
  DermInput *input;           /* owned */
  DermExplainOptions options;
};

/* By its method. */
G_GNUC_INTERNAL DermExplanation *derm_explainer_explain (Work *work, GError **error);

/* Who is told of what is known so far. */
typedef struct {
  void (*tell) (DermExplanation *explanation, double share, gpointer data);
  gpointer data;
} ExplainListener;

/* Draws of random weights and how much their maps agree with that of the trained ones. */
typedef struct {
  DermExplanation *explanation; /* owned: of the trained weights */
  int n_draws;
  double *agreements;     /* owned, nullable */
  DermExplanation *first; /* owned, nullable: of the first draw */
} WeightsCheck;

G_GNUC_INTERNAL WeightsCheck *derm_weights_check_new (DermExplanation *explanation, int n_draws);
G_GNUC_INTERNAL void derm_weights_check_free (WeightsCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WeightsCheck, derm_weights_check_free)

/* Fills in the agreements and the first map, and tells of each. */
G_GNUC_INTERNAL gboolean derm_weights_check_run (WeightsCheck *self, DermExplainer *explainer,
                                                 const ExplainListener *listener, GCancellable *cancellable,
                                                 GError **error);

G_END_DECLS
