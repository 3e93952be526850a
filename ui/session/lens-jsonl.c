/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-jsonl.h"

#include <string.h>

#define MAX_DEPTH 64 /* of brackets in each other: more is nobody's note */

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

/* ---- values that are no strings ---- */

static const char *skip_value (const char *p, int depth);

/* From behind the opening bracket to behind the closing one. */
static const char *
skip_members (const char *p, char end, int depth)
{
  p = skip_space (p);
  if (*p == end)
    return p + 1;
  for (;;)
    {
      if (end == '}')
        {
          g_autofree char *name = read_string (&p);

          p = skip_space (p);
          if (name == NULL || *p != ':')
            return NULL;
          p = skip_space (p + 1);
        }
      p = skip_value (p, depth);
      if (p == NULL)
        return NULL;
      p = skip_space (p);
      if (*p == end)
        return p + 1;
      if (*p != ',')
        return NULL;
      p = skip_space (p + 1);
    }
}

static const char *
skip_digits (const char *p)
{
  if (!g_ascii_isdigit (*p))
    return NULL;
  while (g_ascii_isdigit (*p))
    p++;

  return p;
}

static const char *
skip_number (const char *p)
{
  p += *p == '-';
  p = *p == '0' ? p + 1 : skip_digits (p);
  if (p != NULL && *p == '.')
    p = skip_digits (p + 1);
  if (p != NULL && (*p == 'e' || *p == 'E'))
    p = skip_digits (p + 1 + (p[1] == '+' || p[1] == '-'));

  return p;
}

/* The place behind the value, or NULL if there is none or if it is too deep in others. */
static const char *
skip_value (const char *p, int depth)
{
  static const char *const words[] = { "true", "false", "null" };
  g_autofree char *string = NULL;

  if (depth == MAX_DEPTH)
    return NULL;
  if (*p == '{' || *p == '[')
    return skip_members (p + 1, *p == '{' ? '}' : ']', depth + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (p, words[i]))
      return p + strlen (words[i]);
  if (*p != '"')
    return skip_number (p);
  string = read_string (&p);

  return string != NULL ? p : NULL;
}

/* ---- the object ---- */

/* The value that begins at *place, which moves behind it, to one of the two tables. Takes the name. */
static gboolean
read_value (const char **place, char *name, GHashTable *members, GHashTable *others)
{
  const char *end = **place == '"' ? NULL : others != NULL ? skip_value (*place, 0) : NULL;
  char *value = **place == '"' ? read_string (place) : NULL;

  if (end != NULL)
    {
      g_hash_table_replace (others, name, g_strndup (*place, (gsize) (end - *place)));
      *place = end;
      return TRUE;
    }
  if (value == NULL)
    {
      g_free (name);
      return FALSE;
    }
  g_hash_table_replace (members, name, value);

  return TRUE;
}

/* "member": value; FALSE if it is not. others: NULL if all values must be strings. */
static gboolean
read_member (const char **place, GHashTable *members, GHashTable *others)
{
  g_autofree char *name = read_string (place);

  *place = skip_space (*place);
  if (name == NULL || **place != ':')
    return FALSE;
  if (others != NULL && (g_hash_table_contains (members, name) || g_hash_table_contains (others, name)))
    return FALSE;
  *place = skip_space (*place + 1);
  if (!read_value (place, g_steal_pointer (&name), members, others))
    return FALSE;
  *place = skip_space (*place);

  return TRUE;
}

static GHashTable *
parse (const char *line, GHashTable *others)
{
  g_autoptr (GHashTable) members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *p = skip_space (line);

  if (!g_utf8_validate (line, -1, NULL) || *p != '{')
    return NULL;
  p = skip_space (p + 1);
  if (*p == '}')
    return *skip_space (p + 1) == '\0' ? g_steal_pointer (&members) : NULL;

  while (read_member (&p, members, others))
    {
      if (*p == '}')
        return *skip_space (p + 1) == '\0' ? g_steal_pointer (&members) : NULL;
      if (*p != ',')
        return NULL;
      p = skip_space (p + 1);
    }

  return NULL;
}

GHashTable *
lens_jsonl_parse (const char *line)
{
  return parse (line, NULL);
}

GHashTable *
lens_jsonl_parse_any (const char *line, GHashTable *others)
{
  g_return_val_if_fail (others != NULL, NULL);

  return parse (line, others);
}
