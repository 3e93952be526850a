/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs that write to a file, are stopped and go on. */

enum { N_IMAGES = 16, N_NAMES = 2000, N_KILLS = 50, MOST_US = 300000 };

static char *list, *output, *journal, *pool, *images[N_IMAGES];
static char *whole; /* what one run writes */
static gsize whole_length;

static void
make_images (void)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < N_IMAGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("image%u.png", i);

      images[i] = cli_make_image (name, 30, 30, i);
    }
  for (guint i = 0; i < N_NAMES; i++)
    g_string_append_printf (names, "%s\n", i % 100 == 99 ? "gone.png" : images[i % N_IMAGES]);
  list = cli_make_file ("list", names->str, names->len);
}

static void
start_anew (void)
{
  unlink (output);
  unlink (journal);
  g_assert_false (g_file_test (pool, G_FILE_TEST_EXISTS));
}

/* derm predict with these options, at most of that size of file. */
static pid_t
start (const char *names, const char *option, const char *value, rlim_t most)
{
  pid_t pid = fork ();

  g_assert_cmpint (pid, >=, 0);
  if (pid > 0)
    return pid;
  setrlimit (RLIMIT_FSIZE, &(struct rlimit){ most, most });
  execl (g_getenv ("DERM"), "derm", "predict", "-q", "-t", "2", "-f", "csv", "--views", "1", "--files-from", names,
         "--output", output, option, value, NULL);
  _exit (127);
}

static int
finish (pid_t pid)
{
  int status;

  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  return status;
}

static void
assert_exits (pid_t pid, int status)
{
  int how = finish (pid);

  g_assert_true (WIFEXITED (how));
  g_assert_cmpint (WEXITSTATUS (how), ==, status);
}

static guint
count_lines (const char *path)
{
  g_autofree char *content = NULL;
  guint n = 0;

  if (g_file_get_contents (path, &content, NULL, NULL))
    for (const char *p = content; (p = strchr (p, '\n')) != NULL; p++)
      n++;
  return n;
}

/* What is there is what one run writes. */
static void
assert_whole (void)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (output, &content, &length, NULL));
  g_assert_cmpmem (content, length, whole, whole_length);
  g_assert_cmpuint (count_lines (journal), ==, N_NAMES + 2);
  g_assert_false (g_file_test (pool, G_FILE_TEST_EXISTS));
}

static void
make_whole (void)
{
  assert_exits (start (list, NULL, NULL, RLIM_INFINITY), 3);
  g_assert_true (g_file_get_contents (output, &whole, &whole_length, NULL));
}

/* So many are killed, each some time after its start. Says how many of them had not come to their end. */
static guint
kill_some (guint n)
{
  guint n_killed = 0;

  for (guint i = 0; i < n; i++)
    {
      pid_t pid = start (list, "--resume", NULL, RLIM_INFINITY);

      g_usleep ((gulong) g_test_rand_int_range (1, MOST_US));
      kill (pid, SIGKILL);
      n_killed += WIFSIGNALED (finish (pid));
    }
  return n_killed;
}

/* Nothing that was kept is lost by the next one. */
static void
test_kill (void)
{
  guint n_killed = 0, n_kept = 0;

  start_anew ();
  for (guint i = 0; i < N_KILLS; i++)
    {
      guint n_now;

      n_killed += kill_some (1);
      n_now = count_lines (journal);
      g_assert_cmpuint (n_now, >=, n_kept > 0 && n_kept <= N_NAMES ? n_kept - 1 : 0);
      n_kept = n_now;
      if (n_kept > N_NAMES)
        {
          assert_whole ();
          start_anew ();
          n_kept = 0;
        }
    }
  g_assert_cmpuint (n_killed, >, N_KILLS / 4);
  assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
  assert_whole ();
}

static void
touch (const char *path)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (
      utimensat (AT_FDCWD, path, (const struct timespec[]){ info.st_atim, { info.st_mtim.tv_sec + 7, 1 } }, 0), ==, 0);
}

/* Rows move to make room for those of images that have changed; killed at any moment of that, none is lost. */
static void
test_kill_changed (void)
{
  start_anew ();
  assert_exits (start (list, NULL, NULL, RLIM_INFINITY), 3);
  for (guint i = 0; i < 5; i++)
    {
      touch (images[i]);
      kill_some (4);
    }
  assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
  assert_whole ();
}

/* Names that go away, come, and change their places. */
static void
test_other_list (void)
{
  g_autofree char *content = NULL, *shorter = NULL, *other = cli_path ("other");
  g_auto (GStrv) names = NULL;
  g_autoptr (GString) turned = g_string_new (NULL);

  g_assert_true (g_file_get_contents (list, &content, NULL, NULL));
  names = g_strsplit (content, "\n", -1);
  for (guint i = N_NAMES / 2; i-- > 0;)
    g_string_append_printf (turned, "%s\n", names[i]);
  shorter = cli_make_file ("other", turned->str, turned->len);
  start_anew ();
  assert_exits (start (other, NULL, NULL, RLIM_INFINITY), 3);
  assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
  assert_whole ();
  assert_exits (start (other, "--resume", NULL, RLIM_INFINITY), 3);
  g_assert_cmpuint (count_lines (journal), ==, N_NAMES / 2 + 2);
  assert_exits (start (list, "--resume", "--unordered", RLIM_INFINITY), 3);
  assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
  assert_whole ();
}

/* Rows of images that a list does not have any more, as one that is misspelt, are kept until one has them again. */
static void
test_misspelt (void)
{
  g_autofree char *wrong = cli_make_file ("wrong", "nowhere.png\n", 12);

  start_anew ();
  assert_exits (start (list, NULL, NULL, RLIM_INFINITY), 3);
  assert_exits (start (wrong, "--resume", NULL, RLIM_INFINITY), 3);
  g_assert_cmpuint (count_lines (output), ==, 2);
  g_assert_true (g_file_test (pool, G_FILE_TEST_EXISTS));
  assert_exits (start (wrong, "--resume", NULL, RLIM_INFINITY), 3);
  g_assert_true (g_file_test (pool, G_FILE_TEST_EXISTS));
  assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
  assert_whole ();

  assert_exits (start (wrong, "--resume", NULL, RLIM_INFINITY), 3); /* and one that is begun anew keeps nothing */
  g_assert_true (g_file_test (pool, G_FILE_TEST_EXISTS));
  assert_exits (start (wrong, "--replace", NULL, RLIM_INFINITY), 3);
  g_assert_false (g_file_test (pool, G_FILE_TEST_EXISTS));
}

/* A file that somebody has written into is left as it is. */
static void
test_edited (void)
{
  g_autoptr (GString) edited = g_string_new (NULL);
  g_autofree char *content = NULL;
  gsize length;

  start_anew ();
  assert_exits (start (list, NULL, NULL, RLIM_INFINITY), 3);
  for (int i = 0; i < 4; i++)
    {
      g_string_assign (edited, whole);
      if (i == 0)
        g_string_append (edited, "mine\n"); /* behind it, then within, then without another length */
      else if (i == 1)
        g_string_replace (edited, "\n", ",note\n", 0);
      else if (i == 2)
        edited->str[edited->len / 2] ^= 1;
      else
        edited->str[0] ^= 1; /* in the line of columns */
      g_assert_true (g_file_set_contents (output, edited->str, (gssize) edited->len, NULL));
      assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 5);
      g_clear_pointer (&content, g_free);
      g_assert_true (g_file_get_contents (output, &content, &length, NULL));
      g_assert_cmpmem (content, length, edited->str, edited->len);
    }
}

/* A torn line at the end of either file, or half of them. */
static void
test_torn (void)
{
  static const double parts[] = { 0, 0.3, 0.9999 };

  for (gsize i = 0; i < 2 * G_N_ELEMENTS (parts); i++)
    {
      const char *path = i % 2 == 0 ? output : journal;
      struct stat info;

      start_anew ();
      assert_exits (start (list, NULL, NULL, RLIM_INFINITY), 3);
      g_assert_cmpint (stat (path, &info), ==, 0);
      if (path == journal && parts[i / 2] < 0.01) /* without a head there is no telling */
        continue;
      g_assert_cmpint (truncate (path, (off_t) ((double) info.st_size * parts[i / 2])), ==, 0);
      assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
      assert_whole ();
    }
}

/* What comes behind a line of the journal that is none is done again. */
static void
test_spoilt (void)
{
  g_autofree char *content = NULL;
  gsize length;

  start_anew ();
  assert_exits (start (list, NULL, NULL, RLIM_INFINITY), 3);
  g_assert_true (g_file_get_contents (journal, &content, &length, NULL));
  memset (content + length / 2, 0, 100);
  g_assert_true (g_file_set_contents (journal, content, (gssize) length, NULL));
  assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
  assert_whole ();
}

/* As on a full disk. */
static void
test_full (void)
{
  static const rlim_t limits[] = { 100, 30000, 200000 };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      start_anew ();
      assert_exits (start (list, NULL, NULL, limits[i]), 4);
      assert_exits (start (list, "--resume", NULL, limits[i]), 4);
      assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
      assert_whole ();
    }
}

/* It says what was done, and ends by the signal. */
static void
test_interrupt (void)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      int signal_number = signals[i], how;
      pid_t pid;

      start_anew ();
      pid = start (list, NULL, NULL, RLIM_INFINITY);
      while (count_lines (journal) < 2)
        g_usleep (1000);
      kill (pid, signal_number);
      how = finish (pid);
      if (WIFSIGNALED (how))
        g_assert_cmpint (WTERMSIG (how), ==, signal_number);
      assert_exits (start (list, "--resume", NULL, RLIM_INFINITY), 3);
      assert_whole ();
    }
}

/* Under nohup it runs on. */
static void
test_hangup (void)
{
  pid_t pid;

  start_anew ();
  signal (SIGHUP, SIG_IGN);
  pid = start (list, NULL, NULL, RLIM_INFINITY);
  signal (SIGHUP, SIG_DFL);
  while (count_lines (journal) < 2)
    g_usleep (1000);
  kill (pid, SIGHUP);
  assert_exits (pid, 3);
  assert_whole ();
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  make_images ();
  output = cli_path ("rows.csv");
  journal = cli_path ("rows.csv.run");
  pool = cli_path ("rows.csv.run.rows");
  make_whole ();
  g_test_add_func ("/cli-resume/kill", test_kill);
  g_test_add_func ("/cli-resume/kill-changed", test_kill_changed);
  g_test_add_func ("/cli-resume/other-list", test_other_list);
  g_test_add_func ("/cli-resume/misspelt", test_misspelt);
  g_test_add_func ("/cli-resume/edited", test_edited);
  g_test_add_func ("/cli-resume/torn", test_torn);
  g_test_add_func ("/cli-resume/spoilt", test_spoilt);
  g_test_add_func ("/cli-resume/full", test_full);
  g_test_add_func ("/cli-resume/interrupt", test_interrupt);
  g_test_add_func ("/cli-resume/hangup", test_hangup);
  status = g_test_run ();
  for (guint i = 0; i < N_IMAGES; i++)
    g_free (images[i]);
  g_free (list);
  g_free (output);
  g_free (journal);
  g_free (pool);
  g_free (whole);
  cli_fixture_clear ();
  return status;
}
