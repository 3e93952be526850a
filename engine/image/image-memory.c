/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include "derm-image.h"
#include "image-memory.h"

/* How often one who waits looks at his cancellable. */
enum { LOOK_EVERY = G_TIME_SPAN_MILLISECOND * 50 };

/* One for the process: the memory is the process's too. */
static struct {
  const gsize most;
  gsize taken;
  GQueue waiting; /* of the requests' addresses, in their order */
} memories[] = {
  [DERM_MEMORY_FILES] = { DERM_IMAGE_MAX_MEMORY_FILES, 0, G_QUEUE_INIT },
  [DERM_MEMORY_PIXELS] = { DERM_IMAGE_MAX_MEMORY_PIXELS, 0, G_QUEUE_INIT },
};

static GMutex lock;
static GCond changed;

static gboolean
fits (DermMemory memory, gsize n_bytes)
{
  gsize taken = memories[memory].taken, most = memories[memory].most;

  return taken == 0 || (n_bytes <= most && taken <= most - n_bytes);
}

gboolean
derm_memory_take (DermMemory memory, gsize n_bytes, GCancellable *cancellable, GError **error)
{
  GQueue *waiting = &memories[memory].waiting;
  gboolean is_cancelled = FALSE;

  g_mutex_lock (&lock);
  g_queue_push_tail (waiting, &n_bytes);
  while (!is_cancelled && (g_queue_peek_head (waiting) != &n_bytes || !fits (memory, n_bytes)))
    {
      g_cond_wait_until (&changed, &lock, g_get_monotonic_time () + LOOK_EVERY);
      is_cancelled = g_cancellable_is_cancelled (cancellable);
    }
  g_queue_remove (waiting, &n_bytes);
  if (!is_cancelled)
    memories[memory].taken += n_bytes;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
  return !is_cancelled || !g_cancellable_set_error_if_cancelled (cancellable, error);
}

void
derm_memory_give (DermMemory memory, gsize n_bytes)
{
  g_mutex_lock (&lock);
  g_assert (n_bytes <= memories[memory].taken);
  memories[memory].taken -= n_bytes;
  g_cond_broadcast (&changed);
  g_mutex_unlock (&lock);
}

gsize
derm_memory_get_taken (DermMemory memory)
{
  gsize taken;

  g_mutex_lock (&lock);
  taken = memories[memory].taken;
  g_mutex_unlock (&lock);
  return taken;
}
