/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-notes-hasher.h"

#include "lens-file-hash.h"

struct _LensNotesHasher {
  GObject parent_instance;

  GQueue waiting;            /* owned GFile */
  GHashTable *set;           /* borrowed from waiting, and from the task that runs */
  GCancellable *cancellable; /* owned */
  gboolean is_running;
};

G_DEFINE_FINAL_TYPE (LensNotesHasher, lens_notes_hasher, G_TYPE_OBJECT)

enum { HASHED, DONE, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  char *size, *sha256;
} Hash;

static void start_next (LensNotesHasher *self);

static void
hash_free (gpointer data)
{
  Hash *hash = data;

  g_free (hash->size);
  g_free (hash->sha256);
  g_free (hash);
}

static void
hash_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Hash *hash = g_new0 (Hash, 1);
  goffset size = lens_file_hash_get_size (data, cancellable);

  hash->sha256 = size >= 0 ? lens_file_hash_get_sha256 (data, cancellable) : NULL;
  hash->size = hash->sha256 != NULL ? g_strdup_printf ("%" G_GOFFSET_FORMAT, size) : NULL;
  g_task_return_pointer (task, hash, hash_free);
}

/* The task holds the hasher: a store that is gone has disconnected its handlers. */
static void
on_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensNotesHasher *self = LENS_NOTES_HASHER (source);
  Hash *hash = g_task_propagate_pointer (G_TASK (result), NULL);
  GFile *file = g_task_get_task_data (G_TASK (result));

  g_hash_table_remove (self->set, file);
  self->is_running = FALSE;
  if (hash != NULL)
    {
      g_signal_emit (self, signals[HASHED], 0, file, hash->size, hash->sha256);
      hash_free (hash);
    }
  start_next (self);
}

static void
start_next (LensNotesHasher *self)
{
  g_autoptr (GTask) task = NULL;
  GFile *file;

  if (self->is_running)
    return;
  file = g_queue_pop_head (&self->waiting);
  if (file == NULL)
    {
      g_signal_emit (self, signals[DONE], 0);
      return;
    }
  self->is_running = TRUE;
  task = g_task_new (self, self->cancellable, on_hashed, NULL);
  g_task_set_source_tag (task, start_next);
  g_task_set_task_data (task, file, g_object_unref);
  g_task_run_in_thread (task, hash_in_thread);
}

static void
lens_notes_hasher_finalize (GObject *object)
{
  LensNotesHasher *self = LENS_NOTES_HASHER (object);

  g_hash_table_unref (self->set);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (lens_notes_hasher_parent_class)->finalize (object);
}

static void
lens_notes_hasher_class_init (LensNotesHasherClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lens_notes_hasher_finalize;

  signals[HASHED] = g_signal_new ("hashed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_FILE,
                                  G_TYPE_STRING, G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_notes_hasher_init (LensNotesHasher *self)
{
  g_queue_init (&self->waiting);
  self->set = g_hash_table_new (g_file_hash, (GEqualFunc) g_file_equal);
  self->cancellable = g_cancellable_new ();
}

LensNotesHasher *
lens_notes_hasher_new (void)
{
  return g_object_new (LENS_TYPE_NOTES_HASHER, NULL);
}

void
lens_notes_hasher_add (LensNotesHasher *self, GFile *file)
{
  g_return_if_fail (LENS_IS_NOTES_HASHER (self));
  g_return_if_fail (G_IS_FILE (file));

  if (!g_file_is_native (file) || g_hash_table_contains (self->set, file))
    return;
  g_queue_push_tail (&self->waiting, g_object_ref (file));
  g_hash_table_add (self->set, g_queue_peek_tail (&self->waiting));
  start_next (self);
}

void
lens_notes_hasher_stop (LensNotesHasher *self)
{
  g_return_if_fail (LENS_IS_NOTES_HASHER (self));

  g_cancellable_cancel (self->cancellable);
  g_hash_table_remove_all (self->set);
  g_queue_clear_full (&self->waiting, g_object_unref);
}
