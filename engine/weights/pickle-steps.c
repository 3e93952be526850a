/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pickle-private.h"

enum { MAX_MEMO = 1 << 18 };

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

/* UTF-8, which may have NUL in it: bytes are pickled as such texts. */
static gboolean
is_text (const char *text, gsize length)
{
  const char *end;

  while (length > 0 && !g_utf8_validate_len (text, length, &end))
    {
      if (end == text + length || *end != '\0')
        return FALSE;
      length -= (gsize) (end + 1 - text);
      text = end + 1;
    }
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
  if (kind == PICKLE_TEXT && !is_text ((const char *) text, (gsize) length))
    return pickle_wrong (reader, _ ("it contains text that is not UTF-8"));
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
    return pickle_wrong (reader, _ ("it adds items to something that is not a list or a dict"));
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
    return pickle_wrong (reader, _ ("it reads a value that was never stored"));
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
      = { step_scalar, step_container, pickle_step_object, step_memo };
  g_autofree char *reason = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gboolean is_known = TRUE, is_done = kinds[i](reader, op, &is_known);

      if (is_known)
        return is_done;
    }
  reason = g_strdup_printf (_ ("the pickle instruction 0x%02x is never used in a state_dict"), op);
  return pickle_wrong (reader, reason);
}
