/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What images may take of the memory, over all threads together. Whoever would exceed it waits until others have given
 * back what they took; a request that is larger than all there is waits until it is alone. Requests are served in
 * their order. Files are taken before pixels and never while pixels are held, so that nobody waits in a circle. */
typedef enum {
  DERM_MEMORY_FILES,
  DERM_MEMORY_PIXELS,
  DERM_N_MEMORIES,
} DermMemory;

/* Waits; false with error set if somebody cancels meanwhile. */
G_GNUC_INTERNAL gboolean derm_memory_take (DermMemory memory, gsize n_bytes, GCancellable *cancellable, GError **error);

G_GNUC_INTERNAL void derm_memory_give (DermMemory memory, gsize n_bytes);

/* How much is taken now. */
G_GNUC_INTERNAL gsize derm_memory_get_taken (DermMemory memory);

G_END_DECLS
