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

/* An asynchronous call that is waited for in a main context of its own, which it has to answer in. */
typedef struct {
  GMainContext *context; /* owned */
  GThread *thread;
  GObject *source;      /* borrowed, nullable */
  GAsyncResult *result; /* owned; NULL until it is there */
} ExplainAnswer;

void explain_answer_init (ExplainAnswer *answer);
void explain_answer_clear (ExplainAnswer *answer);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ExplainAnswer, explain_answer_clear)

/* The callback, for which the answer is the data. */
void explain_on_answer (GObject *source, GAsyncResult *result, gpointer answer);

/* Waits for it, and returns it. */
GAsyncResult *explain_wait (ExplainAnswer *answer);
