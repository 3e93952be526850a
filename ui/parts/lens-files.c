/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-files.h"

char *
lens_file_dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base != NULL ? g_filename_display_name (base) : NULL;

  if (name == NULL || *name == '\0')
    return g_file_get_parse_name (file);

  return g_steal_pointer (&name);
}

/* "/a/b/c.jpg": "/", "a", "b", "c.jpg". */
static GPtrArray *
list_parts (GFile *file)
{
  g_autofree char *path = g_file_get_parse_name (file);
  g_auto (GStrv) words = g_strsplit (path, "/", -1);
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);

  if (*path == '/')
    g_ptr_array_add (parts, g_strdup ("/"));
  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (parts, g_strdup (*word));

  return parts;
}

/* From the part at that distance from the end on, or from the first. */
static char *
join_from (GPtrArray *parts, guint distance)
{
  guint n = parts->len, first = distance < n ? n - 1 - distance : 0;
  GString *name = g_string_new (parts->pdata[first]);

  if (n - first > 2)
    g_string_append (name, g_str_has_suffix (name->str, "/") ? "…" : "/…");
  if (n - first > 1)
    g_string_append_printf (name, "%s%s", g_str_has_suffix (name->str, "/") ? "" : "/", (char *) parts->pdata[n - 1]);

  return g_string_free (name, FALSE);
}

void
lens_files_tell_apart (GFile *first, GFile *second, char **a, char **b)
{
  g_autoptr (GPtrArray) parts = NULL, others = NULL;
  guint distance = 1;

  *a = lens_file_dup_name (first);
  *b = lens_file_dup_name (second);
  if (!g_str_equal (*a, *b) || g_file_equal (first, second))
    return;

  parts = list_parts (first);
  others = list_parts (second);
  while (distance < parts->len && distance < others->len
         && g_str_equal (parts->pdata[parts->len - 1 - distance], others->pdata[others->len - 1 - distance]))
    distance++;
  g_free (*a);
  g_free (*b);
  *a = join_from (parts, distance);
  *b = join_from (others, distance);
}

gboolean
lens_file_is_lent (GFile *file)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);
  g_autoptr (GFile) documents = g_file_new_for_path (path);

  return g_file_has_prefix (file, documents);
}

gboolean
lens_file_is_table_name (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_str_has_suffix (folded, ".csv") || g_str_has_suffix (folded, ".tsv");
}
