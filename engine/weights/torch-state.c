/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "tensor-names.h"
#include "torch-networks.h"
#include "torch-state.h"
#include "weights-error.h"

enum { MAX_TENSORS = 2048, MAX_NAME = 200, MAX_KEY = 100, MAX_DEPTH = 32, MAX_VISITS = 100000, MAX_OTHERS = 1000 };

static const struct {
  const char *name;
  TorchType type;
  gsize size;
  const char *dtype;
} storage_types[] = {
  { "torch.FloatStorage", TORCH_F32, 4, "F32" },          { "torch.HalfStorage", TORCH_F16, 2, "F16" },
  { "torch.BFloat16Storage", TORCH_BF16, 2, "F32" },      { "torch.DoubleStorage", TORCH_F64, 8, "F32" },
  { "torch.LongStorage", TORCH_OTHER, 8, "I64" },         { "torch.IntStorage", TORCH_OTHER, 4, "I32" },
  { "torch.ShortStorage", TORCH_OTHER, 2, "I16" },        { "torch.CharStorage", TORCH_OTHER, 1, "I8" },
  { "torch.ByteStorage", TORCH_OTHER, 1, "U8" },          { "torch.BoolStorage", TORCH_OTHER, 1, "BOOL" },
  { "torch.ComplexFloatStorage", TORCH_OTHER, 8, "C64" }, { "torch.ComplexDoubleStorage", TORCH_OTHER, 16, "C128" },
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
          storage->dtype = storage_types[i].dtype;
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
    return derm_weights_set_wrong (error, _ ("its pickle describes a storage in a way that PyTorch does not"));
  if (id->n == 6 && id->items[5]->kind != PICKLE_NONE)
    return derm_weights_set_wrong (
        error, _ ("it has storages that are views of others, which only very old versions of PyTorch wrote"));
  if (id->items[2]->n == 0 || id->items[2]->n > MAX_KEY)
    return derm_weights_set_wrong (error, _ ("its pickle describes a storage in a way that PyTorch does not"));
  read.n_values = (gsize) id->items[4]->integer;
  if (read.n_values > G_MAXSSIZE / read.value_size)
    return derm_weights_set_wrong (error, _ ("its pickle describes a storage that no memory can hold"));
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
    return derm_weights_set_wrong_tensor (error, tensor->name, _ ("its data lies outside its storage"));
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
read_dict (TorchState *self, const PickleValue *dict, GError **error)
{
  for (guint i = 0; i + 1 < dict->n; i += 2)
    {
      const PickleValue *key = dict->items[i], *value = dict->items[i + 1];

      if (key->kind != PICKLE_TEXT || value->kind != PICKLE_TENSOR)
        {
          if (key->kind == PICKLE_TEXT && self->others->len < MAX_OTHERS)
            g_ptr_array_add (self->others, derm_pickle_printable (key->text, key->n));
          continue;
        }
      if (memchr (key->text, '\0', key->n) != NULL)
        return derm_weights_set_wrong (error, _ ("a tensor's name is empty, too long or not text"));
      if (!add_tensor (self, g_strndup (key->text, key->n), value, error))
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

static gboolean
check_names (TorchState *self, GError **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->tensors->len == 0)
    return derm_weights_set_wrong (error, _ ("it holds no tensors"));
  for (guint i = 0; i < self->tensors->len; i++)
    {
      TorchTensor *tensor = g_ptr_array_index (self->tensors, i);

      if (!g_hash_table_add (names, tensor->name))
        return derm_weights_set_wrong_tensor (error, tensor->name, _ ("it occurs twice"));
      g_ptr_array_add (tensor->storage->tensors, tensor);
    }
  return TRUE;
}

/* Where names do not tell a network: all that stands before all of them. */
static void
take_prefix (TorchState *self, const char *prefix)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < self->tensors->len; i++)
    g_ptr_array_add (names, ((TorchTensor *) g_ptr_array_index (self->tensors, i))->name);
  self->prefix = *prefix != '\0' ? g_strdup (prefix) : derm_tensor_names_find_wrapper (names);
}

/* One of the networks in the pickle's dicts. */
static gboolean
read_network (TorchState *self, const PickleValue *root, const TorchWish *wish, GError **error)
{
  g_autoptr (GPtrArray) networks = derm_torch_networks_find (root, wish->anchor);
  const TorchNetwork *network;
  int chosen;

  if (networks->len == 0)
    return derm_weights_set_wrong (error, _ ("it holds no state_dict: there are no named tensors in it"));
  self->keys = g_new0 (char *, networks->len + 1);
  for (guint i = 0; i < networks->len; i++)
    self->keys[i] = g_strdup (((TorchNetwork *) networks->pdata[i])->key);
  chosen = derm_tensor_names_find_key (self->keys, wish->key, error);
  if (chosen < 0)
    return FALSE;
  self->chosen = (guint) chosen;
  network = networks->pdata[chosen];
  if (!read_dict (self, network->dict, error))
    return FALSE;
  take_prefix (self, network->prefix);
  return TRUE;
}

/* The tree of a TorchScript module, which may hold several networks too. */
static gboolean
read_script (TorchState *self, const PickleValue *root, const TorchWish *wish, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_auto (GStrv) prefixes = NULL;
  guint n_visits = 0;
  int chosen = 0;

  if (!read_module (self, root, "", 0, &n_visits, error))
    return FALSE;
  for (guint i = 0; i < self->tensors->len; i++)
    g_ptr_array_add (names, ((TorchTensor *) g_ptr_array_index (self->tensors, i))->name);
  prefixes = derm_tensor_names_find_networks (names, wish->anchor);
  self->keys = derm_tensor_names_make_keys (prefixes);
  chosen = derm_tensor_names_find_key (self->keys, wish->key, error);
  if (chosen < 0)
    return FALSE;
  self->chosen = (guint) chosen;
  take_prefix (self, *prefixes != NULL ? prefixes[chosen] : "");
  return TRUE;
}

TorchState *
derm_torch_state_new (const DermPickle *pickle, const TorchWish *wish, GError **error)
{
  g_autoptr (TorchState) self = g_new0 (TorchState, 1);

  self->storages = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, storage_free);
  self->tensors = g_ptr_array_new_with_free_func (tensor_free);
  self->others = g_ptr_array_new_with_free_func (g_free);
  if (!read_storages (self, pickle, error))
    return NULL;
  if (pickle->root->kind == PICKLE_OBJECT ? !read_script (self, pickle->root, wish, error)
                                          : !read_network (self, pickle->root, wish, error))
    return NULL;
  return check_names (self, error) ? g_steal_pointer (&self) : NULL;
}

void
derm_torch_state_free (TorchState *self)
{
  g_hash_table_unref (self->storages);
  g_ptr_array_unref (self->tensors);
  g_ptr_array_unref (self->others);
  g_strfreev (self->keys);
  g_free (self->prefix);
  g_free (self);
}
