/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <derm.h>

G_BEGIN_DECLS

/* What is to be read for the truth; all owned. */
typedef struct {
  GFile *file;
  GStrv labels, titles;
  GPtrArray *names;   /* of the images, NULL at the end */
  gboolean is_asking; /* which columns mean what */
  gboolean is_folder; /* whose folders are the classes */
} LensTruthsRequest;

/**
 * lens_truths_read_async:
 * @request: (transfer full): the data of the task that @callback gets
 *
 * Reads it in a thread. The task returns a DermTruth, or a DermTable of which somebody must say what its columns mean.
 */
void lens_truths_read_async (GObject *source, LensTruthsRequest *request, GCancellable *cancellable,
                             GAsyncReadyCallback callback);

G_END_DECLS
