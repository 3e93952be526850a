/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* `derm merge`: outputs of `derm predict --shard K/N --output`, joined by their journals (cli-journal.h). */

#include "cli-arrow.h"
#include "cli-journal.h"
#include "derm-cli.h"

/* One output whose run came to its end. */
typedef struct {
  char *path; /* owned */
  CliJournalHead head;
  guint64 heading;      /* bytes before the first row */
  guint64 length;       /* bytes up to the end of the last row */
  guint64 n_images;     /* that have rows */
  guint64 n_failed;     /* of them */
  guint64 n_listed;     /* images in the whole list */
  char list_hash[65];   /* of their names; "": its run has not come to its end */
  gboolean is_unhashed; /* an earlier version of derm wrote its journal, without hashes of the rows */
} MergeShard;

/* merge-shards.c: (transfer full) (element-type MergeShard) all shards in their order; NULL after saying all that is
 * wrong, of each shard and of all together: missing, double, unfinished, changed, of another list, model or form. With
 * takes_whole the output of a run over the whole list is a shard, 1/1. */
GArray *merge_open_shards (char *const *paths, gboolean takes_whole);

/* merge-truth.c: whether that table has labels of these images, and the rows are such as can be evaluated with that
 * model. FALSE after saying why not. */
gboolean merge_check_truth (GArray *shards, const char *table, DermModel *model);

/* merge-write.c: writes OUT and OUT.run, image by image in the order of the list, and puts both in their places when
 * they are on the disk. FALSE after saying why not; what was there is there then. */
gboolean merge_write (GArray *shards, const char *output);

/* The same rows as Arrow or Parquet, without a journal, of shards that are CSV. */
gboolean merge_write_arrow (GArray *shards, const char *output, ArrowKind kind);
