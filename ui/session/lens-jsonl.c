/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-jsonl.h"

#include <string.h>

void
lens_jsonl_append_string (GString *line, const char *text)
{
  g_string_append_c (line, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        g_string_append_printf (line, "\\%c", c);
      else if (c == '\n')
        g_string_append (line, "\\n");
      else if (c < 0x20)
        g_string_append_printf (line, "\\u%04x", c);
      else
        g_string_append_c (line, (char) c);
    }
  g_string_append_c (line, '"');
}

static const char *
skip_space (const char *p)
{
  while (*p == ' ' || *p == '\t' || *p == '\r' || *p == '\n')
    p++;

  return p;
}

/* Four hexadecimal digits; -1 if they are not. */
static int
read_unit (const char *p)
{
  int unit = 0;

  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (p[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }

  return unit;
}

/* What follows "\u", perhaps with the other half of a pair. Returns the place behind it, or NULL. */
static const char *
read_code (const char *p, GString *text)
{
  int unit = read_unit (p), low;
  gunichar code = (gunichar) unit;

  if (unit <= 0) /* a string cannot hold a NUL */
    return NULL;
  p += 4;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (p[0] != '\\' || p[1] != 'u')
        return NULL;
      low = read_unit (p + 2);
      if (low < 0xdc00 || low > 0xdfff)
        return NULL;
      code = 0x10000 + (((gunichar) unit - 0xd800) << 10) + ((gunichar) low - 0xdc00);
      p += 6;
    }
  else if (unit >= 0xdc00 && unit <= 0xdfff)
    return NULL;
  g_string_append_unichar (text, code);

  return p;
}

static const char *
read_escape (const char *p, GString *text)
{
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  const char *name;

  if (*p == 'u')
    return read_code (p + 1, text);
  name = *p != '\0' ? strchr (names, *p) : NULL;
  if (name == NULL)
    return NULL;
  g_string_append_c (text, values[name - names]);

  return p + 1;
}

/* (transfer full) The string that begins at *place, which moves behind it; NULL if there is none. */
static char *
read_string (const char **place)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const char *p = *place;

  if (*p++ != '"')
    return NULL;
  while (*p != '"')
    {
      if ((guchar) *p < 0x20)
        return NULL;
      if (*p == '\\')
        {
          p = read_escape (p + 1, text);
          if (p == NULL)
            return NULL;
        }
      else
        g_string_append_c (text, *p++);
    }
  *place = p + 1;

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "member": "value"; FALSE if it is not. */
static gboolean
read_member (const char **place, GHashTable *members)
{
  g_autofree char *name = NULL;
  char *value;

  name = read_string (place);
  *place = skip_space (*place);
  if (name == NULL || **place != ':')
    return FALSE;
  *place = skip_space (*place + 1);
  value = read_string (place);
  if (value == NULL)
    return FALSE;
  g_hash_table_replace (members, g_steal_pointer (&name), value);
  *place = skip_space (*place);

  return TRUE;
}

GHashTable *
lens_jsonl_parse (const char *line)
{
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *p = skip_space (line);

  if (!g_utf8_validate (line, -1, NULL) || *p != '{')
    return NULL;
  p = skip_space (p + 1);
  if (*p == '}')
    return *skip_space (p + 1) == '\0' ? g_steal_pointer (&members) : NULL;

  while (read_member (&p, members))
    {
      if (*p == '}')
        return *skip_space (p + 1) == '\0' ? g_steal_pointer (&members) : NULL;
      if (*p != ',')
        return NULL;
      p = skip_space (p + 1);
    }

  return NULL;
}
