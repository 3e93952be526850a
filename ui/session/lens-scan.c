/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-scan.h"

#include <glib/gi18n.h>
#include <string.h>

struct _LensScan {
  GObject parent_instance;

  GQueue waiting;            /* owned Place */
  GCancellable *cancellable; /* owned; NULL: nothing is being read */
};

G_DEFINE_FINAL_TYPE (LensScan, lens_scan, G_TYPE_OBJECT)

enum { FOUND, FAILED, DONE, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  GFile *file; /* owned */
  gboolean is_recursive;
  gboolean is_below; /* a folder within the one that was asked for: it may well hold no image */
} Place;

typedef struct {
  GPtrArray *items;   /* owned LensItem */
  GPtrArray *folders; /* owned GFile */
} Listing;

static void start_next (LensScan *self);

static Place *
place_new (GFile *file, gboolean is_recursive, gboolean is_below)
{
  Place *place = g_new (Place, 1);

  place->file = g_object_ref (file);
  place->is_recursive = is_recursive;
  place->is_below = is_below;

  return place;
}

static void
place_free (Place *place)
{
  g_object_unref (place->file);
  g_free (place);
}

static void
listing_free (Listing *listing)
{
  g_ptr_array_unref (listing->items);
  g_ptr_array_unref (listing->folders);
  g_free (listing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

gboolean
lens_scan_is_image_name (const char *name)
{
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);

  return g_content_type_is_mime_type (type, "image/*");
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  LensItem *const *first = a, *const *second = b;

  return strcmp (lens_item_get_sort_key (*first), lens_item_get_sort_key (*second));
}

static int
compare_folders (gconstpointer a, gconstpointer b)
{
  g_autofree char *first = g_file_get_basename (*(GFile *const *) a);
  g_autofree char *second = g_file_get_basename (*(GFile *const *) b);
  g_autofree char *first_key = g_utf8_collate_key_for_filename (first, -1);
  g_autofree char *second_key = g_utf8_collate_key_for_filename (second, -1);

  return strcmp (first_key, second_key);
}

static gint64
date_of (GFileInfo *info)
{
  return (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
}

static void
list_child (Listing *listing, GFile *child, GFileInfo *info)
{
  GFileType type = g_file_info_get_file_type (info);

  if (g_file_info_get_is_hidden (info))
    return;
  if (type == G_FILE_TYPE_DIRECTORY && !g_file_info_get_is_symlink (info))
    g_ptr_array_add (listing->folders, g_object_ref (child));
  else if (type == G_FILE_TYPE_REGULAR && lens_scan_is_image_name (g_file_info_get_name (info)))
    {
      LensItem *item = lens_item_new_for_file (child);

      lens_item_set_date (item, date_of (info));
      g_ptr_array_add (listing->items, item);
    }
}

static gboolean
list_folder (GFile *folder, Listing *listing, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) enumerator = g_file_enumerate_children (
      folder,
      G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN
                                     "," G_FILE_ATTRIBUTE_STANDARD_IS_SYMLINK "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
      G_FILE_QUERY_INFO_NONE, cancellable, error);

  while (enumerator != NULL)
    {
      GFileInfo *info;
      GFile *child;

      if (!g_file_enumerator_iterate (enumerator, &info, &child, cancellable, error))
        return FALSE;
      if (info == NULL)
        break;
      list_child (listing, child, info);
    }
  g_ptr_array_sort (listing->items, compare_items);
  g_ptr_array_sort (listing->folders, compare_folders);

  return enumerator != NULL;
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Place *place = data;
  g_autoptr (Listing) listing = g_new0 (Listing, 1);
  GFileType type = g_file_query_file_type (place->file, G_FILE_QUERY_INFO_NONE, cancellable);
  GError *error = NULL;

  listing->items = g_ptr_array_new_with_free_func (g_object_unref);
  listing->folders = g_ptr_array_new_with_free_func (g_object_unref);
  /* What is no folder is opened as an image: if that cannot be, it says itself why. */
  if (type != G_FILE_TYPE_DIRECTORY)
    g_ptr_array_add (listing->items, lens_item_new_for_file (place->file));
  else if (!list_folder (place->file, listing, cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_steal_pointer (&listing), (GDestroyNotify) listing_free);
}

static void
fail (LensScan *self, Place *place, const char *reason)
{
  g_autofree char *name = g_file_get_basename (place->file);
  g_autofree char *shown = g_filename_display_name (name);

  g_signal_emit (self, signals[FAILED], 0, shown, reason);
}

static void
take_listing (LensScan *self, Place *place, Listing *listing)
{
  if (place->is_recursive)
    for (guint i = listing->folders->len; i > 0; i--)
      g_queue_push_head (&self->waiting, place_new (g_ptr_array_index (listing->folders, i - 1), TRUE, TRUE));

  if (listing->items->len > 0)
    g_signal_emit (self, signals[FOUND], 0, listing->items);
  else if (!place->is_below && !place->is_recursive)
    fail (self, place,
          listing->folders->len > 0 ? _ ("there is no image in this folder, only in folders below it, perhaps")
                                    : _ ("there is no image in this folder"));
  else if (!place->is_below && listing->folders->len == 0)
    fail (self, place, _ ("there is no image in this folder"));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LensScan *self = LENS_SCAN (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (Listing) listing = g_task_propagate_pointer (G_TASK (result), &error);
  Place *place = g_task_get_task_data (G_TASK (result));

  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return; /* stopped meanwhile, and perhaps begun anew */

  g_clear_object (&self->cancellable);
  if (listing != NULL)
    take_listing (self, place, listing);
  else
    fail (self, place, error->message);
  start_next (self);
  if (lens_scan_is_idle (self))
    g_signal_emit (self, signals[DONE], 0);
}

static void
start_next (LensScan *self)
{
  Place *place;
  g_autoptr (GTask) task = NULL;

  if (self->cancellable != NULL || g_queue_is_empty (&self->waiting))
    return;

  place = g_queue_pop_head (&self->waiting);
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_read, NULL);
  g_task_set_source_tag (task, start_next);
  g_task_set_task_data (task, place, (GDestroyNotify) place_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
lens_scan_dispose (GObject *object)
{
  lens_scan_stop (LENS_SCAN (object));

  G_OBJECT_CLASS (lens_scan_parent_class)->dispose (object);
}

static void
lens_scan_class_init (LensScanClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lens_scan_dispose;

  signals[FOUND]
      = g_signal_new ("found", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING,
                                  G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lens_scan_init (LensScan *self)
{
  g_queue_init (&self->waiting);
}

LensScan *
lens_scan_new (void)
{
  return g_object_new (LENS_TYPE_SCAN, NULL);
}

void
lens_scan_add (LensScan *self, GFile *file, gboolean is_recursive)
{
  g_return_if_fail (LENS_IS_SCAN (self));
  g_return_if_fail (G_IS_FILE (file));

  g_queue_push_tail (&self->waiting, place_new (file, is_recursive, FALSE));
  start_next (self);
}

void
lens_scan_stop (LensScan *self)
{
  g_return_if_fail (LENS_IS_SCAN (self));

  g_queue_clear_full (&self->waiting, (GDestroyNotify) place_free);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

gboolean
lens_scan_is_idle (LensScan *self)
{
  return self->cancellable == NULL && g_queue_is_empty (&self->waiting);
}
