/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli-output.h"
#include "cli-rows.h"
#include "cli-write.h"
#include "predict-pool.h"

/* Writing to the disk takes about a twentieth of the time, within these limits. */
enum {
  SYNC_SHARE = 20,
  MIN_SYNC_US = G_USEC_PER_SEC / 4,
  MAX_SYNC_US = 5 * G_USEC_PER_SEC,
  MAX_WAITING_BYTES = 1 << 20
};

struct _Store {
  const StoreOptions *options;
  char *journal_path; /* owned */
  int fd, journal_fd;
  guint64 length, journal_length; /* of the files as far as they are right */
  guint64 file_size;              /* that FILE had when it was opened */
  CliJournal *earlier;            /* owned: while all was in place so far; or NULL */
  CliJournalEntry next;           /* of these */
  gboolean has_next;
  Pool *pool;            /* owned */
  GString *rows, *lines; /* that are not written yet */
  guint64 n_kept, n_failed, n_waiting, n_failed_waiting;
  gint64 last_sync, sync_time; /* us */
  gboolean is_refused;         /* what is there is in the way; FALSE: it could not be written or read */
};

static gboolean
fail (const char *path, const GError *reason)
{
  g_autofree char *shown = cli_printable (path);

  cli_error (_ ("%1$s could not be written: %2$s. What was done is kept: with --resume it goes on from there."), shown,
             reason->message);
  return FALSE;
}

/* ---- opening ---- */

/* Says it. Always FALSE. */
static gboolean refuse (Store *store, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (Store *store, const char *format, ...)
{
  g_autofree char *words = NULL;
  va_list list;

  va_start (list, format);
  words = g_strdup_vprintf (format, list);
  va_end (list);
  cli_error ("%s", words);
  store->is_refused = TRUE;
  return FALSE;
}

/* The file, new or not, for this run alone. -1 after saying what is wrong. */
static int
open_output (Store *store, gboolean *is_new)
{
  const char *path = store->options->path;
  g_autofree char *shown = cli_printable (path);
  int fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
  struct stat info;

  *is_new = fd >= 0;
  if (fd < 0 && errno == EEXIST)
    fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
  if (fd < 0 || fstat (fd, &info) != 0)
    cli_error ("%s: %s", shown, g_strerror (errno));
  else if (!S_ISREG (info.st_mode))
    refuse (store, _ ("%s is not a regular file: without --output, rows go to standard output."), shown);
  else if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  else if (errno == EWOULDBLOCK)
    refuse (store, _ ("%s is being written by another run of derm."), shown);
  else
    cli_error ("%s: %s", shown, g_strerror (errno)); /* a file system without locks */
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
check_head (Store *store, const CliJournalHead *made)
{
  g_autoptr (GArray) differences = cli_journal_head_compare (made, &store->options->head, TRUE);
  g_autofree char *shown = cli_printable (store->options->path);

  if (differences->len == 0)
    return TRUE;
  refuse (store, _ ("%s was made with other options, or another model:"), shown);
  for (guint i = 0; i < differences->len; i++)
    {
      const CliJournalDifference *differs = &g_array_index (differences, CliJournalDifference, i);

      /* Translators: a word of the journal like “model”, what it was for the rows in the file, what it is now */
      cli_put_error (_ ("  %1$s: %2$s, now %3$s"), differs->member, differs->of_a, differs->of_b);
      cli_put_error ("\n");
    }
  return FALSE;
}

static void
read_next (Store *store)
{
  store->has_next = cli_journal_next (store->earlier, &store->next) && store->next.offset <= store->file_size;
}

/* The line of columns. */
static gboolean
has_beginning (const Store *store)
{
  const GString *begin = store->options->begin;
  g_autofree char *there = g_malloc (begin->len + 1);

  return cli_read_at (store->fd, there, begin->len, 0, NULL) && memcmp (there, begin->str, begin->len) == 0;
}

/* Rows are what their run wrote, and what comes from a run that has come to its end is as long as that left it. What is
 * there besides, of one that was stopped, is a torn row. */
static gboolean
check_length (Store *store)
{
  g_auto (CliJournalHead) head = { 0 };
  g_autoptr (CliJournal) journal = cli_journal_open (store->journal_path, &head, NULL);
  g_autoptr (CliRows) rows = cli_rows_open (store->options->path, store->options->begin->len);
  g_autofree char *shown = cli_printable (store->options->path);
  CliJournalEntry entry;
  guint64 end = store->options->begin->len, n_listed;
  gboolean is_whole = rows != NULL && (store->file_size < end || has_beginning (store));
  const char *list_hash;

  while (journal != NULL && is_whole && cli_journal_next (journal, &entry) && entry.offset <= store->file_size)
    {
      end = entry.offset;
      is_whole = cli_rows_check (rows, &entry) != CLI_ROWS_OTHER;
    }
  if (journal != NULL && is_whole && cli_journal_is_complete (journal, &n_listed, &list_hash))
    is_whole = store->file_size <= end;
  return is_whole
         || refuse (store, _ ("%s was changed after its run: it cannot be gone on with. Name another file."), shown);
}

/* What an earlier run left. TRUE with nothing in it if it left nothing of use. */
static gboolean
open_earlier (Store *store)
{
  g_auto (CliJournalHead) made = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = cli_printable (store->journal_path);

  store->earlier = cli_journal_open (store->journal_path, &made, &error);
  if (store->earlier == NULL)
    {
      if (store->file_size == 0) /* it was stopped before there was anything */
        return TRUE;
      return refuse (store, _ ("%1$s: %2$s. It tells what of the output is done: without it nothing can be resumed."),
                     shown, error->message);
    }
  if (!check_head (store, &made) || !check_length (store))
    return FALSE;
  if (store->file_size < store->options->begin->len)
    {
      g_clear_pointer (&store->earlier, cli_journal_free);
      return TRUE;
    }
  store->length = store->options->begin->len;
  store->journal_length = cli_journal_get_length (store->earlier);
  read_next (store);
  return TRUE;
}

/* Both files as long as what is right in them. */
static gboolean
cut (Store *store)
{
  g_autoptr (GError) error = NULL;

  if (ftruncate (store->journal_fd, (off_t) store->journal_length) == 0
      && ftruncate (store->fd, (off_t) store->length) == 0
      && lseek (store->journal_fd, (off_t) store->journal_length, SEEK_SET) >= 0
      && lseek (store->fd, (off_t) store->length, SEEK_SET) >= 0)
    return TRUE;
  cli_write_error (&error);
  return fail (store->options->path, error);
}

/* The journal's head first: rows that nobody knows the origin of cannot be. */
static void
begin_files (Store *store)
{
  cli_journal_append_head (store->lines, &store->options->head);
  g_string_append_len (store->rows, store->options->begin->str, (gssize) store->options->begin->len);
  store->length = store->options->begin->len;
}

static gboolean
write_beginning (Store *store)
{
  g_autoptr (GError) error = NULL;

  if (cli_write_all (store->journal_fd, store->lines->str, store->lines->len, &error)
      && cli_sync (store->journal_fd, &error) && cli_sync_folder (store->options->path, &error))
    {
      store->journal_length = store->lines->len;
      g_string_truncate (store->lines, 0);
      return store_sync (store);
    }
  return fail (store->journal_path, error);
}

static gboolean
open_journal (Store *store)
{
  g_autofree char *shown = cli_printable (store->journal_path);

  store->journal_fd = open (store->journal_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
  if (store->journal_fd < 0)
    cli_error ("%s: %s", shown, g_strerror (errno));
  return store->journal_fd >= 0;
}

/* A journal whose output is gone is of no use, but another file of that name may be. */
static gboolean
check_journal (Store *store)
{
  g_auto (CliJournalHead) head = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CliJournal) journal = cli_journal_open (store->journal_path, &head, &error);
  g_autofree char *shown = cli_printable (store->journal_path);

  return journal != NULL || g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
         || refuse (store, "%s: %s", shown, error->message);
}

/* Whether there is nothing in the way of this run. */
static gboolean
check_earlier (Store *store, gboolean is_new)
{
  g_autofree char *shown = cli_printable (store->options->path);
  struct stat info;

  if (fstat (store->fd, &info) == 0)
    store->file_size = (guint64) info.st_size;
  if (store->options->is_resumed)
    return is_new || open_earlier (store);
  if (is_new)
    return check_journal (store);
  if (!cli_output_has_journal (store->options->path))
    return refuse (store, _ ("%s is there already, and no run wrote it: remove it, or name another file."), shown);
  return store->options->replaces
         || refuse (store,
                    _ ("%s is there already: go on with it by --resume, begin it anew by --replace, or name "
                       "another file."),
                    shown);
}

static gboolean
open_files (Store *store)
{
  gboolean is_new;

  store->fd = open_output (store, &is_new);
  if (store->fd < 0)
    return FALSE;
  if (!check_earlier (store, is_new) || !open_journal (store))
    {
      if (is_new)
        unlink (store->options->path); /* nobody has seen anything in it */
      return FALSE;
    }
  if (store->earlier != NULL)
    return TRUE;
  if (!cut (store))
    return FALSE;
  begin_files (store);
  return write_beginning (store);
}

Store *
store_open (const StoreOptions *options, CliStatus *status)
{
  g_autoptr (Store) store = g_new0 (Store, 1);

  store->options = options;
  store->journal_path = cli_journal_path (options->path);
  store->fd = store->journal_fd = -1;
  store->rows = g_string_new (NULL);
  store->lines = g_string_new (NULL);
  store->pool = pool_new (options->path, &options->head);
  signal (SIGXFSZ, SIG_IGN); /* a limit is an error that is told, as a full disk is */
  if (!open_files (store))
    {
      *status = store->is_refused ? CLI_REFUSED : CLI_OUTPUT;
      return NULL;
    }
  if (options->replaces)
    pool_discard (store->pool);
  if (options->is_resumed)
    pool_set_needs (store->pool, options->has_position, options->has_times);
  *status = CLI_OK;
  store->last_sync = 0; /* the first rows are kept at once: a disk that takes none is noticed early */
  return g_steal_pointer (&store);
}

/* ---- what is there ---- */

gboolean
store_is_in_step (const Store *store)
{
  return store->earlier != NULL;
}

/* From here on rows are added; those that are there already wait for their places. */
static gboolean
leave_step (Store *store)
{
  g_autoptr (CliJournal) earlier = g_steal_pointer (&store->earlier);
  g_autoptr (GError) error = NULL;

  if (store->has_next && !pool_take (store->pool, store->fd, store->length, &store->next, earlier, &error))
    return fail (store->options->path, error);
  return cut (store);
}

StoreFound
store_find (Store *store, const CliJournalEntry *image, GString *rows)
{
  g_autoptr (GError) error = NULL;

  if (store->earlier != NULL)
    {
      if (store->has_next && store->next.index == image->index && pool_is_same (store->pool, &store->next, image))
        {
          store->length = store->next.offset;
          store->journal_length = cli_journal_get_length (store->earlier);
          store->n_kept++;
          pool_settle (store->pool, image);
          read_next (store);
          return STORE_IN_PLACE;
        }
      if (!leave_step (store))
        return STORE_FAILED;
    }
  if (pool_find (store->pool, image, rows, &error))
    return STORE_COPIED;
  if (error == NULL)
    return STORE_NONE;
  fail (store->options->path, error);
  return STORE_FAILED;
}

/* ---- writing ---- */

gboolean
store_sync (Store *store)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  if (!cli_write_all (store->fd, store->rows->str, store->rows->len, &error) || !cli_sync (store->fd, &error))
    return fail (store->options->path, error);
  g_string_truncate (store->rows, 0);
  if (!cli_write_all (store->journal_fd, store->lines->str, store->lines->len, &error)
      || !cli_sync (store->journal_fd, &error))
    return fail (store->journal_path, error);
  g_string_truncate (store->lines, 0);
  store->n_kept += store->n_waiting;
  store->n_failed += store->n_failed_waiting;
  store->n_waiting = store->n_failed_waiting = 0;
  store->last_sync = g_get_monotonic_time ();
  store->sync_time = store->last_sync - begin;
  return TRUE;
}

gboolean
store_sync_in_time (Store *store)
{
  gint64 wait = CLAMP (store->sync_time * SYNC_SHARE, MIN_SYNC_US, MAX_SYNC_US);

  if (store->lines->len == 0 || g_get_monotonic_time () - store->last_sync < wait)
    return TRUE;
  return store_sync (store);
}

gboolean
store_add (Store *store, const CliJournalEntry *image, const GString *rows)
{
  g_autoptr (GError) error = NULL;
  CliJournalEntry entry = *image;

  g_string_append_len (store->rows, rows->str, (gssize) rows->len);
  store->length += rows->len;
  entry.offset = store->length;
  cli_journal_hash_rows (rows->str, rows->len, entry.rows);
  cli_journal_append_entry (store->lines, &entry);
  store->n_waiting++;
  store->n_failed_waiting += entry.size < 0;
  if (store->rows->len < MAX_WAITING_BYTES)
    return TRUE;
  if (!cli_write_all (store->fd, store->rows->str, store->rows->len, &error)) /* the journal waits for the disk */
    return fail (store->options->path, error);
  g_string_truncate (store->rows, 0);
  return TRUE;
}

guint64
store_get_n_kept (const Store *store)
{
  return store->n_kept;
}

guint64
store_get_n_failed (const Store *store)
{
  return store->n_failed;
}

gboolean
store_end (Store *store, guint64 n_listed, const char *list_hash)
{
  if (store->earlier != NULL && !leave_step (store)) /* the list has become shorter, or is what it was */
    return FALSE;
  cli_journal_append_end (store->lines, n_listed, list_hash);
  if (!store_sync (store))
    return FALSE;
  if (store_get_n_left (store) == 0)
    pool_remove (store->pool);
  return TRUE;
}

guint64
store_get_n_left (const Store *store)
{
  return pool_count_left (store->pool);
}

const char *
store_get_left_path (const Store *store)
{
  return pool_get_path (store->pool);
}

void
store_free (Store *store)
{
  g_clear_pointer (&store->earlier, cli_journal_free);
  pool_free (store->pool);
  if (store->journal_fd >= 0)
    close (store->journal_fd);
  if (store->fd >= 0)
    close (store->fd);
  g_string_free (store->rows, TRUE);
  g_string_free (store->lines, TRUE);
  g_free (store->journal_path);
  g_free (store);
}
