/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-json.h"

void
derm_json_append_float (GString *text, float value)
{
  static const char *const formats[] = { "%.1g", "%.2g", "%.3g", "%.4g", "%.5g", "%.6g", "%.7g", "%.8g", "%.9g" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE] = "";

  g_return_if_fail (text != NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if ((float) g_ascii_strtod (buffer, NULL) == value)
        break;
    }
  g_string_append (text, buffer);
}

void
derm_json_append_string (GString *text, const char *string)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (text != NULL);

  if (string == NULL)
    {
      g_string_append (text, "null");
      return;
    }
  valid = g_utf8_make_valid (string, -1); /* JSON is UTF-8; file names may be anything */
  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if ((guchar) *p < 0x20 || *p == 0x7f)
      g_string_append_printf (text, "\\u%04x", (guint) *p);
    else if ((guchar) *p == 0xc2 && (guchar) p[1] < 0xa0) /* U+0080 … U+009F, which a terminal obeys too */
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) * ++p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

void
derm_json_append_member (GString *text, const char *key, const char *string)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (key != NULL);

  g_string_append_printf (text, "%s\"%s\":", g_str_has_suffix (text->str, "{") ? "" : ",", key);
  derm_json_append_string (text, string);
}
