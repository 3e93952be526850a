/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <stdio.h>
#include <string.h>

/* derm explain and derm activations as processes. */

static char *image;

static void
assert_usage (const char *option, const char *value, const char *words)
{
  g_autoptr (CliRun) run = cli_run ("explain", option, value, image, NULL);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, words));
}

static void
test_usage (void)
{
  g_autoptr (CliRun) nothing = cli_run ("explain", NULL);
  g_autoptr (CliRun) two = cli_run ("explain", image, image, "-o", "a.png", NULL);
  g_autoptr (CliRun) ending = cli_run ("explain", image, "-o", "a.bmp", NULL);
  g_autoptr (CliRun) missing = cli_run ("explain", "missing.png", NULL);

  g_assert_cmpint (nothing->status, ==, 1);
  g_assert_cmpint (two->status, ==, 1);
  g_assert_cmpint (ending->status, ==, 1);
  g_assert_cmpint (missing->status, ==, 3);
  g_assert_nonnull (strstr (missing->err, "missing.png"));
  assert_usage ("--method", "occult", "“occult” is not a method");
  assert_usage ("--target", "odds", "“odds” is not a target");
  assert_usage ("--baseline", "pink", "“pink” is not a baseline");
  assert_usage ("--class", "foo", "akiec, bcc, bkl");
  assert_usage ("--patch", "9", "2 to 8 pixels");
  assert_usage ("--isa", "mmx", "mmx");
}

static void
assert_refused (const char *method, const char *option, const char *value, const char *words)
{
  g_autoptr (CliRun) run = cli_run ("explain", "--method", method, option, value, image, NULL);

  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_nonnull (strstr (run->err, option));
  g_assert_nonnull (strstr (run->err, method));
  g_assert_nonnull (strstr (run->err, words));
}

/* What is asked for is done or refused, never left out. */
static void
test_foreign_options (void)
{
  assert_refused ("gradcam", "--patch", "2", "only with: occlusion, integrated.");
  assert_refused ("integrated", "--patch", "2", "--baseline blur only");
  assert_refused ("smoothgrad", "--baseline", "black", "only with: occlusion, integrated.");
  assert_refused ("occlusion", "--steps", "32", "only with: integrated.");
  assert_refused ("integrated", "--copies", "32", "only with: smoothgrad.");
  assert_refused ("gradient", "--noise", "0.1", "only with: smoothgrad.");
  assert_refused ("occlusion", "--seed", "0", "only with: smoothgrad.");
  assert_refused ("occlusion", "--layer", "-1", "only with: gradcam.");
  assert_usage ("--patch", "0", "2 to 8 pixels");
  assert_usage ("--steps", "0", "only with: integrated.");
}

/* A cell of a layer's map is named by the pixels that it stands for; numbers in sentences are not those of files. */
static void
test_words (void)
{
  g_autofree char *path = cli_path ("words.json"), *json = NULL;
  g_autoptr (CliRun) cells = cli_run ("explain", "--method", "gradcam", "--layer", "9", "-o", path, image, NULL);
  g_autoptr (CliRun) pixels = cli_run ("explain", "--method", "gradient", "-o", path, image, NULL);
  int x, y, first_x, last_x, first_y, last_y;
  const char *cell = strstr (cells->out, "cell x ");

  g_assert_cmpint (cells->status, ==, 0);
  g_assert_nonnull (cell);
  g_assert_cmpint (
      sscanf (cell, "cell x %d, y %d of 7 × 7 (pixels x %d–%d, y %d–%d)", &x, &y, &first_x, &last_x, &first_y, &last_y),
      ==, 6);
  g_assert_cmpint (first_x, ==, 4 * x);
  g_assert_cmpint (last_x, ==, 4 * x + 3);
  g_assert_cmpint (first_y, ==, 4 * y);
  g_assert_cmpint (last_y, ==, 4 * y + 3);
  g_assert_nonnull (strstr (pixels->out, "with +0."));
  g_assert_nonnull (strstr (pixels->out, "with −0."));
  g_assert_null (strstr (pixels->out, "cell"));
  g_assert_true (g_file_get_contents (path, &json, NULL, NULL));
  g_assert_null (strstr (json, "−"));
}

/* A line for each image that can be read, and the number that `derm predict` gives. */
static void
test_json (void)
{
  g_autoptr (CliRun) run = cli_run ("explain", "--views", "1", "--class", "mel", "missing.png", image, NULL);
  g_autoptr (CliRun) predicted = cli_run ("predict", "-q", "-f", "jsonl", "--views", "1", image, NULL);
  g_autoptr (JsonParser) prediction = cli_parse_json (predicted);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  g_assert_cmpint (run->status, ==, 3);
  g_assert_true (json_parser_load_from_data (parser, run->out, -1, NULL));
  object = cli_object (parser);
  cli_assert_string (parser, "file", image);
  cli_assert_string (parser, "method", "occlusion");
  cli_assert_string (parser, "class", "mel");
  cli_assert_string (parser, "input_sha256", json_object_get_string_member (cli_object (prediction), "input_sha256"));
  cli_assert_string (parser, "model_sha256", json_object_get_string_member (cli_object (prediction), "model_sha256"));
  g_assert_cmpint (json_object_get_int_member (object, "passes"), ==, 785);
  g_assert_cmpfloat (
      json_object_get_double_member (object, "value"), ==,
      json_array_get_double_element (json_object_get_array_member (cli_object (prediction), "calibrated"), 4));
}

static void
test_figure (const char *name, const char *start, const char *method)
{
  g_autofree char *path = cli_path (name), *content = NULL;
  g_autoptr (CliRun) run = cli_run ("explain", "--views", "1", "--method", method, "-o", path, image, NULL);
  gsize length;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_str_has_prefix (run->out, image)); /* then the words */
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, start));
  g_assert_cmpuint (length, >, 10000);
}

static void
test_figures (void)
{
  test_figure ("map.png", "\211PNG", "occlusion");
  test_figure ("map.svg", "<?xml", "gradient");
  test_figure ("map.pdf", "%PDF-", "gradcam");
}

static void
test_numbers (void)
{
  g_autofree char *path = cli_path ("map.npy"), *beside = cli_path ("map.npy.json"), *content = NULL, *words = NULL;
  g_autoptr (CliRun) run
      = cli_run ("explain", "--method", "integrated", "--steps", "4", "--check", "-o", path, image, NULL);
  gsize length;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_nonnull (strstr (run->out, "Ten draws of random weights give other maps")); /* of gradients always */
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, 128 + 784 * 4);
  g_assert_true (g_file_get_contents (beside, &words, NULL, NULL));
  g_assert_nonnull (strstr (words, "\"steps\":4"));
  g_assert_nonnull (strstr (words, "\"completeness_error\":"));
}

static void
test_activations (void)
{
  g_autofree char *path = cli_path ("layer.npy"), *content = NULL;
  g_autoptr (CliRun) list = cli_run ("activations", image, NULL);
  g_autoptr (CliRun) cell = cli_run ("activations", "--layer", "4", "--cell", "26,4,8", image, NULL);
  g_autoptr (CliRun) none = cli_run ("activations", "--layer", "4", "--cell", "64,4,8", image, NULL);
  g_autoptr (CliRun) beyond = cli_run ("activations", "--layer", "99", image, NULL);
  g_autoptr (CliRun) view = cli_run ("activations", "--view", "8", image, NULL);
  g_autoptr (CliRun) written = cli_run ("activations", "--layer", "4", "-o", path, image, NULL);
  g_autofree char *drawn = cli_path ("layer.svg"), *svg = NULL;
  g_autoptr (CliRun) figure = cli_run ("activations", "--layer", "5", "--cell", "26,4,8", "-o", drawn, image, NULL);
  g_autoptr (CliRun) other = cli_run ("activations", "--layer", "5", "-o", "layer.gif", image, NULL);
  g_auto (GStrv) lines = g_strsplit (cell->out, "\n", -1);
  gsize length;

  g_assert_cmpint (list->status, ==, 0);
  g_assert_nonnull (strstr (list->out, "batchnorm"));
  g_assert_cmpint (cell->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 32 * 9 + 1 + 1 + 1); /* products, bias, value, end */
  g_assert_nonnull (strstr (cell->out, "x 5 to 12, y 13 to 20"));
  g_assert_cmpint (none->status, ==, 1);
  g_assert_cmpint (beyond->status, ==, 1);
  g_assert_cmpint (view->status, ==, 1);
  g_assert_cmpint (written->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, ==, 128 + 64 * 14 * 14 * 4);
  g_assert_cmpint (figure->status, ==, 0);
  g_assert_true (g_file_get_contents (drawn, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "<svg"));
  g_assert_cmpint (other->status, ==, 1);
  g_assert_nonnull (strstr (other->err, ".svg"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.png", 120, 90, 1);
  g_test_add_func ("/cli-explain/usage", test_usage);
  g_test_add_func ("/cli-explain/foreign-options", test_foreign_options);
  g_test_add_func ("/cli-explain/words", test_words);
  g_test_add_func ("/cli-explain/json", test_json);
  g_test_add_func ("/cli-explain/figures", test_figures);
  g_test_add_func ("/cli-explain/numbers", test_numbers);
  g_test_add_func ("/cli-explain/activations", test_activations);
  status = g_test_run ();
  g_free (image);
  cli_fixture_clear ();
  return status;
}
