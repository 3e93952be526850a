/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-names.h"

#include <string.h>

struct _LensNames {
  GObject parent_instance;

  GHashTable *groups; /* owned: name -> owned Group */
  char *shared;       /* owned: what all names end with; NULL: there was none yet */
  const char *end;    /* within it */
  GFile *folder;      /* owned: of all files; NULL: there is none */
  guint n_files;
  guint n;
};

G_DEFINE_FINAL_TYPE (LensNames, lens_names, G_TYPE_OBJECT)

/* The images of one name. The parts of their folders' paths are counted: how many are the same in all at the start, and
 * at the end. Both only ever shrink. */
typedef struct {
  GPtrArray *items; /* borrowed LensItem */
  guint n_start, n_end;
} Group;

static void
group_free (gpointer data)
{
  Group *group = data;

  g_ptr_array_unref (group->items);
  g_free (group);
}

/* ---- folders ---- */

static GStrv
split_folder (LensItem *item)
{
  g_autoptr (GFile) folder = g_file_get_parent (lens_item_get_file (item));
  g_autofree char *path = folder != NULL ? g_file_get_parse_name (folder) : g_strdup (G_DIR_SEPARATOR_S);

  return g_strsplit (path, G_DIR_SEPARATOR_S, -1);
}

/* The parts that differ, and one at the least. */
static void
set_folder (Group *group, LensItem *item)
{
  g_auto (GStrv) parts = split_folder (item);
  guint end = g_strv_length (parts) - group->n_end;
  g_autoptr (GString) text = g_string_new (parts[group->n_start]);

  for (guint i = group->n_start + 1; i < end; i++)
    g_string_append_printf (text, G_DIR_SEPARATOR_S "%s", parts[i]);
  lens_item_set_folder_part (item, text->str);
}

static guint
count_same (GStrv a, GStrv b, gboolean is_from_end)
{
  guint n_a = g_strv_length (a), n_b = g_strv_length (b), n = 0;

  while (n < MIN (n_a, n_b) && g_str_equal (is_from_end ? a[n_a - 1 - n] : a[n], is_from_end ? b[n_b - 1 - n] : b[n]))
    n++;

  return n;
}

/* Returns whether the others are to be called otherwise than before. */
static gboolean
join (Group *group, LensItem *item)
{
  g_auto (GStrv) first = split_folder (group->items->pdata[0]);
  g_auto (GStrv) parts = split_folder (item);
  guint least = MIN (g_strv_length (first), g_strv_length (parts)) - 1;
  guint n_start = MIN (MIN (count_same (first, parts, FALSE), least), group->n_start);
  guint n_end = MIN (MIN (count_same (first, parts, TRUE), least - n_start), group->n_end);
  gboolean is_new = n_start != group->n_start || n_end != group->n_end || group->items->len == 2;

  group->n_start = n_start;
  group->n_end = n_end;

  return is_new;
}

/* It only ever grows: whoever removes images does not make it smaller. */
static void
share_folder (LensNames *self, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (self->n_files++ == 0)
    {
      g_set_object (&self->folder, folder);
      return;
    }
  while (self->folder != NULL && !g_file_has_prefix (file, self->folder))
    {
      g_autoptr (GFile) below = g_steal_pointer (&self->folder);

      self->folder = g_file_get_parent (below);
    }
}

/* ---- ends ---- */

/* A word that only ends alike is left whole: of 12.jpg and 42.jpg the end is .jpg. */
static const char *
find_end (const char *shared)
{
  const char *dot = strrchr (shared, '.');

  while (*shared != '\0' && g_unichar_isalnum (g_utf8_get_char (shared)))
    shared = g_utf8_next_char (shared);

  return *shared != '\0' && shared != dot ? shared : NULL;
}

static void
share_end (LensNames *self, const char *name)
{
  gsize n_name = strlen (name), n_shared, n = 0;

  if (self->shared == NULL)
    {
      self->shared = g_strdup (name);
      self->end = find_end (self->shared);
      return;
    }
  n_shared = strlen (self->shared);
  while (n < MIN (n_name, n_shared) && name[n_name - 1 - n] == self->shared[n_shared - 1 - n])
    n++;
  while ((self->shared[n_shared - n] & 0xc0) == 0x80) /* not within a letter */
    n--;
  if (n == n_shared)
    return;
  memmove (self->shared, self->shared + n_shared - n, n + 1);
  self->end = find_end (self->shared);
}

/* ---- the object ---- */

static void
lens_names_finalize (GObject *object)
{
  g_hash_table_unref (LENS_NAMES (object)->groups);
  g_free (LENS_NAMES (object)->shared);
  g_clear_object (&LENS_NAMES (object)->folder);

  G_OBJECT_CLASS (lens_names_parent_class)->finalize (object);
}

static void
lens_names_class_init (LensNamesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lens_names_finalize;
}

static void
lens_names_init (LensNames *self)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, group_free);
}

LensNames *
lens_names_new (void)
{
  return g_object_new (LENS_TYPE_NAMES, NULL);
}

void
lens_names_add (LensNames *self, LensItem *item)
{
  Group *group;

  g_return_if_fail (LENS_IS_NAMES (self));
  g_return_if_fail (LENS_IS_ITEM (item));

  lens_item_set_names (item, self);
  self->n++;
  share_end (self, lens_item_get_name (item));
  if (lens_item_get_file (item) == NULL)
    return;

  share_folder (self, lens_item_get_file (item));
  group = g_hash_table_lookup (self->groups, lens_item_get_name (item));
  if (group == NULL)
    {
      group = g_new (Group, 1);
      *group = (Group){ g_ptr_array_new (), G_MAXUINT, G_MAXUINT };
      g_hash_table_insert (self->groups, g_strdup (lens_item_get_name (item)), group);
    }
  g_ptr_array_add (group->items, item);
  if (group->items->len == 1)
    return;
  if (join (group, item))
    for (guint i = 0; i < group->items->len; i++)
      set_folder (group, group->items->pdata[i]);
  else
    set_folder (group, item);
}

void
lens_names_remove (LensNames *self, LensItem *item)
{
  Group *group;

  g_return_if_fail (LENS_IS_NAMES (self));
  g_return_if_fail (LENS_IS_ITEM (item));

  lens_item_set_names (item, NULL);
  lens_item_set_folder_part (item, NULL);
  if (--self->n == 0)
    {
      g_clear_pointer (&self->shared, g_free);
      self->end = NULL;
    }
  if (lens_item_get_file (item) != NULL && --self->n_files == 0)
    g_clear_object (&self->folder);
  group = lens_item_get_file (item) != NULL ? g_hash_table_lookup (self->groups, lens_item_get_name (item)) : NULL;
  if (group == NULL || !g_ptr_array_remove_fast (group->items, item))
    return;
  if (group->items->len == 0)
    {
      g_hash_table_remove (self->groups, lens_item_get_name (item));
      return;
    }
  if (group->items->len == 1)
    {
      group->n_start = group->n_end = G_MAXUINT;
      lens_item_set_folder_part (group->items->pdata[0], NULL);
    }
}

GFile *
lens_names_get_folder (LensNames *self)
{
  g_return_val_if_fail (LENS_IS_NAMES (self), NULL);

  return self->folder;
}

const char *
lens_names_get_end (LensNames *self)
{
  g_return_val_if_fail (LENS_IS_NAMES (self), NULL);

  return self->n > 1 ? self->end : NULL;
}

char *
lens_names_dup_start (LensItem *item)
{
  LensNames *names = lens_item_get_names (item);
  const char *name = lens_item_get_name (item), *end = names != NULL ? lens_names_get_end (names) : NULL;

  return end != NULL ? g_strdup_printf ("%.*s…", (int) (strlen (name) - strlen (end)), name) : NULL;
}
