/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The walk through folders: what is found, in which order, and what is told of the rest. */

#include <derm.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "../remove-tree.h"

typedef struct {
  char *root, *elsewhere;
  GString *found; /* "depth:folder[names]" for each folder */
  guint n_batches, cancel_after;
  GCancellable *cancellable;
} Fixture;

static void
add (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);

  if (g_str_has_suffix (name, "/"))
    g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  else
    g_assert_true (g_file_set_contents (path, "", 0, NULL));
}

static void
add_link (Fixture *fixture, const char *name, const char *target)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);

  g_assert_cmpint (symlink (target, path), ==, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "b/",          "a10/",         "a9/",    ".h/",       ".h/x.jpg", "image10.jpg",  "image9.JFIF",
          "notes.txt",   "image1.jpe",   "README", "b.csv",     "c.CSV",    ".dot.png",     "b/one.jpg",
          "a9/nine.tif", "a10/ten.heic", "empty/", "b/two.txt", "b/deep/",  "b/deep/z.avif" };

  fixture->root = g_dir_make_tmp ("derm-walk-XXXXXX", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    add (fixture, names[i]);
  add_link (fixture, "b/loop", "..");
  add_link (fixture, "a9/again", "../b");
  fixture->elsewhere = g_dir_make_tmp ("derm-walk-XXXXXX", NULL);
  add_link (fixture, "b/more", fixture->elsewhere);
  add_link (fixture, "link.png", "b/one.jpg");
  add_link (fixture, "gone.png", "nowhere");
  fixture->found = g_string_new (NULL);
  fixture->cancellable = g_cancellable_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  remove_tree (fixture->root);
  g_rmdir (fixture->elsewhere);
  g_free (fixture->elsewhere);
  g_free (fixture->root);
  g_string_free (fixture->found, TRUE);
  g_object_unref (fixture->cancellable);
}

static void
on_batch (const DermWalkBatch *batch, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *name = g_file_get_basename (batch->folder);

  g_string_append_printf (fixture->found, "%d:%s[", batch->depth, batch->depth == 0 ? "" : name);
  for (guint i = 0; i < batch->n_files; i++)
    {
      g_autofree char *file = g_file_get_basename (batch->files[i].file);

      g_string_append_printf (fixture->found, "%s%s", i > 0 ? " " : "", file);
      g_assert_cmpint (batch->files[i].modified, >=, 0);
    }
  g_string_append (fixture->found, batch->error != NULL ? "!]" : "]");
  if (++fixture->n_batches == fixture->cancel_after)
    g_cancellable_cancel (fixture->cancellable);
}

static DermWalk *
walk (Fixture *fixture, DermWalkFlags flags, GError **error)
{
  g_autoptr (GFile) root = g_file_new_for_path (fixture->root);
  DermWalk *self = derm_walk_new (root, flags);
  g_autoptr (GError) reason = NULL;
  gboolean is_done = derm_walk_run (self, on_batch, fixture, fixture->cancellable, &reason);

  g_assert_true (is_done == (reason == NULL));
  if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return self;
}

/* In the order in which people count; links to files are files, one that leads nowhere too. */
static void
test_flat (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermWalk) self = walk (fixture, DERM_WALK_DEFAULT, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->found->str, ==, "0:[gone.png image1.jpe image9.JFIF image10.jpg link.png]");
  g_assert_cmpuint (derm_walk_get_n_left_out (self, NULL), ==, 4);
}

static void
test_recursive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermWalk) self = walk (fixture, DERM_WALK_RECURSIVE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->found->str, ==,
                   "0:[gone.png image1.jpe image9.JFIF image10.jpg link.png]1:a9[nine.tif]1:a10[ten.heic]1:b[one.jpg]"
                   "2:deep[z.avif]1:empty[]");
}

static void
test_hidden (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermWalk) self = walk (fixture, DERM_WALK_RECURSIVE | DERM_WALK_HIDDEN, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (fixture->found->str, ".dot.png"));
  g_assert_nonnull (strstr (fixture->found->str, "1:.h[x.jpg]"));
}

/* By ending, the most frequent first; and the one link that leads to a folder that is not searched. */
static void
test_left_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermWalk) self = walk (fixture, DERM_WALK_RECURSIVE, &error);
  g_auto (GStrv) endings = derm_walk_list_endings (self);
  g_autofree char *joined = g_strjoinv ("|", endings), *link = NULL, *words = derm_walk_describe_left_out (self);

  g_assert_no_error (error);
  g_assert_cmpstr (joined, ==, ".csv|.txt|");
  g_assert_cmpuint (derm_walk_get_n_left_out (self, ".csv"), ==, 2);
  g_assert_cmpuint (derm_walk_get_n_left_out (self, ""), ==, 1);
  g_assert_cmpuint (derm_walk_get_n_left_out (self, ".jpg"), ==, 0);
  g_assert_cmpuint (derm_walk_get_n_left_out (self, NULL), ==, 5);
  g_assert_cmpuint (derm_walk_get_links (self)->len, ==, 1);
  link = g_file_get_basename (derm_walk_get_links (self)->pdata[0]);
  g_assert_cmpstr (link, ==, "more");
  g_assert_cmpstr (words, ==, "2 .csv, 2 .txt, 1 without an ending");
  g_assert_cmpuint (derm_walk_get_deep_folders (self)->len, ==, 0);
}

static void
test_deep (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) path = g_string_new ("empty/");
  g_autoptr (GError) error = NULL;
  g_autoptr (DermWalk) self = NULL;

  for (int depth = 2; depth <= DERM_WALK_MAX_DEPTH + 1; depth++)
    g_string_append_printf (path, "%d/", depth);
  add (fixture, path->str);
  g_string_append (path, "lost.jpg");
  add (fixture, path->str);
  self = walk (fixture, DERM_WALK_RECURSIVE, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (fixture->found->str, "lost.jpg"));
  g_assert_nonnull (strstr (fixture->found->str, "32:32[]"));
  g_assert_cmpuint (derm_walk_get_deep_folders (self)->len, ==, 1);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermWalk) self = NULL;

  fixture->cancel_after = 2;
  self = walk (fixture, DERM_WALK_RECURSIVE, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_batches, ==, 2);
}

/* The first folder is an error, one below it is told. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *below = g_build_filename (fixture->root, "b", NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all");
  g_autoptr (DermWalk) none = derm_walk_new (nowhere, DERM_WALK_RECURSIVE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermWalk) self = NULL;

  g_assert_false (derm_walk_run (none, on_batch, fixture, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (fixture->n_batches, ==, 0);
  g_assert_cmpint (g_chmod (below, 0), ==, 0);
  if (g_access (below, R_OK) != 0) /* root may read everything */
    {
      self = walk (fixture, DERM_WALK_RECURSIVE, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (fixture->found->str, "1:b[!]"));
    }
  g_assert_cmpint (g_chmod (below, 0700), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/walk/flat", Fixture, NULL, set_up, test_flat, tear_down);
  g_test_add ("/walk/recursive", Fixture, NULL, set_up, test_recursive, tear_down);
  g_test_add ("/walk/hidden", Fixture, NULL, set_up, test_hidden, tear_down);
  g_test_add ("/walk/left-out", Fixture, NULL, set_up, test_left_out, tear_down);
  g_test_add ("/walk/deep", Fixture, NULL, set_up, test_deep, tear_down);
  g_test_add ("/walk/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  g_test_add ("/walk/unreadable", Fixture, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
