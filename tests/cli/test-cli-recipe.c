/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <string.h>

/* Recipes, decisions and kinds of scores by options: what they do, and that every output says so. The model is the
 * fixture with eight views, calibration and shares; by its shares the rare class vasc wins where the likely one is
 * akiec. */

static char *image, *model;

static void
test_own (void)
{
  g_autoptr (JsonParser) parser = cli_predict (model, image, NULL);

  cli_assert_string (parser, "recipe", "fixture-recipe");
  cli_assert_string (parser, "filter", "bicubic");
  cli_assert_string (parser, "layout", "planes");
  cli_assert_string (parser, "label_map", "model");
  cli_assert_string (parser, "calibration", "nothing");
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "views"), ==, 8);
  g_assert_cmpint (json_object_get_int_member (cli_object (parser), "scale"), ==, 255);
  g_assert_true (json_object_get_null_member (cli_object (parser), "crop"));
}

/* The same recipe by its name and by its parameters. */
static void
test_changed (void)
{
  g_autoptr (JsonParser) named = cli_predict (model, image, "--recipe", "as-trained", NULL);
  g_autoptr (JsonParser) changed
      = cli_predict (model, image, "--filter", "lanczos", "--layout", "rows", "--labels", "csv", "--views", "1", NULL);
  g_autoptr (JsonParser) published = cli_predict (model, image, "--recipe", "published", "--filter", "lanczos", NULL);

  cli_assert_string (named, "recipe", "as-trained");
  cli_assert_string (changed, "recipe", "fixture-recipe+lanczos+rows+csv-labels+1view");
  cli_assert_string (published, "recipe", "published+lanczos");
  cli_assert_string (changed, "filter", "lanczos");
  cli_assert_string (changed, "layout", "rows");
  cli_assert_string (changed, "label_map", "csv");
  cli_assert_same_array (named, changed, "logits");
  g_assert_cmpstr (json_object_get_string_member (cli_object (named), "input_sha256"), ==,
                   json_object_get_string_member (cli_object (published), "input_sha256"));
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (cli_object (named), "labels"), 6), ==,
                   "mel");
}

static void
test_labels (void)
{
  static const char json[] = "{\"0\":\"mel\",\"1\":\"b\",\"2\":\"c\",\"3\":\"d\",\"4\":\"e\",\"5\":\"f\",\"6\":\"g\"}";
  g_autofree char *path = cli_make_file ("own.json", json, strlen (json));
  g_autoptr (JsonParser) by_file = cli_predict (model, image, "--labels", path, NULL);
  g_autoptr (JsonParser) by_list = cli_predict (model, image, "--labels", "mel,b,c,d,e,f,g", NULL);
  g_autoptr (JsonParser) plain = cli_predict (model, image, NULL);

  cli_assert_string (by_file, "label_map", "own");
  cli_assert_string (by_file, "recipe", "fixture-recipe+own-labels");
  cli_assert_string (by_file, "label", "mel");
  cli_assert_string (by_list, "label", "mel");
  cli_assert_string (plain, "label", "akiec");
  cli_assert_same_array (by_file, plain, "calibrated");
}

/* As the published program does, which does not ask the file how it is to be turned. */
static void
test_orientation (void)
{
  g_autofree char *turned = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "jpeg-orientation-6.jpg", NULL);
  g_autofree char *plain = g_test_build_filename (G_TEST_DIST, "engine", "fixtures", "jpeg-orientation-1.jpg", NULL);
  static const struct {
    const char *recipe, *orientation, *recorded;
  } cases[] = { { "fixture-recipe", "apply", "fixture-recipe" },
                { "fixture-recipe", "ignore", "fixture-recipe+ignore-orientation" },
                { "published", "ignore", "published" },
                { "published", "apply", "published+apply-orientation" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "jsonl", "-m", model, "-r", cases[i].recipe,
                                        "--orientation", cases[i].orientation, "--crop", "2,1,12,13", turned, NULL);
      g_autoptr (CliRun) same = cli_run ("predict", "-q", "-f", "jsonl", "-m", model, "-r", cases[i].recipe, "--crop",
                                         "2,1,12,13", plain, NULL);
      g_autoptr (JsonParser) parser = cli_parse_json (run), other = cli_parse_json (same);
      gboolean is_same = strcmp (json_object_get_string_member (cli_object (parser), "input_sha256"),
                                 json_object_get_string_member (cli_object (other), "input_sha256"))
                         == 0;

      cli_assert_string (parser, "recipe", cases[i].recorded);
      cli_assert_string (parser, "orientation", cases[i].orientation);
      g_assert_cmpint (json_object_get_int_member (cli_object (parser), "exif_orientation"), ==, 6);
      g_assert_cmpint (is_same, ==, g_str_equal (cases[i].orientation, "ignore"));
    }
}

/* One row for each named recipe and image, in order, and the columns are found by their names. */
static void
test_all (void)
{
  static const char *const names[] = { "fixture-recipe", "published", "as-trained" };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (CliRun) run = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  enum { N = 20 };

  g_strv_builder_add_many (builder, "predict", "-f", "csv", "-m", model, "-r", "all", "-t", "3", NULL);
  for (int i = 0; i < N; i++)
    g_strv_builder_add (builder, i == 7 ? "missing.jpg" : image);
  arguments = g_strv_builder_end (builder);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments);
  rows = cli_parse_csv (run->out);
  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpuint (rows->len, ==, 1 + 3 * N);
  for (guint i = 1; i < rows->len; i++)
    {
      GPtrArray *row = rows->pdata[i];

      g_assert_cmpstr (row->pdata[1], ==, (i - 1) / 3 == 7 ? "error" : "ok");
      g_assert_cmpstr (row->pdata[14], ==, names[(i - 1) % 3]);
    }
}

static void
test_all_columns (void)
{
  g_autoptr (JsonParser) parser = cli_predict (model, image, "-r", "as-trained", NULL);
  JsonArray *calibrated = json_object_get_array_member (cli_object (parser), "calibrated");
  g_autoptr (CliRun) run = cli_run ("predict", "-m", model, "-f", "csv", "-r", "all", image, NULL);
  g_autoptr (GPtrArray) rows = cli_parse_csv (run->out);
  GPtrArray *trained = rows->pdata[3];

  g_assert_cmpstr (((GPtrArray *) rows->pdata[0])->pdata[9], ==, "mel");
  g_assert_cmpfloat ((float) g_ascii_strtod (trained->pdata[9], NULL), ==,
                     (float) json_array_get_double_element (calibrated, 6));
}

/* "<index>\t<label>\t<p0> ... <p6>": raw scores of the recipe `published`. */
static void
test_published (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "--weights", model, "-f", "published", image, "gone.jpg", NULL);
  g_autoptr (JsonParser) parser = cli_predict (model, image, "-r", "published", NULL);
  JsonArray *scores = json_object_get_array_member (cli_object (parser), "scores");
  g_auto (GStrv) fields = g_strsplit (run->out, "\t", -1);
  g_auto (GStrv) numbers = NULL;

  g_assert_cmpint (run->status, ==, 3);
  g_assert_cmpuint (g_strv_length (fields), ==, 3);
  g_assert_cmpstr (fields[0], ==, "0");
  g_assert_cmpstr (fields[1], ==, "akiec");
  g_assert_true (g_str_has_suffix (fields[2], "\n"));
  g_assert_nonnull (strstr (run->err, "gone.jpg: "));
  numbers = g_strsplit (g_strchomp (fields[2]), " ", -1);
  g_assert_cmpuint (g_strv_length (numbers), ==, 7);
  for (guint i = 0; i < 7; i++)
    {
      g_assert_cmpuint (strlen (numbers[i]), ==, strlen ("0.12345"));
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (numbers[i], NULL), json_array_get_double_element (scores, i),
                                      0.6e-5);
    }
}

static void
test_preprocess (void)
{
  g_autofree char *path = cli_path ("views.npy"), *npy = NULL;
  g_autoptr (CliRun) run = cli_run ("preprocess", "-m", model, "-o", path, image, NULL);
  gsize length;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &npy, &length, NULL));
  g_assert_nonnull (g_strstr_len (npy + 10, 118, "(8, 3, 28, 28)"));
  g_assert_cmpuint (length, ==, 128 + 8 * 3 * 28 * 28 * sizeof (float));
}

static void
refuse (const char *words, const char *first, ...)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL;
  g_autoptr (CliRun) run = NULL;
  va_list list;

  va_start (list, first);
  for (const char *argument = first; argument != NULL; argument = va_arg (list, const char *))
    g_strv_builder_add (builder, argument);
  va_end (list);
  g_strv_builder_add (builder, image);
  arguments = g_strv_builder_end (builder);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments);
  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  if (strstr (run->err, words) == NULL)
    g_error ("no “%s” in: %s", words, run->err);
}

static void
test_refused (void)
{
  refuse ("1 view of the input or 8", "predict", "--views", "3", NULL);
  refuse ("1 view of the input or 8", "preprocess", "-o", "x.npy", "--views", "-8", NULL);
  refuse ("not a filter", "predict", "--filter", "cube", NULL);
  refuse ("not a layout", "predict", "--layout", "hwc", NULL);
  refuse ("2 labels", "predict", "--labels", "a,b", NULL);
  refuse ("label “a”", "predict", "--labels", "a,a,b,c,d,e,f", NULL);
  refuse ("no-labels.json: ", "predict", "--labels", "no-labels.json", NULL);
  refuse ("not a decision", "predict", "--decision", "sure", NULL);
  refuse ("not a kind of score", "predict", "--scores", "cooked", NULL);
  refuse ("have them all", "predict", "--scores", "raw", "-f", "json", NULL);
  refuse ("no --decision", "predict", "--decision", "likely", "-f", "published", NULL);
  refuse ("takes one recipe", "predict", "-r", "all", "-F", "x.png", NULL);
  refuse ("one recipe", "preprocess", "-r", "all", "-o", "x.npy", NULL);
  refuse ("published, as-trained", "predict", "-r", "trained", NULL);
}

/* The help and the error name the same filters. */
static void
test_filters (void)
{
  g_autoptr (CliRun) help = cli_run ("predict", "--help", NULL),
                     wrong = cli_run ("predict", "--filter", "cube", image, NULL);
  const char *list = strstr (wrong->err, "“cube” is not a filter: ");
  g_auto (GStrv) filters = NULL;
  g_autofree char *said = NULL;

  g_assert_nonnull (list);
  list = strchr (list, ':') + 2;
  said = g_strndup (list, strcspn (list, ".\n"));
  filters = g_strsplit (said, ", ", -1);
  g_assert_cmpuint (g_strv_length (filters), ==, 6);
  g_assert_true (g_strv_contains ((const char *const *) filters, "bicubic"));
  g_assert_nonnull (strstr (help->out, said));
}

/* A piece of the image in its pixels is the image that has these pixels only. */
static void
test_crop (void)
{
  g_autofree char *file = cli_make_image ("large.png", 300, 200, 5);
  g_autoptr (CliRun) run = cli_run ("predict", "-q", "-f", "jsonl", "-m", model, "--crop", "30,20,120,90", file, NULL);
  g_autoptr (CliRun) written
      = cli_run ("preprocess", "-m", model, "--crop", "30,20,120,90", "-o", "crop.png", file, NULL);
  g_autoptr (CliRun) table = cli_run ("predict", "-q", "-m", model, "--crop", "30,20,120,90", file, NULL);
  g_autoptr (CliRun) outside = cli_run ("predict", "-q", "-m", model, "--crop", "200,0,101,10", file, image, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonArray *crop = json_object_get_array_member (cli_object (parser), "crop");
  const double expected[] = { 30 / 300.0, 20 / 200.0, 150 / 300.0, 110 / 200.0 };
  g_autofree char *path = cli_path ("crop.png"), *sha256 = NULL;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint (written->status, ==, 0);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpfloat (json_array_get_double_element (crop, i), ==, expected[i]);
  sha256 = cli_pixels_sha256 (path);
  cli_assert_string (parser, "input_sha256", sha256);
  g_assert_nonnull (strstr (table->out, "crop: 30,20,120,90 pixels"));
  g_assert_cmpint (outside->status, ==, 3); /* the other image is large enough */
  g_assert_nonnull (strstr (outside->out, "200,0,101,10"));
  refuse ("is not a crop", "predict", "--crop", "1,2,3", NULL);
  refuse ("is not a crop", "predict", "--crop", "1,2,3,0", NULL);
  refuse ("is not a crop", "predict", "--crop", "-1,2,3,4", NULL);
  refuse ("is not a crop", "preprocess", "--crop", "1,2,3,4.5", "-o", "x.npy", NULL);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.jpg", 600, 450, 1);
  model = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  g_test_add_func ("/cli/recipe/own", test_own);
  g_test_add_func ("/cli/recipe/changed", test_changed);
  g_test_add_func ("/cli/recipe/labels", test_labels);
  g_test_add_func ("/cli/recipe/orientation", test_orientation);
  g_test_add_func ("/cli/recipe/all", test_all);
  g_test_add_func ("/cli/recipe/all-columns", test_all_columns);
  g_test_add_func ("/cli/recipe/published", test_published);
  g_test_add_func ("/cli/recipe/preprocess", test_preprocess);
  g_test_add_func ("/cli/recipe/filters", test_filters);
  g_test_add_func ("/cli/recipe/crop", test_crop);
  g_test_add_func ("/cli/recipe/refused", test_refused);
  status = g_test_run ();
  g_free (model);
  g_free (image);
  cli_fixture_clear ();
  return status;
}
