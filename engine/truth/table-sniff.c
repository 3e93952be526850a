/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "csv-table.h"
#include "truth-private.h"

enum { N_BYTES = 16384 };

/* The first bytes of a file, or NULL. */
static GBytes *
read_start (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, NULL);
  g_autofree char *start = g_malloc (N_BYTES);
  gsize n = 0;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), start, N_BYTES, &n, cancellable, NULL))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&start), n);
}

/* Without the last line, which may be cut; of UTF-16 and UTF-32 whole letters. */
static GBytes *
drop_last_line (GBytes *start)
{
  gsize size;
  const char *data = g_bytes_get_data (start, &size);

  if (memchr (data, '\0', size) != NULL)
    return g_bytes_new_from_bytes (start, 0, size & ~(gsize) 3);
  while (size > 0 && data[size - 1] != '\n' && data[size - 1] != '\r')
    size--;
  return g_bytes_new_from_bytes (start, 0, size);
}

/* Text that is something else: JSON, XML, a program; or no text. */
static gboolean
is_other (const char *first)
{
  for (const char *p = first; *p != '\0'; p++)
    if ((guchar) *p < 0x20 && *p != '\t' && *p != '\n' && *p != '\r')
      return TRUE;
  return strchr ("{[<#", *first) != NULL && *first != '\0';
}

static gboolean
has_usual_name (char **row)
{
  for (; *row != NULL; row++)
    if (derm_table_is_usual_name (*row))
      return TRUE;
  return FALSE;
}

static gboolean
is_table (DermCsv *csv)
{
  gboolean is_regular = derm_csv_is_regular (csv);
  guint line;
  g_auto (GStrv) first = derm_csv_next (csv, &line, NULL);
  g_auto (GStrv) second = first != NULL ? derm_csv_next (csv, &line, NULL) : NULL;

  return second != NULL && first[1] != NULL && !is_other (first[0]) && (is_regular || has_usual_name (first));
}

gboolean
derm_table_is_table (GFile *file, GCancellable *cancellable)
{
  g_autoptr (GBytes) start = NULL, whole = NULL;
  g_autoptr (DermCsv) csv = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable) != G_FILE_TYPE_REGULAR)
    return FALSE; /* a pipe would wait for its writer */
  start = read_start (file, cancellable);
  if (start == NULL)
    return FALSE;
  whole = g_bytes_get_size (start) == N_BYTES ? drop_last_line (start) : g_bytes_ref (start);
  csv = derm_csv_new (whole, NULL);
  return csv != NULL && is_table (csv);
}
