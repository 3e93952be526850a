/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-recipe.h"
#include "image-labels.h"
#include "model-labels.h"

enum { MAX_LABELS = 4096, MAX_CODE = 100 };

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

static char **
read_json (const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  char **labels = derm_labels_read (path, &reason);

  if (labels == NULL)
    g_set_error_literal (error, DERM_ERROR, DERM_ERROR_RECIPE, reason->message);
  return labels;
}

char **
derm_labels_from_text (const char *text, GError **error)
{
  g_auto (GStrv) labels = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (g_str_equal (text, "csv"))
    return g_strdupv ((char **) csv);
  if (g_str_equal (text, "published"))
    return g_strdupv ((char **) published);
  if (g_str_has_suffix (text, ".json"))
    labels = read_json (text, error);
  else
    labels = g_strsplit (text, ",", MAX_LABELS);
  for (char **label = labels; label != NULL && *label != NULL; label++)
    g_strstrip (*label);
  if (labels == NULL || !derm_labels_check ((const char *const *) labels, error))
    return NULL;
  return g_steal_pointer (&labels);
}
