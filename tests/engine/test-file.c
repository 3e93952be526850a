/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <derm.h>

#include "slow-files.h"

/* Files are written whole or not at all, on file systems with and without unnamed files. */

enum { N_PIECES = 40, PIECE_SIZE = 30000, N_KILLS = 15 };

typedef struct {
  char *folder, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer is_named)
{
  fixture->folder = g_dir_make_tmp ("dermlens-file-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "a file.csv", NULL);
  slow_files_refuse_unnamed (GPOINTER_TO_INT (is_named));
  umask (022);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names in the folder, hidden ones too, in order and with spaces between them. */
static char *
list_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (" ", (char **) names->pdata);
}

static void
assert_folder (Fixture *fixture, const char *names)
{
  g_autofree char *found = list_folder (fixture->folder);

  g_assert_cmpstr (found, ==, names);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_free (fixture->path);
  slow_files_refuse_unnamed (FALSE);
}

static void
assert_file (const char *path, const char *content, int mode)
{
  g_autofree char *found = NULL;
  GStatBuf info;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, content);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, mode);
}

static void
write_text (const char *path, const char *text, int mode)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (derm_file_replace_text (path, text, -1, mode, &error));
  g_assert_no_error (error);
}

/* A new one has the mode that was asked for, an old one keeps its own. */
static void
test_modes (Fixture *fixture, gconstpointer unused)
{
  write_text (fixture->path, "one", 0666);
  assert_file (fixture->path, "one", 0644);
  g_assert_cmpint (g_chmod (fixture->path, 0640), ==, 0);
  write_text (fixture->path, "two", 0666);
  assert_file (fixture->path, "two", 0640);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  write_text (fixture->path, "", 0600);
  assert_file (fixture->path, "", 0600);
  assert_folder (fixture, "a file.csv");
}

static void
test_pieces (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GBytes) one = g_bytes_new_static ("a\0b", 3), empty = g_bytes_new_static ("", 0),
                     two = g_bytes_new_static ("c", 1);
  GBytes *const pieces[] = { one, empty, two, NULL };
  g_autofree char *found = NULL;
  gsize size;

  g_assert_true (derm_file_replace (fixture->path, pieces, 0666, NULL));
  g_assert_true (g_file_get_contents (fixture->path, &found, &size, NULL));
  g_assert_cmpmem (found, size, "a\0bc", 4);
}

static void
test_links (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link", NULL);

  write_text (fixture->path, "one", 0666);
  g_assert_cmpint (symlink ("a file.csv", link), ==, 0);
  write_text (link, "two", 0666);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_file (fixture->path, "two", 0644);
  assert_folder (fixture, "a file.csv link");
}

static void
assert_refused (const char *path, GFileError code, const char *reason)
{
  g_autofree char *begin = g_strdup_printf ("%s could not be written: %s", path, reason);
  g_autoptr (GError) error = NULL;

  g_assert_false (derm_file_replace_text (path, "new", -1, 0666, &error));
  g_assert_error (error, G_FILE_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, begin);
}

/* What is no ordinary file is not replaced by one, and the message names file and reason. */
static void
test_refused (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "no", "file", NULL);
  GStatBuf info;

  assert_refused (fixture->folder, G_FILE_ERROR_ISDIR, g_strerror (EISDIR));
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused (pipe, G_FILE_ERROR_INVAL, g_strerror (EINVAL));
  assert_refused ("/dev/null", G_FILE_ERROR_INVAL, g_strerror (EINVAL));
  g_assert_true (g_stat ("/dev/null", &info) == 0 && S_ISCHR (info.st_mode));
  assert_refused (missing, G_FILE_ERROR_NOENT, g_strerror (ENOENT));
  assert_folder (fixture, "pipe");
}

/* A full disk: the old file stays, and nothing else does. */
static void
test_full (Fixture *fixture, gconstpointer unused)
{
  write_text (fixture->path, "old", 0666);
  slow_files_fill_after (2);
  assert_refused (fixture->path, G_FILE_ERROR_NOSPC, g_strerror (ENOSPC));
  slow_files_fill_after (-1);
  assert_file (fixture->path, "old", 0644);
  assert_folder (fixture, "a file.csv");
}

/* Only what nobody holds any more is swept away, and only what is named so. */
static void
test_sweep (Fixture *fixture, gconstpointer unused)
{
  static const char *const names[] = { ".0a1b2c3d.dermlens-new", ".held.dermlens-new", ".hidden", "x.dermlens-new" };
  int held = -1;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);

      g_assert_true (g_file_set_contents (path, "half", 4, NULL));
      if (i != 1)
        continue;
      held = g_open (path, O_RDONLY, 0);
      g_assert_cmpint (flock (held, LOCK_EX), ==, 0);
    }
  write_text (fixture->path, "one", 0666);
  assert_folder (fixture, ".held.dermlens-new .hidden a file.csv x.dermlens-new");
  g_assert_cmpint (close (held), ==, 0);
  write_text (fixture->path, "two", 0666);
  assert_folder (fixture, ".hidden a file.csv x.dermlens-new");
}

/* All of one letter. */
static gboolean
write_letter (const char *path, char letter)
{
  g_autofree char *text = g_strnfill (PIECE_SIZE, letter);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, PIECE_SIZE);
  GBytes *pieces[N_PIECES + 1] = { NULL };

  for (int i = 0; i < N_PIECES; i++)
    pieces[i] = bytes;
  return derm_file_replace (path, pieces, 0666, NULL);
}

static void
assert_whole (const char *path)
{
  g_autofree char *found = NULL, *right = NULL;
  gsize size;

  if (!g_file_get_contents (path, &found, &size, NULL))
    return; /* not even the first was complete */
  g_assert_cmpuint (size, ==, N_PIECES * PIECE_SIZE);
  right = g_strnfill (size, *found);
  g_assert_cmpmem (found, size, right, size);
}

static gpointer
write_some (gpointer path)
{
  for (int i = 0; i < 10; i++)
    g_assert_true (write_letter (path, (char) ('a' + i)));
  return NULL;
}

static void
test_threads (Fixture *fixture, gconstpointer unused)
{
  GThread *threads[4];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, write_some, fixture->path);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  assert_whole (fixture->path);
  assert_folder (fixture, "a file.csv");
}

static void
kill_writer (const char *path, gulong after)
{
  pid_t writer = fork ();

  g_assert_cmpint (writer, >=, 0); /* kill (-1) would reach every process there is */
  if (writer == 0)
    {
      slow_files_wait (1000);
      for (int i = 0;; i++)
        if (!write_letter (path, (char) ('a' + i % 26)))
          _exit (1);
    }
  g_usleep (after);
  g_assert_cmpint (kill (writer, SIGKILL), ==, 0);
  g_assert_cmpint (waitpid (writer, NULL, 0), ==, writer);
}

/* At any moment: what is there is whole, and nothing lies beside it; without unnamed files not after the next write. */
static void
test_killed (Fixture *fixture, gconstpointer is_named)
{
  int n_swept = 0;

  for (int i = 0; i < N_KILLS; i++)
    {
      g_autofree char *left = NULL;

      kill_writer (fixture->path, (gulong) g_test_rand_int_range (1000, 120000));
      assert_whole (fixture->path);
      left = list_folder (fixture->folder);
      if (strstr (left, ".dermlens-new") != NULL)
        {
          n_swept++;
          g_assert_true (write_letter (fixture->path, 'z'));
        }
      g_free (left);
      left = list_folder (fixture->folder);
      g_assert_true (g_str_equal (left, "a file.csv") || *left == '\0');
    }
  if (GPOINTER_TO_INT (is_named))
    g_assert_cmpint (n_swept, >, N_KILLS / 3);
  else
    g_assert_cmpint (n_swept, <=, 1); /* between a link and a rename */
}

int
main (int argc, char *argv[])
{
  const struct {
    const char *name;
    void (*test) (Fixture *fixture, gconstpointer is_named);
  } tests[]
      = { { "modes", test_modes }, { "pieces", test_pieces }, { "links", test_links },     { "refused", test_refused },
          { "full", test_full },   { "sweep", test_sweep },   { "threads", test_threads }, { "killed", test_killed } };

  g_test_init (&argc, &argv, NULL);
  for (int is_named = 0; is_named < 2; is_named++)
    for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/file/%s/%s", is_named ? "named" : "unnamed", tests[i].name);

        g_test_add (path, Fixture, GINT_TO_POINTER (is_named), set_up, tests[i].test, tear_down);
      }
  return g_test_run ();
}
