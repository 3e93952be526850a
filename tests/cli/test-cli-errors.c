/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* derm when things go wrong: a row for each bad image, and the exit statuses. */

static char *image;

/* The bad file stands between two good ones, which must come out all the same. */
static void
assert_error_row (const char *path)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-f", "json", image, path, image, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonArray *rows = json_node_get_array (json_parser_get_root (parser));
  JsonObject *row;

  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpuint (json_array_get_length (rows), ==, 3);
  for (guint i = 0; i < 3; i += 2)
    g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, i), "status"), ==, "ok");
  row = json_array_get_object_element (rows, 1);
  g_assert_cmpstr (json_object_get_string_member (row, "status"), ==, "error");
  g_assert_cmpuint (strlen (json_object_get_string_member (row, "error")), >, 5);
  g_assert_true (json_object_get_null_member (row, "index"));
  g_assert_true (json_object_get_null_member (row, "label"));
  g_assert_true (json_object_get_null_member (row, "scores"));
  g_assert_true (json_object_get_null_member (row, "logits"));
  g_assert_true (json_object_get_null_member (row, "input_sha256"));
  g_assert_true (json_object_get_null_member (row, "ms"));
  g_assert_true (json_object_get_null_member (row, "gate"));
  g_assert_true (json_object_get_null_member (row, "set_90"));
  g_assert_true (json_object_get_null_member (row, "margin"));
  g_assert_true (json_object_get_null_member (row, "entropy"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (row, "labels")), ==, 7);
}

static void
test_empty (void)
{
  g_autofree char *path = cli_make_file ("empty.jpg", "", 0);

  assert_error_row (path);
}

static void
test_text (void)
{
  g_autofree char *path = cli_make_file ("text.jpg", "This is no image.\n", 18);

  assert_error_row (path);
}

static void
test_truncated (void)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (image, &content, &length, NULL));
  for (int i = 1; i < 4; i++)
    {
      g_autofree char *path = cli_make_file ("truncated.jpg", content, length * i / 4);

      assert_error_row (path);
    }
}

static void
test_bomb (void)
{
  g_autofree char *path = cli_make_png_header ("bomb.png", 60000, 60000);
  gint64 start = g_get_monotonic_time ();

  assert_error_row (path);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC); /* it would take minutes to decode */
}

/* A list names files; folders are arguments (test-cli-batch.c). */
static void
test_folder (void)
{
  g_autofree char *names = g_strjoin ("\n", image, cli_folder (), image, NULL);
  g_autoptr (GBytes) input = g_bytes_new (names, strlen (names));
  const char *const arguments[] = { "predict", "-f", "json", "--files-from", "-", NULL };
  g_autoptr (CliRun) run = cli_run_full (input, NULL, arguments);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonArray *rows = json_node_get_array (json_parser_get_root (parser));
  JsonObject *row = json_array_get_object_element (rows, 1);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpuint (json_array_get_length (rows), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (row, "status"), ==, "error");
}

static void
test_vanished (void)
{
  g_autofree char *missing = cli_path ("not-there.jpg"), *link = cli_path ("dangling.jpg");

  g_assert_cmpint (symlink (missing, link), ==, 0);
  assert_error_row (missing);
  assert_error_row (link);
}

static void
test_unreadable (void)
{
  g_autofree char *path = cli_make_image ("unreadable.jpg", 60, 45, 7);

  if (geteuid () == 0)
    {
      g_test_skip ("root may read everything");
      return;
    }
  g_assert_cmpint (chmod (path, 0), ==, 0);
  assert_error_row (path);
}

/* Nobody writes to it: derm must not wait for that. */
static void
test_fifo (void)
{
  g_autofree char *path = cli_path ("fifo.jpg");

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  assert_error_row (path);
}

static void
test_bad_name (void)
{
  g_autofree char *path = cli_path ("\xff\xfe \"\\\n\x01 bad name.jpg");

  assert_error_row (path);
}

static void
test_stdin_bad (void)
{
  const char *const arguments[] = { "predict", "-f", "jsonl", "-", NULL };
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0), text = g_bytes_new_static ("no image", 8);
  g_autoptr (CliRun) a = cli_run_full (empty, NULL, arguments), b = cli_run_full (text, NULL, arguments);

  g_assert_cmpint (a->status, ==, 3);
  g_assert_cmpint (b->status, ==, 3);
  g_assert_nonnull (strstr (a->out, "\"status\":\"error\""));
  g_assert_nonnull (strstr (b->out, "\"status\":\"error\""));
}

static void
test_table_row (void)
{
  g_autofree char *path G_GNUC_UNUSED = cli_make_file ("text2.jpg", "text", 4);
  g_autoptr (CliRun) run = cli_run ("predict", "image.jpg", "text2.jpg", "image.jpg", NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpuint (g_strv_length (lines), ==, 9);
  g_assert_true (g_str_has_prefix (lines[2], "text2.jpg  error: "));
}

/* What a terminal would obey does not reach it. */
static void
test_table_escape (void)
{
  g_autofree char *path = cli_path ("\033[31mred\a.jpg");
  g_autoptr (CliRun) run = cli_run ("predict", path, NULL);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_null (strchr (run->out, '\033'));
  g_assert_null (strchr (run->out, '\a'));
}

/* Marks that translations need are kept; what turns letters around is not. */
static void
test_direction_marks (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "a\u200eb\u2067c\u2069\u202ed.jpg", NULL);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_nonnull (strstr (run->out, "a\u200eb\u2067c\u2069\ufffdd.jpg"));
}

/* ---- exit statuses ---- */

static void
assert_usage (const char *a, const char *b, const char *c, const char *d, const char *e)
{
  g_autoptr (CliRun) run = cli_run (a, b, c, d, e, NULL);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpuint (strlen (run->err), >, 10);
}

static void
test_usage (void)
{
  g_autofree char *figure = cli_path ("usage.png"), *gif = cli_path ("usage.gif");
  g_autoptr (CliRun) bare = cli_run (NULL, NULL);

  g_assert_cmpint (bare->status, ==, 1);
  assert_usage ("paint", NULL, NULL, NULL, NULL);
  assert_usage ("predict", NULL, NULL, NULL, NULL);
  assert_usage ("predict", "--no-such-option", image, NULL, NULL);
  assert_usage ("predict", "--format", "xml", image, NULL);
  assert_usage ("predict", "--threads", "-1", image, NULL);
  assert_usage ("predict", "--threads", "many", image, NULL);
  assert_usage ("predict", "--isa", "z80", image, NULL);
  assert_usage ("predict", "--recipe", "no-such-recipe", image, NULL);
  assert_usage ("predict", "-", "-", NULL, NULL);
  assert_usage ("predict", "--figure", figure, image, image);
  assert_usage ("predict", "--figure", gif, image, NULL);
  assert_usage ("preprocess", image, NULL, NULL, NULL);
  assert_usage ("preprocess", "-o", figure, image, image);
  assert_usage ("preprocess", "-o", gif, image, NULL);
  assert_usage ("info", "a", "b", NULL, NULL);
  assert_usage ("info", "--model", "a", "b", NULL);
  assert_usage ("convert", "a", NULL, NULL, NULL);
  g_assert_false (g_file_test (figure, G_FILE_TEST_EXISTS));
}

/* The image that a result is made of is never written over. */
static void
test_overwrite (void)
{
  g_autofree char *path = cli_make_image ("precious.png", 60, 45, 9), *before = NULL, *after = NULL;
  gsize n_before, n_after;

  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  assert_usage ("predict", "--figure", path, path, NULL);
  assert_usage ("preprocess", "-o", path, path, NULL);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static void
test_model (void)
{
  g_autofree char *missing = cli_path ("no-model.safetensors");
  g_autofree char *text = cli_make_file ("text.safetensors", "this is no model at all", 23);
  g_autoptr (CliRun) a = cli_run ("predict", "--model", missing, image, NULL);
  g_autoptr (CliRun) b = cli_run ("predict", "--model", text, image, NULL);
  g_autoptr (CliRun) c = cli_run ("info", text, NULL);
  CliRun *runs[] = { a, b, c };

  for (gsize i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_assert_cmpint (runs[i]->status, ==, 2);
      g_assert_cmpstr (runs[i]->out, ==, "");
      g_assert_nonnull (strstr (runs[i]->err, ".safetensors"));
    }
}

static void
test_help (void)
{
  static const char *const commands[] = { "predict", "preprocess", "info", "convert" };
  g_autoptr (CliRun) help = cli_run ("--help", NULL), version = cli_run ("--version", NULL);

  g_assert_cmpint (help->status, ==, 0);
  g_assert_cmpint (version->status, ==, 0);
  g_assert_true (g_str_has_prefix (version->out, "derm "));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autoptr (CliRun) run = cli_run (commands[i], "--help", NULL);

      g_assert_cmpint (run->status, ==, 0);
      g_assert_nonnull (strstr (help->out, commands[i]));
      g_assert_nonnull (strstr (run->out, commands[i]));
      g_assert_cmpstr (run->err, ==, "");
    }
}

/* ---- output that is not taken ---- */

/* Runs derm by the shell, which joins the streams as `redirection` says; returns the exit status of derm. */
static int
run_by_shell (const char *redirection, char **err)
{
  g_autofree char *script = g_strdup_printf ("\"$DERM\" predict -f jsonl \"$0\" \"$0\" \"$0\" %s", redirection);
  const char *argv[] = { "/bin/bash", "-c", script, image, NULL };
  int wait_status;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, err, &wait_status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (wait_status));
  return WEXITSTATUS (wait_status);
}

static void
test_output (void)
{
  static const char *const redirections[] = { "> /dev/full", ">&-", "| true; exit ${PIPESTATUS[0]}" };
  static const int statuses[] = { 4, 4, 128 + SIGPIPE }; /* of a pipe that nobody reads nothing is said */

  if (!g_file_test ("/bin/bash", G_FILE_TEST_IS_EXECUTABLE) || !g_file_test ("/dev/full", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("needs bash and /dev/full");
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (redirections); i++)
    {
      g_autofree char *err = NULL;

      g_assert_cmpint (run_by_shell (redirections[i], &err), ==, statuses[i]);
      g_assert_true ((strstr (err, "derm: ") != NULL) == (statuses[i] == 4));
    }
}

static void
test_figure_unwritable (void)
{
  g_autofree char *path = cli_path ("no-such-folder/figure.png");
  g_autoptr (CliRun) run = cli_run ("predict", "--figure", path, image, NULL);
  g_autoptr (CliRun) other = cli_run ("preprocess", "-o", path, image, NULL);

  g_assert_cmpint (run->status, ==, 4);
  g_assert_cmpint (other->status, ==, 4);
  g_assert_nonnull (strstr (run->err, "derm: "));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.jpg", 300, 225, 1);
  g_test_add_func ("/cli/errors/empty", test_empty);
  g_test_add_func ("/cli/errors/text", test_text);
  g_test_add_func ("/cli/errors/truncated", test_truncated);
  g_test_add_func ("/cli/errors/bomb", test_bomb);
  g_test_add_func ("/cli/errors/folder", test_folder);
  g_test_add_func ("/cli/errors/vanished", test_vanished);
  g_test_add_func ("/cli/errors/unreadable", test_unreadable);
  g_test_add_func ("/cli/errors/fifo", test_fifo);
  g_test_add_func ("/cli/errors/bad-name", test_bad_name);
  g_test_add_func ("/cli/errors/stdin", test_stdin_bad);
  g_test_add_func ("/cli/errors/table-row", test_table_row);
  g_test_add_func ("/cli/errors/table-escape", test_table_escape);
  g_test_add_func ("/cli/errors/direction-marks", test_direction_marks);
  g_test_add_func ("/cli/status/usage", test_usage);
  g_test_add_func ("/cli/status/overwrite", test_overwrite);
  g_test_add_func ("/cli/status/model", test_model);
  g_test_add_func ("/cli/status/help", test_help);
  g_test_add_func ("/cli/status/output", test_output);
  g_test_add_func ("/cli/status/figure-unwritable", test_figure_unwritable);
  status = g_test_run ();
  g_free (image);
  cli_fixture_clear ();
  return status;
}
