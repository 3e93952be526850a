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
  gboolean is_announced; /* by a first line "sep=;" */
  DermTextEncoding encoding;
};

void
derm_csv_free (DermCsv *self)
{
  g_free (self->text);
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

/* ---- the separator ---- */

static const char separators[] = ",;\t";
enum { N_SEPARATORS = 3, N_LOOKED_AT = 20 };

/* Fields of each of the first rows if they are separated by that; 0 unless all rows have as many. */
static guint
count_fields (const DermCsv *self, char separator)
{
  DermCsv reading = *self;
  guint n_fields = 0, line;

  reading.separator = separator;
  for (int i = 0; i < N_LOOKED_AT; i++)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) row = derm_csv_next (&reading, &line, &error);

      if (row == NULL)
        return error == NULL ? n_fields : 0;
      if (i == 0)
        n_fields = g_strv_length (row);
      if (g_strv_length (row) != n_fields)
        return 0;
    }
  return n_fields;
}

/* The separator that the first line has most of outside of quotes. */
static char
find_most_frequent (const char *text)
{
  guint counts[N_SEPARATORS] = { 0 };
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
  for (int i = 1; i < N_SEPARATORS; i++)
    if (counts[i] > counts[best])
      best = i;
  return separators[best];
}

/* The one by which all rows have as many fields, and most of them: "a, b; c" is one of the names that a semicolon may
 * stand between. */
static char
find_separator (const DermCsv *self)
{
  guint most = 1;
  char best = find_most_frequent (self->p);

  for (int i = 0; i < N_SEPARATORS; i++)
    {
      guint n_fields = count_fields (self, separators[i]);

      if (n_fields > most)
        best = separators[i];
      most = MAX (most, n_fields);
    }
  return best;
}

/* ---- the file ---- */

static char *
make_text (GBytes *bytes, DermTextEncoding *encoding, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size == 0)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("the file is empty"));
  else if (size > MAX_SIZE)
    g_set_error (error, DERM_ERROR, DERM_ERROR_TOO_LARGE, _ ("the file is larger than %d MiB"), MAX_SIZE >> 20);
  else
    return derm_text_decode (data, size, encoding, error);
  return NULL;
}

/* "sep=;", which Excel reads and writes as the first line of a table. */
static gboolean
take_separator_line (DermCsv *self)
{
  gboolean is_quoted = *self->p == '"';
  const char *p = self->p + is_quoted;

  if (g_ascii_strncasecmp (p, "sep=", 4) != 0 || is_line_end (p[4]) || p[4] == '"' || !is_line_end (p[5 + is_quoted])
      || (is_quoted && p[5] != '"'))
    return FALSE;
  self->separator = p[4];
  self->p = p + 5 + is_quoted;
  skip_line_end (self);
  return TRUE;
}

static void
skip_empty_lines (DermCsv *self)
{
  while (*self->p == '\n' || *self->p == '\r')
    skip_line_end (self);
}

/* Takes the text. */
static DermCsv *
csv_new (char *text, DermTextEncoding encoding)
{
  DermCsv *self = g_new0 (DermCsv, 1);

  self->p = self->text = text;
  self->encoding = encoding;
  self->line = 1;
  skip_empty_lines (self);
  self->is_announced = take_separator_line (self);
  if (!self->is_announced)
    self->separator = find_separator (self);
  return self;
}

DermCsv *
derm_csv_new (GBytes *bytes, GError **error)
{
  DermTextEncoding encoding;
  char *text = make_text (bytes, &encoding, error);

  return text != NULL ? csv_new (text, encoding) : NULL;
}

DermCsv *
derm_csv_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GBytes) bytes = derm_file_read (file, &name, cancellable, error);

  return bytes != NULL ? derm_csv_new (bytes, error) : NULL;
}

gboolean
derm_csv_is_regular (DermCsv *self)
{
  return self->is_announced || count_fields (self, self->separator) > 1;
}

DermTextEncoding
derm_csv_get_encoding (DermCsv *self)
{
  return self->encoding;
}
