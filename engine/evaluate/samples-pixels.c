/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "samples-private.h"

/* Kaggle's hmnist_28_28_RGB.csv: pixel0000 … pixel2351 and label, a picture a row, its pixels row by row with red,
 * green and blue beside each other. 100 MB of small numbers, so they are read where they stand and not as a table of
 * strings. Columns in front of the pixels are allowed; one of these may be image_id. */

enum { MAX_COLUMNS = 3 * 1024 * 1024 };

typedef struct {
  DermSamples *self;
  const char *p, *end;
  guint line;
  int n_before, n_pixels; /* columns */
  int id_column;          /* -1: none */
  int *map;               /* owned, class of each number */
} Reader;

/* The field that is next, without the quotes or spaces that it has none of; TRUE at the end of the line. */
static gboolean
take_field (Reader *reader, const char **start, gsize *length)
{
  const char *p = reader->p;

  while (p < reader->end && *p != ',' && *p != '\n' && *p != '\r')
    p++;
  *start = reader->p;
  *length = (gsize) (p - reader->p);
  reader->p = p;
  if (p < reader->end && *p == ',')
    {
      reader->p++;
      return FALSE;
    }
  if (reader->p < reader->end && *reader->p == '\r')
    reader->p++;
  if (reader->p < reader->end && *reader->p == '\n')
    reader->p++;
  return TRUE;
}

static gboolean
is_named (const char *start, gsize length, const char *name)
{
  return length == strlen (name) && g_ascii_strncasecmp (start, name, length) == 0;
}

static char *
column_name (const Reader *reader, int column)
{
  if (column < reader->n_before)
    return g_strdup_printf (_ ("column %d"), column + 1);
  if (column < reader->n_before + reader->n_pixels)
    return g_strdup_printf ("pixel%04d", column - reader->n_before);
  return g_strdup ("label");
}

static gboolean
refuse_cell (const Reader *reader, int column, const char *start, gsize length, const char *reason, GError **error)
{
  enum { MAX_SHOWN = 40 };
  g_autofree char *name = column_name (reader, column);
  g_autofree char *cell = g_utf8_make_valid (start, (gssize) MIN (length, MAX_SHOWN));

  /* TRANSLATORS: line and column of a table, what stands there, and what is wrong with it */
  return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u, column “%s”: “%s” %s"), reader->line, name, cell,
                              reason);
}

/* ---- the header ---- */

static gboolean
is_pixel (const char *start, gsize length, int number)
{
  char name[32];

  g_snprintf (name, sizeof name, "pixel%04d", number);
  return is_named (start, length, name);
}

static gboolean
set_size (Reader *reader, GError **error)
{
  int n = reader->n_pixels, side = (int) lround (sqrt (n / 3.0)), grey = (int) lround (sqrt (n));

  if (side > 0 && 3 * side * side == n)
    {
      reader->self->width = reader->self->height = side;
      return TRUE;
    }
  if (grey * grey == n)
    return derm_samples_refuse (
        error, DERM_ERROR_FORMAT,
        _ ("line %u: the table has %d columns of pixels: pictures of %d × %d in grey, and RGB is needed "
           "(hmnist_28_28_RGB.csv)"),
        reader->line, n, grey, grey);
  return derm_samples_refuse (error, DERM_ERROR_FORMAT,
                              _ ("line %u: the table has %d columns of pixels, which are no square of RGB"),
                              reader->line, n);
}

static gboolean
read_header (Reader *reader, GError **error)
{
  const char *start;
  gsize length;
  gboolean is_end = FALSE, has_label = FALSE;

  for (int column = 0; !is_end; column++)
    {
      is_end = take_field (reader, &start, &length);
      if (is_pixel (start, length, reader->n_pixels) && reader->n_pixels < MAX_COLUMNS)
        reader->n_pixels++;
      else if (reader->n_pixels == 0)
        {
          reader->n_before++;
          if (is_named (start, length, "image_id"))
            reader->id_column = column;
        }
      else if (is_end && is_named (start, length, "label"))
        has_label = TRUE;
      else
        return refuse_cell (reader, column, start, length, _ ("is not the name of the next pixel, or label"), error);
    }
  if (!has_label)
    return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u: the last column is not called label"),
                                reader->line);
  return set_size (reader, error);
}

/* By its first line. */
gboolean
derm_samples_is_pixel_table (const char *text, gsize size)
{
  enum { LOOKED_AT = 4096 };
  const char *first = g_strstr_len (text, (gssize) MIN (size, LOOKED_AT), "pixel0000");
  const char *line_end = memchr (text, '\n', size);

  return first != NULL && (line_end == NULL || first < line_end) && (first == text || first[-1] == ',');
}

/* ---- rows ---- */

/* 0 … most, in up to three digits; -1 for anything else. */
static int
parse_small (const char *start, gsize length, int most)
{
  int value = 0;

  if (length < 1 || length > 3)
    return -1;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (start[i]))
        return -1;
      value = 10 * value + (start[i] - '0');
    }
  return value <= most ? value : -1;
}

static gboolean
refuse_length (const Reader *reader, int n_columns, GError **error)
{
  return derm_samples_refuse (error, DERM_ERROR_FORMAT, _ ("line %u: there are %d columns, and the first line has %d"),
                              reader->line, n_columns, reader->n_before + reader->n_pixels + 1);
}

/* What stands before the pixels; of these the id is kept. */
static gboolean
read_before (Reader *reader, char **name, GError **error)
{
  for (int column = 0; column < reader->n_before; column++)
    {
      const char *start;
      gsize length;

      if (take_field (reader, &start, &length))
        return refuse_length (reader, column + 1, error);
      if (column == reader->id_column && length > 0)
        *name = g_utf8_make_valid (start, (gssize) length);
    }
  return TRUE;
}

static gboolean
read_pixels (Reader *reader, guint8 *pixels, GError **error)
{
  for (int i = 0; i < reader->n_pixels; i++)
    {
      const char *start;
      gsize length;
      gboolean is_end = take_field (reader, &start, &length);
      int value = parse_small (start, length, 255);

      if (is_end)
        return refuse_length (reader, reader->n_before + i + 1, error);
      if (value < 0)
        return refuse_cell (reader, reader->n_before + i, start, length, _ ("is not a number from 0 to 255"), error);
      pixels[i] = (guint8) value;
    }
  return TRUE;
}

static gboolean
read_label (Reader *reader, int *truth, GError **error)
{
  const char *start;
  gsize length;
  gboolean is_end = take_field (reader, &start, &length);
  int value = parse_small (start, length, (int) g_strv_length ((char **) derm_labels_csv ()) - 1);

  if (!is_end)
    return refuse_length (reader, reader->n_before + reader->n_pixels + 2, error);
  if (value < 0)
    return refuse_cell (reader, reader->n_before + reader->n_pixels, start, length,
                        _ ("is not a label of HAM10000, a number from 0 to 6"), error);
  *truth = reader->map[value];
  return TRUE;
}

static gboolean
read_row (Reader *reader, GError **error)
{
  GByteArray *pixels = reader->self->pixels;
  guint n = reader->self->items->len, place = pixels->len;
  g_autofree char *name = NULL;
  int truth = -1;

  if (n >= SAMPLES_MAX_ITEMS || place > G_MAXUINT - (guint) reader->n_pixels)
    return derm_samples_refuse (error, DERM_ERROR_TOO_LARGE, _ ("line %u: there are too many pictures"), reader->line);
  g_byte_array_set_size (pixels, place + (guint) reader->n_pixels);
  if (!read_before (reader, &name, error) || !read_pixels (reader, pixels->data + place, error)
      || !read_label (reader, &truth, error))
    return FALSE;
  derm_samples_add (reader->self, name != NULL ? g_steal_pointer (&name) : g_strdup_printf ("row/%u", n), NULL, NULL,
                    truth, -1);
  return TRUE;
}

/* Over empty lines; whether there is another row. */
static gboolean
has_row (Reader *reader)
{
  while (reader->p < reader->end && (*reader->p == '\n' || *reader->p == '\r'))
    {
      reader->line += *reader->p == '\n';
      reader->p++;
    }
  return reader->p < reader->end;
}

gboolean
derm_samples_read_pixel_table (DermSamples *self, const char *text, gsize size, GError **error)
{
  g_autofree int *map = derm_samples_map_labels (self, derm_labels_csv (), error);
  Reader reader = { .self = self, .p = text, .end = text + size, .line = 1, .id_column = -1, .map = map };

  if (map == NULL)
    return FALSE;
  self->kind = DERM_SAMPLES_PIXELS;
  if (!read_header (&reader, error))
    return FALSE;
  for (reader.line++; has_row (&reader); reader.line++)
    if (!read_row (&reader, error))
      return FALSE;
  derm_samples_note_numbering (self, "hmnist_28_28_RGB.csv", derm_labels_csv ());
  return TRUE;
}
