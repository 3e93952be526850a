/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Rows of an earlier run that wait for their new places: FILE.run.rows, with a journal as FILE's own. */

#include "cli-journal.h"

typedef struct _Pool Pool;

/* What there is, or none yet. */
Pool *pool_new (const char *output, const CliJournalHead *head);

/* What an image is the same by. */
void pool_set_needs (Pool *pool, gboolean has_position, gboolean has_times);
gboolean pool_is_same (const Pool *pool, const CliJournalEntry *a, const CliJournalEntry *b);

/* Moves rows here: those of the entries in the journal, from that offset of the file on. Entry is the first that was
 * read of them already. All is on the disk when it returns. FALSE with the reason set. */
gboolean pool_take (Pool *pool, int fd, guint64 offset, const CliJournalEntry *entry, CliJournal *rest, GError **error);

/* Whether there are rows of that image; they are appended. May be called from any thread. FALSE with the error set if
 * they cannot be read. */
gboolean pool_find (Pool *pool, const CliJournalEntry *image, GString *rows, GError **error);

/* The image has its rows elsewhere: those that wait here are of no use. */
void pool_settle (Pool *pool, const CliJournalEntry *image);

/* Images whose rows have not been asked for, and that have not come as other ones either. */
guint64 pool_count_left (const Pool *pool);
const char *pool_get_path (const Pool *pool);

/* Removes the files, if there are any. */
void pool_remove (Pool *pool);

/* Removes those of an earlier run that is replaced, whatever made it; before pool_set_needs(). */
void pool_discard (const Pool *pool);

void pool_free (Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pool, pool_free)
