/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <math.h>
#include <string.h>

#include "../engine/patterns.h"

/* A calibration from derm evaluate --fit-calibration to derm predict --calibration; the fit is tested beside the
 * engine. */

enum { N_EACH = 12, N = N_EACH * PATTERN_CLASSES };

static char *model, *truth;

/* Every fifth image has the class of its neighbour in the table: a model that makes no mistakes has no temperature. */
static void
make_images (void)
{
  g_autoptr (GString) text = g_string_new ("image_id,dx\n");
  g_autofree char *folder = cli_path ("images");

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (int class = 0; class < PATTERN_CLASSES; class ++)
    for (guint32 seed = 1; seed <= N_EACH; seed++)
      {
        g_autofree char *id = g_strdup_printf ("%s-%u", pattern_codes[class], seed);
        g_autofree char *name = g_strdup_printf ("images/%s.ppm", id), *path = cli_path (name);
        int told = seed % 5 == 0 ? (class + 1) % PATTERN_CLASSES : class;

        pattern_save (class, 1000 + seed, 1, path);
        g_string_append_printf (text, "%s,%s\n", id, pattern_codes[told]);
      }
  truth = cli_make_file ("truth.csv", text->str, text->len);
}

static void
fit (const char *name)
{
  g_autoptr (CliRun) run = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "--fit-calibration",
                                    name, "--rounds", "0", "-f", "json", NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonObject *calibration = json_object_get_object_member (cli_object (parser), "calibration");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint (json_object_get_int_member (calibration, "images_fitted"), ==, N / 2);
  g_assert_cmpfloat (json_object_get_double_member (json_object_get_object_member (calibration, "temperature"), "nll"),
                     <, json_object_get_double_member (json_object_get_object_member (calibration, "before"), "nll"));
}

/* Scores are the softmax of the scaled logits, and the words say by what. */
static void
test_predict (void)
{
  g_autofree char *path = cli_path ("calibration.json");
  g_autoptr (JsonParser) file = json_parser_new (), line = NULL;
  JsonArray *logits, *calibrated, *scales;
  double scale, sum = 0;

  fit (path);
  g_assert_true (json_parser_load_from_file (file, path, NULL));
  scales = json_object_get_array_member (json_node_get_object (json_parser_get_root (file)), "scale");
  scale = json_array_get_double_element (scales, 0);
  line = cli_predict (model, "images/mel-1.ppm", "--calibration", path, NULL);
  logits = json_object_get_array_member (cli_object (line), "logits");
  calibrated = json_object_get_array_member (cli_object (line), "calibrated");
  for (guint k = 0; k < PATTERN_CLASSES; k++)
    sum += exp (scale * json_array_get_double_element (logits, k));
  for (guint k = 0; k < PATTERN_CLASSES; k++)
    g_assert_cmpfloat_with_epsilon (json_array_get_double_element (calibrated, k),
                                    exp (scale * json_array_get_double_element (logits, k)) / sum, 1e-6);
  g_assert_nonnull (
      strstr (json_object_get_string_member (cli_object (line), "calibration"), "temperature scaling, fitted on 42"));
  g_assert_cmpfloat (json_object_get_double_member (cli_object (line), "coverage"), ==, 0.9);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (cli_object (line), "covering_set")), >, 0);
}

/* The CSV has a set too, and what is read back is evaluated. */
static void
test_csv (void)
{
  g_autofree char *path = cli_path ("calibration.json"), *results = NULL;
  g_autoptr (CliRun) run = NULL, again = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *header;

  fit (path);
  run = cli_run ("predict", "-q", "-m", model, "-f", "csv", "--calibration", path, "images/mel-1.ppm",
                 "images/nv-1.ppm", NULL);
  rows = cli_parse_csv (run->out);
  header = rows->pdata[0];
  g_assert_cmpstr (header->pdata[header->len - 2], ==, "covering_set");
  g_assert_cmpstr (((GPtrArray *) rows->pdata[1])->pdata[header->len - 1], ==, "0.9");
  results = cli_make_file ("results.csv", run->out, run->out_length);
  again = cli_run ("evaluate", "-m", model, "--set", results, "--truth", truth, "--rounds", "0", NULL);
  g_assert_cmpint (again->status, ==, 0);
}

/* For another model, recipe, network or format it is refused, as is what is no calibration. */
static void
test_refused (void)
{
  g_autofree char *path = cli_path ("calibration.json"), *none = cli_make_file ("none.json", "{}", 2);
  g_autoptr (CliRun) other_model = NULL, recipe = NULL, all = NULL, published = NULL, wrong = NULL, missing = NULL;

  fit (path);
  other_model = cli_run ("predict", "--calibration", path, "images/mel-1.ppm", NULL);
  recipe = cli_run ("predict", "-m", model, "--filter", "box", "--calibration", path, "images/mel-1.ppm", NULL);
  all = cli_run ("predict", "-m", model, "-r", "all", "--calibration", path, "images/mel-1.ppm", NULL);
  published = cli_run ("predict", "-m", model, "-f", "published", "--calibration", path, "images/mel-1.ppm", NULL);
  wrong = cli_run ("predict", "-m", model, "--calibration", none, "images/mel-1.ppm", NULL);
  missing = cli_run ("predict", "-m", model, "--calibration", "missing.json", "images/mel-1.ppm", NULL);
  g_assert_nonnull (strstr (other_model->err, "another model"));
  g_assert_nonnull (strstr (recipe->err, "another recipe"));
  g_assert_nonnull (strstr (all->err, "one recipe"));
  g_assert_nonnull (strstr (published->err, "no --calibration"));
  g_assert_nonnull (strstr (wrong->err, "no calibration"));
  g_assert_nonnull (strstr (missing->err, "missing.json"));
  g_assert_cmpint (other_model->status, ==, 1);
  g_assert_cmpint (recipe->status, ==, 1);
  g_assert_cmpint (wrong->status, ==, 1);
}

/* Results without logits, images that the model was trained on, too few of them. */
static void
test_not_fitted (void)
{
  g_autofree char *path = cli_path ("not.json"), *results = NULL,
                  *ids = cli_make_file ("few.txt", "mel-1\nnv-1\nbkl-1\n", 17);
  g_autoptr (CliRun) predicted = cli_run ("predict", "-q", "-m", model, "-f", "csv", "images/mel-1.ppm", NULL);
  g_autoptr (CliRun) no_logits = NULL, trained_on = NULL, few = NULL;

  results = cli_make_file ("no-logits.csv", predicted->out, predicted->out_length);
  no_logits = cli_run ("evaluate", "-m", model, "--set", results, "--truth", truth, "--fit-calibration", path, NULL);
  trained_on = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "--trained-on", truth,
                        "--fit-calibration", path, NULL);
  few = cli_run ("evaluate", "-m", model, "-i", "images", "--truth", truth, "--ids", ids, "--fit-calibration", path,
                 NULL);
  g_assert_nonnull (strstr (no_logits->err, "no logits"));
  g_assert_nonnull (strstr (trained_on->err, "trained on these images"));
  g_assert_nonnull (strstr (few->err, "at least 20"));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  model = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "audit-clean.safetensors", NULL);
  make_images ();
  g_test_add_func ("/cli/calibration/predict", test_predict);
  g_test_add_func ("/cli/calibration/csv", test_csv);
  g_test_add_func ("/cli/calibration/refused", test_refused);
  g_test_add_func ("/cli/calibration/not-fitted", test_not_fitted);
  status = g_test_run ();
  g_free (model);
  g_free (truth);
  cli_fixture_clear ();
  return status;
}
