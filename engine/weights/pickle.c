/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pickle-private.h"

/* A state_dict's pickle has some hundred bytes a tensor. This limit and those of pickle-stack.c
 * keep what a hostile one can ask for below 40 MB. */
enum { MAX_SIZE = 2 << 20 };

static gboolean
read_protocol (PickleReader *reader)
{
  const guint8 *bytes = pickle_take (reader, 2);

  if (bytes == NULL)
    return FALSE;
  if (bytes[0] != 0x80)
    return pickle_wrong (reader, _ ("it does not start like a pickle"));
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
