/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "pickle-private.h"

/* Of what a hostile pickle can ask for; see pickle.c too. */
enum { MAX_VALUES = 1 << 18, MAX_STACK = 1 << 16, MAX_MARKS = 1000 };

gboolean
pickle_wrong (PickleReader *reader, const char *reason)
{
  g_set_error (reader->error, DERM_ERROR, DERM_ERROR_MODEL, _ ("its pickle is invalid at byte %zu: %s"),
               (size_t) (reader->at - reader->data), reason);
  return FALSE;
}

const guint8 *
pickle_take (PickleReader *reader, guint64 n)
{
  const guint8 *at = reader->at;

  if (n > (guint64) (reader->end - at))
    {
      pickle_wrong (reader, reader->is_long ? _ ("it is too long") : _ ("it is cut off"));
      return NULL;
    }
  reader->at += n;
  return at;
}

gboolean
pickle_take_number (PickleReader *reader, int n_bytes, guint64 *number)
{
  const guint8 *bytes = pickle_take (reader, (guint64) n_bytes);

  if (bytes == NULL)
    return FALSE;
  *number = 0;
  for (int i = 0; i < n_bytes; i++)
    *number |= (guint64) bytes[i] << 8 * i;
  return TRUE;
}

gboolean
pickle_push (PickleReader *reader, PickleValue *value)
{
  if (reader->stack->len >= MAX_STACK)
    return pickle_wrong (reader, _ ("it is nested too deeply"));
  g_ptr_array_add (reader->stack, value);
  return TRUE;
}

PickleValue *
pickle_push_new (PickleReader *reader, PickleKind kind)
{
  PickleValue *value;

  if (reader->pickle->values->len >= MAX_VALUES)
    {
      pickle_wrong (reader, _ ("it has too many values"));
      return NULL;
    }
  value = g_new0 (PickleValue, 1);
  value->kind = kind;
  g_ptr_array_add (reader->pickle->values, value);
  return pickle_push (reader, value) ? value : NULL;
}

/* What lies above the last mark cannot be reached through it, as in Python. */
static guint
last_mark (PickleReader *reader)
{
  return reader->marks->len > 0 ? g_array_index (reader->marks, guint, reader->marks->len - 1) : 0;
}

gboolean
pickle_has (PickleReader *reader, guint n)
{
  return reader->stack->len - last_mark (reader) >= n
         || pickle_wrong (reader, _ ("it reads a value that was never stored"));
}

PickleValue *
pickle_peek (PickleReader *reader)
{
  return pickle_has (reader, 1) ? reader->stack->pdata[reader->stack->len - 1] : NULL;
}

PickleValue *
pickle_pop (PickleReader *reader)
{
  PickleValue *value = pickle_peek (reader);

  if (value != NULL)
    g_ptr_array_set_size (reader->stack, (int) reader->stack->len - 1);
  return value;
}

gboolean
pickle_mark (PickleReader *reader)
{
  if (reader->marks->len >= MAX_MARKS)
    return pickle_wrong (reader, _ ("it is nested too deeply"));
  g_array_append_val (reader->marks, reader->stack->len);
  return TRUE;
}

gboolean
pickle_pop_mark (PickleReader *reader, guint *n)
{
  if (reader->marks->len == 0)
    return pickle_wrong (reader, _ ("it reads a value that was never stored"));
  *n = reader->stack->len - last_mark (reader);
  g_array_set_size (reader->marks, reader->marks->len - 1);
  return TRUE;
}

void
pickle_append (PickleValue *value, PickleValue *item)
{
  if (value->n == value->capacity)
    {
      value->capacity = MAX (4, value->capacity * 2);
      value->items = g_renew (PickleValue *, value->items, value->capacity);
    }
  value->items[value->n++] = item;
}
