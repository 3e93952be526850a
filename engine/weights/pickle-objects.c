/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "pickle-private.h"

enum { MAX_NAME = 1000 };

/* All names that a state_dict needs. */
static const char *const known_names[] = {
  "collections.OrderedDict",
  "torch._utils._rebuild_tensor_v2",
  "torch.FloatStorage",
  "torch.HalfStorage",
  "torch.BFloat16Storage",
  "torch.DoubleStorage",
  "torch.LongStorage",
  "torch.IntStorage",
  "torch.ShortStorage",
  "torch.CharStorage",
  "torch.ByteStorage",
  "torch.BoolStorage",
  "torch.ComplexFloatStorage",
  "torch.ComplexDoubleStorage",
  "torch._utils._rebuild_parameter",
  "torch._utils._rebuild_parameter_with_state",
  "torch._tensor._rebuild_from_type_v2",
  "torch.nn.parameter.Parameter",
  "torch.Tensor",
};

/* What training programs keep beside the state_dict: options and measurements. Nothing is called for any of them
 * either. A dict of a class of its own is a dict; of all else only the attributes are looked at, if it has any. */
static const char *const dict_names[] = {
  "collections.defaultdict",
  "collections.Counter",
  "builtins.dict",
  "__builtin__.dict",
  "pytorch_lightning.utilities.parsing.AttributeDict",
  "lightning.pytorch.utilities.parsing.AttributeDict",
  "lightning_fabric.utilities.data.AttributeDict",
  "lightning.fabric.utilities.data.AttributeDict",
  "easydict.EasyDict",
  "addict.addict.Dict",
  "mmcv.utils.config.ConfigDict",
  "mmengine.config.config.ConfigDict",
  "yacs.config.CfgNode",
  "fvcore.common.config.CfgNode",
  "ml_collections.config_dict.config_dict.ConfigDict",
};
static const char *const list_names[] = {
  "builtins.list",   "builtins.tuple",    "builtins.set",          "builtins.frozenset", "__builtin__.list",
  "__builtin__.set", "__builtin__.tuple", "__builtin__.frozenset", "torch.Size",
};
static const char *const other_names[] = {
  "argparse.Namespace",
  "types.SimpleNamespace",
  "builtins.int",
  "builtins.float",
  "builtins.str",
  "builtins.bool",
  "builtins.bytearray",
  "builtins.complex",
  "builtins.slice",
  "builtins.object",
  "__builtin__.int",
  "__builtin__.float",
  "__builtin__.str",
  "__builtin__.bool",
  "__builtin__.object",
  "_codecs.encode",
  "numpy.dtype",
  "numpy.ndarray",
  "numpy.core.multiarray.scalar",
  "numpy.core.multiarray._reconstruct",
  "numpy._core.multiarray.scalar",
  "numpy._core.multiarray._reconstruct",
  "torch.device",
  "torch.serialization._get_layout",
  "pathlib.Path",
  "pathlib.PosixPath",
  "pathlib.PurePosixPath",
  "pathlib.WindowsPath",
  "pathlib.PureWindowsPath",
  "pathlib._local.Path",
  "pathlib._local.PosixPath",
  "pathlib._local.WindowsPath",
  "datetime.datetime",
  "datetime.date",
  "datetime.timedelta",
  "collections.deque",
};

/* Classes by what they begin with: types of numbers, and the callbacks that Lightning keeps the states of under their
 * class. */
static const char *const callback_packages[] = { "pytorch_lightning.callbacks.", "lightning.pytorch.callbacks." };
static const char *const number_types[]
    = { "torch.float", "torch.bfloat16", "torch.int", "torch.uint8", "torch.bool", "numpy.dtypes." };

/* In TorchScript archives lists come with their type: ([1, 2],), which is a list still. */
static const char *const script_lists[] = {
  "torch.jit._pickle.build_intlist",    "torch.jit._pickle.build_doublelist", "torch.jit._pickle.build_boollist",
  "torch.jit._pickle.build_tensorlist", "torch.jit._pickle.restore_type_tag",
};

static gboolean
is_among (const char *name, const char *const *names, gsize n_names)
{
  for (gsize i = 0; i < n_names; i++)
    {
      if (strcmp (names[i], name) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_script_list (PickleReader *reader, const PickleValue *name)
{
  return reader->is_script && is_among (name->text, script_lists, G_N_ELEMENTS (script_lists));
}

static gboolean
is_script_class (PickleReader *reader, const PickleValue *name)
{
  return reader->is_script && name->n > 10 && strncmp (name->text, "__torch__.", 10) == 0;
}

static gboolean
is_dict_class (const PickleValue *name)
{
  return name->kind == PICKLE_GLOBAL && is_among (name->text, dict_names, G_N_ELEMENTS (dict_names));
}

static gboolean
is_list_class (const PickleValue *name)
{
  return name->kind == PICKLE_GLOBAL && is_among (name->text, list_names, G_N_ELEMENTS (list_names));
}

static gboolean
is_other_class (const PickleValue *name)
{
  if (name->kind != PICKLE_GLOBAL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (callback_packages); i++)
    {
      if (g_str_has_prefix (name->text, callback_packages[i]))
        return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (number_types); i++)
    {
      if (g_str_has_prefix (name->text, number_types[i]) && strchr (name->text + strlen (number_types[i]), '.') == NULL)
        return TRUE;
    }
  return is_among (name->text, other_names, G_N_ELEMENTS (other_names));
}

static gboolean
is_global (const PickleValue *value, const char *name)
{
  return value->kind == PICKLE_GLOBAL && strcmp (value->text, name) == 0;
}

static gboolean
push_global (PickleReader *reader, const char *module, gsize module_length, const char *name, gsize name_length)
{
  g_autofree char *shown = NULL;
  GString *whole = g_string_new_len (module, (gssize) module_length);
  PickleValue *value = pickle_push_new (reader, PICKLE_GLOBAL);
  gboolean is_known = FALSE;

  g_string_append_c (whole, '.');
  g_string_append_len (whole, name, (gssize) name_length);
  if (value != NULL)
    {
      value->text = g_string_chunk_insert_const (reader->pickle->names, whole->str);
      value->n = (guint) strlen (value->text);
      is_known = is_among (value->text, known_names, G_N_ELEMENTS (known_names)) || is_script_list (reader, value)
                 || is_script_class (reader, value) || is_dict_class (value) || is_list_class (value)
                 || is_other_class (value);
      shown = derm_pickle_printable (whole->str, whole->len);
      if (!is_known)
        g_set_error (reader->error, DERM_ERROR, DERM_ERROR_MODEL,
                     _ ("it asks for “%s”, which is refused: only the tensors of a state_dict are read, and nothing in "
                        "the file is run (a model that was pickled as a whole must be saved anew, by its state_dict)"),
                     shown);
    }
  g_string_free (whole, TRUE);
  return is_known;
}

/* "module\nname\n" */
static gboolean
read_global (PickleReader *reader)
{
  const char *lines[2];
  gsize lengths[2];

  for (int i = 0; i < 2; i++)
    {
      gsize rest = MIN ((gsize) (reader->end - reader->at), MAX_NAME);
      const guint8 *end = memchr (reader->at, '\n', rest);

      if (end == NULL)
        return pickle_wrong (reader, _ ("a name in it has no terminating newline"));
      lines[i] = (const char *) reader->at;
      lengths[i] = (gsize) (end - reader->at);
      reader->at = end + 1;
    }
  return push_global (reader, lines[0], lengths[0], lines[1], lengths[1]);
}

static gboolean
read_stack_global (PickleReader *reader)
{
  PickleValue *name = pickle_pop (reader), *module = name != NULL ? pickle_pop (reader) : NULL;

  if (module == NULL)
    return FALSE;
  if (module->kind != PICKLE_TEXT || name->kind != PICKLE_TEXT || module->n > MAX_NAME || name->n > MAX_NAME)
    return pickle_wrong (reader, _ ("it has a name that is not text"));
  return push_global (reader, module->text, module->n, name->text, name->n);
}

/* A value of that kind with a tuple's items. They are not copied: a long tuple may come often. */
static gboolean
push_like (PickleReader *reader, PickleKind kind, const PickleValue *tuple)
{
  PickleValue *value = pickle_push_new (reader, kind);

  if (value == NULL)
    return FALSE;
  value->items = tuple->items;
  value->n = tuple->n;
  return TRUE;
}

/* A tensor by the arguments of torch._utils._rebuild_tensor_v2, or one that is wrapped: nn.Parameter, a subclass. */
static gboolean
make_tensor (PickleReader *reader, const PickleValue *maker, const PickleValue *arguments, gboolean *is_made)
{
  *is_made = TRUE;
  if (arguments->n >= 6 && arguments->n <= 7 && is_global (maker, "torch._utils._rebuild_tensor_v2"))
    return push_like (reader, PICKLE_TENSOR, arguments);
  if (arguments->n >= 1 && arguments->items[0]->kind == PICKLE_TENSOR
      && (is_global (maker, "torch._utils._rebuild_parameter")
          || is_global (maker, "torch._utils._rebuild_parameter_with_state")))
    return pickle_push (reader, arguments->items[0]);
  if (arguments->n >= 3 && arguments->items[2]->kind == PICKLE_TUPLE && arguments->items[2]->n >= 6
      && arguments->items[2]->n <= 7 && is_global (arguments->items[0], "torch._utils._rebuild_tensor_v2")
      && is_global (maker, "torch._tensor._rebuild_from_type_v2"))
    return push_like (reader, PICKLE_TENSOR, arguments->items[2]);
  *is_made = FALSE;
  return TRUE;
}

/* What stands beside the tensors. The one argument of a list class is what it lists; of a dict class what it holds. */
static gboolean
make_other (PickleReader *reader, const PickleValue *maker, const PickleValue *arguments, gboolean *is_made)
{
  PickleValue *first = arguments->n > 0 ? arguments->items[0] : NULL;

  *is_made = TRUE;
  if (is_dict_class (maker))
    return first != NULL && first->kind == PICKLE_DICT ? pickle_push (reader, first)
                                                       : pickle_push_new (reader, PICKLE_DICT) != NULL;
  if (is_list_class (maker))
    return first != NULL && (first->kind == PICKLE_LIST || first->kind == PICKLE_TUPLE)
               ? pickle_push (reader, first)
               : pickle_push_new (reader, PICKLE_LIST) != NULL;
  if (is_global (maker, "collections.deque"))
    return pickle_push_new (reader, PICKLE_LIST) != NULL;
  if (is_other_class (maker))
    return pickle_push_new (reader, PICKLE_OBJECT) != NULL;
  *is_made = FALSE;
  return TRUE;
}

/* What Python would call a function for. */
static gboolean
make (PickleReader *reader, guint8 op)
{
  gboolean is_made = FALSE, is_fine;
  PickleValue *arguments = pickle_pop (reader), *maker = arguments != NULL ? pickle_pop (reader) : NULL;

  if (maker == NULL)
    return FALSE;
  if (arguments->kind == PICKLE_TUPLE && maker->kind == PICKLE_GLOBAL)
    {
      if (op == 'R' && arguments->n == 0 && is_global (maker, "collections.OrderedDict"))
        return pickle_push_new (reader, PICKLE_DICT) != NULL;
      is_fine = op != 'R' || make_tensor (reader, maker, arguments, &is_made);
      if (!is_made)
        is_fine = make_other (reader, maker, arguments, &is_made);
      if (is_made)
        return is_fine;
      if (op == 'R' && arguments->n >= 1 && is_script_list (reader, maker))
        return pickle_push (reader, arguments->items[0]);
      if (op == 0x81 && arguments->n == 0 && is_script_class (reader, maker))
        return pickle_push_new (reader, PICKLE_OBJECT) != NULL;
    }
  return pickle_wrong (reader, _ ("it creates objects that do not belong in a state_dict"));
}

/* The state of an object: attributes of a TorchScript object or a Namespace; an OrderedDict's "_metadata", which nobody
 * needs. */
static gboolean
build (PickleReader *reader)
{
  PickleValue *state = pickle_pop (reader), *object = state != NULL ? pickle_peek (reader) : NULL;

  if (object == NULL)
    return FALSE;
  if (object->kind == PICKLE_TENSOR
      || (object->kind == PICKLE_OBJECT && !reader->is_script && state->kind != PICKLE_DICT))
    return TRUE; /* a tensor's own attributes, or what is inside of something that is not looked into */
  if (state->kind != PICKLE_DICT || (object->kind != PICKLE_OBJECT && object->kind != PICKLE_DICT))
    return pickle_wrong (reader, _ ("it creates objects that do not belong in a state_dict"));
  if (object->kind == PICKLE_OBJECT)
    {
      if (object->state != NULL)
        return pickle_wrong (reader, _ ("it makes an object twice"));
      object->state = state;
    }
  return TRUE;
}

static gboolean
push_storage (PickleReader *reader)
{
  PickleValue *id = pickle_pop (reader);

  if (id == NULL)
    return FALSE;
  if (id->kind != PICKLE_TUPLE)
    return pickle_wrong (reader, _ ("it refers to something that is not a tensor storage"));
  return push_like (reader, PICKLE_STORAGE, id);
}

gboolean
pickle_step_object (PickleReader *reader, guint8 op, gboolean *is_known)
{
  switch (op)
    {
    case 'c':
      return read_global (reader);
    case 0x93:
      return read_stack_global (reader);
    case 'R':
    case 0x81:
      return make (reader, op);
    case 'b':
      return build (reader);
    case 'Q':
      return push_storage (reader);
    default:
      *is_known = FALSE;
      return FALSE;
    }
}
