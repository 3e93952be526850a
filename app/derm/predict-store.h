/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* The file that `derm predict --output` writes, with its journal (cli-journal.h). What it says is kept is on the disk,
 * so that a run that was stopped, by whatever, goes on where it was.
 *
 * A run that goes on finds its first rows in their place as long as list and files are as they were. From the first
 * difference on, the rows that are there move to FILE.run.rows with a journal of their own, and from there, unchanged,
 * to their new places; FILE.run.rows is removed when the run has come to its end, unless it has rows of images that are
 * no longer listed or cannot be read any more: then it stays for a run that has them again. */

#include "cli-journal.h"
#include "derm-cli.h"

typedef struct {
  const char *path;
  gboolean is_resumed, replaces; /* what an earlier run left is gone on with, or goes */
  CliJournalHead head;
  GString *begin;        /* what FILE begins with: the heading of a CSV */
  gboolean has_position; /* rows tell their image's place in the list, so that they are right there only */
  gboolean has_times;    /* rows tell when the file was changed, so that its content is not enough */
} StoreOptions;

typedef struct _Store Store;

/* NULL after saying what is wrong, with the status to end with. Pointers are borrowed for as long as the store lives.
 */
Store *store_open (const StoreOptions *options, CliStatus *status);

typedef enum {
  STORE_IN_PLACE, /* the rows are where they belong */
  STORE_COPIED,   /* they were there, and are for store_add() to be written again */
  STORE_NONE,
  STORE_FAILED, /* what went wrong was said */
} StoreFound;

/* Whether there are rows of that image as it is now; copied ones are appended to rows. To be asked for all images of
 * the list in its order until the answer is not STORE_IN_PLACE for the first time; then from any thread. */
StoreFound store_find (Store *store, const CliJournalEntry *image, GString *rows);

/* Whether all images so far were in place. */
gboolean store_is_in_step (const Store *store);

/* Adds the rows of an image; its offset is filled in here. FALSE after saying why they could not be written. */
gboolean store_add (Store *store, const CliJournalEntry *image, const GString *rows);

/* Writes all to the disk, if the last time is long enough ago. FALSE as before. */
gboolean store_sync_in_time (Store *store);
gboolean store_sync (Store *store);

/* Images whose rows are on the disk, and those of them that failed. */
guint64 store_get_n_kept (const Store *store);
guint64 store_get_n_failed (const Store *store);

/* The list has come to its end. FALSE as before. */
gboolean store_end (Store *store, guint64 n_listed, const char *list_hash);

/* After the end: images whose rows are kept in that file because they have no place any more. */
guint64 store_get_n_left (const Store *store);
const char *store_get_left_path (const Store *store);

void store_free (Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Store, store_free)
