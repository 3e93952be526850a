/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli-write.h"
#include "merge.h"

static void
shard_clear (gpointer data)
{
  MergeShard *shard = data;

  g_free (shard->path);
  cli_journal_head_clear (&shard->head);
}

/* Says it of this file. Always FALSE. */
static gboolean refuse (const char *path, const char *format, ...) G_GNUC_PRINTF (2, 3);

static gboolean
refuse (const char *path, const char *format, ...)
{
  g_autofree char *shown = cli_printable (path), *words = NULL;
  va_list list;

  va_start (list, format);
  words = g_strdup_vprintf (format, list);
  va_end (list);
  cli_error ("%s: %s", shown, words);
  return FALSE;
}

/* ---- one output ---- */

/* The line of columns of a CSV; a name in quotation marks may have line ends in it. */
static gboolean
measure_heading (MergeShard *shard, FILE *file)
{
  enum { MAX_HEADING = 1 << 20 };
  gboolean is_quoted = FALSE;
  int c = EOF;

  if (strcmp (shard->head.format, "csv") != 0)
    return TRUE;
  while (shard->heading < MAX_HEADING && (c = getc (file)) != EOF && (c != '\n' || is_quoted))
    {
      is_quoted ^= c == '"';
      shard->heading++;
    }
  shard->heading++;
  return c == '\n' || refuse (shard->path, _ ("the line of columns is missing"));
}

static gboolean
check_file (MergeShard *shard)
{
  g_autofree char *found = NULL, *told = NULL;
  GStatBuf about;
  gboolean is_right;
  FILE *file = cli_open_to_read (shard->path);

  if (file == NULL)
    return refuse (shard->path, "%s", g_strerror (errno));
  is_right = measure_heading (shard, file);
  fclose (file);
  if (!is_right)
    return FALSE;
  if (g_stat (shard->path, &about) != 0)
    return refuse (shard->path, "%s", g_strerror (errno));
  shard->length = MAX (shard->length, shard->heading);
  if ((guint64) about.st_size == shard->length)
    return TRUE;
  found = g_strdup_printf ("%" PRIu64, (guint64) about.st_size);
  told = g_strdup_printf ("%" PRIu64, shard->length);
  return refuse (shard->path, _ ("it has %s bytes, and by its journal %s: it was changed after its run"), found, told);
}

/* The images K-1, K-1+N, K-1+2N... of the list, all of them and in this order. */
static gboolean
check_images (MergeShard *shard, CliJournal *journal)
{
  guint64 expected = shard->head.shard - 1;
  CliJournalEntry entry;

  for (; cli_journal_next (journal, &entry); expected += shard->head.n_shards)
    {
      g_autofree char *number = g_strdup_printf ("%" PRIu64, entry.index);

      if (entry.index % shard->head.n_shards != shard->head.shard - 1)
        return refuse (shard->path, _ ("image %s of the list is not of this shard"), number);
      if (entry.index != expected)
        return refuse (shard->path,
                       _ ("image %s of the list is not in its place: rows that are --unordered, or are missing or "
                          "double, cannot be joined"),
                       number);
      shard->n_images++;
      shard->n_failed += entry.size < 0;
      shard->length = entry.offset;
    }
  return TRUE;
}

static gboolean
check_end (MergeShard *shard, const CliJournal *journal)
{
  const guint64 n_shards = shard->head.n_shards, before = shard->head.shard - 1;
  const char *hash;

  if (!cli_journal_is_complete (journal, &shard->n_listed, &hash))
    return refuse (shard->path, _ ("its run has not come to its end; run it again with --resume"));
  g_strlcpy (shard->list_hash, hash, sizeof shard->list_hash);
  if (shard->n_images == (shard->n_listed > before ? (shard->n_listed - before - 1) / n_shards + 1 : 0))
    return TRUE;
  return refuse (shard->path, _ ("images are missing at its end"));
}

static CliJournal *
open_journal (MergeShard *shard)
{
  g_autofree char *path = cli_journal_path (shard->path);
  g_autoptr (GError) error = NULL;
  CliJournal *journal = cli_journal_open (path, &shard->head, &error);

  if (journal != NULL)
    return journal;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    refuse (shard->path, _ ("there is no journal beside it (.run), as derm predict --output writes it"));
  else
    refuse (path, "%s", error->message);
  return NULL;
}

static gboolean
check_shard (MergeShard *shard, gboolean takes_whole)
{
  g_autoptr (CliJournal) journal = open_journal (shard);

  if (journal == NULL)
    return FALSE;
  if (shard->head.n_shards == 0 && takes_whole)
    shard->head.shard = shard->head.n_shards = 1;
  if (shard->head.n_shards == 0)
    return refuse (shard->path, _ ("it is of a whole list, not of a shard (derm predict --shard)"));
  if (strcmp (shard->head.format, "csv") != 0 && strcmp (shard->head.format, "jsonl") != 0)
    return refuse (shard->path, _ ("its format is %s; csv and jsonl can be joined"), shard->head.format);
  return check_images (shard, journal) && check_end (shard, journal) && check_file (shard);
}

/* ---- all together ---- */

static gboolean
check_same (const MergeShard *shard, const MergeShard *first)
{
  g_autofree char *shown = cli_printable (first->path), *of_first = NULL, *of_shard = NULL;
  const char *differs = cli_journal_head_differs (&first->head, &shard->head, FALSE, &of_first, &of_shard);

  if (differs != NULL)
    return refuse (shard->path, _ ("another %s than in %s: %s, not %s"), differs, shown, of_shard, of_first);
  if (shard->head.n_shards != first->head.n_shards)
    return refuse (shard->path, _ ("it is one of %u shards, and %s one of %u"), shard->head.n_shards, shown,
                   first->head.n_shards);
  if (shard->n_listed != first->n_listed || strcmp (shard->list_hash, first->list_hash) != 0)
    return refuse (shard->path, _ ("it is of another list of images than %s"), shown);
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const MergeShard *one = a, *other = b;

  return one->head.shard < other->head.shard ? -1 : one->head.shard > other->head.shard;
}

/* Of sorted shards. */
static gboolean
check_double (GArray *shards)
{
  gboolean is_right = TRUE;

  for (guint i = 1; i < shards->len; i++)
    {
      const MergeShard *shard = &g_array_index (shards, MergeShard, i), *before = shard - 1;
      g_autofree char *shown = cli_printable (before->path);

      if (shard->head.shard == before->head.shard)
        is_right = refuse (shard->path, _ ("shard %u is there twice, also in %s"), shard->head.shard, shown);
    }
  return is_right;
}

/* Of sorted shards that are there once. */
static gboolean
check_missing (GArray *shards)
{
  enum { MAX_SHOWN = 20 };
  g_autoptr (GString) missing = g_string_new (NULL);
  guint n_shards = g_array_index (shards, MergeShard, 0).head.n_shards, expected = 1, n_shown = 0;

  for (guint i = 0; i <= shards->len; i++)
    {
      guint next = i < shards->len ? g_array_index (shards, MergeShard, i).head.shard : n_shards + 1;

      for (; expected < next && n_shown < MAX_SHOWN; expected++, n_shown++)
        g_string_append_printf (missing, "%s%u", n_shown > 0 ? ", " : "", expected);
      expected = next + 1;
    }
  if (shards->len == n_shards)
    return TRUE;
  cli_error (ngettext ("%u of %u shards is missing: %s%s", "%u of %u shards are missing: %s%s", n_shards - shards->len),
             n_shards - shards->len, n_shards, missing->str, n_shards - shards->len > n_shown ? ", …" : "");
  return FALSE;
}

GArray *
merge_open_shards (char *const *paths, gboolean takes_whole)
{
  g_autoptr (GArray) shards = g_array_new (FALSE, TRUE, sizeof (MergeShard));
  gboolean is_right = TRUE;

  g_array_set_clear_func (shards, shard_clear);
  for (; *paths != NULL; paths++)
    {
      MergeShard shard = { .path = g_strdup (*paths) };

      is_right = check_shard (&shard, takes_whole) && is_right;
      g_array_append_val (shards, shard);
    }
  for (guint i = 1; i < shards->len && is_right; i++)
    is_right = check_same (&g_array_index (shards, MergeShard, i), &g_array_index (shards, MergeShard, 0));
  if (!is_right)
    return NULL;
  g_array_sort (shards, compare_places);
  return check_double (shards) && check_missing (shards) ? g_steal_pointer (&shards) : NULL;
}
