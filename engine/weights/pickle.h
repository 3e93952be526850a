/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A pickle (protocol 2 to 5) read as data. Python's own reader runs what a pickle asks for; this one knows the few
 * names that a state_dict needs and refuses every other. Values may hang together in cycles: who walks over them must
 * count. */

typedef enum {
  PICKLE_NONE,
  PICKLE_BOOL,
  PICKLE_INT,
  PICKLE_LONG, /* beyond 64 bits: its bytes, little-endian */
  PICKLE_FLOAT,
  PICKLE_TEXT,
  PICKLE_BYTES,
  PICKLE_TUPLE,
  PICKLE_LIST,
  PICKLE_DICT,    /* key, value, key, value ... */
  PICKLE_GLOBAL,  /* "module.name" */
  PICKLE_TENSOR,  /* the arguments of torch._utils._rebuild_tensor_v2 */
  PICKLE_STORAGE, /* the members of a storage's persistent id */
  PICKLE_OBJECT,  /* a TorchScript object */
} PickleKind;

typedef struct _PickleValue PickleValue;

struct _PickleValue {
  PickleKind kind;
  guint n;        /* length of the text, or number of items */
  guint capacity; /* of items; 0: they are borrowed from a tuple */
  union {
    gint64 integer;
    double real;
    const char *text;    /* not terminated; borrowed from the file or the pickle */
    PickleValue **items; /* the values belong to the pickle */
    PickleValue *state;  /* of an object: the dict of its attributes, or NULL */
  };
};

typedef struct {
  PickleValue *root; /* borrowed from values */
  GPtrArray *values; /* owned, all values in the order of their making */
  GStringChunk *names;
  gsize size; /* bytes of the pickle; in a legacy file more may follow */
} DermPickle;

/* The pickle at the beginning of these bytes, which must live as long as it does. `is_script` lets the classes of a
 * TorchScript archive pass, as names. NULL with DERM_ERROR_MODEL. */
G_GNUC_INTERNAL DermPickle *derm_pickle_read (const guint8 *data, gsize size, gboolean is_script, GError **error);
G_GNUC_INTERNAL void derm_pickle_free (DermPickle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DermPickle, derm_pickle_free)

G_GNUC_INTERNAL gboolean derm_pickle_is_text (const PickleValue *value, const char *text);

/* The value under that key of a dict, the last if there are several; or NULL. */
G_GNUC_INTERNAL PickleValue *derm_pickle_get (const PickleValue *dict, const char *key);

/* Text of a file as an error may show it: short, and nothing that a terminal would obey. (transfer full) */
G_GNUC_INTERNAL char *derm_pickle_printable (const char *text, gsize length);

G_END_DECLS
