/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "derm-fixture.h"

#include <glib/gstdio.h>

#include "session-fixture.h"

/* ---- a folder of the program's own ---- */

static char *folder;

static char *
path_in_folder (const char *name)
{
  if (folder == NULL)
    folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);

  return g_build_filename (folder, name, NULL);
}

char *
fixture_scratch_path (const char *name)
{
  return path_in_folder (name);
}

void
fixture_remove_scratch (void)
{
  if (folder != NULL)
    fixture_remove_folder (g_steal_pointer (&folder));
}

char *
fixture_read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

GPtrArray *
fixture_items_of_paths (char **paths)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);

      g_ptr_array_add (items, lens_item_new_for_file (file));
    }
  return items;
}

char **
fixture_scratch_files (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *odd = fixture_scratch_path ("it's, \"odd\".jpg"), *broken = fixture_scratch_path ("broken.png");
  g_autofree char *one = fixture_sample (1), *two = fixture_sample (2), *three = fixture_sample (3);
  g_autoptr (GFile) source = g_file_new_for_path (three), target = g_file_new_for_path (odd);
  g_autoptr (GError) error = NULL;

  g_file_copy (source, target, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_file_set_contents (broken, "no image", -1, &error);
  g_assert_no_error (error);
  g_strv_builder_add_many (builder, one, two, odd, broken, NULL);
  return g_strv_builder_end (builder);
}

/* ---- derm ---- */

char *
fixture_run_derm (const char *command)
{
  g_autofree char *script = g_strdup_printf ("derm () { \"$DERM\" \"$@\"; }; %s", command);
  const char *argv[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

char *
fixture_replace (const char *text, const char *pattern, const char *replacement)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  char *stripped = g_regex_replace (regex, text, -1, 0, replacement, 0, NULL);

  g_assert_nonnull (stripped);
  return stripped;
}
