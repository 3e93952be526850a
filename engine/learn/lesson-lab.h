/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "derm-activations.h"
#include "derm-change.h"
#include "derm-explainer.h"
#include "lesson-private.h"

G_BEGIN_DECLS

struct _LessonLab {
  DermLesson *lesson; /* borrowed, as the next two */
  DermClassifier *classifier;
  GCancellable *cancellable;
  GHashTable *kept;   /* owned; by words: inputs, predictions, explanations, activations */
  GHashTable *values; /* owned; measured numbers (double) by claim */
};

/* What stands behind "recipe=" and the like, or NULL. */
const char *lesson_find_option (char **words, const char *prefix);
/* *number stays where the option is not there. */
gboolean lesson_read_option (char **words, const char *prefix, int least, int most, int *number, GError **error);
gboolean lesson_read_int (const char *text, int least, int most, int *number, GError **error);
/* "column,row" */
gboolean lesson_read_place (const char *text, int *x, int *y, GError **error);

/* (transfer none) What the words of a claim say; NULL with the error. */
DermActivations *lesson_lab_trace (LessonLab *self, char **words, const char *image, GError **error);
DermExplanation *lesson_lab_explain (LessonLab *self, char **words, const char *image, GError **error);

G_END_DECLS
