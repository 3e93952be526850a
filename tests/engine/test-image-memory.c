/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The memory that all threads share while they read images: who waits for it, and in what order. */

#include "derm-image.h"
#include "image-memory.h"

typedef struct {
  gsize n_bytes;
  GCancellable *cancellable;
  gint is_through; /* atomic: 1 it got them, -1 it was cancelled */
} Taker;

static gpointer
take (gpointer data)
{
  Taker *taker = data;
  g_autoptr (GError) error = NULL;
  gboolean is_taken = derm_memory_take (DERM_MEMORY_PIXELS, taker->n_bytes, taker->cancellable, &error);

  if (!is_taken)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_atomic_int_set (&taker->is_through, is_taken ? 1 : -1);
  return NULL;
}

/* One who waits goes on once there is room, in turn, or when cancelled. */
static void
test_waiting (void)
{
  const gsize most = DERM_IMAGE_MAX_MEMORY_PIXELS;
  Taker large = { most + 1, NULL, 0 }, small = { 1, NULL, 0 }, cancelled = { 1, g_cancellable_new (), 0 };
  GThread *threads[3];

  g_assert_true (derm_memory_take (DERM_MEMORY_PIXELS, most - 1, NULL, NULL));
  g_assert_true (derm_memory_take (DERM_MEMORY_PIXELS, 1, NULL, NULL));
  threads[0] = g_thread_new ("large", take, &large);
  g_usleep (50000);
  threads[1] = g_thread_new ("small", take, &small);
  threads[2] = g_thread_new ("cancelled", take, &cancelled);
  derm_memory_give (DERM_MEMORY_PIXELS, 1);
  g_usleep (100000);
  g_assert_cmpint (g_atomic_int_get (&small.is_through), ==, 0); /* the large one was first */
  g_cancellable_cancel (cancelled.cancellable);
  g_thread_join (threads[2]);
  g_assert_cmpint (cancelled.is_through, ==, -1);
  derm_memory_give (DERM_MEMORY_PIXELS, most - 1);
  g_thread_join (threads[0]);
  g_assert_cmpint (large.is_through, ==, 1); /* alone, though it is more than there is */
  g_assert_cmpint (g_atomic_int_get (&small.is_through), ==, 0);
  derm_memory_give (DERM_MEMORY_PIXELS, most + 1);
  g_thread_join (threads[1]);
  g_assert_cmpuint (derm_memory_get_taken (DERM_MEMORY_PIXELS), ==, 1);
  derm_memory_give (DERM_MEMORY_PIXELS, 1);
  g_object_unref (cancelled.cancellable);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/image-memory/waiting", test_waiting);
  return g_test_run ();
}
