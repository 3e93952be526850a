/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "weights-json.h"
#include "safetensors-private.h"
#include "weights-error.h"

#define MAX_HEADER_SIZE ((guint64) 1 << 20)

typedef struct {
  const char *name;
  gsize size;
} Dtype;

static const Dtype dtypes[] = {
  { "F32", 4 },  { "F16", 2 },     { "BF16", 2 },    { "F64", 8 },     { "I64", 8 }, { "I32", 4 },
  { "I16", 2 },  { "I8", 1 },      { "U64", 8 },     { "U32", 4 },     { "U16", 2 }, { "U8", 1 },
  { "BOOL", 1 }, { "F8_E4M3", 1 }, { "F8_E5M2", 1 }, { "F8_E8M0", 1 }, { "C64", 8 }, { "C128", 16 },
};

static const Dtype *
find_dtype (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (dtypes); i++)
    {
      if (g_str_equal (dtypes[i].name, name))
        return &dtypes[i];
    }
  return NULL;
}

static gboolean
read_header (DermSafetensors *self, GError **error)
{
  gsize size;
  const guint8 *file = g_bytes_get_data (self->bytes, &size);
  guint64 header_size = 0;
  JsonNode *metadata;

  if (size < 8 + 2)
    return derm_weights_set_wrong (error, size == 0 ? _ ("the file is empty")
                                                    : _ ("the file is too short for a safetensors file"));
  for (int i = 0; i < 8; i++)
    header_size |= (guint64) file[i] << 8 * i;
  if (header_size < 2 || header_size > MIN (MAX_HEADER_SIZE, size - 8) || file[8] != '{')
    return derm_weights_set_wrong (error, _ ("this is neither a safetensors nor a PyTorch file, or it is cut off"));
  self->header = derm_json_parse ((const char *) file + 8, (gsize) header_size, _ ("the header"), error);
  if (self->header == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (self->header))
    return derm_weights_set_wrong (error, _ ("the header is not a JSON object"));
  self->data = file + 8 + header_size;
  self->data_size = size - 8 - (gsize) header_size;

  metadata = json_object_get_member (json_node_get_object (self->header), "__metadata__");
  if (metadata != NULL && !JSON_NODE_HOLDS_OBJECT (metadata))
    return derm_weights_set_wrong (error, _ ("__metadata__ is not a JSON object"));
  self->metadata = metadata != NULL ? json_node_get_object (metadata) : NULL;
  return TRUE;
}

/* Two numbers, begin <= end, inside the data. */
static gboolean
read_offsets (DermTensor *tensor, JsonObject *object, gsize data_size, GError **error)
{
  JsonNode *node = json_object_get_member (object, "data_offsets");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gint64 offsets[2];

  if (array == NULL || json_array_get_length (array) != 2)
    return derm_weights_set_wrong_tensor (error, tensor->name, _ ("data_offsets are not two numbers"));
  for (guint i = 0; i < 2; i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (json_node_get_value_type (element) != G_TYPE_INT64)
        return derm_weights_set_wrong_tensor (error, tensor->name, _ ("data_offsets are not two numbers"));
      offsets[i] = json_node_get_int (element);
    }
  if (offsets[0] < 0 || offsets[1] < offsets[0] || (guint64) offsets[1] > data_size)
    return derm_weights_set_wrong_tensor (error, tensor->name, _ ("its data lies outside the file"));
  tensor->begin = (gsize) offsets[0];
  tensor->end = (gsize) offsets[1];
  return TRUE;
}

static gboolean
read_shape (DermTensor *tensor, JsonObject *object, gsize value_size, GError **error)
{
  JsonNode *node = json_object_get_member (object, "shape");
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  gsize n_bytes;

  if (array == NULL || json_array_get_length (array) > DERM_TENSOR_MAX_DIMS)
    return derm_weights_set_wrong_tensor (error, tensor->name, _ ("it has no usable shape"));
  tensor->n_dims = (int) json_array_get_length (array);
  tensor->n_values = 1;
  for (int i = 0; i < tensor->n_dims; i++)
    {
      JsonNode *element = json_array_get_element (array, (guint) i);

      tensor->shape[i] = json_node_get_value_type (element) == G_TYPE_INT64 ? json_node_get_int (element) : -1;
      if (tensor->shape[i] < 0 || !g_size_checked_mul (&tensor->n_values, tensor->n_values, (gsize) tensor->shape[i]))
        return derm_weights_set_wrong_tensor (error, tensor->name, _ ("it has no usable shape"));
    }
  if (!g_size_checked_mul (&n_bytes, tensor->n_values, value_size) || n_bytes != tensor->end - tensor->begin)
    return derm_weights_set_wrong_tensor (error, tensor->name, _ ("its shape does not fit its size"));
  return TRUE;
}

static gboolean
read_tensor (DermSafetensors *self, const char *name, JsonNode *node, GError **error)
{
  DermTensor tensor = { .name = name };
  JsonObject *object;
  JsonNode *dtype_node;
  const Dtype *dtype = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return derm_weights_set_wrong_tensor (error, name, _ ("it is not described"));
  object = json_node_get_object (node);
  dtype_node = json_object_get_member (object, "dtype");
  if (dtype_node != NULL && json_node_get_value_type (dtype_node) == G_TYPE_STRING)
    dtype = find_dtype (json_node_get_string (dtype_node));
  if (dtype == NULL)
    return derm_weights_set_wrong_tensor (error, name, _ ("its number type is not known"));
  tensor.dtype = dtype->name;
  if (!read_offsets (&tensor, object, self->data_size, error) || !read_shape (&tensor, object, dtype->size, error))
    return FALSE;
  g_array_append_val (self->tensors, tensor);
  return TRUE;
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const DermTensor *one = a, *other = b;

  if (one->begin != other->begin)
    return one->begin < other->begin ? -1 : 1;
  return one->end < other->end ? -1 : one->end > other->end;
}

/* The format wants the tensors to fill the data without overlap and without a hole (where something could hide). */
static gboolean
check_places (DermSafetensors *self, GError **error)
{
  gsize end = 0;

  g_array_sort (self->tensors, compare_places);
  for (guint i = 0; i < self->tensors->len; i++)
    {
      DermTensor *tensor = &g_array_index (self->tensors, DermTensor, i);

      if (tensor->begin < end)
        return derm_weights_set_wrong_tensor (error, tensor->name, _ ("it overlaps another tensor"));
      if (tensor->begin > end)
        return derm_weights_set_wrong_tensor (error, tensor->name, _ ("there is a gap before it"));
      end = tensor->end;
      g_hash_table_insert (self->by_name, (gpointer) tensor->name, tensor);
    }
  if (end != self->data_size)
    return derm_weights_set_wrong (error, _ ("there are bytes after the last tensor"));
  return TRUE;
}

static gboolean
read_tensors (DermSafetensors *self, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, json_node_get_object (self->header));
  while (json_object_iter_next (&iter, &name, &node))
    {
      if (!g_str_equal (name, "__metadata__") && !read_tensor (self, name, node, error))
        return FALSE;
    }
  return check_places (self, error);
}

DermSafetensors *
derm_safetensors_new (GBytes *bytes, GError **error)
{
  g_autoptr (DermSafetensors) self = g_new0 (DermSafetensors, 1);

  self->tensors = g_array_new (FALSE, FALSE, sizeof (DermTensor));
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->floats = g_ptr_array_new_with_free_func (g_free);
  self->added = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->bytes = g_bytes_ref (bytes);
  if (!read_header (self, error) || !read_tensors (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
derm_safetensors_free (DermSafetensors *self)
{
  g_bytes_unref (self->bytes);
  g_clear_pointer (&self->header, json_node_unref);
  g_array_unref (self->tensors);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->floats);
  g_hash_table_unref (self->added);
  g_free (self);
}

const char *
derm_safetensors_get_metadata (DermSafetensors *self, const char *key)
{
  gpointer added;
  JsonNode *node = self->metadata != NULL ? json_object_get_member (self->metadata, key) : NULL;

  if (g_hash_table_lookup_extended (self->added, key, NULL, &added))
    return added;
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

void
derm_safetensors_set_metadata (DermSafetensors *self, const char *key, const char *value)
{
  g_hash_table_replace (self->added, g_strdup (key), g_strdup (value));
}

DermTensor *
derm_safetensors_find (DermSafetensors *self, const char *name)
{
  return g_hash_table_lookup (self->by_name, name);
}

void
derm_safetensors_strip (DermSafetensors *self, const char *prefix)
{
  if (*prefix == '\0')
    return;
  g_hash_table_remove_all (self->by_name);
  for (guint i = 0; i < self->tensors->len; i++)
    {
      DermTensor *tensor = &g_array_index (self->tensors, DermTensor, i);

      tensor->is_outside = !g_str_has_prefix (tensor->name, prefix) || tensor->name[strlen (prefix)] == '\0';
      if (tensor->is_outside)
        continue;
      tensor->name += strlen (prefix);
      g_hash_table_insert (self->by_name, (gpointer) tensor->name, tensor);
    }
}

JsonObject *
derm_safetensors_get_all_metadata (DermSafetensors *self)
{
  return self->metadata;
}

DermTensor *
derm_safetensors_get_tensors (DermSafetensors *self, guint *n_tensors)
{
  *n_tensors = self->tensors->len;
  return (DermTensor *) (gpointer) self->tensors->data;
}

/* IEEE 754 binary16 to binary32: exact for every value. */
static float
half_to_float (guint16 half)
{
  guint32 sign = (guint32) (half & 0x8000) << 16, exponent = half >> 10 & 0x1f, fraction = half & 0x3ff;
  guint32 bits;
  float value;

  if (exponent == 0) /* zero or subnormal: fraction · 2^-24 */
    {
      value = (float) fraction * 0x1p-24f;
      return sign != 0 ? -value : value;
    }
  bits = sign | (exponent == 0x1f ? 0xffu : exponent + 112) << 23 | fraction << 13;
  memcpy (&value, &bits, sizeof value);
  return value;
}

static guint64
get_bits (const guint8 *bytes, int n_bytes)
{
  guint64 bits = 0;

  for (int i = 0; i < n_bytes; i++)
    bits |= (guint64) bytes[i] << 8 * i;
  return bits;
}

static float
bits_to_float (guint32 bits)
{
  float value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

static float
bits_to_double (guint64 bits)
{
  double value;

  memcpy (&value, &bits, sizeof value);
  return (float) value;
}

/* The values of a type of floats; bfloat16 is the upper half of a float. */
static void
convert (const guint8 *data, const char *dtype, gsize n_values, float *values)
{
  for (gsize i = 0; i < n_values; i++)
    {
      if (g_str_equal (dtype, "F16"))
        values[i] = half_to_float ((guint16) get_bits (data + 2 * i, 2));
      else if (g_str_equal (dtype, "BF16"))
        values[i] = bits_to_float ((guint32) get_bits (data + 2 * i, 2) << 16);
      else if (g_str_equal (dtype, "F64"))
        values[i] = bits_to_double (get_bits (data + 8 * i, 8));
      else
        values[i] = bits_to_float ((guint32) get_bits (data + 4 * i, 4));
    }
}

const float *
derm_safetensors_get_floats (DermSafetensors *self, DermTensor *tensor, GError **error)
{
  static const char *const floats[] = { "F32", "F16", "BF16", "F64", NULL };
  const guint8 *data = self->data + tensor->begin;
  float *values;

  if (!g_strv_contains (floats, tensor->dtype))
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                   _ ("tensor %s: numbers of type %s are not read, only F32, F16, BF16 and F64"), tensor->name,
                   tensor->dtype);
      return NULL;
    }
  /* nothing to convert: the file's own bytes are the values */
  if (G_BYTE_ORDER == G_LITTLE_ENDIAN && g_str_equal (tensor->dtype, "F32") && (guintptr) data % G_ALIGNOF (float) == 0)
    return (const float *) (gconstpointer) data;

  values = g_new (float, MAX (tensor->n_values, 1));
  g_ptr_array_add (self->floats, values);
  convert (data, tensor->dtype, tensor->n_values, values);
  return values;
}
