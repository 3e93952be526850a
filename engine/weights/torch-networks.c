/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "tensor-names.h"
#include "torch-networks.h"

/* Pickled values may refer to each other at will: depth and visits are bounded. */
enum { MAX_DEPTH = 4, MAX_VISITS = 100000 };

/* Where training programs commonly put the weights. */
static const char *const usual[]
    = { "state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights", "params" };

typedef struct {
  const char *anchor;
  GPtrArray *networks;
  guint n_visits;
} Search;

static void
network_free (gpointer data)
{
  TorchNetwork *network = data;

  g_free (network->prefix);
  g_free (network->key);
  g_free (network);
}

static gboolean
has_tensors (const PickleValue *dict)
{
  for (guint i = 0; dict->kind == PICKLE_DICT && i + 1 < dict->n; i += 2)
    {
      if (dict->items[i]->kind == PICKLE_TEXT && dict->items[i + 1]->kind == PICKLE_TENSOR)
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
list_names (const PickleValue *dict)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i + 1 < dict->n; i += 2)
    {
      const PickleValue *key = dict->items[i];

      if (key->kind == PICKLE_TEXT && dict->items[i + 1]->kind == PICKLE_TENSOR)
        g_ptr_array_add (names, g_strndup (key->text, key->n));
    }
  return names;
}

static void
add_network (Search *search, const PickleValue *dict, const char *path, const char *prefix, gboolean is_alone)
{
  TorchNetwork *network = g_new0 (TorchNetwork, 1);
  gsize length = strlen (prefix);
  g_autofree char *bare = g_strndup (prefix, length > 0 ? length - 1 : 0);
  g_autofree char *key = NULL;

  if (is_alone || *bare == '\0')
    key = g_strdup (*path != '\0' ? path : "root");
  else
    key = g_strdup_printf ("%s%s%s", path, *path != '\0' ? "." : "", bare);
  network->dict = dict;
  network->prefix = g_strdup (prefix);
  network->key = derm_pickle_printable (key, strlen (key));
  g_ptr_array_add (search->networks, network);
}

static gboolean
is_found (Search *search, const PickleValue *dict)
{
  for (guint i = 0; i < search->networks->len; i++)
    {
      if (((TorchNetwork *) search->networks->pdata[i])->dict == dict)
        return TRUE;
    }
  return FALSE;
}

static void
look_at (Search *search, const PickleValue *dict, const char *path)
{
  g_autoptr (GPtrArray) names = NULL;
  g_auto (GStrv) prefixes = NULL;

  search->n_visits += dict->n / 2;
  if (search->n_visits > MAX_VISITS || !has_tensors (dict) || is_found (search, dict))
    return;
  names = list_names (dict);
  prefixes = derm_tensor_names_find_networks (names, search->anchor);
  for (char **prefix = prefixes; *prefix != NULL; prefix++)
    add_network (search, dict, path, *prefix, prefixes[1] == NULL);
}

/* A dict, and the dicts in it; for an object with attributes (a Namespace) its attributes. */
static void
search_in (Search *search, const PickleValue *value, const char *path, int depth)
{
  const PickleValue *dict = value->kind == PICKLE_OBJECT ? value->state : value;

  if (dict == NULL || dict->kind != PICKLE_DICT)
    return;
  look_at (search, dict, path);
  for (guint i = 0; i + 1 < dict->n && depth < MAX_DEPTH && ++search->n_visits < MAX_VISITS; i += 2)
    {
      const PickleValue *key = dict->items[i];
      g_autofree char *name = NULL, *below = NULL;

      if (key->kind != PICKLE_TEXT
          || (dict->items[i + 1]->kind != PICKLE_DICT && dict->items[i + 1]->kind != PICKLE_OBJECT))
        continue;
      name = derm_pickle_printable (key->text, key->n);
      below = *path != '\0' ? g_strdup_printf ("%s.%s", path, name) : g_strdup (name);
      search_in (search, dict->items[i + 1], below, depth + 1);
    }
}

/* The pickle's own dict, or the member that training programs commonly put it under. */
static void
take_any (Search *search, const PickleValue *root)
{
  for (guint i = 0; root->kind == PICKLE_DICT && i < G_N_ELEMENTS (usual); i++)
    {
      const PickleValue *member = derm_pickle_get (root, usual[i]);

      if (member != NULL && has_tensors (member))
        {
          add_network (search, member, usual[i], "", TRUE);
          return;
        }
    }
  if (has_tensors (root))
    add_network (search, root, "", "", TRUE);
}

static guint
rank (const TorchNetwork *network)
{
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    {
      if (g_str_equal (network->key, usual[i]))
        return i;
    }
  return G_N_ELEMENTS (usual);
}

/* The usual ones to the front, all else as it is. */
static void
sort (GPtrArray *networks)
{
  for (guint i = 1; i < networks->len; i++)
    for (guint k = i; k > 0 && rank (networks->pdata[k]) < rank (networks->pdata[k - 1]); k--)
      {
        gpointer other = networks->pdata[k];

        networks->pdata[k] = networks->pdata[k - 1];
        networks->pdata[k - 1] = other;
      }
}

GPtrArray *
derm_torch_networks_find (const PickleValue *root, const char *anchor)
{
  Search search = { anchor, g_ptr_array_new_with_free_func (network_free), 0 };

  search_in (&search, root, "", 0);
  if (search.networks->len == 0)
    take_any (&search, root);
  sort (search.networks);
  return search.networks;
}
