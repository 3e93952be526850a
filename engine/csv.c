/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "csv.h"

void
derm_csv_append_field (GString *text, const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string != NULL ? string : "", -1);

  if (strpbrk (valid, ",\"\r\n") == NULL)
    g_string_append (text, valid);
  else
    {
      g_auto (GStrv) parts = g_strsplit (valid, "\"", -1);
      g_autofree char *doubled = g_strjoinv ("\"\"", parts);

      g_string_append_printf (text, "\"%s\"", doubled);
    }
}
