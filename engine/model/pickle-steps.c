/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "pickle-reader.h"

enum { MAX_MEMO = 1 << 18, MAX_NAME = 1000 };

/* All names that a state_dict needs. */
static const char *const known_names[] = {
  "collections.OrderedDict", "torch._utils._rebuild_tensor_v2",
  "torch.FloatStorage",      "torch.HalfStorage",
  "torch.BFloat16Storage",   "torch.DoubleStorage",
  "torch.LongStorage",       "torch.IntStorage",
  "torch.ShortStorage",      "torch.CharStorage",
  "torch.ByteStorage",       "torch.BoolStorage",
};

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
is_global (const PickleValue *value, const char *name)
{
  return value->kind == PICKLE_GLOBAL && strcmp (value->text, name) == 0;
}

/* ---- numbers and texts ---- */

static gboolean
push_integer (PickleReader *reader, PickleKind kind, gint64 integer)
{
  PickleValue *value = pickle_push_new (reader, kind);

  if (value == NULL)
    return FALSE;
  value->integer = integer;
  return TRUE;
}

static gboolean
push_number (PickleReader *reader, int n_bytes)
{
  guint64 number;

  if (!pickle_take_number (reader, n_bytes, &number))
    return FALSE;
  return push_integer (reader, PICKLE_INT, n_bytes == 4 ? (gint32) number : (gint64) number);
}

static gboolean
push_float (PickleReader *reader)
{
  const guint8 *bytes = pickle_take (reader, 8);
  PickleValue *value = bytes != NULL ? pickle_push_new (reader, PICKLE_FLOAT) : NULL;
  guint64 bits;

  if (value == NULL)
    return FALSE;
  memcpy (&bits, bytes, 8);
  bits = GUINT64_FROM_BE (bits);
  memcpy (&value->real, &bits, 8);
  return TRUE;
}

static gboolean
push_text (PickleReader *reader, PickleKind kind, int n_bytes)
{
  guint64 length;
  const guint8 *text;
  PickleValue *value;

  if (!pickle_take_number (reader, n_bytes, &length) || (text = pickle_take (reader, length)) == NULL)
    return FALSE;
  if (kind == PICKLE_TEXT && !g_utf8_validate_len ((const char *) text, (gsize) length, NULL))
    return pickle_wrong (reader, _ ("it has a text that is not UTF-8"));
  value = pickle_push_new (reader, kind);
  if (value == NULL)
    return FALSE;
  value->text = (const char *) text;
  value->n = (guint) length;
  return TRUE;
}

/* A whole number of any length, two's complement. */
static gboolean
push_long (PickleReader *reader, int n_bytes)
{
  guint64 length, number = 0;
  const guint8 *bytes;
  PickleValue *value;

  if (!pickle_take_number (reader, n_bytes, &length) || (bytes = pickle_take (reader, length)) == NULL)
    return FALSE;
  if (length <= 8)
    {
      for (guint64 i = 0; i < 8; i++)
        number |= (guint64) (i < length ? bytes[i] : length > 0 && bytes[length - 1] >= 0x80 ? 0xff : 0) << 8 * i;
      return push_integer (reader, PICKLE_INT, (gint64) number);
    }
  value = pickle_push_new (reader, PICKLE_LONG);
  if (value == NULL)
    return FALSE;
  value->text = (const char *) bytes;
  value->n = (guint) length;
  return TRUE;
}

static gboolean
step_scalar (PickleReader *reader, guint8 op, gboolean *is_known)
{
  switch (op)
    {
    case 'N':
      return push_integer (reader, PICKLE_NONE, 0);
    case 0x88: /* true */
    case 0x89: /* false */
      return push_integer (reader, PICKLE_BOOL, op == 0x88);
    case 'K':
      return push_number (reader, 1);
    case 'M':
      return push_number (reader, 2);
    case 'J':
      return push_number (reader, 4);
    case 0x8a:
      return push_long (reader, 1);
    case 0x8b:
      return push_long (reader, 4);
    case 'G':
      return push_float (reader);
    case 'U':  /* Python 2's str */
    case 0x8c: /* short unicode */
      return push_text (reader, PICKLE_TEXT, 1);
    case 'T':
    case 'X':
      return push_text (reader, PICKLE_TEXT, 4);
    case 0x8d:
      return push_text (reader, PICKLE_TEXT, 8);
    case 'C':
      return push_text (reader, PICKLE_BYTES, 1);
    case 'B':
      return push_text (reader, PICKLE_BYTES, 4);
    case 0x8e:
      return push_text (reader, PICKLE_BYTES, 8);
    default:
      *is_known = FALSE;
      return FALSE;
    }
}

/* ---- tuples, lists, dicts ---- */

/* The last n values become items of the one before. */
static gboolean
add_last (PickleReader *reader, guint n, PickleKind kind)
{
  guint begin = reader->stack->len - n;
  PickleValue *target;

  if (kind == PICKLE_DICT && n % 2 != 0)
    return pickle_wrong (reader, _ ("a key has no value"));
  if (!pickle_has (reader, n + 1))
    return FALSE;
  target = g_ptr_array_index (reader->stack, begin - 1);
  if (target->kind != kind)
    return pickle_wrong (reader, _ ("it adds to something else than a list or dict"));
  for (guint i = begin; i < reader->stack->len; i++)
    pickle_append (target, g_ptr_array_index (reader->stack, i));
  g_ptr_array_set_size (reader->stack, (int) begin);
  return TRUE;
}

static gboolean
make_tuple (PickleReader *reader, guint n)
{
  g_autofree gpointer *items = NULL;
  guint begin = reader->stack->len - n;
  PickleValue *tuple;

  if (!pickle_has (reader, n))
    return FALSE;
  items = g_memdup2 (reader->stack->pdata + begin, n * sizeof (gpointer));
  g_ptr_array_set_size (reader->stack, (int) begin);
  tuple = pickle_push_new (reader, PICKLE_TUPLE);
  if (tuple == NULL)
    return FALSE;
  tuple->items = (PickleValue **) g_steal_pointer (&items);
  tuple->n = tuple->capacity = n;
  return TRUE;
}

static gboolean
step_container (PickleReader *reader, guint8 op, gboolean *is_known)
{
  guint n;

  switch (op)
    {
    case '(':
      return pickle_mark (reader);
    case ')':
      return pickle_push_new (reader, PICKLE_TUPLE) != NULL;
    case ']':
      return pickle_push_new (reader, PICKLE_LIST) != NULL;
    case '}':
      return pickle_push_new (reader, PICKLE_DICT) != NULL;
    case 't':
      return pickle_pop_mark (reader, &n) && make_tuple (reader, n);
    case 0x85: /* tuples of one, two, three */
    case 0x86:
    case 0x87:
      return make_tuple (reader, op - 0x84u);
    case 'a':
      return add_last (reader, 1, PICKLE_LIST);
    case 's':
      return add_last (reader, 2, PICKLE_DICT);
    case 'e':
      return pickle_pop_mark (reader, &n) && add_last (reader, n, PICKLE_LIST);
    case 'u':
      return pickle_pop_mark (reader, &n) && add_last (reader, n, PICKLE_DICT);
    default:
      *is_known = FALSE;
      return FALSE;
    }
}

/* ---- names and what is made by them ---- */

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
                 || is_script_class (reader, value);
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
        return pickle_wrong (reader, _ ("it has a name without an end"));
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

/* What Python would call a function for. */
static gboolean
make (PickleReader *reader, guint8 op)
{
  PickleValue *arguments = pickle_pop (reader), *maker = arguments != NULL ? pickle_pop (reader) : NULL;

  if (maker == NULL)
    return FALSE;
  if (arguments->kind == PICKLE_TUPLE && maker->kind == PICKLE_GLOBAL)
    {
      if (op == 'R' && arguments->n == 0 && is_global (maker, "collections.OrderedDict"))
        return pickle_push_new (reader, PICKLE_DICT) != NULL;
      if (op == 'R' && arguments->n >= 6 && arguments->n <= 7 && is_global (maker, "torch._utils._rebuild_tensor_v2"))
        return push_like (reader, PICKLE_TENSOR, arguments);
      if (op == 'R' && arguments->n >= 1 && is_script_list (reader, maker))
        return pickle_push (reader, arguments->items[0]);
      if (op == 0x81 && arguments->n == 0 && is_script_class (reader, maker))
        return pickle_push_new (reader, PICKLE_OBJECT) != NULL;
    }
  return pickle_wrong (reader, _ ("it makes something else than a state_dict has"));
}

/* The state of an object: attributes of a TorchScript object; an OrderedDict's "_metadata", which nobody needs. */
static gboolean
build (PickleReader *reader)
{
  PickleValue *state = pickle_pop (reader), *object = state != NULL ? pickle_peek (reader) : NULL;

  if (object == NULL)
    return FALSE;
  if (state->kind != PICKLE_DICT || (object->kind != PICKLE_OBJECT && object->kind != PICKLE_DICT))
    return pickle_wrong (reader, _ ("it makes something else than a state_dict has"));
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
    return pickle_wrong (reader, _ ("it refers to something else than a storage"));
  return push_like (reader, PICKLE_STORAGE, id);
}

static gboolean
step_object (PickleReader *reader, guint8 op, gboolean *is_known)
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

/* ---- the memo ---- */

static gboolean
memo_put (PickleReader *reader, guint64 place)
{
  PickleValue *value = pickle_peek (reader);

  if (value == NULL)
    return FALSE;
  if (place >= MAX_MEMO)
    return pickle_wrong (reader, _ ("it remembers too much"));
  if (place >= reader->memo->len)
    g_ptr_array_set_size (reader->memo, (int) place + 1);
  reader->memo->pdata[place] = value;
  return TRUE;
}

static gboolean
memo_get (PickleReader *reader, guint64 place)
{
  if (place >= reader->memo->len || reader->memo->pdata[place] == NULL)
    return pickle_wrong (reader, _ ("it takes what is not there"));
  return pickle_push (reader, reader->memo->pdata[place]);
}

static gboolean
step_memo (PickleReader *reader, guint8 op, gboolean *is_known)
{
  guint64 number = reader->memo->len;

  switch (op)
    {
    case 'q':
    case 'r':
      return pickle_take_number (reader, op == 'q' ? 1 : 4, &number) && memo_put (reader, number);
    case 0x94:
      return memo_put (reader, number);
    case 'h':
    case 'j':
      return pickle_take_number (reader, op == 'h' ? 1 : 4, &number) && memo_get (reader, number);
    case 0x95: /* a frame's length, which tells nothing that is not seen anyway */
      return pickle_take (reader, 8) != NULL;
    default:
      *is_known = FALSE;
      return FALSE;
    }
}

gboolean
pickle_step (PickleReader *reader, guint8 op)
{
  gboolean (*const kinds[]) (PickleReader *, guint8, gboolean *)
      = { step_scalar, step_container, step_object, step_memo };
  g_autofree char *reason = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gboolean is_known = TRUE, is_done = kinds[i](reader, op, &is_known);

      if (is_known)
        return is_done;
    }
  reason = g_strdup_printf (_ ("the instruction 0x%02x is in no state_dict"), op);
  return pickle_wrong (reader, reason);
}
