/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "npy-read.h"

/* The header is a Python dictionary in text: {'descr': '|u1', 'fortran_order': False, 'shape': (2, 28, 28, 3), }. */
enum { PREFIX = 8, MAX_HEADER = 1 << 16, MAX_WORD = 32 };

typedef struct {
  const char *p, *end;
  char descr[MAX_WORD + 1];
  gboolean is_fortran, has_descr, has_order, has_shape;
  DermNpy *array;
} Header;

G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError **error, DermError code, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (DERM_ERROR, (int) code, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
refuse_header (GError **error)
{
  return refuse (error, DERM_ERROR_BROKEN, _ ("the header of the array is damaged"));
}

static void
skip_spaces (Header *header)
{
  while (header->p < header->end && strchr (" \t\n\r", *header->p) != NULL && *header->p != '\0')
    header->p++;
}

/* Over that character, if it is next. */
static gboolean
take (Header *header, char c)
{
  skip_spaces (header);
  if (header->p == header->end || *header->p != c)
    return FALSE;
  header->p++;
  return TRUE;
}

/* A string without escapes, of which none is needed here. */
static gboolean
take_string (Header *header, char word[MAX_WORD + 1])
{
  char quote;
  int length = 0;

  skip_spaces (header);
  if (header->p == header->end || (*header->p != '\'' && *header->p != '"'))
    return FALSE;
  quote = *header->p++;
  while (header->p < header->end && *header->p != quote && *header->p != '\\' && length < MAX_WORD)
    word[length++] = *header->p++;
  word[length] = '\0';
  return take (header, quote);
}

static gboolean
take_word (Header *header, const char *word)
{
  gsize length = strlen (word);

  skip_spaces (header);
  if ((gsize) (header->end - header->p) < length || strncmp (header->p, word, length) != 0)
    return FALSE;
  header->p += length;
  return TRUE;
}

static gboolean
take_number (Header *header, gsize *number)
{
  const char *start;

  skip_spaces (header);
  *number = 0;
  for (start = header->p; header->p < header->end && g_ascii_isdigit (*header->p); header->p++)
    if (!g_size_checked_mul (number, *number, 10)
        || !g_size_checked_add (number, *number, (gsize) g_ascii_digit_value (*header->p)))
      return FALSE;
  return header->p > start;
}

/* "(2, 28, 28, 3)", "(2,)", "()" */
static gboolean
take_shape (Header *header)
{
  DermNpy *array = header->array;

  if (!take (header, '('))
    return FALSE;
  for (array->n_dims = 0; !take (header, ')'); array->n_dims++)
    {
      if (array->n_dims == DERM_NPY_MAX_DIMS || !take_number (header, &array->shape[array->n_dims]))
        return FALSE;
      if (!take (header, ',') && (header->p == header->end || *header->p != ')'))
        return FALSE;
    }
  return TRUE;
}

static gboolean
take_member (Header *header, GError **error)
{
  char key[MAX_WORD + 1];

  if (!take_string (header, key) || !take (header, ':'))
    return refuse_header (error);
  if (g_str_equal (key, "descr") && !header->has_descr)
    {
      header->has_descr = TRUE;
      skip_spaces (header);
      if (header->p < header->end && *header->p == '[')
        return refuse (error, DERM_ERROR_FORMAT, _ ("the array has named fields, which are not read here"));
      return take_string (header, header->descr) || refuse_header (error);
    }
  if (g_str_equal (key, "fortran_order") && !header->has_order)
    {
      header->has_order = TRUE;
      header->is_fortran = take_word (header, "True");
      return header->is_fortran || take_word (header, "False") || refuse_header (error);
    }
  if (g_str_equal (key, "shape") && !header->has_shape)
    {
      header->has_shape = TRUE;
      return take_shape (header) || refuse_header (error);
    }
  return refuse_header (error);
}

static gboolean
parse (Header *header, GError **error)
{
  if (!take (header, '{'))
    return refuse_header (error);
  while (!take (header, '}'))
    {
      if (!take_member (header, error))
        return FALSE;
      if (!take (header, ',') && (header->p == header->end || *header->p != '}'))
        return refuse_header (error);
    }
  skip_spaces (header);
  return (header->p == header->end && header->has_descr && header->has_order && header->has_shape)
         || refuse_header (error);
}

/* "|u1", "<i8": byte order, kind and size. */
static gboolean
check_type (const Header *header, GError **error)
{
  const char *descr = header->descr, kind = descr[0] != '\0' ? descr[1] : '\0';
  gboolean is_known = (kind == 'u' || kind == 'i') && strlen (descr) == 3 && strchr ("1248", descr[2]) != NULL;

  if (kind == 'O')
    return refuse (error, DERM_ERROR_FORMAT,
                   _ ("the array holds Python objects: reading them can run programs, so they are not read here"));
  if (is_known && descr[0] == '>')
    return refuse (error, DERM_ERROR_FORMAT, _ ("the array is big endian (%s), which is not read here"), descr);
  if (!is_known || strchr ("<|=", descr[0]) == NULL || (descr[0] == '|' && descr[2] != '1'))
    {
      g_autofree char *shown = g_utf8_make_valid (descr, -1);

      return refuse (error, DERM_ERROR_FORMAT, _ ("the array is of type “%s”, not of whole numbers"), shown);
    }
  if (header->is_fortran)
    return refuse (error, DERM_ERROR_FORMAT, _ ("the array is in Fortran order, which is not read here"));
  header->array->item_size = descr[2] - '0';
  header->array->is_signed = kind == 'i';
  return TRUE;
}

static gboolean
check_size (DermNpy *array, gsize size, GError **error)
{
  gsize n_bytes;
  gboolean fits = TRUE;

  array->n = 1;
  for (int i = 0; i < array->n_dims; i++)
    fits &= g_size_checked_mul (&array->n, array->n, array->shape[i]);
  if (!fits || !g_size_checked_mul (&n_bytes, array->n, (gsize) array->item_size) || n_bytes > size)
    return refuse (error, DERM_ERROR_BROKEN, _ ("the array is cut off: its header announces more than there is"));
  if (n_bytes < size)
    return refuse (error, DERM_ERROR_BROKEN, _ ("there is more behind the array than its header announces"));
  return TRUE;
}

gboolean
derm_npy_read (const guint8 *bytes, gsize size, DermNpy *array, GError **error)
{
  Header header = { .array = array };
  gsize start, length;

  memset (array, 0, sizeof *array);
  if (size < PREFIX + 4 || memcmp (bytes, "\x93NUMPY", 6) != 0)
    return refuse (error, DERM_ERROR_FORMAT, _ ("this is no array of NumPy"));
  if (bytes[6] < 1 || bytes[6] > 3 || bytes[7] != 0)
    return refuse (error, DERM_ERROR_FORMAT, _ ("version %d.%d of NumPy's format is not known here"), bytes[6],
                   bytes[7]);
  start = bytes[6] == 1 ? PREFIX + 2 : PREFIX + 4;
  length = (gsize) bytes[8] | (gsize) bytes[9] << 8;
  if (bytes[6] > 1)
    length |= (gsize) bytes[10] << 16 | (gsize) bytes[11] << 24;
  if (length > MAX_HEADER || length > size - start)
    return refuse_header (error);
  header.p = (const char *) bytes + start;
  header.end = header.p + length;
  if (!parse (&header, error) || !check_type (&header, error))
    return FALSE;
  array->data = bytes + start + length;
  return check_size (array, size - start - length, error);
}

gint64
derm_npy_get (const DermNpy *array, gsize i)
{
  const guint8 *p = array->data + i * (gsize) array->item_size;
  guint64 value = 0;
  int unused = 64 - 8 * array->item_size;

  for (int k = array->item_size; k-- > 0;)
    value = value << 8 | p[k];
  if (array->is_signed)
    return (gint64) (value << unused) >> unused;
  return (gint64) MIN (value, (guint64) G_MAXINT64);
}
