/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "torch-state.h"
#include "weights-error.h"

enum { MAX_TENSORS = 2048, MAX_NAME = 200, MAX_KEY = 100, MAX_DEPTH = 32, MAX_VISITS = 100000 };

static const struct {
  const char *name;
  TorchType type;
  gsize size;
} storage_types[] = {
  { "torch.FloatStorage", TORCH_F32, 4 },     { "torch.HalfStorage", TORCH_F16, 2 },
  { "torch.BFloat16Storage", TORCH_BF16, 2 }, { "torch.DoubleStorage", TORCH_F64, 8 },
  { "torch.LongStorage", TORCH_OTHER, 8 },    { "torch.IntStorage", TORCH_OTHER, 4 },
  { "torch.ShortStorage", TORCH_OTHER, 2 },   { "torch.CharStorage", TORCH_OTHER, 1 },
  { "torch.ByteStorage", TORCH_OTHER, 1 },    { "torch.BoolStorage", TORCH_OTHER, 1 },
};

/* ---- storages ---- */

static void
storage_free (gpointer data)
{
  TorchStorage *storage = data;

  g_free (storage->key);
  g_ptr_array_unref (storage->tensors);
  g_free (storage);
}

static gboolean
find_type (const PickleValue *global, TorchStorage *storage)
{
  for (guint i = 0; global->kind == PICKLE_GLOBAL && i < G_N_ELEMENTS (storage_types); i++)
    {
      if (strcmp (storage_types[i].name, global->text) == 0)
        {
          storage->type = storage_types[i].type;
          storage->value_size = storage_types[i].size;
          return TRUE;
        }
    }
  return FALSE;
}

/* ("storage", type, key, device, number of values); the legacy format adds None. */
static gboolean
read_storage (TorchState *self, const PickleValue *id, GError **error)
{
  TorchStorage read = { 0 }, *storage;
  g_autofree char *key = NULL;

  if (id->n < 5 || id->n > 6 || !derm_pickle_is_text (id->items[0], "storage") || !find_type (id->items[1], &read)
      || id->items[2]->kind != PICKLE_TEXT || id->items[4]->kind != PICKLE_INT || id->items[4]->integer < 0)
    return derm_weights_set_wrong (error, _ ("its pickle has a storage that is not described as PyTorch does"));
  if (id->n == 6 && id->items[5]->kind != PICKLE_NONE)
    return derm_weights_set_wrong (
        error, _ ("it has storages that are parts of others, as only very old versions of PyTorch wrote"));
  if (id->items[2]->n == 0 || id->items[2]->n > MAX_KEY)
    return derm_weights_set_wrong (error, _ ("its pickle has a storage that is not described as PyTorch does"));
  read.n_values = (gsize) id->items[4]->integer;
  if (read.n_values > G_MAXSSIZE / read.value_size)
    return derm_weights_set_wrong (error, _ ("its pickle has a storage that is larger than any memory"));
  key = g_strndup (id->items[2]->text, id->items[2]->n);
  storage = g_hash_table_lookup (self->storages, key);
  if (storage == NULL)
    {
      storage = g_memdup2 (&read, sizeof read);
      storage->key = g_steal_pointer (&key);
      storage->tensors = g_ptr_array_new ();
      g_hash_table_insert (self->storages, storage->key, storage);
    }
  else if (storage->type != read.type || storage->value_size != read.value_size || storage->n_values != read.n_values)
    return derm_weights_set_wrong (error, _ ("its pickle describes one storage in two ways"));
  return TRUE;
}

static gboolean
read_storages (TorchState *self, const DermPickle *pickle, GError **error)
{
  for (guint i = 0; i < pickle->values->len; i++)
    {
      const PickleValue *value = g_ptr_array_index (pickle->values, i);

      if (value->kind == PICKLE_STORAGE && !read_storage (self, value, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- tensors ---- */

static void
tensor_free (gpointer data)
{
  TorchTensor *tensor = data;

  g_free (tensor->name);
  g_free (tensor);
}

static gboolean
read_sizes (const PickleValue *tuple, gint64 *sizes)
{
  for (guint i = 0; i < tuple->n; i++)
    {
      if (tuple->items[i]->kind != PICKLE_INT || tuple->items[i]->integer < 0)
        return FALSE;
      sizes[i] = tuple->items[i]->integer;
    }
  return TRUE;
}

/* The place of the last value, by sizes and strides, must still be in the storage. */
static gboolean
check_inside (TorchTensor *tensor, gint64 first)
{
  gsize last = (gsize) first, step;

  tensor->first = (gsize) first;
  tensor->n_values = 1;
  for (int i = 0; i < tensor->n_dims; i++)
    {
      if (!g_size_checked_mul (&tensor->n_values, tensor->n_values, (gsize) tensor->shape[i]))
        return FALSE;
    }
  if (tensor->n_values == 0)
    return TRUE;
  for (int i = 0; i < tensor->n_dims; i++)
    {
      if (!g_size_checked_mul (&step, (gsize) tensor->shape[i] - 1, (gsize) tensor->stride[i])
          || !g_size_checked_add (&last, last, step))
        return FALSE;
    }
  return last < tensor->storage->n_values;
}

static gboolean
describe_tensor (TorchState *self, TorchTensor *tensor, const PickleValue *value, GError **error)
{
  PickleValue *const *items = value->items; /* storage, first, shape, stride, requires_grad, hooks */
  g_autofree char *key = NULL;

  if (items[0]->kind != PICKLE_STORAGE || items[1]->kind != PICKLE_INT || items[1]->integer < 0
      || items[2]->kind != PICKLE_TUPLE || items[3]->kind != PICKLE_TUPLE || items[2]->n > DERM_TENSOR_MAX_DIMS
      || items[2]->n != items[3]->n || !read_sizes (items[2], tensor->shape) || !read_sizes (items[3], tensor->stride))
    return derm_weights_set_wrong_tensor (error, tensor->name, _ ("it has no usable shape"));
  key = g_strndup (items[0]->items[2]->text, items[0]->items[2]->n);
  tensor->storage = g_hash_table_lookup (self->storages, key);
  tensor->n_dims = (int) items[2]->n;
  if (!check_inside (tensor, items[1]->integer))
    return derm_weights_set_wrong_tensor (error, tensor->name, _ ("its place is outside of its storage"));
  if (tensor->storage->type == TORCH_OTHER)
    return derm_weights_set_wrong_tensor (
        error, tensor->name,
        _ ("its numbers are whole ones, or of a type that is not read: only 32-bit, 16-bit, bfloat16 "
           "and 64-bit floats are"));
  return TRUE;
}

static gboolean
check_name (const char *name, GError **error)
{
  gboolean is_fine = *name != '\0' && strlen (name) <= MAX_NAME;

  for (const char *p = name; is_fine && *p != '\0'; p = g_utf8_next_char (p))
    is_fine = g_unichar_isprint (g_utf8_get_char (p));
  return is_fine || derm_weights_set_wrong (error, _ ("a tensor's name is empty, too long or not text"));
}

/* Takes the name. */
static gboolean
add_tensor (TorchState *self, char *name, const PickleValue *value, GError **error)
{
  TorchTensor *tensor;

  if (g_str_has_suffix (name, ".num_batches_tracked"))
    {
      g_free (name);
      return TRUE;
    }
  tensor = g_new0 (TorchTensor, 1);
  tensor->name = name;
  g_ptr_array_add (self->tensors, tensor);
  if (self->tensors->len > MAX_TENSORS)
    return derm_weights_set_wrong (error, _ ("it has too many tensors"));
  return check_name (name, error) && describe_tensor (self, tensor, value, error);
}

/* ---- where the tensors are ---- */

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

/* The pickle's own dict, or the member that training programs commonly put it under. */
static const PickleValue *
find_state_dict (const PickleValue *root)
{
  static const char *const keys[]
      = { "state_dict", "model_state_dict", "model_state", "model", "net", "network", "weights" };

  for (guint i = 0; root->kind == PICKLE_DICT && i < G_N_ELEMENTS (keys); i++)
    {
      const PickleValue *member = derm_pickle_get (root, keys[i]);

      if (member != NULL && has_tensors (member))
        return member;
    }
  return has_tensors (root) ? root : NULL;
}

static gboolean
read_dict (TorchState *self, const PickleValue *dict, GError **error)
{
  for (guint i = 0; i + 1 < dict->n; i += 2)
    {
      const PickleValue *key = dict->items[i], *value = dict->items[i + 1];
      g_autofree char *shown = NULL;

      if (key->kind == PICKLE_TEXT && value->kind == PICKLE_TENSOR)
        {
          if (!add_tensor (self, g_strndup (key->text, key->n), value, error))
            return FALSE;
          continue;
        }
      shown = key->kind == PICKLE_TEXT ? derm_pickle_printable (key->text, key->n) : g_strdup ("?");
      g_set_error (error, DERM_ERROR, DERM_ERROR_MODEL, _ ("“%s” stands among the tensors, but is none"), shown);
      return FALSE;
    }
  return TRUE;
}

/* A module's tensors and those of the modules in it. Pickled objects may refer to each other at will: depth and visits
 * are bounded. */
static gboolean
read_module (TorchState *self, const PickleValue *object, const char *prefix, int depth, guint *n_visits,
             GError **error)
{
  const PickleValue *state = object->state;

  if (depth > MAX_DEPTH)
    return derm_weights_set_wrong (error, _ ("its modules are nested too deeply"));
  for (guint i = 0; state != NULL && i + 1 < state->n; i += 2)
    {
      const PickleValue *key = state->items[i], *value = state->items[i + 1];
      g_autofree char *name = NULL;

      if (++*n_visits > MAX_VISITS)
        return derm_weights_set_wrong (error, _ ("it has too many modules"));
      if (key->kind != PICKLE_TEXT || (value->kind != PICKLE_TENSOR && value->kind != PICKLE_OBJECT))
        continue;
      if (key->n > MAX_NAME || strlen (prefix) > MAX_NAME)
        return derm_weights_set_wrong (error, _ ("a tensor's name is empty, too long or not text"));
      name = g_strdup_printf ("%s%.*s%s", prefix, (int) key->n, key->text, value->kind == PICKLE_OBJECT ? "." : "");
      if (value->kind == PICKLE_OBJECT ? !read_module (self, value, name, depth + 1, n_visits, error)
                                       : !add_tensor (self, g_steal_pointer (&name), value, error))
        return FALSE;
    }
  return TRUE;
}

/* ---- names ---- */

/* Wrappers put their own name before all others: DataParallel, torch.compile(), a module that only holds the net. */
static void
strip_prefixes (TorchState *self)
{
  static const char *const prefixes[] = { "module.", "_orig_mod.", "model.", "net.", "network." };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      guint n = 0;

      for (guint j = 0; j < self->tensors->len; j++)
        n += g_str_has_prefix (((TorchTensor *) g_ptr_array_index (self->tensors, j))->name, prefixes[i]);
      if (n < self->tensors->len)
        continue;
      for (guint j = 0; j < self->tensors->len; j++)
        {
          char *name = ((TorchTensor *) g_ptr_array_index (self->tensors, j))->name;

          memmove (name, name + strlen (prefixes[i]), strlen (name + strlen (prefixes[i])) + 1);
        }
      i = (guint) -1; /* another may stand behind it */
    }
}

static gboolean
finish (TorchState *self, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->tensors->len == 0)
    return derm_weights_set_wrong (error, _ ("it holds no tensors"));
  strip_prefixes (self);
  for (guint i = 0; i < self->tensors->len; i++)
    {
      TorchTensor *tensor = g_ptr_array_index (self->tensors, i);

      if (*tensor->name == '\0' || !g_hash_table_add (names, tensor->name))
        return derm_weights_set_wrong_tensor (error, tensor->name, _ ("it is there twice"));
      g_ptr_array_add (tensor->storage->tensors, tensor);
    }
  return TRUE;
}

TorchState *
derm_torch_state_new (const DermPickle *pickle, GError **error)
{
  g_autoptr (TorchState) self = g_new0 (TorchState, 1);
  const PickleValue *dict = find_state_dict (pickle->root);
  guint n_visits = 0;

  self->storages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, storage_free);
  self->tensors = g_ptr_array_new_with_free_func (tensor_free);
  if (!read_storages (self, pickle, error))
    return NULL;
  if (dict == NULL && pickle->root->kind != PICKLE_OBJECT)
    {
      derm_weights_set_wrong (error, _ ("it holds no state_dict: there are no tensors by their names in it"));
      return NULL;
    }
  if (dict != NULL ? !read_dict (self, dict, error) : !read_module (self, pickle->root, "", 0, &n_visits, error))
    return NULL;
  return finish (self, error) ? g_steal_pointer (&self) : NULL;
}

void
derm_torch_state_free (TorchState *self)
{
  g_hash_table_unref (self->storages);
  g_ptr_array_unref (self->tensors);
  g_free (self);
}
