/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <errno.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Many images: folders, lists of names, shards. */

enum { N_IMAGES = 12 };

static char *folder, *list;

/* The folder's images with one inside another folder, hidden; and a list of all. */
static void
make_images (void)
{
  g_autofree char *below = cli_path ("set/.below"), *hidden = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  folder = cli_path ("set");
  g_assert_cmpint (g_mkdir_with_parents (below, 0700), ==, 0);
  for (guint i = 0; i < N_IMAGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("set/%simage%u.png", i == N_IMAGES - 1 ? ".below/" : "", i);
      g_autofree char *path = cli_make_image (name, 30, 30, i);

      g_string_append_printf (names, "%s\n", path);
    }
  list = cli_make_file ("list", names->str, names->len);
}

/* The file column of csv. */
static GPtrArray *
list_files (const char *csv)
{
  g_autoptr (GPtrArray) rows = cli_parse_csv (csv);
  GPtrArray *files = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 1; i < rows->len; i++)
    g_ptr_array_add (files, g_strdup (((GPtrArray *) rows->pdata[i])->pdata[0]));
  return files;
}

static CliRun *
run_fields (const char *option, const char *value, GBytes *input)
{
  const char *const arguments[]
      = { "predict", "-q", "-f", "csv", "--fields", "file,status,label", option, value, NULL };

  return cli_run_full (input, NULL, arguments);
}

/* Natural order, folders after the files beside them, hidden ones too. */
static void
test_folder (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "csv", folder, NULL);
  g_autoptr (GPtrArray) files = list_files (run->out);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (files->len, ==, N_IMAGES);
  for (guint i = 0; i < N_IMAGES; i++)
    {
      g_autofree char *ending = g_strdup_printf ("/image%u.png", i);

      g_assert_true (g_str_has_suffix (files->pdata[i], ending));
    }
}

static void
test_list (void)
{
  g_autoptr (CliRun) from_list = run_fields ("--files-from", list, NULL);
  g_autofree char *content = NULL, *windows = NULL, *zeros = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GBytes) crlf = NULL, nul = NULL;
  g_autoptr (CliRun) from_crlf = NULL, from_nul = NULL, of_folder = run_fields ("-q", folder, NULL);
  gsize length;

  g_assert_true (g_file_get_contents (list, &content, &length, NULL));
  lines = g_strsplit (g_strchomp (content), "\n", -1);
  windows = g_strjoinv ("\r\n\r\n\n", lines);
  crlf = g_bytes_new (windows, strlen (windows));
  zeros = g_strjoinv ("\1", lines);
  length = strlen (zeros);
  g_strdelimit (zeros, "\1", '\0');
  nul = g_bytes_new (zeros, length);
  from_crlf = run_fields ("--files-from", "-", crlf);
  from_nul = run_fields ("--files0-from", "-", nul);
  g_assert_cmpint (from_list->status, ==, 0);
  g_assert_cmpstr (from_list->out, ==, of_folder->out);
  g_assert_cmpstr (from_crlf->out, ==, of_folder->out);
  g_assert_cmpstr (from_nul->out, ==, of_folder->out);
}

/* Line ends and bytes that are no UTF-8 in names, one twice, one that is not there, and one that looks like an option.
 */
static void
test_hostile_list (void)
{
  g_autofree char *plain = cli_make_image ("plain.png", 30, 30, 1), *odd = cli_path ("two\nlines.png");
  g_autofree char *bytes = cli_path ("\377\376.png");
  g_autofree char *names = g_strjoin ("\1", odd, bytes, plain, plain, "gone.png", "-", "--help", NULL);
  gsize length = strlen (names);
  g_autoptr (GBytes) input = NULL;
  g_autoptr (CliRun) run = NULL;
  g_autoptr (GPtrArray) rows = NULL, files = NULL;
  static const char *const states[] = { "ok", "ok", "ok", "ok", "error", "error", "error" };

  g_assert_cmpint (link (plain, odd), ==, 0);
  g_assert_cmpint (link (plain, bytes), ==, 0);
  g_strdelimit (names, "\1", '\0');
  input = g_bytes_new (names, length);
  run = run_fields ("--files0-from", "-", input);
  rows = cli_parse_csv (run->out);
  files = list_files (run->out);
  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpuint (files->len, ==, G_N_ELEMENTS (states));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    g_assert_cmpstr (((GPtrArray *) rows->pdata[i + 1])->pdata[1], ==, states[i]);
  g_assert_cmpstr (files->pdata[0], ==, odd);
  g_assert_true (g_str_has_suffix (files->pdata[1], "/\357\277\275\357\277\275.png"));
  g_assert_cmpstr (files->pdata[2], ==, files->pdata[3]);
  g_assert_cmpstr (files->pdata[5], ==, "./-");
  g_assert_cmpstr (files->pdata[6], ==, "--help");
}

static void
assert_refused (const CliRun *run, int status, const char *words)
{
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, words));
}

static void
test_bad_lists (void)
{
  g_autofree char *blank = cli_make_file ("blank", "\n\r\n\n", 4), *nul = cli_make_file ("nul", "a\0b\n", 4);
  g_autofree char *empty = cli_path ("empty"), *hollow = cli_path ("hollow");
  g_autoptr (CliRun) of_blank = run_fields ("--files-from", blank, NULL),
                     of_nul = run_fields ("--files-from", nul, NULL);
  g_autoptr (CliRun) missing = run_fields ("--files-from", "no-list", NULL);
  g_autoptr (CliRun) a_folder = run_fields ("--files-from", folder, NULL), twice = NULL, nothing = NULL, both = NULL;

  g_assert_cmpint (mkdir (empty, 0700), ==, 0);
  g_assert_cmpint (mkdir (hollow, 0700), ==, 0);
  twice = cli_run ("predict", "--files-from", "-", "-", NULL);
  nothing = run_fields ("-q", empty, NULL);
  assert_refused (of_blank, 1, "/blank: this list has no names");
  assert_refused (of_nul, 1, "/nul: there are NULs");
  assert_refused (missing, 1, "no-list: No such file");
  assert_refused (a_folder, 1, "set: Is a directory");
  assert_refused (twice, 1, "read once");
  assert_refused (nothing, 3, "/empty: there is no image");
  both = cli_run ("predict", "-q", empty, hollow, NULL); /* each of them is told */
  assert_refused (both, 3, "/empty: there is no image");
  g_assert_nonnull (strstr (both->err, "/hollow: there is no image"));
}

/* Every name of the list is in one shard. */
static void
test_shards (void)
{
  enum { N = 5 };
  g_autoptr (CliRun) whole = run_fields ("--files-from", list, NULL);
  g_autoptr (GPtrArray) all = list_files (whole->out);
  guint n = 0;

  for (guint k = 1; k <= N; k++)
    {
      g_autofree char *shard = g_strdup_printf ("%u/%u", k, N);
      g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "csv", "--shard", shard, "--files-from", list, NULL);
      g_autoptr (GPtrArray) files = list_files (run->out);

      for (guint i = 0; i < files->len; i++, n++)
        g_assert_cmpstr (files->pdata[i], ==, all->pdata[i * N + k - 1]);
    }
  g_assert_cmpuint (n, ==, N_IMAGES);
}

/* More shards than images. */
static void
test_empty_shard (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "csv", "--shard", "20/20", "--files-from", list, NULL);
  g_autoptr (GPtrArray) files = list_files (run->out);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (files->len, ==, 0);
}

static void
test_bad_shards (void)
{
  static const char *const shards[] = { "0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (shards); i++)
    {
      g_autoptr (CliRun) run = run_fields ("--shard", shards[i], NULL);

      assert_refused (run, 1, "K/N");
    }
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The same rows, in any order. */
static void
test_unordered (void)
{
  g_autoptr (CliRun) ordered = run_fields ("--files-from", list, NULL);
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "csv", "--fields", "file,status,label", "--unordered",
                                    "--files-from", list, NULL);
  g_auto (GStrv) a = g_strsplit (ordered->out, "\r\n", -1), b = g_strsplit (run->out, "\r\n", -1);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (a[0], ==, b[0]);
  qsort (a, g_strv_length (a), sizeof *a, compare_lines);
  qsort (b, g_strv_length (b), sizeof *b, compare_lines);
  g_assert_true (g_strv_equal ((const char *const *) a, (const char *const *) b));
}

/* The most memory, in KiB, that a run over so many names takes. */
static long
measure_memory (guint n_names)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *path = NULL, *output = cli_path ("memory.csv"), *journal = cli_path ("memory.csv.run");
  struct rusage usage;
  int status;
  pid_t pid;

  for (guint i = 0; i < n_names; i++)
    g_string_append_printf (names, "no-such-folder/a-name-of-some-length-%08u.jpg\n", i);
  path = cli_make_file ("memory", names->str, names->len);
  unlink (output);
  unlink (journal);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      execl (g_getenv ("DERM"), "derm", "predict", "-q", "-t", "2", "-f", "csv", "--files-from", path, "--output",
             output, NULL);
      _exit (127);
    }
  g_assert_cmpint (wait4 (pid, &status, 0, &usage), ==, pid);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, 3);
  return usage.ru_maxrss;
}

static void
test_memory (void)
{
  long few = measure_memory (2000), many = measure_memory (100000);

  g_test_message ("%ld KiB with 2,000 names, %ld KiB with 100,000", few, many);
  g_assert_cmpint (many, <, few + 4096); /* their names alone are 5 MiB */
}

/* The other commands read the same lists. */
static void
test_commands (void)
{
  g_autofree char *csv = cli_path ("features.csv"), *content = NULL;
  g_autoptr (CliRun) features = cli_run ("features", "--files-from", list, "-o", csv, NULL);
  g_autoptr (CliRun) explain = cli_run ("explain", "--files-from", list, "--method", "gradient", NULL);
  g_autoptr (CliRun) bad = cli_run ("explain", "--files0-from", "no-list", NULL);
  g_auto (GStrv) rows = NULL, lines = g_strsplit (explain->out, "\n", -1);

  g_assert_cmpint (features->status, ==, 0);
  g_assert_true (g_file_get_contents (csv, &content, NULL, NULL));
  rows = g_strsplit (content, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, N_IMAGES + 2);
  g_assert_cmpint (explain->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, N_IMAGES + 1);
  assert_refused (bad, 1, "no-list: No such file");
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  make_images ();
  g_test_add_func ("/cli-batch/folder", test_folder);
  g_test_add_func ("/cli-batch/list", test_list);
  g_test_add_func ("/cli-batch/hostile-list", test_hostile_list);
  g_test_add_func ("/cli-batch/bad-lists", test_bad_lists);
  g_test_add_func ("/cli-batch/shards", test_shards);
  g_test_add_func ("/cli-batch/empty-shard", test_empty_shard);
  g_test_add_func ("/cli-batch/bad-shards", test_bad_shards);
  g_test_add_func ("/cli-batch/unordered", test_unordered);
  g_test_add_func ("/cli-batch/memory", test_memory);
  g_test_add_func ("/cli-batch/commands", test_commands);
  status = g_test_run ();
  g_free (folder);
  g_free (list);
  cli_fixture_clear ();
  return status;
}
