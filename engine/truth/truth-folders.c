/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "derm-error.h"
#include "derm-walk.h"
#include "truth-private.h"

/* A folder for each class: the names of the folders are the words. */

typedef struct {
  DermTruth *truth;
  DermClasses classes;
  GHashTable *words; /* borrowed, or NULL */
  GFile *folder;
} Reading;

static gboolean
is_part_name (const char *name)
{
  static const char *const names[]
      = { "train", "training", "test", "testing", "val", "valid", "validation", "holdout", "dev" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (derm_name_is_same (name, names[i]))
      return TRUE;
  return FALSE;
}

static int
find_label (const Reading *reading, const char *name)
{
  const char *meant = derm_words_lookup (reading->words, name);

  return meant != NULL ? derm_classes_find_code (&reading->classes, meant) : derm_word_guess (name, &reading->classes);
}

/* What the folders above an image say of it. */
typedef struct {
  const char *word;  /* the folder that says the class, or the nearest of all; NULL for none */
  const char *split; /* or NULL */
  int label;
} Place;

/* folders: from the first below the folder that was opened to the one that the image is in. */
static Place
find_place (const Reading *reading, char **folders)
{
  Place place = { NULL, NULL, DERM_NO_LABEL };

  for (guint i = g_strv_length (folders); i > 0; i--)
    {
      const char *name = folders[i - 1];
      int label = place.label < 0 ? find_label (reading, name) : DERM_NO_LABEL;

      if (label >= 0)
        place = (Place){ name, place.split, label };
      else if (is_part_name (name))
        place.split = name;
      else if (place.word == NULL)
        place.word = name;
    }
  return place;
}

static char **
split_path (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_str_equal (folder, ".") ? g_new0 (char *, 1) : g_strsplit (folder, G_DIR_SEPARATOR_S, -1);
}

/* In a folder whose name is no class, or in none, it has no class. */
static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  Reading *reading = user_data;

  for (guint i = 0; i < batch->n_files; i++)
    {
      g_autofree char *path = g_file_get_relative_path (reading->folder, batch->files[i].file);
      g_auto (GStrv) folders = path != NULL ? split_path (path) : NULL;
      Place place = folders != NULL ? find_place (reading, folders) : (Place){ .label = DERM_NO_LABEL };
      g_autofree char *word = place.word != NULL ? g_filename_display_name (place.word) : NULL;

      if (path == NULL)
        continue;
      derm_truth_add (reading->truth, &(DermTruthRow){ .id = path, .split = place.split, .label = place.label });
      if (word != NULL)
        derm_truth_count_word (reading->truth, word, place.label, 1);
    }
}

DermTruth *
derm_truth_new_from_folders (GFile *folder, const char *const *labels, const DermTruthHints *hints,
                             GCancellable *cancellable, GError **error)
{
  static const DermTruthHints none = { NULL };
  g_autoptr (DermTruth) truth = NULL;
  g_autoptr (DermWalk) walk = NULL;
  Reading reading;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);
  g_return_val_if_fail (labels != NULL, NULL);

  if (hints == NULL)
    hints = &none;
  truth = derm_truth_new (labels, folder);
  reading = (Reading){
    truth, { derm_truth_get_labels (truth), hints->titles }, hints->words, derm_truth_get_folder (truth)
  };
  walk = derm_walk_new (folder, DERM_WALK_RECURSIVE | DERM_WALK_HIDDEN);
  if (!derm_walk_run (walk, on_batch, &reading, cancellable, error))
    return NULL;
  if (derm_truth_get_n_images (truth) == 0)
    {
      g_set_error_literal (error, DERM_ERROR, DERM_ERROR_EMPTY, _ ("there is no image in this folder"));
      return NULL;
    }
  if (!derm_truth_check_words (truth, hints->words, error))
    return NULL;
  derm_truth_set_read (truth, NULL, NULL, derm_truth_has_guesses (truth, hints->titles));
  derm_truth_tell_words (truth, TRUE);
  return g_steal_pointer (&truth);
}

/* ---- whether there are such folders ---- */

typedef struct {
  DermClasses classes;
  gboolean *is_found; /* each label */
  GPtrArray *names;
  GCancellable *cancellable;
} Search;

static void
search (Search *self, GFile *folder, int depth)
{
  g_autoptr (GFileEnumerator) children
      = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                   G_FILE_QUERY_INFO_NONE, self->cancellable, NULL);
  GFileInfo *info;
  GFile *child;

  while (children != NULL && g_file_enumerator_iterate (children, &info, &child, self->cancellable, NULL)
         && info != NULL)
    {
      g_autofree char *name = NULL;
      int label;

      if (g_file_info_get_file_type (info) != G_FILE_TYPE_DIRECTORY)
        continue;
      name = g_filename_display_name (g_file_info_get_name (info));
      label = derm_word_guess (name, &self->classes);
      if (label >= 0)
        {
          self->is_found[label] = TRUE;
          g_ptr_array_add (self->names, g_steal_pointer (&name));
        }
      else if (depth == 0 && is_part_name (name))
        search (self, child, depth + 1);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

char **
derm_truth_list_class_folders (GFile *folder, const char *const *labels, const char *const *titles,
                               GCancellable *cancellable)
{
  guint n_labels, n_found = 0;
  g_autofree gboolean *is_found = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (G_IS_FILE (folder), NULL);
  g_return_val_if_fail (labels != NULL, NULL);

  n_labels = g_strv_length ((char **) labels);
  is_found = g_new0 (gboolean, n_labels + 1);
  search (&(Search){ { labels, titles }, is_found, names, cancellable }, folder, 0);
  for (guint i = 0; i < n_labels; i++)
    n_found += is_found[i];
  if (n_found < 2)
    return g_new0 (char *, 1);
  g_ptr_array_sort (names, compare_names);
  for (guint i = names->len - 1; i > 0; i--) /* those in train and in test are the same */
    if (g_str_equal (names->pdata[i], names->pdata[i - 1]))
      g_ptr_array_remove_index (names, i);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}
