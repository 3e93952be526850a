/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "engine/nn/nn.h"
#include "model-file.h"
#include "model-json.h"
#include "model-labels.h"

enum { MAX_SIZE = 1 << 20 };

static char **
read_codes (JsonObject *object, GError **error)
{
  guint n = json_object_get_size (object);
  g_auto (GStrv) codes = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i);
      const char *code = derm_json_get_string (object, key, _ ("the list of labels"), error);

      if (code == NULL)
        return NULL;
      codes[i] = g_strdup (code);
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
  if (JSON_NODE_HOLDS_OBJECT (root) && json_object_get_size (json_node_get_object (root)) > 0
      && json_object_get_size (json_node_get_object (root)) <= NN_MAX_CHANNELS)
    return read_codes (json_node_get_object (root), error);
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
               _ ("the list of labels is not an object of 1 to %d labels by their numbers, like {\"0\": \"akiec\", …}"),
               NN_MAX_CHANNELS);
  return NULL;
}

char **
derm_labels_read (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = derm_model_file_read (path, error);
  char **codes = bytes != NULL ? derm_labels_parse (bytes, error) : NULL;

  if (codes == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_prefix_error (error, "%s: ", name);
    }
  return codes;
}
