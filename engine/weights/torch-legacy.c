/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "torch-file.h"
#include "torch-image.h"
#include "weights-error.h"

/* The format before PyTorch 1.6: five pickles (a magic number, the version, facts on the computer, the object, the
 * storages' keys), then for each key the number of values, 64 bits, and the values. */

static const guint8 magic[] = { 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19 };
enum { VERSION = 1001 };

typedef struct {
  const guint8 *at;
  gsize left;
} Stream;

static DermPickle *
read_pickle (Stream *stream, GError **error)
{
  DermPickle *pickle = derm_pickle_read (stream->at, stream->left, FALSE, error);

  if (pickle != NULL)
    {
      stream->at += pickle->size;
      stream->left -= pickle->size;
    }
  return pickle;
}

static gboolean
check_magic (Stream *stream, GError **error)
{
  g_autoptr (DermPickle) first = read_pickle (stream, error), second = NULL;

  if (first == NULL)
    return FALSE;
  if (first->root->kind != PICKLE_LONG || first->root->n != sizeof magic
      || memcmp (first->root->text, magic, sizeof magic) != 0)
    return derm_weights_set_wrong (error, _ ("this is a pickle, but not one of PyTorch's"));
  second = read_pickle (stream, error);
  if (second == NULL)
    return FALSE;
  if (second->root->kind != PICKLE_INT || second->root->integer != VERSION)
    return derm_weights_set_wrong (error, _ ("its version of PyTorch's format is not known"));
  return TRUE;
}

static gboolean
check_byte_order (Stream *stream, GError **error)
{
  g_autoptr (DermPickle) facts = read_pickle (stream, error);
  const PickleValue *is_little;

  if (facts == NULL)
    return FALSE;
  is_little = facts->root->kind == PICKLE_DICT ? derm_pickle_get (facts->root, "little_endian") : NULL;
  if (is_little == NULL || is_little->kind != PICKLE_BOOL)
    return derm_weights_set_wrong (error, _ ("it does not give its byte order"));
  return is_little->integer != 0
         || derm_weights_set_wrong (error, _ ("its numbers are big-endian, which is not supported"));
}

static gboolean
fill_storage (Stream *stream, TorchState *state, const PickleValue *key, GError **error)
{
  g_autofree char *name = key->kind == PICKLE_TEXT ? g_strndup (key->text, key->n) : g_strdup ("");
  TorchStorage *storage = g_hash_table_lookup (state->storages, name);
  guint64 n_values;
  gsize size;

  if (storage == NULL || storage->is_filled)
    return derm_weights_set_wrong (error, _ ("its list of storages does not match its pickle"));
  size = storage->n_values * storage->value_size;
  if (stream->left < 8 || stream->left - 8 < size)
    return derm_weights_set_wrong (error, _ ("it is cut off"));
  memcpy (&n_values, stream->at, 8);
  if (GUINT64_FROM_LE (n_values) != storage->n_values)
    {
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL,
                   _ ("storage “%s” does not have the length that its pickle gives"), name);
      return FALSE;
    }
  derm_torch_image_fill (storage, stream->at + 8);
  stream->at += 8 + size;
  stream->left -= 8 + size;
  return TRUE;
}

static gboolean
fill (Stream *stream, TorchState *state, const PickleValue *keys, GError **error)
{
  if (keys->kind != PICKLE_LIST)
    return derm_weights_set_wrong (error, _ ("its list of storages does not match its pickle"));
  for (guint i = 0; i < keys->n; i++)
    {
      if (!fill_storage (stream, state, keys->items[i], error))
        return FALSE;
    }
  return stream->left == 0 || derm_weights_set_wrong (error, _ ("there are bytes after the last tensor"));
}

/* A pickle's first bytes, which would be a header of more than 1 MiB in a safetensors file. */
gboolean
derm_torch_is_legacy (GBytes *file)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (file, &size);
  guint64 length;

  if (size < 8 || bytes[0] != 0x80 || bytes[1] > 5)
    return FALSE;
  memcpy (&length, bytes, 8);
  return GUINT64_FROM_LE (length) > 1 << 20;
}

gboolean
derm_torch_read_legacy (GBytes *file, const TorchWish *wish, TorchContent *content, GError **error)
{
  Stream stream = { 0 };
  g_autoptr (DermPickle) object = NULL, keys = NULL;
  g_autoptr (TorchState) state = NULL;
  TorchImage image = { 0 };

  stream.at = g_bytes_get_data (file, &stream.left);
  if (!check_magic (&stream, error) || !check_byte_order (&stream, error)
      || (object = read_pickle (&stream, error)) == NULL || (keys = read_pickle (&stream, error)) == NULL
      || (state = derm_torch_state_new (object, wish, error)) == NULL
      || !derm_torch_image_begin (&image, state, g_bytes_get_size (file), error))
    return FALSE;
  if (fill (&stream, state, keys->root, error))
    content->tensors = derm_torch_image_end (&image, state, error);
  g_free (image.bytes);
  if (content->tensors != NULL)
    derm_torch_content_take (content, state, object);
  return content->tensors != NULL;
}
