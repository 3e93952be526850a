/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cli-write.h"
#include "merge.h"

enum { BLOCK = 1 << 16 };

/* ---- a file that gets its name when it is complete ---- */

typedef struct {
  char *path, *part; /* owned: its name, and the name that it has until then */
  FILE *file;        /* NULL: it could not be opened */
} Part;

static gboolean
say_errno (const char *path)
{
  g_autofree char *shown = cli_printable (path);

  cli_error ("%s: %s", shown, g_strerror (errno));
  return FALSE;
}

/* Where the path is a link, the file that it leads to is written. What an earlier call left that was killed is written
 * over; what another one writes is not. derm_file_replace() would need all rows in memory. */
static gboolean
part_open (Part *part, char *path)
{
  char *target = realpath (path, NULL);
  int fd;

  part->path = target != NULL ? g_strdup (target) : g_strdup (path);
  free (target);
  g_free (path);
  path = part->path;
  part->part = g_strconcat (path, ".part", NULL);
  fd = g_open (part->part, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0)
    return say_errno (part->part);
  if (flock (fd, LOCK_EX | LOCK_NB) != 0 || ftruncate (fd, 0) != 0)
    {
      say_errno (part->part);
      close (fd);
      return FALSE;
    }
  part->file = fdopen (fd, "wb");
  return part->file != NULL || say_errno (part->part);
}

static gboolean
part_sync (Part *part)
{
  return (fflush (part->file) == 0 && fsync (fileno (part->file)) == 0) || say_errno (part->path);
}

static gboolean
part_put (Part *part)
{
  return g_rename (part->part, part->path) == 0 || say_errno (part->path);
}

static void
part_close (Part *part, gboolean is_put)
{
  if (part->file != NULL && !is_put)
    g_unlink (part->part);
  if (part->file != NULL)
    fclose (part->file);
  g_free (part->part);
  g_free (part->path);
}

/* ---- the rows of one shard ---- */

typedef struct {
  const MergeShard *shard;
  FILE *rows;
  CliJournal *journal;
  guint64 offset; /* in its file */
} Reader;

typedef struct {
  Part rows, journal;
  guint64 offset;
  GString *line;
  char *block;
  CliArrow *arrow; /* owned: what the rows become; then there is no journal. Or NULL */
} Joined;

static gboolean
reader_open (Reader *reader, const MergeShard *shard)
{
  g_auto (CliJournalHead) head = { 0 };
  g_autofree char *path = cli_journal_path (shard->path);
  g_autoptr (GError) error = NULL;

  *reader = (Reader){ .shard = shard, .rows = cli_open_to_read (shard->path) };
  if (reader->rows == NULL)
    return say_errno (shard->path);
  reader->journal = cli_journal_open (path, &head, &error);
  if (reader->journal == NULL)
    cli_file_error (path, error);
  return reader->journal != NULL;
}

static void
reader_close (Reader *reader)
{
  if (reader->rows != NULL)
    fclose (reader->rows);
  g_clear_pointer (&reader->journal, cli_journal_free);
}

/* Somebody writes into it now. Always FALSE. */
static gboolean
say_changed (const Reader *reader)
{
  g_autofree char *shown = cli_printable (reader->shard->path);

  cli_error (_ ("%s: it was changed while it was read"), shown);
  return FALSE;
}

static gboolean
put_rows (Joined *joined, const char *rows, gsize length)
{
  if (joined->arrow != NULL)
    return cli_arrow_add (joined->arrow, rows, length);
  return fwrite (rows, 1, length, joined->rows.file) == length || say_errno (joined->rows.path);
}

/* All of an image's rows at once, which Arrow needs to be whole. */
static gboolean
convert_until (Reader *reader, guint64 end, Joined *joined)
{
  gsize n = (gsize) (end - reader->offset);
  g_autofree char *rows = g_try_malloc (MAX (n, 1));

  if (rows == NULL)
    {
      errno = ENOMEM;
      return say_errno (reader->shard->path);
    }
  if (fread (rows, 1, n, reader->rows) < n)
    return ferror (reader->rows) ? say_errno (reader->shard->path) : say_changed (reader);
  if (n > 0 && rows[n - 1] != '\n')
    return say_changed (reader);
  reader->offset = end;
  return put_rows (joined, rows, n);
}

/* Bytes up to that place of the shard's file. */
static gboolean
copy_until (Reader *reader, guint64 end, Joined *joined)
{
  char last = '\n';

  while (reader->offset < end)
    {
      gsize wanted = (gsize) MIN (end - reader->offset, BLOCK), n = fread (joined->block, 1, wanted, reader->rows);

      if (n < wanted)
        return ferror (reader->rows) ? say_errno (reader->shard->path) : say_changed (reader);
      if (!put_rows (joined, joined->block, n))
        return FALSE;
      reader->offset += n;
      joined->offset += n;
      last = joined->block[n - 1];
    }
  return last == '\n' || say_changed (reader); /* rows are whole lines */
}

static gboolean
put_line (Joined *joined)
{
  gboolean is_put = fwrite (joined->line->str, 1, joined->line->len, joined->journal.file) == joined->line->len;

  g_string_truncate (joined->line, 0);
  return is_put || say_errno (joined->journal.path);
}

static gboolean
copy_image (Reader *reader, guint64 index, Joined *joined)
{
  CliJournalEntry entry;

  if (!cli_journal_next (reader->journal, &entry) || entry.index != index || entry.offset < reader->offset)
    return say_changed (reader);
  if (joined->arrow != NULL)
    return convert_until (reader, entry.offset, joined);
  if (!copy_until (reader, entry.offset, joined))
    return FALSE;
  entry.offset = joined->offset;
  cli_journal_append_entry (joined->line, &entry);
  return put_line (joined);
}

/* ---- all shards ---- */

/* Always FALSE. */
static gboolean
say_columns (const Reader *reader, const Reader *first)
{
  g_autofree char *shown = cli_printable (reader->shard->path), *of = cli_printable (first->shard->path);

  cli_error (_ ("%s: its columns are not those of %s"), shown, of);
  return FALSE;
}

/* The line of columns stands once; it is the same in all, byte for byte. */
static gboolean
copy_headings (Reader *readers, guint n, Joined *joined)
{
  const guint64 length = readers[0].shard->heading;
  g_autofree char *first = g_malloc (length + 1), *other = g_malloc (length + 1);

  for (guint i = 0; i < n; i++)
    {
      if (readers[i].shard->heading != length)
        return say_columns (&readers[i], &readers[0]);
      if (fread (i == 0 ? first : other, 1, length, readers[i].rows) < length)
        return say_changed (&readers[i]);
      readers[i].offset = length;
      if (i > 0 && memcmp (first, other, length) != 0)
        return say_columns (&readers[i], &readers[0]);
    }
  joined->offset = length;
  return put_rows (joined, first, length);
}

static gboolean
join_images (Reader *readers, guint n, Joined *joined)
{
  for (guint64 i = 0; i < readers[0].shard->n_listed; i++)
    if (!copy_image (&readers[i % n], i, joined))
      return FALSE;
  return TRUE;
}

static gboolean
join (Reader *readers, guint n, Joined *joined)
{
  const MergeShard *first = readers[0].shard;
  CliJournalHead head = first->head;

  head.shard = head.n_shards = 0;
  cli_journal_append_head (joined->line, &head);
  if (!put_line (joined) || !copy_headings (readers, n, joined) || !join_images (readers, n, joined))
    return FALSE;
  cli_journal_append_end (joined->line, first->n_listed, first->list_hash);
  return put_line (joined) && part_sync (&joined->rows) && part_sync (&joined->journal);
}

/* Two files are open for each shard, and an array of jobs has hundreds. */
static void
allow_many_files (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NOFILE, &limit);
}

/* A journal never tells of more than its file has: an old one goes first, the new one comes last. */
static gboolean
put_both (Joined *joined)
{
  if (g_unlink (joined->journal.path) != 0 && errno != ENOENT)
    return say_errno (joined->journal.path);
  return part_put (&joined->rows) && part_put (&joined->journal);
}

static gboolean
write_joined (Reader *readers, guint n, const char *output, Joined *joined)
{
  return part_open (&joined->rows, g_strdup (output)) && part_open (&joined->journal, cli_journal_path (output))
         && join (readers, n, joined) && put_both (joined);
}

static gboolean
write_converted (Reader *readers, guint n, const char *output, Joined *joined, ArrowKind kind)
{
  if (!part_open (&joined->rows, g_strdup (output)))
    return FALSE;
  joined->arrow = cli_arrow_new (kind, fileno (joined->rows.file), output);
  return joined->arrow != NULL && copy_headings (readers, n, joined) && join_images (readers, n, joined)
         && cli_arrow_end (joined->arrow) && part_sync (&joined->rows) && part_put (&joined->rows);
}

/* kind: NULL for rows as they are */
static gboolean
write_all (GArray *shards, const char *output, const ArrowKind *kind)
{
  Joined joined = { .line = g_string_new (NULL), .block = g_malloc (BLOCK) };
  g_autofree Reader *readers = g_new0 (Reader, shards->len);
  gboolean is_written = TRUE;

  allow_many_files ();
  for (guint i = 0; i < shards->len && is_written; i++)
    is_written = reader_open (&readers[i], &g_array_index (shards, MergeShard, i));
  is_written = is_written
               && (kind != NULL ? write_converted (readers, shards->len, output, &joined, *kind)
                                : write_joined (readers, shards->len, output, &joined));
  g_clear_pointer (&joined.arrow, cli_arrow_free);
  part_close (&joined.rows, is_written);
  part_close (&joined.journal, is_written);
  for (guint i = 0; i < shards->len; i++)
    reader_close (&readers[i]);
  g_string_free (joined.line, TRUE);
  g_free (joined.block);
  return is_written;
}

gboolean
merge_write (GArray *shards, const char *output)
{
  return write_all (shards, output, NULL);
}

gboolean
merge_write_arrow (GArray *shards, const char *output, ArrowKind kind)
{
  return write_all (shards, output, &kind);
}
