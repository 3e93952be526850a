/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

/* Rows of a run, read beside their journal: whether they are still what was written. */

#include "cli-journal.h"

typedef struct _CliRows CliRows;

/* The file from that offset on; NULL with errno set. */
CliRows *cli_rows_open (const char *path, guint64 offset);

typedef enum {
  CLI_ROWS_SAME,
  CLI_ROWS_WHOLE, /* whole lines, and the journal has no hash of them */
  CLI_ROWS_OTHER, /* they were changed, or there is less */
} CliRowsState;

/* The rows from where the last ones ended up to the entry's offset. To be asked for all entries in their order. */
CliRowsState cli_rows_check (CliRows *rows, const CliJournalEntry *entry);

void cli_rows_free (CliRows *rows);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRows, cli_rows_free)
