/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <math.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "../engine/patterns.h"

/* derm audit as people and programs call it; what it finds is tested beside the engine. */

enum { N_EACH = 12 };

static char *model, *clean_model, *truth;

static void
make_images (void)
{
  g_autoptr (GString) text = g_string_new ("image_id;dx;split\r\n");
  g_autofree char *folder = cli_path ("images");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (int class = 0; class < PATTERN_CLASSES; class ++)
    for (guint32 seed = 1; seed <= N_EACH; seed++)
      {
        g_autofree char *id = g_strdup_printf ("%s-%u", pattern_codes[class], seed);
        g_autofree char *name = g_strdup_printf ("images/%s.ppm", id), *path = cli_path (name);

        pattern_save (class, 1000 + seed, 1, path);
        g_string_append_printf (text, "%s;%s;%s\r\n", id, pattern_codes[class], seed % 3 == 0 ? "test" : "train");
      }
  truth = cli_make_file ("truth.csv", text->str, text->len);
}

static JsonObject *
find_finding (JsonObject *root, const char *kind)
{
  JsonArray *findings = json_object_get_array_member (root, "findings");

  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      if (g_str_equal (json_object_get_string_member (finding, "kind"), kind))
        return finding;
    }
  g_assert_not_reached ();
}

static void
test_json (void)
{
  g_autoptr (CliRun) run
      = cli_run ("audit", "--model", model, "--images", "images", "--truth", truth, "-f", "json", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonObject *root = cli_object (parser), *best = json_object_get_object_member (root, "best");
  JsonArray *results = json_object_get_array_member (root, "results");
  JsonArray *found = json_object_get_array_member (json_object_get_object_member (root, "numberings"), "found");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint ((int) json_object_get_int_member (root, "images"), ==, N_EACH * PATTERN_CLASSES);
  g_assert_cmpstr (json_object_get_string_member (best, "layout"), ==, "rows");
  g_assert_cmpstr (json_object_get_string_member (best, "numbering"), ==, "found");
  g_assert_cmpstr (json_array_get_string_element (found, 4), ==, "nv");
  g_assert_cmpstr (json_array_get_string_element (found, 6), ==, "mel");
  g_assert_cmpuint (json_array_get_length (results), ==, 12 * 4);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (root, "parts")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (find_finding (root, "layout"), "verdict"), ==, "fault");
  g_assert_cmpstr (json_object_get_string_member (find_finding (root, "labels"), "verdict"), ==, "fault");
  g_assert_cmpstr (json_object_get_string_member (find_finding (root, "duplicates"), "verdict"), ==, "fine");
}

/* The figures belong together: recalls of the confusion, accuracy of its diagonal. */
static void
check_result (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *result = json_node_get_object (node);
  JsonArray *rows = json_object_get_array_member (result, "confusion");
  gint64 n_right = 0, n = 0;

  for (guint t = 0; t < json_array_get_length (rows); t++)
    for (guint a = 0; a < json_array_get_length (rows); a++)
      {
        gint64 count = json_array_get_int_element (json_array_get_array_element (rows, t), a);

        n += count;
        n_right += t == a ? count : 0;
      }
  g_assert_cmpint (n, ==, N_EACH * PATTERN_CLASSES);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (result, "accuracy"), (double) n_right / (double) n,
                                  1e-5);
}

static void
test_results (void)
{
  g_autoptr (CliRun) run = cli_run ("audit", "-m", model, "-i", "images", "--truth", truth, "-f", "json", "-q", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);

  g_assert_cmpstr (run->err, ==, "");
  json_array_foreach_element (json_object_get_array_member (cli_object (parser), "results"), check_result, NULL);
}

static void
test_text (void)
{
  g_autoptr (CliRun) faulty = cli_run ("audit", "-m", model, "-i", "images", "--truth", truth, NULL);
  g_autoptr (CliRun) clean = cli_run ("audit", "-m", clean_model, "-i", "images", "--truth", truth, NULL);

  g_assert_cmpint (faulty->status, ==, 0);
  g_assert_nonnull (strstr (faulty->out, "FAULT  layout"));
  g_assert_nonnull (strstr (faulty->out, "FAULT  labels"));
  g_assert_nonnull (strstr (faulty->out, "4 is nv (not mel)"));
  g_assert_true (g_str_has_prefix (faulty->err, "0 of 84 images\n"));
  g_assert_nonnull (strstr (faulty->err, "84 of 84 images"));
  g_assert_cmpint (clean->status, ==, 0);
  g_assert_null (strstr (clean->out, "FAULT"));
}

/* Of the row of the bundled model's own layout, filter and numbering. */
static double
find_own_accuracy (JsonObject *root)
{
  JsonArray *results = json_object_get_array_member (root, "results");

  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonObject *result = json_array_get_object_element (results, i);

      if (g_str_equal (json_object_get_string_member (result, "layout"), "planes")
          && g_str_equal (json_object_get_string_member (result, "filter"), "bicubic")
          && g_str_equal (json_object_get_string_member (result, "numbering"), "own"))
        return json_object_get_double_member (result, "accuracy");
    }
  g_assert_not_reached ();
}

/* The model's own recipe is judged by the answers that predict gives: with all its views, and calibrated. The seventh
 * sample has another answer without the calibration. */
static void
test_same_answers (void)
{
  g_autofree char *samples = g_build_filename (g_getenv ("DERMLENS_DATA"), "samples", NULL), *table = NULL;
  g_autoptr (GString) text = g_string_new ("image_id,dx\n");
  g_autoptr (CliRun) audit = NULL;
  g_autoptr (JsonParser) parser = NULL;

  for (int i = 1; i <= 7; i++)
    {
      g_autofree char *name = g_strdup_printf ("drawn-0%d", i), *file = g_strdup_printf ("%s/%s.jpg", samples, name);
      g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "jsonl", file, NULL);
      g_autoptr (JsonParser) line = cli_parse_json (run);

      g_string_append_printf (text, "%s,%s\n", name, json_object_get_string_member (cli_object (line), "label"));
    }
  table = cli_make_file ("answers.csv", text->str, text->len);
  audit = cli_run ("audit", "-i", samples, "--truth", table, "-f", "json", NULL);
  parser = cli_parse_json (audit);
  g_assert_cmpfloat (find_own_accuracy (cli_object (parser)), ==, 1);
}

/* --split as a column, as a file, and in words. */
static void
test_split (void)
{
  g_autofree char *split = cli_make_file ("parts.csv", "image_id,part\nmel-1,a\nmel-2,b\n", 30);
  g_autoptr (CliRun) file
      = cli_run ("audit", "-m", clean_model, "-i", "images", "--truth", truth, "-f", "json", "--split", split, NULL);
  g_autoptr (CliRun) column
      = cli_run ("audit", "-m", clean_model, "-i", "images", "--truth", truth, "-f", "json", "--split", "dx", NULL);
  g_autoptr (CliRun) wrong = cli_run ("audit", "-i", "images", "--truth", truth, "--split", "no-such-thing", NULL);
  g_autoptr (JsonParser) one = cli_parse_json (file), seven = cli_parse_json (column);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cli_object (one), "parts")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cli_object (seven), "parts")), ==, 7);
  g_assert_cmpint (wrong->status, ==, 1);
  g_assert_nonnull (strstr (wrong->err, "no-such-thing"));
}

/* Images that cannot be used are named; the status says that there were some. */
static void
test_bad_image (void)
{
  g_autofree char *folder = cli_path ("some"), *good = NULL, *bad = NULL, *table = NULL;
  g_autoptr (CliRun) run = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  good = cli_make_image ("some/good.jpg", 60, 45, 1);
  bad = cli_make_file ("some/bad\033.jpg", "bad", 3);
  table = cli_make_file ("some.csv", "image,label\ngood,mel\nbad\033,nv\n", 29);
  run = cli_run ("audit", "--images", folder, "--truth", table, NULL);
  g_assert_cmpint (run->status, ==, 3);
  g_assert_nonnull (strstr (run->out, "1 image scored"));
  g_assert_nonnull (strstr (run->out, "1 could not be used:"));
  g_assert_null (strchr (run->out, '\033'));
}

static void
assert_fails (int status, const char *part, const char *images, const char *table, const char *option,
              const char *value)
{
  g_autoptr (CliRun) run = cli_run ("audit", "--images", images, "--truth", table, option, value, NULL);

  g_assert_cmpint (run->status, ==, status);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, part));
}

static void
test_errors (void)
{
  g_autofree char *other = cli_make_file ("other.csv", "image,label\nnobody,mel\n", 23);
  g_autofree char *text = cli_make_file ("text.csv", "no table", 8);
  g_autoptr (CliRun) bare = cli_run ("audit", NULL), extra = cli_run ("audit", "-i", "a", "--truth", "b", "c", NULL);

  g_assert_cmpint (bare->status, ==, 1);
  g_assert_cmpint (extra->status, ==, 1);
  assert_fails (1, "xml", "images", truth, "--format", "xml");
  assert_fails (1, "--threads", "images", truth, "--threads", "-1");
  assert_fails (1, "z80", "images", truth, "--isa", "z80");
  assert_fails (1, "no-such.csv", "images", "no-such.csv", NULL, NULL);
  assert_fails (1, "text.csv", "images", text, NULL, NULL);
  assert_fails (1, "no-such-folder", "no-such-folder", truth, NULL, NULL);
  assert_fails (1, "none of the 84 images", "images", other, NULL, NULL);
  assert_fails (1, "nothing.csv", "images", truth, "--trained-on", "nothing.csv");
  assert_fails (1, "Befund", "images", truth, "--label-column", "Befund");
  assert_fails (2, "no-model", "images", truth, "--model", "no-model.safetensors");
}

/* Links to one image, so many that the signal comes long before the last. */
static char *
make_links (void)
{
  g_autoptr (GString) text = g_string_new ("image_id,dx\n");
  g_autofree char *folder = cli_path ("many"), *target = cli_path ("images/mel-1.ppm");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (int i = 0; i < 4000; i++)
    {
      g_autofree char *name = g_strdup_printf ("many/%d.ppm", i), *path = cli_path (name);

      g_assert_cmpint (symlink (target, path), ==, 0);
      g_string_append_printf (text, "%d,mel\n", i);
    }
  return cli_make_file ("many.csv", text->str, text->len);
}

/* Every ending of the table of formats counts, in capitals too: what Windows saves as .jfif, and what no loader may be
 * there for. */
static void
test_endings (void)
{
  static const char *const names[] = { "a.jfif", "b.jpe", "c.JPG", "d.dib", "e.heic", "f.avif", "g.jxl", "h.txt" };
  g_autoptr (GString) text = g_string_new ("image_id,dx\n");
  g_autofree char *folder = cli_path ("endings"), *table = NULL;
  g_autoptr (CliRun) run = NULL;
  g_autoptr (JsonParser) parser = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      pattern_save ((int) i % PATTERN_CLASSES, 1000 + (guint32) i, 1, path); /* the bytes decide, not the name */
      g_string_append_printf (text, "%c,%s\n", *names[i], pattern_codes[i % PATTERN_CLASSES]);
    }
  table = cli_make_file ("endings.csv", text->str, text->len);
  run = cli_run ("audit", "-m", clean_model, "-i", "endings", "--truth", table, "-f", "json", NULL);
  parser = cli_parse_json (run);
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "images"), ==, G_N_ELEMENTS (names) - 1);
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "missing"), ==, 1);
  g_assert_nonnull (strstr (run->err, "not those of images: 1 .txt\n"));
}

/* Ctrl-C ends it soon, by that signal, with nothing printed. */
static void
test_interrupt (void)
{
  g_autofree char *table = make_links ();
  const char *argv[] = { g_getenv ("DERM"), "audit", "-m", clean_model, "-i", "many", "--truth", table, NULL };
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) out = NULL;
  g_autoptr (GError) error = NULL;
  char buffer[1];

  g_subprocess_launcher_set_cwd (launcher, cli_folder ());
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  /* the first progress line: it is at work and hears signals */
  g_assert_cmpint ((int) g_input_stream_read (g_subprocess_get_stderr_pipe (process), buffer, 1, NULL, NULL), ==, 1);
  g_subprocess_send_signal (process, SIGINT);
  g_subprocess_communicate (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGINT);
  g_assert_cmpuint (g_bytes_get_size (out), ==, 0);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  model = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-faulty.safetensors", NULL);
  clean_model = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-clean.safetensors", NULL);
  make_images ();
  g_test_add_func ("/cli/audit/json", test_json);
  g_test_add_func ("/cli/audit/results", test_results);
  g_test_add_func ("/cli/audit/text", test_text);
  g_test_add_func ("/cli/audit/same-answers", test_same_answers);
  g_test_add_func ("/cli/audit/split", test_split);
  g_test_add_func ("/cli/audit/bad-image", test_bad_image);
  g_test_add_func ("/cli/audit/errors", test_errors);
  g_test_add_func ("/cli/audit/endings", test_endings);
  g_test_add_func ("/cli/audit/interrupt", test_interrupt);
  status = g_test_run ();
  g_free (model);
  g_free (clean_model);
  g_free (truth);
  cli_fixture_clear ();
  return status;
}
