/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include "derm-file.h"
#include "safetensors-private.h"

/* begin: where its values go in the new file's data. */
static JsonObject *
describe (const DermTensor *tensor, gsize begin)
{
  JsonObject *object = json_object_new ();
  JsonArray *shape = json_array_new (), *offsets = json_array_new ();

  for (int i = 0; i < tensor->n_dims; i++)
    json_array_add_int_element (shape, tensor->shape[i]);
  json_array_add_int_element (offsets, (gint64) begin);
  json_array_add_int_element (offsets, (gint64) (begin + (tensor->end - tensor->begin)));
  json_object_set_string_member (object, "dtype", tensor->dtype);
  json_object_set_array_member (object, "shape", shape);
  json_object_set_array_member (object, "data_offsets", offsets);
  return object;
}

static JsonObject *
gather_metadata (DermSafetensors *self, const char *recipe)
{
  JsonObject *metadata = json_object_new ();
  GHashTableIter added;
  JsonObjectIter iter;
  const char *key, *value;

  if (self->metadata != NULL)
    {
      json_object_iter_init (&iter, self->metadata);
      while (json_object_iter_next (&iter, &key, NULL))
        {
          value = derm_safetensors_get_metadata (self, key);
          if (value != NULL)
            json_object_set_string_member (metadata, key, value);
        }
    }
  g_hash_table_iter_init (&added, self->added);
  while (g_hash_table_iter_next (&added, (gpointer *) &key, (gpointer *) &value))
    if (value != NULL)
      json_object_set_string_member (metadata, key, value);
  if (recipe != NULL)
    json_object_set_string_member (metadata, "recipe", recipe);
  return metadata;
}

/* Eight bytes of length and the header, padded so that the values lie well. */
static GBytes *
make_header (DermSafetensors *self, const char *recipe)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *object = json_object_new ();
  guint64 length;
  GString *header;
  gsize begin = 0;

  json_object_set_object_member (object, "__metadata__", gather_metadata (self, recipe));
  for (guint i = 0; i < self->tensors->len; i++)
    {
      const DermTensor *tensor = &g_array_index (self->tensors, DermTensor, i);

      if (tensor->is_left_out)
        continue;
      json_object_set_object_member (object, tensor->name, describe (tensor, begin));
      begin += tensor->end - tensor->begin;
    }
  json_node_take_object (root, object);
  text = json_to_string (root, FALSE);
  length = GUINT64_TO_LE ((guint64) (strlen (text) + 7) / 8 * 8);
  header = g_string_new_len ((const char *) &length, 8);
  g_string_append_printf (header, "%-*s", (int) GUINT64_FROM_LE (length), text);
  return g_string_free_to_bytes (header);
}

/* The values of the tensors that are written, one piece for those that lie together. */
static void
add_pieces (DermSafetensors *self, GPtrArray *pieces)
{
  gsize data = g_bytes_get_size (self->bytes) - self->data_size, begin = 0, end = 0;

  for (guint i = 0; i < self->tensors->len; i++)
    {
      const DermTensor *tensor = &g_array_index (self->tensors, DermTensor, i);

      if (!tensor->is_left_out)
        {
          end = tensor->end;
          continue;
        }
      if (end > begin)
        g_ptr_array_add (pieces, g_bytes_new_from_bytes (self->bytes, data + begin, end - begin));
      begin = end = tensor->end;
    }
  if (end > begin)
    g_ptr_array_add (pieces, g_bytes_new_from_bytes (self->bytes, data + begin, end - begin));
}

gboolean
derm_safetensors_save (DermSafetensors *self, const char *recipe, const char *path, GError **error)
{
  g_autoptr (GPtrArray) pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);

  g_ptr_array_add (pieces, make_header (self, recipe));
  add_pieces (self, pieces);
  g_ptr_array_add (pieces, NULL);
  return derm_file_replace (path, (GBytes *const *) pieces->pdata, 0666, error);
}
