/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The bundled model with a drawn input, for tests of explanations. */

#include <derm.h>

typedef struct {
  DermModel *model;
  DermClassifier *classifier;
  DermInput *input;
} ExplainFixture;

void explain_set_up (ExplainFixture *f, gconstpointer unused);
void explain_tear_down (ExplainFixture *f, gconstpointer unused);

/* NULL with the error. */
DermExplanation *explain_run (ExplainFixture *f, const DermExplainOptions *options, GError **error);

/* By the usual options of that method, in one view. */
DermExplanation *explain_one_view (ExplainFixture *f, DermMethod method);
