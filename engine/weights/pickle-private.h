/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "pickle.h"

G_BEGIN_DECLS

/* The machine that a pickle is a program for, shared by pickle.c (the loop), pickle-stack.c (bytes, stack, limits),
 * pickle-steps.c (instructions) and pickle-objects.c (the instructions that name and make objects, and which of them a
 * state_dict needs). */

typedef struct {
  const guint8 *data, *at, *end;
  DermPickle *pickle;
  gboolean is_script;
  gboolean is_long; /* there are more bytes than are looked at */
  GPtrArray *stack; /* borrowed values */
  GPtrArray *memo;  /* borrowed values, or NULL */
  GArray *marks;    /* guint, heights of the stack */
  GError **error;
} PickleReader;

/* One instruction. */
G_GNUC_INTERNAL gboolean pickle_step (PickleReader *reader, guint8 op);
/* The same for names and what is made by them; FALSE with *is_known FALSE and no error if it is another instruction. */
G_GNUC_INTERNAL gboolean pickle_step_object (PickleReader *reader, guint8 op, gboolean *is_known);

/* Sets the error with its place; always false. */
G_GNUC_INTERNAL gboolean pickle_wrong (PickleReader *reader, const char *reason);

/* The next n bytes, or NULL with the error set; the same as a little-endian number. */
G_GNUC_INTERNAL const guint8 *pickle_take (PickleReader *reader, guint64 n);
G_GNUC_INTERNAL gboolean pickle_take_number (PickleReader *reader, int n_bytes, guint64 *number);

/* The stack. What is NULL or false has the error set. */
G_GNUC_INTERNAL gboolean pickle_push (PickleReader *reader, PickleValue *value);
G_GNUC_INTERNAL PickleValue *pickle_push_new (PickleReader *reader, PickleKind kind);
G_GNUC_INTERNAL gboolean pickle_has (PickleReader *reader, guint n); /* above the last mark, as in Python */
G_GNUC_INTERNAL PickleValue *pickle_pop (PickleReader *reader);
G_GNUC_INTERNAL PickleValue *pickle_peek (PickleReader *reader);
G_GNUC_INTERNAL gboolean pickle_mark (PickleReader *reader);
/* The number of values above the last mark, which is taken away. */
G_GNUC_INTERNAL gboolean pickle_pop_mark (PickleReader *reader, guint *n);

G_GNUC_INTERNAL void pickle_append (PickleValue *value, PickleValue *item);

G_END_DECLS
