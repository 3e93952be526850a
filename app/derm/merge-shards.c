/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli-rows.h"
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

/* It has nothing but what its run wrote. */
static gboolean
check_size (MergeShard *shard)
{
  g_autofree char *found = NULL, *told = NULL;
  GStatBuf about;

  if (g_stat (shard->path, &about) != 0)
    return refuse (shard->path, "%s", g_strerror (errno));
  shard->length = MAX (shard->length, shard->heading);
  if ((guint64) about.st_size == shard->length)
    return TRUE;
  found = g_strdup_printf ("%" PRIu64, (guint64) about.st_size);
  told = g_strdup_printf ("%" PRIu64, shard->length);
  return refuse (shard->path, _ ("it has %s bytes, and by its journal %s: it was changed after its run"), found, told);
}

static gboolean
check_heading (MergeShard *shard)
{
  FILE *file = cli_open_to_read (shard->path);
  gboolean is_right;

  if (file == NULL)
    return refuse (shard->path, "%s", g_strerror (errno));
  is_right = measure_heading (shard, file);
  fclose (file);
  return is_right;
}

/* One of the images K-1, K-1+N, K-1+2N... of the list, of which all are there and in this order. */
static gboolean
check_image (MergeShard *shard, CliRows *rows, const CliJournalEntry *entry, guint64 expected)
{
  g_autofree char *number = g_strdup_printf ("%" PRIu64, entry->index);
  CliRowsState state;

  if (entry->index % shard->head.n_shards != shard->head.shard - 1)
    return refuse (shard->path, _ ("image %s of the list is not of this shard"), number);
  if (entry->index != expected)
    return refuse (shard->path,
                   _ ("image %s of the list is not in its place: rows that are --unordered, or are missing or "
                      "double, cannot be joined"),
                   number);
  state = cli_rows_check (rows, entry);
  if (state == CLI_ROWS_OTHER)
    return refuse (shard->path, _ ("the rows of image %s of the list are not those that its run wrote"), number);
  shard->is_unhashed |= state == CLI_ROWS_WHOLE;
  shard->n_images++;
  shard->n_failed += entry->size < 0;
  shard->length = entry->offset;
  return TRUE;
}

static gboolean
check_images (MergeShard *shard, CliJournal *journal)
{
  g_autoptr (CliRows) rows = cli_rows_open (shard->path, shard->heading);
  guint64 expected = shard->head.shard - 1;
  CliJournalEntry entry;

  if (rows == NULL)
    return refuse (shard->path, "%s", g_strerror (errno));
  for (; cli_journal_next (journal, &entry); expected += shard->head.n_shards)
    if (!check_image (shard, rows, &entry, expected))
      return FALSE;
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
  return check_heading (shard) && check_images (shard, journal) && check_end (shard, journal) && check_size (shard);
}

/* ---- all together ---- */

/* Says all that keeps the two from going together. */
static gboolean
check_same (const MergeShard *shard, const MergeShard *first)
{
  g_autofree char *shown = cli_printable (first->path);
  g_autoptr (GArray) differences = cli_journal_head_compare (&first->head, &shard->head, FALSE);
  gboolean is_right = TRUE, have_lists = *shard->list_hash != '\0' && *first->list_hash != '\0';

  for (guint i = 0; i < differences->len; i++)
    {
      const CliJournalDifference *differs = &g_array_index (differences, CliJournalDifference, i);

      is_right = refuse (shard->path, _ ("another %s than in %s: %s, not %s"), differs->member, shown, differs->of_b,
                         differs->of_a);
    }
  if (shard->head.n_shards != first->head.n_shards)
    is_right = refuse (shard->path, _ ("it is one of %u shards, and %s one of %u"), shard->head.n_shards, shown,
                       first->head.n_shards);
  if (have_lists && (shard->n_listed != first->n_listed || strcmp (shard->list_hash, first->list_hash) != 0))
    is_right = refuse (shard->path, _ ("it is of another list of images than %s"), shown);
  return is_right;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const MergeShard *one = *(const MergeShard *const *) a, *other = *(const MergeShard *const *) b;

  return one->head.shard < other->head.shard ? -1 : one->head.shard > other->head.shard;
}

/* Of sorted shards. */
static gboolean
check_double (const GPtrArray *shards)
{
  gboolean is_right = TRUE;

  for (guint i = 1; i < shards->len; i++)
    {
      const MergeShard *shard = shards->pdata[i], *before = shards->pdata[i - 1];
      g_autofree char *shown = cli_printable (before->path);

      if (shard->head.shard == before->head.shard)
        is_right = refuse (shard->path, _ ("shard %u is there twice, also in %s"), shard->head.shard, shown);
    }
  return is_right;
}

/* Of sorted shards. */
static gboolean
check_missing (const GPtrArray *shards)
{
  enum { MAX_SHOWN = 20 };
  g_autoptr (GString) missing = g_string_new (NULL);
  guint n_shards = ((const MergeShard *) shards->pdata[0])->head.n_shards, expected = 1;
  guint n_missing = 0, n_shown = 0;

  for (guint i = 0; i <= shards->len; i++)
    {
      guint next = i < shards->len ? ((const MergeShard *) shards->pdata[i])->head.shard : n_shards + 1;

      n_missing += next > expected ? next - expected : 0;
      for (; expected < next && n_shown < MAX_SHOWN; expected++, n_shown++)
        g_string_append_printf (missing, "%s%u", n_shown > 0 ? ", " : "", expected);
      expected = next + 1;
    }
  if (n_missing > 0)
    cli_error (ngettext ("%u of %u shards is missing: %s%s", "%u of %u shards are missing: %s%s", n_missing), n_missing,
               n_shards, missing->str, n_missing > n_shown ? ", …" : "");
  return n_missing == 0;
}

/* Those whose journal tells of a shard go together with the first of them. *known: those that are shards of as many, in
 * their order; borrowed. */
static gboolean
check_together (GArray *shards, GPtrArray *known)
{
  gboolean is_right = TRUE;

  for (guint i = 0; i < shards->len; i++)
    {
      MergeShard *shard = &g_array_index (shards, MergeShard, i), *first = known->len > 0 ? known->pdata[0] : shard;

      if (shard->head.n_shards == 0)
        continue;
      is_right = (shard == first || check_same (shard, first)) && is_right;
      if (shard->head.n_shards == first->head.n_shards)
        g_ptr_array_add (known, shard);
    }
  g_ptr_array_sort (known, compare_places);
  if (known->len == 0)
    return is_right;
  is_right = check_double (known) && is_right;
  return check_missing (known) && is_right;
}

static int
compare_shards (gconstpointer a, gconstpointer b)
{
  return compare_places (&a, &b);
}

GArray *
merge_open_shards (char *const *paths, gboolean takes_whole)
{
  g_autoptr (GArray) shards = g_array_new (FALSE, TRUE, sizeof (MergeShard));
  g_autoptr (GPtrArray) known = g_ptr_array_new ();
  gboolean is_right = TRUE;

  g_array_set_clear_func (shards, shard_clear);
  for (; *paths != NULL; paths++)
    {
      MergeShard shard = { .path = g_strdup (*paths) };

      is_right = check_shard (&shard, takes_whole) && is_right;
      g_array_append_val (shards, shard);
    }
  is_right = check_together (shards, known) && is_right;
  g_array_sort (shards, compare_shards);
  return is_right ? g_steal_pointer (&shards) : NULL;
}
