/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-error.h"
#include "derm-labels.h"
#include "derm-recipe.h"
#include "model-labels.h"
#include "recipe-labels.h"

enum { MAX_LABELS = 4096 };

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
    return g_strdupv ((char **) derm_labels_csv ());
  if (g_str_equal (text, "published"))
    return g_strdupv ((char **) derm_labels_published ());
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
