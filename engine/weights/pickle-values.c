/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "pickle.h"

gboolean
derm_pickle_is_text (const PickleValue *value, const char *text)
{
  return value->kind == PICKLE_TEXT && value->n == strlen (text) && memcmp (value->text, text, value->n) == 0;
}

PickleValue *
derm_pickle_get (const PickleValue *dict, const char *key)
{
  PickleValue *found = NULL;

  for (guint i = 0; i + 1 < dict->n; i += 2)
    {
      if (derm_pickle_is_text (dict->items[i], key))
        found = dict->items[i + 1];
    }
  return found;
}

char *
derm_pickle_printable (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, 100));
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_isprint (c) ? c : 0xfffd);
    }
  if (length > 100)
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}
