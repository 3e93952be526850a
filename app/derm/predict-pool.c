/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "predict-pool.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli-write.h"

enum { COPY_BLOCK = 1 << 20 };

/* One image's rows; there may be a million. */
typedef struct {
  guint64 name, same[2]; /* size and time, or the first half of the content's hash, or a quarter of it and the time */
  guint64 index;
  guint64 begin, length;
  int is_settled; /* atomic: they have a new place, or better ones have come instead */
} Place;

struct _Pool {
  char *path, *journal_path; /* owned */
  const CliJournalHead *head;
  gboolean has_position, has_times;
  int fd, journal_fd; /* -1: there are no such files */
  guint64 length;     /* of what is journalled */
  GArray *places;     /* owned Place, sorted */
};

static guint64
parse_hex (const char *hex)
{
  char part[17];

  g_strlcpy (part, hex, sizeof part);
  return g_ascii_strtoull (part, NULL, 16);
}

static Place
make_place (const Pool *pool, const CliJournalEntry *entry)
{
  gboolean by_hash = pool->head->by_hash && *entry->content != '\0';

  return (Place){ .name = parse_hex (entry->name),
                  .same = { by_hash ? parse_hex (entry->content) : (guint64) entry->size,
                            by_hash && !pool->has_times ? parse_hex (entry->content + 16) : (guint64) entry->mtime },
                  .index = pool->has_position ? entry->index : 0 };
}

static int
compare_numbers (guint64 a, guint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_places (gconstpointer one, gconstpointer other)
{
  const Place *a = one, *b = other;
  int order = compare_numbers (a->name, b->name);

  for (int i = 0; i < 2 && order == 0; i++)
    order = compare_numbers (a->same[i], b->same[i]);
  return order != 0 ? order : compare_numbers (a->index, b->index);
}

gboolean
pool_is_same (const Pool *pool, const CliJournalEntry *a, const CliJournalEntry *b)
{
  Place of_a = make_place (pool, a), of_b = make_place (pool, b);

  if (a->size < 0 || b->size < 0) /* what failed is tried again */
    return FALSE;
  if (pool->head->by_hash && strcmp (a->content, b->content) != 0)
    return FALSE;
  return compare_places (&of_a, &of_b) == 0;
}

/* ---- the index ---- */

static void
add_place (Pool *pool, const CliJournalEntry *entry, guint64 begin)
{
  Place place = make_place (pool, entry);

  place.begin = begin;
  place.length = entry->offset - begin;
  if (entry->size >= 0)
    g_array_append_val (pool->places, place);
}

/* An earlier run may have been stopped before it was done with them. Files that are none are begun anew. */
static void
read_journal (Pool *pool)
{
  g_auto (CliJournalHead) head = { 0 };
  g_autoptr (CliJournal) journal = cli_journal_open (pool->journal_path, &head, NULL);
  g_autoptr (GArray) differences = journal != NULL ? cli_journal_head_compare (&head, pool->head, TRUE) : NULL;
  CliJournalEntry entry;
  struct stat info;

  if (journal == NULL || differences->len > 0 || stat (pool->path, &info) != 0)
    return;
  while (cli_journal_next (journal, &entry) && entry.offset <= (guint64) info.st_size)
    {
      add_place (pool, &entry, pool->length);
      pool->length = entry.offset;
    }
  g_array_sort (pool->places, compare_places);
}

Pool *
pool_new (const char *output, const CliJournalHead *head)
{
  Pool *pool = g_new0 (Pool, 1);

  pool->path = g_strconcat (output, ".run.rows", NULL);
  pool->journal_path = cli_journal_path (pool->path);
  pool->head = head;
  pool->fd = pool->journal_fd = -1;
  pool->places = g_array_new (FALSE, FALSE, sizeof (Place));
  return pool;
}

void
pool_set_needs (Pool *pool, gboolean has_position, gboolean has_times)
{
  pool->has_position = has_position;
  pool->has_times = has_times;
  read_journal (pool);
  if (pool->places->len > 0)
    pool->fd = open (pool->path, O_RDWR | O_CLOEXEC);
}

/* ---- moving ---- */

/* The files as long as what is in the index; a torn end goes. */
static gboolean
open_files (Pool *pool, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (pool->fd < 0)
    pool->fd = open (pool->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (pool->fd < 0)
    return cli_write_error (error);
  if (ftruncate (pool->fd, (off_t) pool->length) != 0)
    return cli_write_error (error);
  pool->journal_fd = open (pool->journal_path, O_RDWR | O_CREAT | O_CLOEXEC | (pool->length == 0 ? O_TRUNC : 0), 0666);
  if (pool->journal_fd < 0)
    return cli_write_error (error);
  if (pool->length > 0)
    {
      g_auto (CliJournalHead) head = { 0 };
      g_autoptr (CliJournal) journal = cli_journal_open (pool->journal_path, &head, error);
      CliJournalEntry entry;
      guint64 end = journal != NULL ? cli_journal_get_length (journal) : 0;

      while (journal != NULL && cli_journal_next (journal, &entry) && entry.offset <= pool->length)
        end = cli_journal_get_length (journal);
      return journal != NULL
             && (ftruncate (pool->journal_fd, (off_t) end) == 0 && lseek (pool->journal_fd, 0, SEEK_END) >= 0
                     ? TRUE
                     : cli_write_error (error));
    }
  cli_journal_append_head (text, pool->head);
  return cli_write_all (pool->journal_fd, text->str, text->len, error);
}

static gboolean
copy_rows (Pool *pool, int fd, guint64 offset, guint64 end, GError **error)
{
  g_autofree char *block = g_malloc (COPY_BLOCK);

  if (lseek (pool->fd, (off_t) pool->length, SEEK_SET) < 0)
    return cli_write_error (error);
  while (offset < end)
    {
      gsize n = (gsize) MIN (end - offset, (guint64) COPY_BLOCK);

      if (!cli_read_at (fd, block, n, offset, error) || !cli_write_all (pool->fd, block, n, error))
        return FALSE;
      offset += n;
    }
  return TRUE;
}

/* Appends a line for each entry whose rows are below the end, and finds where they end here. */
static gboolean
copy_lines (Pool *pool, guint64 offset, guint64 end, const CliJournalEntry *first, CliJournal *rest, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  CliJournalEntry entry = *first;
  guint64 begin = pool->length;

  do
    {
      entry.offset = pool->length + (entry.offset - offset);
      add_place (pool, &entry, begin);
      begin = entry.offset;
      cli_journal_append_entry (text, &entry);
      if (text->len < COPY_BLOCK)
        continue;
      if (!cli_write_all (pool->journal_fd, text->str, text->len, error))
        return FALSE;
      g_string_truncate (text, 0);
  } while (cli_journal_next (rest, &entry) && entry.offset <= end);
  pool->length = begin;
  return cli_write_all (pool->journal_fd, text->str, text->len, error);
}

gboolean
pool_take (Pool *pool, int fd, guint64 offset, const CliJournalEntry *entry, CliJournal *rest, GError **error)
{
  struct stat info;

  if (!open_files (pool, error))
    return FALSE;
  if (fstat (fd, &info) != 0)
    return cli_write_error (error);
  if (!copy_rows (pool, fd, offset, (guint64) info.st_size, error) || !cli_sync (pool->fd, error)
      || !copy_lines (pool, offset, (guint64) info.st_size, entry, rest, error) || !cli_sync (pool->journal_fd, error))
    return FALSE;
  g_array_sort (pool->places, compare_places);
  return TRUE;
}

/* The image is there, and is another one now: what was said of the earlier one is over. */
static void
settle_name (Pool *pool, guint64 name)
{
  guint low = 0, high = pool->places->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (pool->places, Place, middle).name < name)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < pool->places->len && g_array_index (pool->places, Place, low).name == name; low++)
    g_atomic_int_set (&g_array_index (pool->places, Place, low).is_settled, TRUE);
}

void
pool_settle (Pool *pool, const CliJournalEntry *image)
{
  settle_name (pool, make_place (pool, image).name);
}

gboolean
pool_find (Pool *pool, const CliJournalEntry *image, GString *rows, GError **error)
{
  Place wanted = make_place (pool, image);
  gsize before = rows->len;
  Place *found;
  guint at;

  if (image->size < 0)
    return FALSE;
  if (!g_array_binary_search (pool->places, &wanted, compare_places, &at))
    {
      settle_name (pool, wanted.name);
      return FALSE;
    }
  found = &g_array_index (pool->places, Place, at);
  g_atomic_int_set (&found->is_settled, TRUE);
  g_string_set_size (rows, before + found->length);
  if (cli_read_at (pool->fd, rows->str + before, found->length, found->begin, error))
    return TRUE;
  g_string_truncate (rows, before);
  return FALSE;
}

guint64
pool_count_left (const Pool *pool)
{
  guint64 n = 0;

  for (guint i = 0, next; i < pool->places->len; i = next)
    {
      const Place *first = &g_array_index (pool->places, Place, i);
      gboolean is_settled = FALSE;

      for (next = i; next < pool->places->len; next++) /* an image that was listed twice has one place more */
        {
          const Place *place = &g_array_index (pool->places, Place, next);

          if (compare_places (first, place) != 0)
            break;
          is_settled |= g_atomic_int_get (&place->is_settled);
        }
      n += !is_settled;
    }
  return n;
}

const char *
pool_get_path (const Pool *pool)
{
  return pool->path;
}

static void
remove_files (const Pool *pool)
{
  unlink (pool->journal_path); /* first: rows without a journal are nobody's */
  unlink (pool->path);
}

void
pool_remove (Pool *pool)
{
  if (pool->length > 0)
    remove_files (pool);
}

void
pool_discard (const Pool *pool)
{
  g_auto (CliJournalHead) head = { 0 };
  g_autoptr (CliJournal) journal = cli_journal_open (pool->journal_path, &head, NULL);

  if (journal != NULL)
    remove_files (pool);
}

void
pool_free (Pool *pool)
{
  if (pool->fd >= 0)
    close (pool->fd);
  if (pool->journal_fd >= 0)
    close (pool->journal_fd);
  g_array_unref (pool->places);
  g_free (pool->path);
  g_free (pool->journal_path);
  g_free (pool);
}
