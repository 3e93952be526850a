/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-vocabulary.h"

#include <string.h>

struct _LensVocabulary {
  GListModel *items; /* owned */
  char **labels, **titles;
  GHashTable *classes; /* owned: folded code -> "code title", folded */
  GHashTable *folders; /* owned: path -> name, folded, since the root is the one it is */
  char *root;          /* owned; or NULL: no image has a folder */
  gboolean is_old;     /* the list has changed since then */
};

int
lens_labels_find (const char *const *labels, const char *label)
{
  for (int i = 0; labels[i] != NULL; i++)
    if (g_ascii_strcasecmp (labels[i], label) == 0)
      return i;

  return -1;
}

LensVocabulary *
lens_vocabulary_new (GListModel *items)
{
  LensVocabulary *self = g_new0 (LensVocabulary, 1);

  self->items = g_object_ref (items);
  self->labels = g_new0 (char *, 1);
  self->titles = g_new0 (char *, 1);
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->folders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->is_old = TRUE;

  return self;
}

void
lens_vocabulary_free (LensVocabulary *self)
{
  g_object_unref (self->items);
  g_strfreev (self->labels);
  g_strfreev (self->titles);
  g_hash_table_unref (self->classes);
  g_hash_table_unref (self->folders);
  g_free (self->root);
  g_free (self);
}

/* ---- classes ---- */

void
lens_vocabulary_set_classes (LensVocabulary *self, const char *const *labels, const char *const *titles)
{
  g_strfreev (self->labels);
  g_strfreev (self->titles);
  self->labels = g_strdupv ((char **) labels);
  self->titles = g_strdupv ((char **) titles);
  g_hash_table_remove_all (self->classes);
  for (guint i = 0; labels[i] != NULL && titles[i] != NULL; i++)
    {
      g_autofree char *all = g_strconcat (labels[i], " ", titles[i], NULL);

      g_hash_table_insert (self->classes, lens_fold (labels[i]), lens_fold (all));
    }
}

const char *const *
lens_vocabulary_get_labels (LensVocabulary *self)
{
  return (const char *const *) self->labels;
}

const char *
lens_vocabulary_get_title (LensVocabulary *self, const char *label)
{
  for (guint i = 0; self->labels[i] != NULL && self->titles[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->labels[i], label) == 0)
      return self->titles[i];

  return NULL;
}

gboolean
lens_vocabulary_has_class (LensVocabulary *self, const char *label, const char *word)
{
  g_autofree char *folded = label != NULL ? lens_fold (label) : NULL;
  const char *all;

  if (folded == NULL)
    return FALSE;
  if (g_hash_table_contains (self->classes, word))
    return g_str_equal (word, folded);
  all = g_hash_table_lookup (self->classes, folded);

  return strstr (all != NULL ? all : folded, word) != NULL;
}

/* ---- folders ---- */

/* Shortens root to the folder that both are in. */
static void
share (char *root, const char *folder)
{
  gsize n = 0, end = 0;

  for (; root[n] != '\0' && root[n] == folder[n]; n++)
    if (root[n] == G_DIR_SEPARATOR)
      end = n;
  if ((root[n] == '\0' || root[n] == G_DIR_SEPARATOR) && (folder[n] == '\0' || folder[n] == G_DIR_SEPARATOR))
    end = n;
  root[end] = '\0';
}

static char *
find_root (LensVocabulary *self)
{
  guint n = g_list_model_get_n_items (self->items);
  g_autofree char *root = NULL;
  const char *last = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (self->items, i);
      const char *folder = lens_item_get_folder (item);

      if (folder == NULL || folder == last) /* equal ones are one string */
        continue;
      if (root == NULL)
        root = g_strdup (folder);
      share (root, folder);
      last = folder;
    }

  return g_steal_pointer (&root);
}

void
lens_vocabulary_update (LensVocabulary *self)
{
  self->is_old = TRUE;
}

const char *
lens_vocabulary_get_root (LensVocabulary *self)
{
  g_autofree char *root = NULL;

  if (!self->is_old)
    return self->root;
  self->is_old = FALSE;
  root = find_root (self);
  if (g_strcmp0 (root, self->root) == 0)
    return self->root;
  g_hash_table_remove_all (self->folders);
  g_free (self->root);
  self->root = g_steal_pointer (&root);

  return self->root;
}

char *
lens_vocabulary_dup_folder (LensVocabulary *self, const char *folder)
{
  const char *root = lens_vocabulary_get_root (self);
  gsize n = root != NULL ? strlen (root) : 0;
  g_autofree char *name = NULL;

  if (root != NULL && strncmp (folder, root, n) == 0 && folder[n] == G_DIR_SEPARATOR)
    return g_filename_display_name (folder + n + 1);
  if (root != NULL && !g_str_equal (folder, root))
    return g_filename_display_name (folder);
  name = g_path_get_basename (folder);

  return g_filename_display_name (name);
}

gboolean
lens_vocabulary_has_folder (LensVocabulary *self, const char *folder, const char *word)
{
  const char *folded;

  if (folder == NULL)
    return FALSE;
  lens_vocabulary_get_root (self); /* first: another one forgets the names */
  folded = g_hash_table_lookup (self->folders, folder);
  if (folded == NULL)
    {
      g_autofree char *name = lens_vocabulary_dup_folder (self, folder);
      char *made = lens_fold (name);

      g_hash_table_insert (self->folders, g_strdup (folder), made);
      folded = made;
    }

  return strstr (folded, word) != NULL;
}
