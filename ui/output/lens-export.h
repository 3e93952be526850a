/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "lens-item.h"

G_BEGIN_DECLS

#define LENS_EXPORT_ALIAS_LENGTH 16

/**
 * LensExportJob:
 * @items: (element-type LensItem): in the order of the rows
 * @path: ending in .csv or .jsonl
 * @is_hiding_names: in place of each file's path stand the first #LENS_EXPORT_ALIAS_LENGTH hexadecimal digits of the
 *   SHA-256 of its name, and the name's ending
 * @filter: (nullable): lens_filter_format() of what @items are, written into each row
 */
typedef struct {
  DermClassifier *classifier;
  GPtrArray *items;
  const char *path;
  gboolean is_hiding_names;
  const char *filter;
} LensExportJob;

/* Whether one of them (LensItem) has not been read yet. */
gboolean lens_export_is_waiting (GPtrArray *items);

/**
 * lens_export_async:
 *
 * Waits until the queue is done with each of the items, then writes on a thread, all or nothing, the rows that
 * `derm predict --format csv` or `jsonl` prints for the same files, each with what is known and noted of its image at
 * the end; a pasted image goes by its name. Until the file is complete the one that was there stays. Holds what the job
 * names.
 */
void lens_export_async (const LensExportJob *job, GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data);

/* How many rows were written; -1 with the reason, which does not name the file. */
gssize lens_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
