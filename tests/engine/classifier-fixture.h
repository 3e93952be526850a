/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* What the tests of the classifier have in common. */

#include <derm.h>

/* Of several requests. */
typedef struct {
  int n_waiting;
  int n_done, n_cancelled, n_failed;
  GString *order;        /* of the callbacks */
  DermPrediction *last;  /* owned */
  DermImage *last_image; /* owned */
} Results;

void results_clear (Results *results);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Results, results_clear)

void results_on_open (GObject *source, GAsyncResult *result, gpointer user_data);
void results_on_preview (GObject *source, GAsyncResult *result, gpointer user_data);
void results_count (Results *results, DermPrediction *prediction, const GError *error);
void results_wait (Results *results);

char *classifier_fixture_path (const char *name);
GFile *classifier_fixture_file (const char *name);

/* Of the bundled model. */
DermClassifier *classifier_make (int n_threads);

/* The model's own recipe without the mean over eight views: what is about many images is no better tested with eight
 * times the work, which an emulator takes minutes for. */
DermRecipe *classifier_make_one_view (DermModel *model);

/* recipe: NULL: the model's own. */
DermPrediction *classifier_predict_sync (DermClassifier *classifier, DermRecipe *recipe, const char *name);

void assert_same_prediction (DermPrediction *a, DermPrediction *b);
