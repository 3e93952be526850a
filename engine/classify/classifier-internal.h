/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-classifier.h"

G_BEGIN_DECLS

/* Runs func for the parts 0 … n_parts - 1, shared out between the calling thread and the threads of
 * derm_classifier_predict_batch(), in any order; returns when all are done. */
G_GNUC_INTERNAL void derm_classifier_run_parts (DermClassifier *self, int n_parts,
                                                void (*func) (int part, gpointer data), gpointer data);

G_END_DECLS
