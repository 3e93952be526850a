/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "tensor-names.h"

/* Wrappers put their own name before all others: DataParallel, torch.compile(), a module that only holds the net. */
static const char *const wrappers[] = { "module.",   "_orig_mod.",  "model.",   "net.",        "network.",
                                        "backbone.", "state_dict.", "encoder.", "base_model.", "_forward_module." };

/* Whether the name, of which the first `length` bytes count, ends in the layer, as a whole or after a point. What
 * stands before it is *prefix bytes long. */
static gboolean
ends_in (const char *name, gsize length, const char *layer, gsize *prefix)
{
  gsize layer_length = strlen (layer);

  if (length < layer_length || strncmp (name + length - layer_length, layer, layer_length) != 0)
    return FALSE;
  *prefix = length - layer_length;
  return *prefix == 0 || name[*prefix - 1] == '.';
}

/* "model.features.12.weight" with group "features." -> 6 */
static gboolean
find_group (const char *name, const char *group, gsize *prefix)
{
  gsize length = strlen (name), digits;

  if (!g_str_has_suffix (name, ".weight"))
    return FALSE;
  length -= strlen (".weight");
  for (digits = length; digits > 0 && g_ascii_isdigit (name[digits - 1]);)
    digits--;
  return digits < length && ends_in (name, digits, group, prefix);
}

static gboolean
find_anchor (const char *name, const char *anchor, gsize *prefix)
{
  return g_str_has_suffix (name, ".weight") && ends_in (name, strlen (name) - strlen (".weight"), anchor, prefix);
}

/* The set of prefixes before that group, or before the anchor; if `order` is not NULL they are added to it too. */
static GHashTable *
list_prefixes (GPtrArray *names, const char *group, const char *anchor, GPtrArray *order)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gsize length = 0;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      gboolean is_in = anchor != NULL ? find_anchor (name, anchor, &length) : find_group (name, group, &length);
      g_autofree char *prefix = is_in ? g_strndup (name, length) : NULL;

      if (prefix == NULL || g_hash_table_contains (found, prefix))
        continue;
      if (order != NULL)
        g_ptr_array_add (order, prefix);
      g_hash_table_add (found, g_steal_pointer (&prefix));
    }
  return found;
}

char **
derm_tensor_names_find_networks (GPtrArray *names, const char *anchor)
{
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GHashTable) begun = list_prefixes (names, "features.", anchor, order);
  g_autoptr (GHashTable) ended = anchor == NULL ? list_prefixes (names, "classifier.", NULL, NULL) : NULL;
  g_autoptr (GStrvBuilder) whole = g_strv_builder_new ();

  for (guint i = 0; i < order->len; i++)
    if (ended == NULL || g_hash_table_contains (ended, order->pdata[i]))
      g_strv_builder_add (whole, order->pdata[i]);
  return g_strv_builder_end (whole);
}

static gboolean
have_all (GPtrArray *names, gsize begin, const char *prefix)
{
  for (guint i = 0; i < names->len; i++)
    if (!g_str_has_prefix ((const char *) names->pdata[i] + begin, prefix))
      return FALSE;
  return names->len > 0;
}

char *
derm_tensor_names_find_wrapper (GPtrArray *names)
{
  gsize length = 0;

  for (guint i = 0; i < G_N_ELEMENTS (wrappers); i++)
    if (have_all (names, length, wrappers[i]))
      {
        length += strlen (wrappers[i]);
        i = (guint) -1; /* another may stand behind it */
      }
  return names->len > 0 ? g_strndup (names->pdata[0], length) : g_strdup ("");
}

/* Whether that is the name of a running average of another network. */
static gboolean
is_average (const char *key)
{
  static const char *const words[]
      = { "ema", "swa", "shadow", "average", "averaged", "averaging", "avg", "teacher", "momentum" };
  g_autofree char *lower = g_ascii_strdown (key, -1);
  g_auto (GStrv) parts = g_strsplit_set (lower, "._-/: ", -1);

  for (char **part = parts; *part != NULL; part++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (g_str_equal (*part, words[i]))
          return TRUE;
      if (g_str_has_prefix (*part, "ema") || (g_str_has_suffix (*part, "ema") && !g_str_has_suffix (*part, "schema")))
        return TRUE;
    }
  return FALSE;
}

static guint
choose (char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    if (!is_average (keys[i]))
      return i;
  return 0;
}

char **
derm_tensor_names_make_keys (char *const *prefixes)
{
  guint n = g_strv_length ((char **) prefixes);
  char **keys = g_new0 (char *, MAX (n, 1) + 1);

  for (guint i = 0; i < n; i++)
    if (*prefixes[i] != '\0')
      keys[i] = g_strndup (prefixes[i], strlen (prefixes[i]) - 1);
    else
      keys[i] = g_strdup ("root");
  if (n == 0)
    keys[0] = g_strdup ("root");
  return keys;
}

int
derm_tensor_names_find_key (char *const *keys, const char *key, GError **error)
{
  g_autofree char *all = g_strjoinv (", ", (char **) keys);

  if (key == NULL)
    return (int) choose (keys);
  for (int i = 0; keys[i] != NULL; i++)
    if (g_str_equal (keys[i], key))
      return i;
  /* Translators: the name of a member of a file, then the names of those there are */
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the file has no weights under “%s”, only under: %s"), key, all);
  return -1;
}
