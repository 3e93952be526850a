/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "torch-image.h"

enum { SPARE = 32 << 20 };

static gsize
target_size (const TorchTensor *tensor)
{
  const TorchStorage *storage = tensor->storage;

  return storage->type == TORCH_F16 || storage->type == TORCH_OTHER ? storage->value_size : 4;
}

/* What the image takes, and with it either the largest storage (while it is filled) or the floats that are made of its
 * halves (when it is read). */
static gboolean
check_need (TorchState *state, gsize file_size, gsize *data_size, GError **error)
{
  guint64 limit = 3 * (guint64) file_size + SPARE, data = 0, floats = 0, largest = 0;

  for (guint i = 0; i < state->tensors->len; i++)
    {
      const TorchTensor *tensor = g_ptr_array_index (state->tensors, i);
      guint64 n_values = MIN (tensor->n_values, limit); /* so many are too many, and their sum does not overflow */

      largest = MAX (largest, tensor->storage->n_values * tensor->storage->value_size);
      data += n_values * target_size (tensor);
      floats += tensor->storage->type == TORCH_F16 ? n_values * 4 : 0;
    }
  *data_size = (gsize) data;
  if (data <= limit && MAX (largest, floats) <= limit - data)
    return TRUE;
  g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
               _ ("its tensors would take more memory than the %d MiB that a file of this size may"),
               (int) (limit >> 20));
  return FALSE;
}

static void
append_entry (GString *header, const TorchTensor *tensor, gsize begin)
{
  const char *separator = "";

  g_string_append_c (header, header->len > 1 ? ',' : ' ');
  g_string_append_c (header, '"');
  for (const char *p = tensor->name; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\') /* nothing else in a printable text needs it */
        g_string_append_c (header, '\\');
      g_string_append_c (header, *p);
    }
  g_string_append_printf (header, "\":{\"dtype\":\"%s\",\"shape\":[", tensor->storage->dtype);
  for (int i = 0; i < tensor->n_dims; i++, separator = ",")
    g_string_append_printf (header, "%s%" G_GINT64_FORMAT, separator, tensor->shape[i]);
  g_string_append_printf (header, "],\"data_offsets\":[%zu,%zu]}", (size_t) begin,
                          (size_t) (begin + tensor->n_values * target_size (tensor)));
}

gboolean
derm_torch_image_begin (TorchImage *image, TorchState *state, gsize file_size, GError **error)
{
  g_autoptr (GString) header = g_string_new ("{");
  gsize data_size, begin = 0;
  guint64 length;

  if (!check_need (state, file_size, &data_size, error))
    return FALSE;
  for (guint i = 0; i < state->tensors->len; i++)
    {
      const TorchTensor *tensor = g_ptr_array_index (state->tensors, i);

      append_entry (header, tensor, begin);
      begin += tensor->n_values * target_size (tensor);
    }
  g_string_append_c (header, '}');
  while (header->len % 8 != 0) /* so that the values can be used where they lie */
    g_string_append_c (header, ' ');
  image->size = 8 + header->len + data_size;
  image->bytes = g_try_malloc (image->size);
  if (image->bytes == NULL)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("there is not enough memory"));
      return FALSE;
    }
  length = GUINT64_TO_LE ((guint64) header->len);
  memcpy (image->bytes, &length, 8);
  memcpy (image->bytes + 8, header->str, header->len);
  begin = 8 + header->len;
  for (guint i = 0; i < state->tensors->len; i++)
    {
      TorchTensor *tensor = g_ptr_array_index (state->tensors, i);

      tensor->target = image->bytes + begin;
      begin += tensor->n_values * target_size (tensor);
    }
  return TRUE;
}

/* bfloat16 is the upper half of a float. */
static void
copy_value (const TorchStorage *storage, const guint8 *from, guint8 *to)
{
  guint64 bits;
  double wide;
  float narrow;
  guint32 out;

  switch (storage->type)
    {
    case TORCH_F16:
    case TORCH_OTHER:
      memcpy (to, from, storage->value_size);
      break;
    case TORCH_BF16:
      to[0] = to[1] = 0;
      memcpy (to + 2, from, 2);
      break;
    case TORCH_F64:
      memcpy (&bits, from, 8);
      bits = GUINT64_FROM_LE (bits);
      memcpy (&wide, &bits, 8);
      narrow = (float) wide;
      memcpy (&out, &narrow, 4);
      out = GUINT32_TO_LE (out);
      memcpy (to, &out, 4);
      break;
    case TORCH_F32:
    default:
      memcpy (to, from, 4);
      break;
    }
}

/* Walks over the tensor row by row, with one counter per dimension, whatever its strides are. */
static void
fill_tensor (TorchTensor *tensor, const guint8 *bytes)
{
  gint64 count[DERM_TENSOR_MAX_DIMS] = { 0 };
  gsize value_size = tensor->storage->value_size, size = target_size (tensor), place = tensor->first;

  for (gsize i = 0; i < tensor->n_values; i++)
    {
      copy_value (tensor->storage, bytes + place * value_size, tensor->target + i * size);
      for (int d = tensor->n_dims - 1; d >= 0; d--)
        {
          place += (gsize) tensor->stride[d];
          if (++count[d] < tensor->shape[d])
            break;
          place -= (gsize) (tensor->stride[d] * tensor->shape[d]);
          count[d] = 0;
        }
    }
}

void
derm_torch_image_fill (TorchStorage *storage, const guint8 *bytes)
{
  for (guint i = 0; i < storage->tensors->len; i++)
    fill_tensor (g_ptr_array_index (storage->tensors, i), bytes);
  storage->is_filled = TRUE;
}

GBytes *
derm_torch_image_end (TorchImage *image, TorchState *state, GError **error)
{
  g_autofree guint8 *bytes = g_steal_pointer (&image->bytes);

  for (guint i = 0; i < state->tensors->len; i++)
    {
      const TorchTensor *tensor = g_ptr_array_index (state->tensors, i);

      if (!tensor->storage->is_filled)
        {
          g_autofree char *key = derm_pickle_printable (tensor->storage->key, strlen (tensor->storage->key));

          g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("tensor %s: its storage “%s” is missing"), tensor->name,
                       key);
          return NULL;
        }
    }
  return g_bytes_new_take (g_steal_pointer (&bytes), image->size);
}
