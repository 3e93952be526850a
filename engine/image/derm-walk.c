/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-image-format.h"
#include "derm-walk.h"
#include "made.h"

enum { MAX_ENDINGS = 8 }; /* of files that were left out, in words */

struct _DermWalk {
  GObject parent_instance;

  GFile *folder; /* owned */
  DermWalkFlags flags;
  GHashTable *left_out; /* owned ending -> count */
  GHashTable *walked;   /* owned; what the system knows the folders by */
  GHashTable *targets;  /* owned: the same of what a link leads to, by the link */
  GPtrArray *links;     /* owned GFile */
  GPtrArray *deep;      /* owned GFile */
};

G_DEFINE_ABSTRACT_TYPE (DermWalk, derm_walk, G_TYPE_OBJECT)

/* What is found in a folder, with what it is sorted by. */
typedef struct {
  DermWalkFile file; /* owns its GFile */
  char *key;         /* owned */
} Entry;

typedef struct {
  GArray *files, *folders; /* owned, of Entry */
  guint n_folders;
} Listing;

typedef struct {
  DermWalk *walk;
  DermWalkFunc func;
  gpointer user_data;
  GCancellable *cancellable;
} Run;

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_object_unref (entry->file.file);
  g_free (entry->key);
}

static void
listing_clear (Listing *listing)
{
  g_array_unref (listing->files);
  g_array_unref (listing->folders);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static void
derm_walk_finalize (GObject *object)
{
  DermWalk *self = DERM_WALK (object);

  g_object_unref (self->folder);
  g_hash_table_unref (self->left_out);
  g_hash_table_unref (self->walked);
  g_hash_table_unref (self->targets);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->deep);
  G_OBJECT_CLASS (derm_walk_parent_class)->finalize (object);
}

static void
derm_walk_class_init (DermWalkClass *klass)
{
  G_OBJECT_CLASS (klass)->constructor = derm_made_constructor;
  G_OBJECT_CLASS (klass)->finalize = derm_walk_finalize;
}

static void
derm_walk_init (DermWalk *self)
{
  self->left_out = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->walked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->targets = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->links = g_ptr_array_new_with_free_func (g_object_unref);
  self->deep = g_ptr_array_new_with_free_func (g_object_unref);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  return strcmp (((const Entry *) a)->key, ((const Entry *) b)->key);
}

static void
add_entry (GArray *entries, GFile *file, GFileInfo *info)
{
  gint64 modified = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  Entry entry = { { g_object_ref (file), modified },
                  g_utf8_collate_key_for_filename (g_file_info_get_display_name (info), -1) };

  g_array_append_val (entries, entry);
}

static void
leave_out (DermWalk *self, const char *name)
{
  const char *dot = strrchr (name, '.');
  char *ending = g_ascii_strdown (dot != NULL && dot != name ? dot : "", -1);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->left_out, ending));

  g_hash_table_insert (self->left_out, ending, GUINT_TO_POINTER (n + 1));
}

/* A link shows the identity of what it leads to. */
static char *
dup_identity (GFileInfo *info)
{
  return g_strdup (g_file_info_get_attribute_string (info, G_FILE_ATTRIBUTE_ID_FILE));
}

static void
list_folder_entry (DermWalk *self, Listing *listing, GFile *file, GFileInfo *info)
{
  listing->n_folders++;
  if (!g_file_info_get_is_symlink (info))
    {
      add_entry (listing->folders, file, info);
      return;
    }
  g_ptr_array_add (self->links, g_object_ref (file));
  g_hash_table_insert (self->targets, file, dup_identity (info));
}

static void
list_entry (DermWalk *self, Listing *listing, GFile *file, GFileInfo *info)
{
  const char *name = g_file_info_get_name (info);

  if (g_file_info_get_is_hidden (info) && (self->flags & DERM_WALK_HIDDEN) == 0)
    return;
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    list_folder_entry (self, listing, file, info);
  else if (derm_image_format_find (name) != NULL)
    add_entry (listing->files, file, info);
  else
    leave_out (self, name);
}

static gboolean
list_folder (Run *run, GFile *folder, Listing *listing, GError **error)
{
  g_autoptr (GFileEnumerator) entries = g_file_enumerate_children (
      folder,
      G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE
                                     "," G_FILE_ATTRIBUTE_STANDARD_IS_HIDDEN "," G_FILE_ATTRIBUTE_STANDARD_IS_SYMLINK
                                     "," G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_ID_FILE,
      G_FILE_QUERY_INFO_NONE, run->cancellable, error);

  while (entries != NULL)
    {
      GFileInfo *info;
      GFile *file;

      if (!g_file_enumerator_iterate (entries, &info, &file, run->cancellable, error))
        return FALSE;
      if (info == NULL)
        return TRUE;
      list_entry (run->walk, listing, file, info);
    }
  return FALSE;
}

static void
tell (Run *run, GFile *folder, int depth, Listing *listing, const GError *error)
{
  g_autofree DermWalkFile *files = g_new (DermWalkFile, listing->files->len + 1);
  DermWalkBatch batch = { folder, depth, files, listing->files->len, listing->n_folders, error };

  g_array_sort (listing->files, compare_entries);
  for (guint i = 0; i < listing->files->len; i++)
    files[i] = g_array_index (listing->files, Entry, i).file;
  run->func (&batch, run->user_data);
}

static void
remember (DermWalk *self, GFile *folder)
{
  g_autoptr (GFileInfo) info = g_file_query_info (folder, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  char *identity = info != NULL ? dup_identity (info) : NULL;

  if (identity != NULL)
    g_hash_table_add (self->walked, identity);
}

/* False if the first folder could not be read or if somebody cancelled. */
static gboolean
walk_folder (Run *run, GFile *folder, int depth, GError **error)
{
  g_auto (Listing) listing
      = { g_array_new (FALSE, FALSE, sizeof (Entry)), g_array_new (FALSE, FALSE, sizeof (Entry)), 0 };
  g_autoptr (GError) reason = NULL;
  gboolean is_read;

  g_array_set_clear_func (listing.files, entry_clear);
  g_array_set_clear_func (listing.folders, entry_clear);
  is_read = list_folder (run, folder, &listing, &reason);
  if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
    return FALSE;
  if (!is_read && depth == 0)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  remember (run->walk, folder);
  tell (run, folder, depth, &listing, reason);
  g_array_sort (listing.folders, compare_entries);
  for (guint i = 0; i < listing.folders->len && (run->walk->flags & DERM_WALK_RECURSIVE) != 0; i++)
    {
      GFile *below = g_array_index (listing.folders, Entry, i).file.file;

      if (depth == DERM_WALK_MAX_DEPTH)
        g_ptr_array_add (run->walk->deep, g_object_ref (below));
      else if (!walk_folder (run, below, depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

DermWalk *
derm_walk_new (GFile *folder, DermWalkFlags flags)
{
  DermWalk *self;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  self = derm_made_new (DERM_TYPE_WALK);
  self->folder = g_object_ref (folder);
  self->flags = flags;
  return self;
}

gboolean
derm_walk_run (DermWalk *self, DermWalkFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Run run = { self, func, user_data, cancellable };
  gboolean is_done;

  g_return_val_if_fail (DERM_IS_WALK (self), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  is_done = walk_folder (&run, self->folder, 0, error);
  for (guint i = self->links->len; i > 0; i--) /* those that lead back leave nothing out */
    {
      const char *target = g_hash_table_lookup (self->targets, self->links->pdata[i - 1]);

      if (target != NULL && g_hash_table_contains (self->walked, target))
        g_ptr_array_remove_index (self->links, i - 1);
    }
  return is_done;
}

static int
compare_endings (gconstpointer a, gconstpointer b, gpointer left_out)
{
  const char *one = *(const char *const *) a, *other = *(const char *const *) b;
  guint n_one = GPOINTER_TO_UINT (g_hash_table_lookup (left_out, one));
  guint n_other = GPOINTER_TO_UINT (g_hash_table_lookup (left_out, other));

  return n_one != n_other ? (n_one < n_other) - (n_one > n_other) : strcmp (one, other);
}

char **
derm_walk_list_endings (DermWalk *self)
{
  guint n;
  char **endings;

  g_return_val_if_fail (DERM_IS_WALK (self), NULL);

  endings = (char **) g_hash_table_get_keys_as_array (self->left_out, &n);
  g_qsort_with_data (endings, (int) n, sizeof *endings, compare_endings, self->left_out);
  for (guint i = 0; i < n; i++)
    endings[i] = g_strdup (endings[i]);
  return endings;
}

guint
derm_walk_get_n_left_out (DermWalk *self, const char *ending)
{
  GHashTableIter iter;
  gpointer count;
  guint n = 0;

  g_return_val_if_fail (DERM_IS_WALK (self), 0);

  if (ending != NULL)
    return GPOINTER_TO_UINT (g_hash_table_lookup (self->left_out, ending));
  g_hash_table_iter_init (&iter, self->left_out);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    n += GPOINTER_TO_UINT (count);
  return n;
}

char *
derm_walk_describe_left_out (DermWalk *self)
{
  g_auto (GStrv) endings = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (DERM_IS_WALK (self), NULL);

  endings = derm_walk_list_endings (self);
  for (guint i = 0; endings[i] != NULL; i++)
    {
      guint n = derm_walk_get_n_left_out (self, endings[i]);
      g_autofree char *ending = g_utf8_make_valid (endings[i], -1);

      if (i > 0)
        g_string_append (text, ", ");
      if (i == MAX_ENDINGS)
        {
          g_string_append (text, "…");
          break;
        }
      if (ending[0] == '\0')
        /* TRANSLATORS: part of a list: "2 .csv, 1 .txt, 3 without an ending" */
        g_string_append_printf (text, ngettext ("%u without an ending", "%u without an ending", n), n);
      else
        g_string_append_printf (text, "%u %s", n, ending);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

GPtrArray *
derm_walk_get_links (DermWalk *self)
{
  g_return_val_if_fail (DERM_IS_WALK (self), NULL);
  return self->links;
}

GPtrArray *
derm_walk_get_deep_folders (DermWalk *self)
{
  g_return_val_if_fail (DERM_IS_WALK (self), NULL);
  return self->deep;
}
