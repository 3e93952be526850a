/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <math.h>

#include "derm-json.h"
#include "json-numbers.h"

static void
append_finite (GString *text, float value)
{
  if (isfinite (value))
    derm_json_append_float (text, value);
  else
    g_string_append (text, "null");
}

void
derm_json_append_number (GString *text, const char *key, float value)
{
  g_string_append_printf (text, ",\"%s\":", key);
  append_finite (text, value);
}

void
derm_json_append_list (GString *text, const float *values, int n, char separator)
{
  for (int i = 0; values != NULL && i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, separator);
      append_finite (text, values[i]);
    }
}

void
derm_json_append_numbers (GString *text, const char *key, const float *values, int n)
{
  g_string_append_printf (text, ",\"%s\":%s", key, values != NULL ? "[" : "null");
  if (values == NULL)
    return;
  derm_json_append_list (text, values, n, ',');
  g_string_append_c (text, ']');
}
