/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "engine/nn/nn.h"
#include "weights-file.h"
#include "weights-json.h"
#include "model-labels.h"

enum { MAX_SIZE = 1 << 20 };

/* {"0": "akiec", …} or ["akiec", …]: how many; 0 for anything else. */
static guint
count_codes (JsonNode *root)
{
  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_array_get_length (json_node_get_array (root));
  return JSON_NODE_HOLDS_OBJECT (root) ? json_object_get_size (json_node_get_object (root)) : 0;
}

static JsonNode *
find_code (JsonNode *root, guint index)
{
  g_autofree char *key = g_strdup_printf ("%u", index);

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_array_get_element (json_node_get_array (root), index);
  return json_object_get_member (json_node_get_object (root), key);
}

static char **
read_codes (JsonNode *root, GError **error)
{
  guint n = count_codes (root);
  g_auto (GStrv) codes = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = find_code (root, i);

      if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
        {
          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the list of labels has no text for output %u"), i);
          return NULL;
        }
      codes[i] = json_node_dup_string (node);
    }
  return g_steal_pointer (&codes);
}

char **
derm_labels_parse (GBytes *bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root = NULL;

  if (size > MAX_SIZE)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("the list of labels is longer than 1 MiB"));
      return NULL;
    }
  root = derm_json_parse (text, size, _ ("the list of labels"), error);
  if (root == NULL)
    return NULL;
  if (count_codes (root) > 0 && count_codes (root) <= NN_MAX_CHANNELS)
    return read_codes (root, error);
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
               _ ("the list of labels is not one of 1 to %d labels, like {\"0\": \"akiec\", …} or [\"akiec\", …]"),
               NN_MAX_CHANNELS);
  return NULL;
}

char **
derm_labels_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = derm_weights_file_read (path, error);
  char **codes = bytes != NULL ? derm_labels_parse (bytes, error) : NULL;

  if (codes == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", name);
    }
  return codes;
}
