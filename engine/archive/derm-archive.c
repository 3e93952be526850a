/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-archive.h"

enum { MAX_ENTRIES = 20000 };

typedef struct archive Archive;

static void
close_archive (Archive *archive)
{
  archive_read_free (archive);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, close_archive)

static char *
wrong (Archive *archive)
{
  const char *reason = archive_error_string (archive);

  return g_strdup_printf (_ ("the zip archive is damaged: %s"), reason != NULL ? reason : "?");
}

/* Nothing is unpacked to disk, so such a name could do no harm here; but whoever made it meant some. */
static gboolean
is_name_harmless (const char *name)
{
  return name != NULL && *name != '\0' && *name != '/' && strchr (name, '\\') == NULL && strstr (name, "..") == NULL;
}

/* Fills the memory. libarchive checks length and checksum when it comes to the end, so there must be one more call. */
static char *
read_data (Archive *archive, guint8 *memory, gsize size)
{
  gsize done = 0;
  guint8 more;
  la_ssize_t n;

  while (done < size)
    {
      n = archive_read_data (archive, memory + done, size - done);
      if (n < 0)
        return wrong (archive);
      if (n == 0)
        return g_strdup (_ ("the zip archive is damaged: an entry is shorter than it says"));
      done += (gsize) n;
    }
  n = archive_read_data (archive, &more, 1);
  if (n < 0)
    return wrong (archive);
  return n > 0 ? g_strdup (_ ("the zip archive is damaged: an entry is longer than it says")) : NULL;
}

/* Entries that share bytes are how a small archive unpacks to a huge one. */
static char *
read_entry (Archive *archive, guint8 *memory, gsize size, la_int64_t *end)
{
  la_int64_t begin = archive_filter_bytes (archive, -1);
  char *reason;

  if (begin < *end)
    return g_strdup (_ ("the zip archive has entries that overlap"));
  reason = read_data (archive, memory, size);
  *end = archive_filter_bytes (archive, -1);
  return reason;
}

static char *
check_entry (struct archive_entry *entry, const char *name)
{
  if (!is_name_harmless (name))
    return g_strdup (_ ("the zip archive has an entry whose name is a path to elsewhere"));
  if (archive_entry_is_encrypted (entry))
    return g_strdup (_ ("the zip archive is encrypted"));
  if (!archive_entry_size_is_set (entry) || archive_entry_size (entry) < 0)
    return g_strdup (_ ("the zip archive has an entry without a size"));
  return NULL;
}

static char *
show_entry (Archive *archive, struct archive_entry *entry, const DermArchiveVisitor *visitor, gpointer data,
            la_int64_t *end, gboolean *goes_on)
{
  const char *utf8 = archive_entry_pathname_utf8 (entry), *name = utf8 != NULL ? utf8 : archive_entry_pathname (entry);
  guint8 *memory = NULL;
  char *reason = NULL;
  gsize size;

  if (name != NULL && archive_entry_filetype (entry) == AE_IFDIR)
    return NULL;
  reason = check_entry (entry, name);
  if (reason != NULL)
    return reason;
  size = (gsize) archive_entry_size (entry);
  switch (visitor->enter (name, size, &memory, data))
    {
    case DERM_ARCHIVE_READ:
      reason = read_entry (archive, memory, size, end);
      *goes_on = reason == NULL && visitor->leave (name, memory, size, data);
      return reason;
    case DERM_ARCHIVE_STOP:
      *goes_on = FALSE;
      return NULL;
    case DERM_ARCHIVE_SKIP:
    default:
      return NULL;
    }
}

char *
derm_archive_walk (const void *bytes, gsize size, const DermArchiveVisitor *visitor, gpointer data)
{
  g_autoptr (Archive) archive = archive_read_new ();
  gboolean goes_on = TRUE;
  la_int64_t end = 0;

  if (archive == NULL)
    return g_strdup (_ ("there is not enough memory"));
  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_memory (archive, bytes, size) != ARCHIVE_OK)
    return wrong (archive);
  for (int n = 0; goes_on; n++)
    {
      struct archive_entry *entry;
      int status = archive_read_next_header (archive, &entry);
      char *reason;

      if (status == ARCHIVE_EOF)
        return NULL;
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN) /* a name that the locale cannot show is only a warning */
        return wrong (archive);
      if (n >= MAX_ENTRIES)
        return g_strdup (_ ("the zip archive has too many entries"));
      reason = show_entry (archive, entry, visitor, data, &end, &goes_on);
      if (reason != NULL)
        return reason;
    }
  return NULL;
}
