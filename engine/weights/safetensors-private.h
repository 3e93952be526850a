/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include "safetensors.h"

G_BEGIN_DECLS

/* One object in two files: safetensors.c reads, safetensors-save.c writes. */

struct _DermSafetensors {
  GBytes *bytes;        /* owned, the whole file */
  JsonNode *header;     /* owned */
  JsonObject *metadata; /* borrowed from the header, or NULL */
  GHashTable *added;    /* owned, metadata that the file has not or has otherwise */
  const guint8 *data;   /* borrowed from bytes */
  gsize data_size;
  GArray *tensors;     /* owned, of DermTensor, by place */
  GHashTable *by_name; /* owned, borrowed name -> borrowed DermTensor */
  GPtrArray *floats;   /* owned, blocks of converted values */
};

G_END_DECLS
