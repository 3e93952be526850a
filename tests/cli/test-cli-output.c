/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* `derm predict --output`: what is written, and what is refused. */

static char *image, *other, *output, *journal;

static void
start_anew (void)
{
  unlink (output);
  unlink (journal);
}

/* A run into the file with another option and its value; both nullable. */
static CliRun *
run_with (const char *option, const char *value)
{
  return cli_run ("predict", "-q", "-f", "csv", "-o", output, image, other, option, value, NULL);
}

static char *
read_file (const char *path)
{
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  return content;
}

static void
assert_refused (const CliRun *run, int status, const char *words)
{
  if (strstr (run->err, words) == NULL)
    g_test_message ("%s", run->err);
  g_assert_nonnull (strstr (run->err, words));
  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
}

/* The rows are those of standard output but for the time. */
static void
test_rows (void)
{
  g_autofree char *content = NULL;
  g_autoptr (CliRun) run = NULL, plain = cli_run ("predict", "-q", "-f", "csv", image, other, NULL);
  g_autoptr (GPtrArray) rows = NULL, expected = cli_parse_csv (plain->out);

  start_anew ();
  run = run_with (NULL, NULL);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->out, ==, "");
  content = read_file (output);
  rows = cli_parse_csv (content);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++)
    {
      const GPtrArray *row = rows->pdata[i], *wanted = expected->pdata[i];

      g_assert_cmpuint (row->len, ==, wanted->len);
      for (guint k = 0; k < row->len; k++)
        if (i > 0 && strcmp (((GPtrArray *) rows->pdata[0])->pdata[k], "ms") == 0)
          g_assert_cmpstr (row->pdata[k], ==, "");
        else
          g_assert_cmpstr (row->pdata[k], ==, wanted->pdata[k]);
    }
}

static void
test_journal (void)
{
  g_autoptr (CliRun) run = NULL;
  g_autofree char *content = NULL, *names = g_strconcat (image, "\1", other, "\1", NULL), *hash = NULL, *end = NULL;
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, image, -1), *first = NULL, *rows = NULL,
                  *row = NULL;
  g_autoptr (JsonNode) head = NULL;
  g_auto (GStrv) lines = NULL, words = NULL;
  gsize length = strlen (names), begin;
  struct stat info;

  start_anew ();
  run = run_with ("--by-hash", NULL);
  content = read_file (journal);
  lines = g_strsplit (content, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 5);
  head = json_from_string (lines[0], NULL);
  g_assert_cmpint (json_object_get_int_member (json_node_get_object (head), "dermlens-run"), ==, 1);
  g_assert_true (json_object_get_boolean_member (json_node_get_object (head), "by_hash"));
  words = g_strsplit (lines[2], " ", -1);
  g_assert_cmpstr (words[0], ==, "1");
  g_assert_cmpint (stat (output, &info), ==, 0);
  g_assert_cmpint (g_ascii_strtoll (words[1], NULL, 10), ==, info.st_size);
  g_assert_cmpint (stat (other, &info), ==, 0);
  g_assert_cmpint (g_ascii_strtoll (words[2], NULL, 10), ==, info.st_size);
  g_assert_cmpuint (strlen (words[5]), ==, 64);
  g_assert_cmpuint (g_strv_length (words), ==, 7);
  begin = g_ascii_strtoull (strchr (lines[1], ' '), NULL, 10);
  rows = read_file (output);
  row = g_compute_checksum_for_string (G_CHECKSUM_SHA256, rows + begin, -1);
  g_assert_true (strlen (words[6]) == 16 && g_str_has_prefix (row, words[6]));
  first = g_strdup_printf (" %.16s ", name);
  g_assert_nonnull (strstr (lines[1], first));
  g_strdelimit (names, "\1", '\0');
  hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) names, length);
  end = g_strdup_printf ("end 2 %s", hash);
  g_assert_cmpstr (lines[3], ==, end);
}

static void
test_formats (void)
{
  static const char *const formats[] = { "table", "json", "published" };
  g_autoptr (CliRun) resume = cli_run ("predict", "--resume", image, NULL);

  assert_refused (resume, 1, "--output");
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (CliRun) run = cli_run ("predict", "-f", formats[i], "-o", output, image, NULL);

      assert_refused (run, 1, "standard output");
    }
}

/* What is there stays as it is. */
static void
test_existing (void)
{
  g_autoptr (CliRun) run = NULL, resumed = NULL, replaced = NULL, fifo = NULL, device = NULL, nowhere = NULL;
  g_autofree char *content = NULL, *pipe_path = cli_path ("pipe"), *none = cli_path ("none/rows.csv");

  start_anew ();
  g_assert_true (g_file_set_contents (output, "mine", 4, NULL));
  run = run_with (NULL, NULL);
  assert_refused (run, 5, "rows.csv is there already, and no run wrote it");
  replaced = run_with ("--replace", NULL);
  assert_refused (replaced, 5, "rows.csv is there already, and no run wrote it");
  resumed = run_with ("--resume", NULL);
  assert_refused (resumed, 5, "rows.csv.run: No such file");
  content = read_file (output);
  g_assert_cmpstr (content, ==, "mine");
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  fifo = cli_run ("predict", "-f", "csv", "-o", pipe_path, image, NULL);
  assert_refused (fifo, 5, "is not a regular file");
  device = cli_run ("predict", "-f", "csv", "-o", "/dev/full", image, NULL);
  assert_refused (device, 5, "is not a regular file");
  nowhere = cli_run ("predict", "-f", "csv", "-o", none, image, NULL);
  assert_refused (nowhere, 4, "none/rows.csv: No such file");
}

/* A journal's name that somebody else's file has. */
static void
test_foreign_journal (void)
{
  g_autoptr (CliRun) run = NULL;
  g_autofree char *content = NULL;

  start_anew ();
  g_assert_true (g_file_set_contents (journal, "mine\n", 5, NULL));
  run = run_with (NULL, NULL);
  assert_refused (run, 5, "rows.csv.run: this is not the journal of a run");
  content = read_file (journal);
  g_assert_cmpstr (content, ==, "mine\n");
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
}

/* An earlier run's file is begun anew only if that is asked for. */
static void
test_replace (void)
{
  g_autoptr (CliRun) run = NULL, refused = NULL, both = NULL, replaced = NULL;
  g_autofree char *before = NULL, *kept = NULL, *after = NULL;

  start_anew ();
  run = run_with ("--scores", "raw");
  before = read_file (output);
  refused = run_with (NULL, NULL);
  assert_refused (refused, 5, "--replace");
  both = run_with ("--replace", "--resume");
  assert_refused (both, 1, "name one of them");
  kept = read_file (output);
  g_assert_cmpstr (kept, ==, before);
  replaced = run_with ("--replace", NULL);
  g_assert_cmpint (replaced->status, ==, 0);
  after = read_file (output);
  g_assert_cmpstr (after, !=, before);
}

/* A run that goes on with other options, and what it says. */
static void
test_other_options (void)
{
  static const char *const options[][3] = {
    { "--recipe", "published", "\n  recipe: dermlens, now published\n" },
    { "--recipe", "published", "\n  orientation: apply, now ignore\n" }, /* all that differs */
    { "--views", "1", "\n  views: 8, now 1\n" },
    { "--scores", "raw", "\n  scores: calibrated, now raw\n" },
    { "--decision", "balanced", "\n  decision: likely, now balanced\n" },
    { "--fields", "file,label", "\n  fields: none, now file,label\n" },
    { "--shard", "1/2", "\n  shard: none, now 1/2\n" },
    { "--format", "jsonl", "\n  format: csv, now jsonl\n" },
    { "--by-hash", "-q", "\n  by_hash: false, now true\n" },
  };
  g_autoptr (CliRun) run = NULL;
  g_autofree char *before = NULL, *after = NULL;

  start_anew ();
  run = run_with (NULL, NULL);
  before = read_file (output);
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (CliRun) refused = cli_run ("predict", "-q", "-f", "csv", "-o", output, image, other, "--resume",
                                            options[i][0], options[i][1], NULL);

      assert_refused (refused, 5, "was made with other options, or another model:\n");
      assert_refused (refused, 5, options[i][2]);
    }
  after = read_file (output);
  g_assert_cmpstr (before, ==, after);
}

static void
test_other_model (void)
{
  g_autofree char *model = cli_path ("other.safetensors"), *content = NULL, *before = NULL, *now = NULL;
  g_autofree char *bundled = g_build_filename (g_getenv ("DERMLENS_DATA"), "model/skincnn.safetensors", NULL);
  g_autoptr (CliRun) run = NULL, refused = NULL;
  gsize length;

  start_anew ();
  run = run_with (NULL, NULL);
  before = read_file (journal);
  g_assert_true (g_file_get_contents (bundled, &content, &length, NULL));
  content[length - 1] ^= 1;
  g_assert_true (g_file_set_contents (model, content, (gssize) length, NULL));
  refused = cli_run ("predict", "-f", "csv", "-o", output, image, other, "--resume", "-m", model, NULL);
  assert_refused (refused, 5, "\n  model: ");
  now = read_file (journal);
  g_assert_cmpstr (before, ==, now);
}

/* The first waits for its list. */
static void
test_two_runs (void)
{
  g_autoptr (GSubprocess) first = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CliRun) run = NULL, resumed = NULL;
  g_autofree char *line = g_strdup_printf ("%s\n", image), *content = NULL;
  GOutputStream *names;

  start_anew ();
  first = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, g_getenv ("DERM"), "predict", "-q", "-f", "csv",
                            "-o", output, "--files-from", "-", NULL);
  g_assert_no_error (error);
  names = g_subprocess_get_stdin_pipe (first);
  g_assert_true (g_output_stream_write_all (names, line, strlen (line), NULL, NULL, NULL));
  while (content == NULL || strstr (content, image) == NULL) /* its row is kept while the list goes on */
    {
      g_free (content);
      content = NULL;
      g_file_get_contents (output, &content, NULL, NULL);
      g_usleep (1000);
    }
  run = run_with (NULL, NULL);
  resumed = run_with ("--resume", NULL);
  assert_refused (run, 5, "rows.csv is being written by another run");
  assert_refused (resumed, 5, "rows.csv is being written by another run");
  g_assert_true (g_output_stream_close (names, NULL, NULL));
  g_assert_true (g_subprocess_wait_check (first, NULL, NULL));
}

/* With --by-hash a new time is no change, and without it is; a new content with the old size and time is with it. */
static void
test_by_hash (void)
{
  g_autoptr (CliRun) run = NULL, same = NULL, changed = NULL;
  const struct timespec times[] = { { 1000000, 0 }, { 1000000, 0 } };
  g_autofree char *content = NULL, *before = NULL, *after = NULL, *copy = NULL;
  gsize length;

  start_anew ();
  copy = cli_make_image ("copy.bmp", 30, 30, 3);
  g_assert_true (g_file_get_contents (copy, &content, &length, NULL));
  g_assert_cmpint (utimensat (AT_FDCWD, copy, times, 0), ==, 0);
  run = cli_run ("predict", "-f", "csv", "-o", output, "--by-hash", copy, image, NULL);
  before = read_file (output);
  g_assert_cmpint (utimensat (AT_FDCWD, copy, NULL, 0), ==, 0);
  same = cli_run ("predict", "-f", "csv", "-o", output, "--by-hash", "--resume", copy, image, NULL);
  g_assert_nonnull (strstr (same->err, ": 2 images, 2 of them were there already"));
  for (gsize i = length / 2; i < length; i++)
    content[i] = (char) ~content[i];
  g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
  g_assert_cmpint (utimensat (AT_FDCWD, copy, times, 0), ==, 0);
  changed = cli_run ("predict", "-f", "csv", "-o", output, "--by-hash", "--resume", copy, image, NULL);
  g_assert_nonnull (strstr (changed->err, ": 2 images, 1 of them were there already"));
  after = read_file (output);
  g_assert_cmpstr (before, !=, after);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.png", 40, 30, 1);
  other = cli_make_image ("other.png", 40, 30, 2);
  output = cli_path ("rows.csv");
  journal = cli_path ("rows.csv.run");
  g_test_add_func ("/cli-output/rows", test_rows);
  g_test_add_func ("/cli-output/journal", test_journal);
  g_test_add_func ("/cli-output/formats", test_formats);
  g_test_add_func ("/cli-output/existing", test_existing);
  g_test_add_func ("/cli-output/foreign-journal", test_foreign_journal);
  g_test_add_func ("/cli-output/replace", test_replace);
  g_test_add_func ("/cli-output/other-options", test_other_options);
  g_test_add_func ("/cli-output/other-model", test_other_model);
  g_test_add_func ("/cli-output/two-runs", test_two_runs);
  g_test_add_func ("/cli-output/by-hash", test_by_hash);
  status = g_test_run ();
  g_free (image);
  g_free (other);
  g_free (output);
  g_free (journal);
  cli_fixture_clear ();
  return status;
}
