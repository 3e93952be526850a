/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <string.h>

#include "../engine/patterns.h"

/* derm evaluate as people and programs call it; figures and reports are tested beside the engine. */

enum { N_EACH = 6, N = N_EACH * PATTERN_CLASSES };

static char *model, *truth, *samples;

/* Two images show one lesion; of each class a third is called test, and every second is of a man. */
static void
make_images (void)
{
  g_autoptr (GString) text = g_string_new ("image_id,dx,lesion_id,split,sex,age\n");
  g_autofree char *folder = cli_path ("images");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (int class = 0; class < PATTERN_CLASSES; class ++)
    for (guint32 seed = 1; seed <= N_EACH; seed++)
      {
        g_autofree char *id = g_strdup_printf ("%s-%u", pattern_codes[class], seed);
        g_autofree char *name = g_strdup_printf ("images/%s.ppm", id), *path = cli_path (name);

        pattern_save (class, 1000 + seed, 1, path);
        g_string_append_printf (text, "%s,%s,%s-%u,%s,%s,%u\n", id, pattern_codes[class], pattern_codes[class],
                                seed / 2, seed % 3 == 0 ? "test" : "train", seed % 2 == 0 ? "male" : "female",
                                20 + 7 * seed + (guint) class);
      }
  truth = cli_make_file ("truth.csv", text->str, text->len);
}

static JsonObject *
figure (JsonObject *root, const char *name)
{
  return json_object_get_object_member (json_object_get_object_member (root, "figures"), name);
}

static gboolean
has_warning (JsonObject *root, const char *part)
{
  JsonArray *warnings = json_object_get_array_member (root, "warnings");
  gboolean has = FALSE;

  for (guint i = 0; i < json_array_get_length (warnings); i++)
    has |= strstr (json_array_get_string_element (warnings, i), part) != NULL;
  return has;
}

/* ---- images ---- */

static void
test_images (void)
{
  g_autoptr (CliRun) run
      = cli_run ("evaluate", "-m", model, "--images", "images", "--truth", truth, "-f", "json", "--slice", "sex",
                 "--slice", "age", "--threshold", "mel=0.3", "--rounds", "200", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonObject *root = cli_object (parser);
  JsonArray *slices = json_object_get_array_member (root, "slices"),
            *tests = json_object_get_array_member (root, "tests");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint (json_object_get_int_member (root, "images"), ==, N);
  g_assert_cmpint (json_object_get_int_member (root, "lesions"), ==, 4 * PATTERN_CLASSES);
  g_assert_true (json_object_get_boolean_member (root, "drawn_by_lesion"));
  g_assert_cmpfloat (json_object_get_double_member (figure (root, "accuracy"), "value"), >, 0.9);
  g_assert_false (json_object_get_boolean_member (root, "training_data"));
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (slices, 0), "value"), ==, "female");
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (slices, 1), "images"), ==, N / 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (slices, 2), "value"), ==, "20–29");
  g_assert_cmpfloat (json_object_get_double_member (json_array_get_object_element (tests, 0), "threshold"), ==, 0.3);
  g_assert_cmpint (json_object_get_int_member (json_array_get_object_element (tests, 1), "positive"), ==, 2 * N_EACH);
  g_assert_true (has_warning (root, "both sides")); /* lesions */
  g_assert_true (has_warning (root, "Fewer than 30"));
  g_assert_true (has_warning (root, "cannot be told")); /* what it was trained on */
}

/* The images that a list names, with their truth in the table. */
static void
test_list (void)
{
  static const char names[] = "images/mel-1.ppm\r\n\nimages/nv-2.ppm\nimages/no-truth.ppm\n";
  g_autofree char *list = cli_make_file ("list.txt", names, strlen (names));
  g_autoptr (CliRun) run = cli_run ("evaluate", "-m", model, "--files-from", list, "--truth", truth, "-f", "json",
                                    "--rounds", "0", "-q", NULL);
  g_autoptr (CliRun) both
      = cli_run ("evaluate", "-m", model, "--files-from", list, "-i", "images", "--truth", truth, NULL);
  g_autoptr (CliRun) bare = cli_run ("evaluate", "-m", model, "--files-from", list, NULL);
  g_autoptr (CliRun) missing = cli_run ("evaluate", "-m", model, "--files0-from", "no-list", "--truth", truth, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "images"), ==, 2);
  g_assert_cmpint (both->status, ==, 1);
  g_assert_cmpint (bare->status, ==, 1);
  g_assert_cmpint (missing->status, ==, 1);
  g_assert_nonnull (strstr (missing->err, "no-list: No such file"));
}

static void
test_choice (void)
{
  g_autofree char *ids = cli_make_file ("ids.txt", "mel-1\nmel-2\nnv-1\n", 17);
  g_autoptr (CliRun) part = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", "json", "--split",
                                     "test", "--only", "sex=male", "--rounds", "0", "-q", NULL);
  g_autoptr (CliRun) some = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", "json", "--ids",
                                     ids, "--rounds", "0", "-q", NULL);
  g_autoptr (JsonParser) one = cli_parse_json (part), other = cli_parse_json (some);

  g_assert_cmpint (json_object_get_int_member (cli_object (one), "images"), ==, PATTERN_CLASSES);
  g_assert_cmpstr (json_object_get_string_member (cli_object (one), "part"), ==, "test, sex=male");
  g_assert_cmpint (json_object_get_int_member (cli_object (other), "images"), ==, 3);
  g_assert_cmpstr (part->err, ==, "");
}

/* What the model was trained on is left out, or heads the report in every form. */
static void
test_training_data (void)
{
  static const char *const formats[] = { "text", "csv", "json" };
  g_autofree char *some = cli_make_file ("some.csv", "image_id\nmel-1\nmel-2\n", 21);
  g_autoptr (CliRun) left_out = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", "json",
                                         "--trained-on", some, "--rounds", "0", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (left_out);

  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "images"), ==, N - 2);
  g_assert_false (json_object_get_boolean_member (cli_object (parser), "training_data"));
  g_assert_true (has_warning (cli_object (parser), "2 of the 42 images are left out"));
  g_assert_true (has_warning (cli_object (parser), "trained on")); /* their lesion is on both sides */
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (CliRun) kept = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", formats[i],
                                         "--trained-on", some, "--with-training-data", "--rounds", "0", NULL);
      g_autoptr (CliRun) all = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", formats[i],
                                        "--trained-on", truth, "--split", "train", "--rounds", "0", NULL);
      const char *heading = "TRAINING DATA: these figures are not an estimate.";

      g_assert_nonnull (strstr (kept->out, heading));
      g_assert_nonnull (strstr (all->out, heading));
      g_assert_cmpint ((int) (strstr (all->out, heading) - all->out), <, 200);
    }
}

/* The same images in results: by what the network got. */
static void
assert_same_in_results (const char *table)
{
  g_autoptr (CliRun) predicted
      = cli_run ("predict", "-q", "-m", model, "-f", "csv", "twins/a.ppm", "twins/b.ppm", NULL);
  g_autofree char *results = cli_make_file ("twins-results.csv", predicted->out, predicted->out_length);
  g_autoptr (CliRun) run = cli_run ("evaluate", "-m", model, "--set", results, "--truth", table, "--rounds", "0", NULL);

  g_assert_nonnull (strstr (run->out, "in every pixel that the network gets: a and b"));
  g_assert_nonnull (strstr (run->out, "on both sides: a and b"));
}

static void
test_duplicates (void)
{
  g_autofree char *folder = cli_path ("twins"), *path = NULL, *table = NULL, *copy = NULL, *content = NULL;
  g_autoptr (CliRun) run = NULL;
  g_autoptr (CliRun) skipped = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  path = cli_path ("twins/a.ppm");
  pattern_save (1, 5, 1, path);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  copy = cli_make_file ("twins/b.ppm", content, length);
  table = cli_make_file ("twins.csv", "image_id,dx,split\na,bcc,train\nb,bcc,test\n", 40);
  run = cli_run ("evaluate", "-m", model, "-i", folder, "--truth", table, "--rounds", "0", NULL);
  skipped = cli_run ("evaluate", "-m", model, "-i", folder, "--truth", table, "--rounds", "0", "--no-duplicates", NULL);
  g_assert_nonnull (strstr (run->out, "1 picture is there more than once, byte for byte"));
  g_assert_nonnull (strstr (run->out, "on both sides: a and b"));
  g_assert_null (strstr (skipped->out, "byte for byte"));
  assert_same_in_results (table);
}

/* ---- results ---- */

static char *
save_results (const char *name, const char *format, const char *decision)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (CliRun) run = NULL;
  g_auto (GStrv) arguments = NULL;

  g_strv_builder_add_many (builder, "predict", "-q", "-m", model, "-f", format, "-d", decision, NULL);
  for (int class = 0; class < PATTERN_CLASSES; class ++)
    for (int seed = 1; seed <= N_EACH; seed++)
      {
        g_autofree char *path = g_strdup_printf ("images/%s-%d.ppm", pattern_codes[class], seed);

        g_strv_builder_add (builder, path);
      }
  g_strv_builder_add (builder, "images/none.ppm");
  arguments = g_strv_builder_end (builder);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments);
  g_assert_cmpint (run->status, ==, 3);
  return cli_make_file (name, run->out, run->out_length);
}

static gboolean
is_same (JsonParser *one, JsonParser *other, const char *member)
{
  return json_node_equal (json_object_get_member (cli_object (one), member),
                          json_object_get_member (cli_object (other), member));
}

/* The same figures from images, and from results in each form. */
static void
test_results (void)
{
  static const char *const formats[] = { "csv", "json", "jsonl" };
  g_autoptr (CliRun) run
      = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", "json", "--rounds", "200", NULL);
  g_autoptr (JsonParser) expected = cli_parse_json (run);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strdup_printf ("results.%s", formats[i]),
                      *path = save_results (name, formats[i], "likely");
      g_autoptr (CliRun) again
          = cli_run ("evaluate", "-m", model, "--set", path, "--truth", truth, "-f", "json", "--rounds", "200", NULL);
      g_autoptr (JsonParser) parser = cli_parse_json (again);

      g_assert_cmpint (again->status, ==, 0);
      g_assert_nonnull (strstr (again->err, "1 row has an error"));
      g_assert_true (is_same (parser, expected, "classes"));
      g_assert_true (is_same (parser, expected, "confusion"));
      g_assert_true (is_same (parser, expected, "reliability"));
    }
}

static void
test_compare (void)
{
  g_autofree char *path = save_results ("compared.csv", "csv", "likely");
  g_autoptr (CliRun) same = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", "json",
                                     "--rounds", "200", "--compare", path, NULL);
  g_autoptr (CliRun) recipe = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", "json",
                                       "--rounds", "200", "--compare-recipe", "published", NULL);
  g_autoptr (CliRun) impossible
      = cli_run ("evaluate", "-m", model, "--set", path, "--truth", truth, "--compare-recipe", "published", NULL);
  g_autoptr (JsonParser) one = cli_parse_json (same), other = cli_parse_json (recipe);
  JsonObject *first = json_object_get_object_member (cli_object (one), "comparison");
  JsonObject *second = json_object_get_object_member (cli_object (other), "comparison");

  g_assert_cmpfloat (json_object_get_double_member (first, "mcnemar_p"), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (first, "different")), ==, 0);
  g_assert_cmpint (json_object_get_int_member (first, "both_right") + json_object_get_int_member (first, "both_wrong"),
                   ==, N);
  g_assert_cmpint (json_object_get_int_member (second, "left_out"), ==, 0);
  g_assert_nonnull (strstr (json_object_get_string_member (second, "other"), "published"));
  g_assert_cmpint (impossible->status, ==, 1);
}

/* Another decision than the file's, and answers that are taken for truth. */
static void
test_answers (void)
{
  g_autofree char *path = save_results ("answers.csv", "csv", "likely");
  g_autoptr (CliRun) decision
      = cli_run ("evaluate", "-m", model, "--set", path, "--truth", truth, "-d", "balanced", NULL);
  g_autoptr (CliRun) none = cli_run ("evaluate", "-m", model, "--set", path, NULL);
  g_autoptr (CliRun) own = cli_run ("evaluate", "-m", model, "--set", path, "--truth", path, "--rounds", "0", NULL);

  g_assert_cmpint (decision->status, !=, 0);
  g_assert_cmpint (none->status, ==, 1);
  g_assert_nonnull (strstr (none->err, "no truth"));
  g_assert_nonnull (strstr (own->out, "The truth is the answers of a model"));
}

/* ---- pixels ---- */

static void
test_npz (void)
{
  g_autofree char *path = g_build_filename (samples, "good.npz", NULL),
                  *object = g_build_filename (samples, "object.npz", NULL);
  g_autoptr (CliRun) run = cli_run ("evaluate", "--set", path, "-f", "json", "--rounds", "0", NULL);
  g_autoptr (CliRun) all = cli_run ("evaluate", "--set", path, "-f", "json", "--rounds", "0", "--split", "all", NULL);
  g_autoptr (CliRun) hostile = cli_run ("evaluate", "--set", object, NULL);
  g_autoptr (JsonParser) one = cli_parse_json (run), other = cli_parse_json (all);

  g_assert_cmpint (json_object_get_int_member (cli_object (one), "images"), ==, 3);
  g_assert_cmpstr (json_object_get_string_member (cli_object (one), "part"), ==, "test");
  g_assert_true (has_warning (cli_object (one), "HAM10000"));
  g_assert_nonnull (strstr (run->err, "MedMNIST"));
  g_assert_cmpint (json_object_get_int_member (cli_object (other), "images"), ==, 5);
  g_assert_cmpint (hostile->status, ==, 1);
  g_assert_nonnull (strstr (hostile->err, "test_labels.npy: the array holds Python objects"));
}

/* ---- output and errors ---- */

static void
test_output (void)
{
  g_autofree char *path = cli_path ("report.csv"), *content = NULL, *wrong = cli_path ("none/report.csv");
  g_autoptr (CliRun) run = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "-f", "csv", "--rounds",
                                    "0", "-o", path, NULL);
  g_autoptr (CliRun) failed
      = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "--rounds", "0", "-o", wrong, NULL);
  g_autoptr (CliRun) figures = cli_run ("evaluate", "--help-figures", NULL);
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  rows = cli_parse_csv (content);
  for (guint i = 1; i < rows->len; i++)
    g_assert_cmpuint (((GPtrArray *) rows->pdata[i])->len, ==, ((GPtrArray *) rows->pdata[0])->len);
  g_assert_cmpint (failed->status, ==, 4);
  g_assert_nonnull (strstr (figures->out, "balanced accuracy\n    The mean recall"));
}

static void
test_errors (void)
{
  static const char *const cases[][3] = {
    { "--split", "nothing", "there are:" },
    { "--only", "sex", "--only sex=male" },
    { "--only", "colour=red", "there are:" },
    { "--only", "sex=none", "No image is left" },
    { "--slice", "colour", "no such column" },
    { "--threshold", "mel", "like --threshold" },
    { "--threshold", "mel=2", "like --threshold" },
    { "--threshold", "melon=0.5", "no such class" },
    { "--rounds", "5", "--rounds" },
    { "--digits", "0", "--digits" },
    { "--malignant-threshold", "7", "--malignant-threshold" },
    { "--format", "xml", "not a format" },
    { "--set", "x.npz", "Name a folder" },
    { "--truth-from-folders", "--quiet", "without a table" },
  };
  g_autoptr (CliRun) nothing = cli_run ("evaluate", NULL);
  g_autoptr (CliRun) no_truth = cli_run ("evaluate", "-i", "images", NULL);

  g_assert_cmpint (nothing->status, ==, 1);
  g_assert_cmpint (no_truth->status, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run
          = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, cases[i][0], cases[i][1], NULL);

      g_test_message ("%s %s: %s", cases[i][0], cases[i][1], run->err);
      g_assert_cmpint (run->status, ==, 1);
      g_assert_nonnull (strstr (run->err, cases[i][2]));
    }
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  model = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-clean.safetensors", NULL);
  samples = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "samples", NULL);
  make_images ();
  g_test_add_func ("/cli/evaluate/images", test_images);
  g_test_add_func ("/cli/evaluate/list", test_list);
  g_test_add_func ("/cli/evaluate/choice", test_choice);
  g_test_add_func ("/cli/evaluate/training-data", test_training_data);
  g_test_add_func ("/cli/evaluate/duplicates", test_duplicates);
  g_test_add_func ("/cli/evaluate/results", test_results);
  g_test_add_func ("/cli/evaluate/compare", test_compare);
  g_test_add_func ("/cli/evaluate/answers", test_answers);
  g_test_add_func ("/cli/evaluate/npz", test_npz);
  g_test_add_func ("/cli/evaluate/output", test_output);
  g_test_add_func ("/cli/evaluate/errors", test_errors);
  status = g_test_run ();
  g_free (model);
  g_free (truth);
  g_free (samples);
  cli_fixture_clear ();
  return status;
}
