/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "pickle-reader.h"
#include "pickle.h"

/* A state_dict's pickle has some hundred bytes a tensor. The limits keep what a hostile one can ask for below 40 MB. */
enum { MAX_SIZE = 2 << 20, MAX_VALUES = 1 << 18, MAX_STACK = 1 << 16, MAX_MARKS = 1000 };

/* ---- what the instructions share ---- */

gboolean
pickle_wrong (PickleReader *reader, const char *reason)
{
  g_set_error (reader->error, DERM_ERROR, DERM_ERROR_MODEL, _ ("its pickle is wrong at byte %zu: %s"),
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
  return reader->stack->len - last_mark (reader) >= n || pickle_wrong (reader, _ ("it takes what is not there"));
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
    return pickle_wrong (reader, _ ("it takes what is not there"));
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

/* ---- the loop ---- */

static gboolean
read_protocol (PickleReader *reader)
{
  const guint8 *bytes = pickle_take (reader, 2);

  if (bytes == NULL)
    return FALSE;
  if (bytes[0] != 0x80)
    return pickle_wrong (reader, _ ("it does not begin as a pickle"));
  if (bytes[1] < 2 || bytes[1] > 5)
    return pickle_wrong (reader, _ ("only protocols 2 to 5 are read"));
  return TRUE;
}

static gboolean
run (PickleReader *reader)
{
  if (!read_protocol (reader))
    return FALSE;
  for (;;)
    {
      const guint8 *op = pickle_take (reader, 1);

      if (op == NULL)
        return FALSE;
      if (*op == '.')
        break;
      if (!pickle_step (reader, *op))
        return FALSE;
    }
  reader->pickle->root = pickle_pop (reader);
  if (reader->pickle->root == NULL)
    return FALSE;
  if (reader->stack->len > 0 || reader->marks->len > 0)
    return pickle_wrong (reader, _ ("it leaves something over"));
  return TRUE;
}

static void
value_free (gpointer data)
{
  PickleValue *value = data;

  if (value->capacity > 0)
    g_free (value->items);
  g_free (value);
}

DermPickle *
derm_pickle_read (const guint8 *data, gsize size, gboolean is_script, GError **error)
{
  g_autoptr (DermPickle) pickle = g_new0 (DermPickle, 1);
  PickleReader reader
      = { .data = data, .at = data, .end = data + MIN (size, MAX_SIZE), .pickle = pickle, .error = error };
  gboolean is_read;

  reader.is_long = size > MAX_SIZE;
  pickle->values = g_ptr_array_new_with_free_func (value_free);
  pickle->names = g_string_chunk_new (1024);
  reader.is_script = is_script;
  reader.stack = g_ptr_array_new ();
  reader.memo = g_ptr_array_new ();
  reader.marks = g_array_new (FALSE, FALSE, sizeof (guint));
  is_read = run (&reader);
  pickle->size = (gsize) (reader.at - data);
  g_ptr_array_unref (reader.stack);
  g_ptr_array_unref (reader.memo);
  g_array_unref (reader.marks);
  return is_read ? g_steal_pointer (&pickle) : NULL;
}

void
derm_pickle_free (DermPickle *self)
{
  g_ptr_array_unref (self->values);
  g_string_chunk_free (self->names);
  g_free (self);
}

gboolean
derm_pickle_is_text (const PickleValue *value, const char *text)
{
  return value->kind == PICKLE_TEXT && value->n == strlen (text) && memcmp (value->text, text, value->n) == 0;
}

PickleValue *
derm_pickle_get (const PickleValue *dict, const char *key)
{
  PickleValue *found = NULL;

  for (guint i = 0; i + 1 < dict->n; i += 2)
    {
      if (derm_pickle_is_text (dict->items[i], key))
        found = dict->items[i + 1];
    }
  return found;
}

char *
derm_pickle_printable (const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) MIN (length, 100));
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (out, g_unichar_isprint (c) ? c : 0xfffd);
    }
  if (length > 100)
    g_string_append (out, "…");
  return g_string_free (out, FALSE);
}
