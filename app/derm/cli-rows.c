/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-rows.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli-write.h"

enum { BLOCK = 1 << 16 };

struct _CliRows {
  FILE *file;
  guint64 offset;
  char *block;
  GChecksum *checksum;
};

CliRows *
cli_rows_open (const char *path, guint64 offset)
{
  FILE *file = cli_open_to_read (path);
  CliRows *rows;

  if (file == NULL)
    return NULL;
  if (fseeko (file, (off_t) offset, SEEK_SET) != 0)
    {
      int code = errno;

      fclose (file);
      errno = code;
      return NULL;
    }
  rows = g_new (CliRows, 1);
  *rows = (CliRows){ file, offset, g_malloc (BLOCK), g_checksum_new (G_CHECKSUM_SHA256) };
  return rows;
}

CliRowsState
cli_rows_check (CliRows *rows, const CliJournalEntry *entry)
{
  gboolean has_hash = *entry->rows != '\0';
  char last = '\n';

  g_checksum_reset (rows->checksum);
  while (rows->offset < entry->offset)
    {
      gsize wanted = (gsize) MIN (entry->offset - rows->offset, BLOCK), n = fread (rows->block, 1, wanted, rows->file);

      if (n < wanted)
        return CLI_ROWS_OTHER;
      if (has_hash)
        g_checksum_update (rows->checksum, (const guchar *) rows->block, (gssize) n);
      rows->offset += n;
      last = rows->block[n - 1];
    }
  if (!has_hash)
    return last == '\n' ? CLI_ROWS_WHOLE : CLI_ROWS_OTHER;
  return strncmp (g_checksum_get_string (rows->checksum), entry->rows, sizeof entry->rows - 1) == 0 ? CLI_ROWS_SAME
                                                                                                    : CLI_ROWS_OTHER;
}

void
cli_rows_free (CliRows *rows)
{
  fclose (rows->file);
  g_checksum_free (rows->checksum);
  g_free (rows->block);
  g_free (rows);
}
