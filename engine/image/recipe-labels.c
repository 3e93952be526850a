/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-recipe.h"
#include "recipe-labels.h"

enum { MAX_CODE = 100 };

static const char *const published[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };
static const char *const csv[] = { "akiec", "bcc", "bkl", "df", "nv", "vasc", "mel", NULL };

const char *const *
derm_labels_published (void)
{
  return published;
}

const char *const *
derm_labels_csv (void)
{
  return csv;
}

gboolean
derm_labels_are_equal (char **a, char **b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal ((const char *const *) a, (const char *const *) b);
}

/* Codes become column heads: text without line breaks, and not endless. */
static gboolean
is_code (const char *text)
{
  if (*text == '\0' || !g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > MAX_CODE)
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isprint (g_utf8_get_char (p)))
      return FALSE;
  return TRUE;
}

gboolean
derm_labels_check (const char *const *labels, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; labels[i] != NULL; i++)
    {
      if (!is_code (labels[i]))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("label %u is empty, too long or not text"), i);
          return FALSE;
        }
      if (!g_hash_table_add (seen, (gpointer) labels[i]))
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("two outputs have the label “%s”"), labels[i]);
          return FALSE;
        }
    }
  if (g_hash_table_size (seen) > 0)
    return TRUE;
  g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, _ ("there are no labels"));
  return FALSE;
}
