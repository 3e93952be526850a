/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "csv-table.h"
#include "derm-error.h"
#include "image-file.h"

enum { MAX_SIZE = 64 << 20 };

struct _DermCsv {
  char *text;    /* owned */
  const char *p; /* into text: what was not read yet */
  guint line;    /* of p */
  char separator;
  char **header; /* owned */
};

void
derm_csv_free (DermCsv *self)
{
  g_free (self->text);
  g_strfreev (self->header);
  g_free (self);
}

static gboolean
is_line_end (char c)
{
  return c == '\0' || c == '\n' || c == '\r';
}

/* Over one line end, which may be CRLF, LF or CR. */
static void
skip_line_end (DermCsv *self)
{
  if (*self->p == '\0')
    return;
  self->p += self->p[0] == '\r' && self->p[1] == '\n' ? 2 : 1;
  self->line++;
}

/* The separator that the first line has most of outside of quotes. */
static char
find_separator (const char *text)
{
  static const char separators[] = ",;\t";
  guint counts[3] = { 0 };
  gboolean is_quoted = FALSE;
  int best = 0;

  for (const char *p = text; *p != '\0' && (is_quoted || !is_line_end (*p)); p++)
    {
      const char *found = strchr (separators, *p);

      if (*p == '"')
        is_quoted = !is_quoted;
      else if (found != NULL && !is_quoted)
        counts[found - separators]++;
    }
  for (int i = 1; i < 3; i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

static gboolean
set_wrong_line (guint line, const char *reason, GError **error)
{
  /* Translators: the number of a line of a text file, then what is wrong there */
  g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("line %u: %s"), line, reason);
  return FALSE;
}

static void
skip_spaces (DermCsv *self)
{
  while (*self->p == ' ' || (*self->p == '\t' && self->separator != '\t'))
    self->p++;
}

/* From behind the opening quotation mark to behind the closing one. */
static gboolean
read_quoted (DermCsv *self, GString *field, GError **error)
{
  guint start = self->line;

  for (; *self->p != '\0'; self->p++)
    {
      if (self->p[0] == '"' && self->p[1] != '"')
        {
          self->p++;
          return TRUE;
        }
      self->line += self->p[0] == '\n' || (self->p[0] == '\r' && self->p[1] != '\n');
      self->p += self->p[0] == '"'; /* two stand for one */
      g_string_append_c (field, *self->p);
    }
  return set_wrong_line (start, _ ("a quotation mark is not closed"), error);
}

static char *
read_field (DermCsv *self, GError **error)
{
  g_autoptr (GString) field = g_string_new (NULL);

  skip_spaces (self);
  if (*self->p == '"')
    {
      self->p++;
      if (!read_quoted (self, field, error))
        return NULL;
      skip_spaces (self);
      if (*self->p != self->separator && !is_line_end (*self->p))
        {
          set_wrong_line (self->line, _ ("there is text behind a closing quotation mark"), error);
          return NULL;
        }
    }
  else
    for (; *self->p != self->separator && !is_line_end (*self->p); self->p++)
      g_string_append_c (field, *self->p);
  return g_strstrip (g_strdup (field->str));
}

static char **
read_row (DermCsv *self, GError **error)
{
  g_autoptr (GStrvBuilder) row = g_strv_builder_new ();

  for (;;)
    {
      g_autofree char *field = read_field (self, error);

      if (field == NULL)
        return NULL;
      g_strv_builder_add (row, field);
      if (*self->p != self->separator)
        break;
      self->p++;
    }
  skip_line_end (self);
  return g_strv_builder_end (row);
}

char **
derm_csv_next (DermCsv *self, guint *line, GError **error)
{
  while (skip_spaces (self), *self->p == '\n' || *self->p == '\r')
    skip_line_end (self);
  if (*self->p == '\0')
    return NULL;
  *line = self->line;
  return read_row (self, error);
}

static char *
make_text (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (size == 0)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("the file is empty"));
  else if (size > MAX_SIZE)
    g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("the file is larger than %d MiB"), MAX_SIZE >> 20);
  else if (memchr (data, '\0', size) != NULL)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("this is not text in UTF-8"));
  else
    return g_utf8_make_valid (data, (gssize) size);
  return NULL;
}

DermCsv *
derm_csv_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = derm_file_read (file, &name, cancellable, error);
  g_autoptr (DermCsv) self = NULL;
  char *text = bytes != NULL ? make_text (bytes, error) : NULL;
  guint line;
  GError *reason = NULL;

  if (text == NULL)
    return NULL;
  self = g_new0 (DermCsv, 1);
  self->text = text;
  self->p = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
  self->line = 1;
  while (*self->p == '\n' || *self->p == '\r')
    skip_line_end (self);
  self->separator = find_separator (self->p);
  self->header = derm_csv_next (self, &line, &reason);
  if (self->header != NULL)
    return g_steal_pointer (&self);
  if (reason != NULL)
    g_propagate_error (error, reason);
  else
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("the file is empty"));
  return NULL;
}

const char *const *
derm_csv_get_header (DermCsv *self)
{
  return (const char *const *) self->header;
}

char *
derm_csv_list_columns (DermCsv *self)
{
  return g_strjoinv (", ", self->header);
}

int
derm_csv_find_column (DermCsv *self, const char *name)
{
  for (int i = 0; self->header[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->header[i], name) == 0)
      return i;
  return -1;
}

int
derm_csv_find_any_column (DermCsv *self, const char *const *names)
{
  int column = -1;

  for (; *names != NULL && column < 0; names++)
    column = derm_csv_find_column (self, *names);
  return column;
}
