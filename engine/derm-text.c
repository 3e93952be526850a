/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-text.h"

#define SMALL 1e-4 /* smaller numbers have an exponent */

/* A file in one of the Unicode encodings. */
typedef struct {
  DermTextEncoding encoding;
  gboolean is_big_endian;
  gsize mark; /* bytes of its byte order mark */
} Form;

const char *
derm_text_encoding_get_name (DermTextEncoding encoding)
{
  static const char *const names[] = { "UTF-8", "UTF-16", "UTF-32", "Windows-1252" };

  g_return_val_if_fail ((guint) encoding < G_N_ELEMENTS (names), NULL);
  return names[encoding];
}

/* ---- which it is ---- */

static gboolean
begins_with (const guint8 *data, gsize size, const char *mark, gsize length)
{
  return size >= length && memcmp (data, mark, length) == 0;
}

/* ASCII in UTF-16 has a zero byte in every pair, always on the same side. */
static gboolean
find_unmarked_utf16 (const guint8 *data, gsize size, Form *form)
{
  gsize n = MIN (size, 1024) / 2, n_zero[2] = { 0, 0 };

  if (size < 4 || size % 2 != 0)
    return FALSE;
  for (gsize i = 0; i < 2 * n; i++)
    n_zero[i % 2] += data[i] == 0;
  if (MIN (n_zero[0], n_zero[1]) > 0 || 4 * MAX (n_zero[0], n_zero[1]) < 3 * n)
    return FALSE;
  *form = (Form){ DERM_TEXT_UTF16, n_zero[0] > 0, 0 };
  return TRUE;
}

static Form
find_form (const guint8 *data, gsize size)
{
  Form form = { DERM_TEXT_UTF8, FALSE, 0 };

  if (begins_with (data, size, "\xef\xbb\xbf", 3))
    form.mark = 3;
  else if (size % 4 == 0 && begins_with (data, size, "\xff\xfe\0\0", 4))
    return (Form){ DERM_TEXT_UTF32, FALSE, 4 };
  else if (size % 4 == 0 && begins_with (data, size, "\0\0\xfe\xff", 4))
    return (Form){ DERM_TEXT_UTF32, TRUE, 4 };
  else if (begins_with (data, size, "\xff\xfe", 2))
    return (Form){ DERM_TEXT_UTF16, FALSE, 2 };
  else if (begins_with (data, size, "\xfe\xff", 2))
    return (Form){ DERM_TEXT_UTF16, TRUE, 2 };
  else if (find_unmarked_utf16 (data, size, &form))
    return form;
  if (!g_utf8_validate_len ((const char *) data + form.mark, size - form.mark, NULL)
      && memchr (data, '\0', size) == NULL)
    form.encoding = DERM_TEXT_WINDOWS_1252;
  return form;
}

DermTextEncoding
derm_text_find_encoding (const guint8 *data, gsize size)
{
  g_return_val_if_fail (data != NULL || size == 0, DERM_TEXT_UTF8);

  return find_form (data, size).encoding;
}

/* ---- to UTF-8 ---- */

static guint32
read_unit (const guint8 *data, gsize size, gboolean is_big_endian)
{
  guint32 unit = 0;

  for (gsize i = 0; i < size; i++)
    unit |= (guint32) data[i] << (8 * (is_big_endian ? size - 1 - i : i));
  return unit;
}

static char *
decode_utf16 (const guint8 *data, gsize size, gboolean is_big_endian)
{
  gsize n = size / 2;
  g_autofree gunichar2 *units = g_new (gunichar2, n + 1);
  glong n_read = 0;
  char *text;

  if (size % 2 != 0)
    return NULL;
  for (gsize i = 0; i < n; i++)
    units[i] = (gunichar2) read_unit (data + 2 * i, 2, is_big_endian);
  units[n] = 0;
  text = g_utf16_to_utf8 (units, (glong) n, &n_read, NULL, NULL);
  if (text != NULL && (gsize) n_read < n) /* half a pair at its end, or a zero */
    g_clear_pointer (&text, g_free);
  return text;
}

static char *
decode_utf32 (const guint8 *data, gsize size, gboolean is_big_endian)
{
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < size / 4; i++)
    {
      guint32 c = read_unit (data + 4 * i, 4, is_big_endian);

      if (c == 0 || !g_unichar_validate (c))
        {
          g_string_free (text, TRUE);
          return NULL;
        }
      g_string_append_unichar (text, c);
    }
  return g_string_free (text, FALSE);
}

/* The 32 of its letters that are not those of Latin-1; five of them are not used and stay what they are. */
static gunichar
read_windows_1252 (guint8 byte)
{
  static const guint16 letters[]
      = { 0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
          0x2039, 0x152,  0x8d,   0x17d,  0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
          0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178 };

  return byte >= 0x80 && byte < 0xa0 ? letters[byte - 0x80] : byte;
}

static char *
decode_bytes (const char *data, gsize size)
{
  GString *text = g_string_sized_new (size);
  const char *end = data + size;

  while (data < end)
    {
      const char *wrong;

      g_utf8_validate_len (data, (gsize) (end - data), &wrong);
      g_string_append_len (text, data, wrong - data);
      if (wrong < end)
        g_string_append_unichar (text, read_windows_1252 ((guint8) *wrong++));
      data = wrong;
    }
  return g_string_free (text, FALSE);
}

char *
derm_text_decode (const guint8 *data, gsize size, DermTextEncoding *encoding, GError **error)
{
  Form form;
  char *text = NULL;

  g_return_val_if_fail (data != NULL || size == 0, NULL);

  form = find_form (data, size);
  if (encoding != NULL)
    *encoding = form.encoding;
  if (form.encoding == DERM_TEXT_UTF16)
    text = decode_utf16 (data + form.mark, size - form.mark, form.is_big_endian);
  else if (form.encoding == DERM_TEXT_UTF32)
    text = decode_utf32 (data + form.mark, size - form.mark, form.is_big_endian);
  else if (size == 0 || memchr (data, '\0', size) == NULL)
    text = decode_bytes ((const char *) data + form.mark, size - form.mark);
  if (text == NULL && form.encoding == DERM_TEXT_UTF8)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("this is not text: there are zero bytes in it"));
  else if (text == NULL)
    g_set_error (error, DERM_ERROR, DERM_ERROR_FORMAT, _ ("the text in %s is damaged"),
                 derm_text_encoding_get_name (form.encoding));
  return text;
}

char *
derm_text_join_sentences (const char *first, const char *second)
{
  g_return_val_if_fail (first != NULL, NULL);

  if (second == NULL)
    return g_strdup (first);
  /* Translators: two sentences, one behind the other; leave the space out where your script has none there */
  return g_strdup_printf (C_ ("sentences", "%1$s %2$s"), first, second);
}

/* (transfer full) "3.0 × 10⁻⁹": decimals of so small a number are counted by nobody. */
static char *
format_small (double value)
{
  static const char *const superscripts[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  int exponent = (int) floor (log10 (value));
  double mantissa = value / pow (10.0, exponent);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *digits = NULL;

  if (mantissa >= 9.95) /* it would be written 10.0 */
    {
      mantissa /= 10.0;
      exponent++;
    }
  g_string_append_printf (text, "%.1f × 10⁻", mantissa);
  digits = g_strdup_printf ("%d", -exponent);
  for (const char *digit = digits; *digit != '\0'; digit++)
    g_string_append (text, superscripts[*digit - '0']);
  return g_strdup (text->str);
}

char *
derm_text_format_signed (double value, double scale)
{
  int digits = !(scale > 0.0) ? 2 : isinf (scale) ? 0 : MAX (1 - (int) floor (log10 (scale)), 0);
  const char *sign = value < 0 ? "−" : "+";
  g_autofree char *small = NULL;

  if (!(scale > 0.0 && scale < SMALL && fabs (value) < 1.0)) /* nor anything that is no number */
    return g_strdup_printf ("%s%.*f", fabs (value) < 0.5 * pow (10.0, -digits) ? "" : sign, digits, fabs (value));
  if (fabs (value) < 0.05 * scale)
    return g_strdup ("0");
  small = format_small (fabs (value));
  return g_strconcat (sign, small, NULL);
}
