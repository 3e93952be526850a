/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <math.h>
#include <string.h>

/* derm predict: what comes out when all goes well, and exit status 0. */

static const char *const keys[]
    = { "file",         "status",       "error",   "index",  "label",        "scores",     "logits",      "labels",
        "input_sha256", "model_sha256", "recipe",  "isa",    "ms",           "calibrated", "calibration", "decision",
        "likely",       "balanced",     "filter",  "layout", "label_map",    "orientation", "views",      "width",       "height",
        "scale",        "crop",         "exif_orientation", "version", "model",  "model_version", "gate",
        "domain_distance", "domain_threshold", "views_agreeing", "set_90", "mean", "std", "weights_key", "margin", "entropy" };

static char *image; /* a JPEG of 600 × 450 */

static void
assert_keys (JsonObject *object)
{
  g_autoptr (GList) members = json_object_get_members (object);
  GList *member = members;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++, member = member->next)
    {
      g_assert_nonnull (member);
      g_assert_cmpstr (member->data, ==, keys[i]);
    }
  g_assert_null (member);
}

/* The classes of the set have the highest scores, in order; one fewer would hold less than 0.9. */
static void
assert_set (JsonObject *object)
{
  JsonArray *scores = json_object_get_array_member (object, "calibrated");
  JsonArray *labels = json_object_get_array_member (object, "labels"), *set = json_object_get_array_member (object, "set_90");
  guint n = json_array_get_length (set);
  double sum = 0, last = 1, left = 0;

  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < 7; i++)
    {
      const char *label = json_array_get_string_element (labels, i);
      guint place = 0;

      while (place < n && g_strcmp0 (json_array_get_string_element (set, place), label) != 0)
        place++;
      if (place == n)
        left = MAX (left, json_array_get_double_element (scores, i));
    }
  for (guint place = 0; place < n; place++)
    for (guint i = 0; i < 7; i++)
      if (g_str_equal (json_array_get_string_element (set, place), json_array_get_string_element (labels, i)))
        {
          g_assert_cmpfloat (sum, <, 0.9);
          g_assert_cmpfloat (json_array_get_double_element (scores, i), <=, last);
          last = json_array_get_double_element (scores, i);
          sum += last;
        }
  g_assert_cmpfloat (sum, >=, 0.9);
  g_assert_cmpfloat (left, <=, last);
}

/* Recomputed from the calibrated scores, which are written to their last bit. */
static void
assert_spread (JsonObject *object)
{
  JsonArray *scores = json_object_get_array_member (object, "calibrated");
  double highest = 0, next = 0, entropy = 0;

  for (guint i = 0; i < 7; i++)
    {
      double score = json_array_get_double_element (scores, i);

      entropy -= score > 0 ? score * log (score) / log (7) : 0;
      next = score > highest ? highest : MAX (next, score);
      highest = MAX (highest, score);
    }
  g_assert_cmpfloat ((float) json_object_get_double_member (object, "margin"), ==, (float) highest - (float) next);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "entropy"), entropy, 1e-7);
}

static void
assert_good (JsonObject *object, const char *file)
{
  JsonArray *scores = json_object_get_array_member (object, "calibrated");
  JsonArray *labels = json_object_get_array_member (object, "labels");
  int top = (int) json_object_get_int_member (object, "index");
  double sum = 0;

  assert_keys (object);
  g_assert_cmpstr (json_object_get_string_member (object, "file"), ==, file);
  g_assert_cmpstr (json_object_get_string_member (object, "status"), ==, "ok");
  g_assert_true (json_object_get_null_member (object, "error"));
  g_assert_cmpuint (json_array_get_length (scores), ==, 7);
  g_assert_cmpuint (json_array_get_length (labels), ==, 7);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "logits")), ==, 7);
  g_assert_cmpstr (json_object_get_string_member (object, "label"), ==,
                   json_array_get_string_element (labels, (guint) top));
  for (guint i = 0; i < 7; i++)
    {
      double score = json_array_get_double_element (scores, i);

      sum += score;
      g_assert_cmpfloat (score, <=, json_array_get_double_element (scores, (guint) top));
    }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-5);
  assert_set (object);
  assert_spread (object);
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "input_sha256")), ==, 64);
  g_assert_cmpuint (strlen (json_object_get_string_member (object, "model_sha256")), ==, 64);
  g_assert_cmpfloat (json_object_get_double_member (object, "ms"), >, 0);
}

static void
test_jsonl (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "--format", "jsonl", image, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (run->out[run->out_length - 1] == '\n');
  g_assert_true (strchr (run->out, '\n') == run->out + run->out_length - 1);
  assert_good (cli_object (parser), image);
}

static void
test_json (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-f", "json", image, image, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonArray *array = json_node_get_array (json_parser_get_root (parser));

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  for (guint i = 0; i < 2; i++)
    assert_good (json_array_get_object_element (array, i), image);
}

/* Each number is the shortest that gives the same float: nine digits never say more. */
static void
test_round_trip (void)
{
  g_autoptr (CliRun) run = cli_run ("predict", "-f", "jsonl", image, NULL);
  g_autoptr (JsonParser) parser = cli_parse_json (run);
  JsonArray *logits = json_object_get_array_member (cli_object (parser), "logits");
  const char *p = strstr (run->out, "\"logits\":[");

  g_assert_nonnull (p);
  p += strlen ("\"logits\":[");
  for (guint i = 0; i < 7; i++)
    {
      gsize length = strcspn (p, ",]");
      g_autofree char *text = g_strndup (p, length);
      float value = (float) json_array_get_double_element (logits, i);
      char nine[G_ASCII_DTOSTR_BUF_SIZE];

      g_assert_cmpfloat ((float) g_ascii_strtod (text, NULL), ==, value);
      g_assert_cmpfloat ((float) g_ascii_strtod (g_ascii_formatd (nine, sizeof nine, "%.9g", value), NULL), ==, value);
      g_assert_cmpuint (strlen (text), <=, strlen (nine));
      p += length + 1;
    }
}

static void
test_csv (void)
{
  static const char *const header[]
      = { "file",  "status", "error",    "index",  "label",        "akiec",        "bcc",          "bkl",
          "df",    "mel",    "nv",       "vasc",   "input_sha256", "model_sha256", "recipe",       "isa",
          "ms",    "scores", "decision", "likely", "balanced",     "filter",       "layout",       "label_map",
          "views", "size",   "scale",    "crop",   "version",      "model",        "model_version",
          "gate",  "domain_distance", "domain_threshold", "views_agreeing", "orientation", "exif_orientation", "set_90",
          "mean",  "std", "weights_key", "margin", "entropy" };
  g_autofree char *odd = cli_make_image ("comma, \"quote\" and\nline.jpg", 60, 45, 3);
  g_autoptr (CliRun) run = cli_run ("predict", "--format=csv", odd, image, NULL);
  g_autoptr (GPtrArray) rows = cli_parse_csv (run->out);
  double sum = 0;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (((GPtrArray *) rows->pdata[i])->len, ==, G_N_ELEMENTS (header));
  for (gsize i = 0; i < G_N_ELEMENTS (header); i++)
    g_assert_cmpstr (((GPtrArray *) rows->pdata[0])->pdata[i], ==, header[i]);
  g_assert_cmpstr (((GPtrArray *) rows->pdata[1])->pdata[0], ==, odd);
  for (int i = 5; i < 12; i++)
    sum += g_ascii_strtod (((GPtrArray *) rows->pdata[1])->pdata[i], NULL);
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-5);
}

static void
test_table (void)
{
  g_autofree char *other G_GNUC_UNUSED = cli_make_image ("another.png", 80, 60, 4);
  g_autoptr (CliRun) run = cli_run ("predict", "image.jpg", "another.png", NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);
  const char *label = strstr (lines[0], "label");

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 8); /* three at the end say where it comes from */
  g_assert_cmpstr (lines[3], ==, "");
  g_assert_true (g_str_has_prefix (lines[4], "derm "));
  g_assert_nonnull (strstr (lines[4], "sha256 "));
  g_assert_true (g_str_has_prefix (lines[5], "recipe dermlens: 28 × 28, bicubic, ÷ 255, planes, "));
  g_assert_true (g_str_has_prefix (lines[6], "decision likely · "));
  g_assert_nonnull (label);
  g_assert_nonnull (strstr (lines[0], "mel"));
  g_assert_true (g_str_has_prefix (lines[1], "image.jpg    "));
  g_assert_true (g_str_has_prefix (lines[2], "another.png  "));
  g_assert_cmpint (label - lines[0], ==, strlen ("another.png  ")); /* the columns begin below each other */
  g_assert_true (strstr (run->out, "█") != NULL || strstr (run->out, "▏") != NULL || strstr (run->out, "▌") != NULL);
  for (int i = 0; i < 8; i++)
    g_assert_false (g_str_has_suffix (lines[i], " "));
}

/* A name that is too long for its column has a line for itself. */
static void
test_table_long_name (void)
{
  g_autofree char *name = g_strnfill (70, 'x'), *with_ending = g_strconcat (name, ".png", NULL);
  g_autofree char *path G_GNUC_UNUSED = cli_make_image (with_ending, 80, 60, 4);
  g_autoptr (CliRun) run = cli_run ("predict", with_ending, "image.jpg", NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 9);
  g_assert_cmpstr (lines[1], ==, with_ending);
  g_assert_true (g_str_has_prefix (lines[2], "           "));
  g_assert_true (g_str_has_prefix (lines[3], "image.jpg  "));
}

/* A terminal without UTF-8 gets no blocks. */
static void
test_table_ascii (void)
{
  const char *const environment[] = { "LC_ALL=C", NULL };
  const char *const arguments[] = { "predict", image, NULL };
  g_autoptr (CliRun) run = cli_run_full (NULL, environment, arguments);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_str_is_ascii (run->out));
  g_assert_nonnull (strstr (run->out, "mel"));
}

static void
test_research_line (void)
{
  g_autoptr (CliRun) loud = cli_run ("predict", image, image, NULL);
  g_autoptr (CliRun) quiet = cli_run ("predict", "--quiet", image, NULL);
  const char *line = strstr (loud->err, "not a diagnosis");

  g_assert_nonnull (line);
  g_assert_null (strstr (line + 1, "not a diagnosis"));
  g_assert_null (strstr (loud->out, "not a diagnosis"));
  g_assert_cmpstr (quiet->err, ==, "");
}

static void
test_stdin (void)
{
  g_autofree char *content = NULL;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  const char *const arguments[] = { "predict", "-f", "csv", image, "-", image, NULL };
  g_autoptr (CliRun) run = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_true (g_file_get_contents (image, &content, &length, NULL));
  bytes = g_bytes_new (content, length);
  run = cli_run_full (bytes, NULL, arguments);
  rows = cli_parse_csv (run->out);
  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (rows->len, ==, 4);
  g_assert_cmpstr (((GPtrArray *) rows->pdata[2])->pdata[0], ==, "-");
  for (int i = 4; i < 13; i++) /* label, scores and hash: the same image by another way */
    g_assert_cmpstr (((GPtrArray *) rows->pdata[2])->pdata[i], ==, ((GPtrArray *) rows->pdata[1])->pdata[i]);
}

/* From "logits" to the model's hash, so that time and level are left out. */
static char *
logits_text (const CliRun *run)
{
  const char *start = strstr (run->out, "\"scores\""), *end = strstr (run->out, "\"model_sha256\"");

  g_assert_nonnull (start);
  g_assert_nonnull (end);
  return g_strndup (start, end - start);
}

static void
test_levels_agree (void)
{
  g_autoptr (CliRun) best = cli_run ("predict", "-f", "jsonl", image, NULL);
  g_autoptr (CliRun) plain = cli_run ("predict", "-f", "jsonl", "--isa", "plain", "--threads", "1", image, NULL);
  g_autofree char *best_text = logits_text (best), *plain_text = logits_text (plain);

  g_assert_nonnull (strstr (plain->out, "\"isa\":\"plain\""));
  g_assert_cmpstr (best_text, ==, plain_text);
}

/* Large and small images in turn, so that the threads finish in another order than they began. */
static void
test_order (void)
{
  enum { N = 60 };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) arguments = NULL, lines = NULL;
  g_autoptr (CliRun) run = NULL;

  g_strv_builder_add_many (builder, "predict", "-f", "jsonl", "--threads", "4", NULL);
  for (int i = 0; i < N; i++)
    {
      g_autofree char *name = g_strdup_printf ("order-%02d.jpg", i);
      g_autofree char *path = i % 7 == 3
                                  ? cli_path ("order-missing.jpg")
                                  : cli_make_image (name, i % 5 == 0 ? 1600 : 40, i % 5 == 0 ? 1200 : 30, (guint) i);

      g_strv_builder_add (builder, path);
    }
  arguments = g_strv_builder_end (builder);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments);
  g_assert_cmpint (run->status, ==, 3);
  lines = g_strsplit (run->out, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, N + 1);
  for (int i = 0; i < N; i++)
    {
      g_autoptr (JsonParser) parser = json_parser_new ();

      g_assert_true (json_parser_load_from_data (parser, lines[i], -1, NULL));
      g_assert_cmpstr (json_object_get_string_member (cli_object (parser), "file"), ==, arguments[5 + i]);
      g_assert_cmpstr (json_object_get_string_member (cli_object (parser), "status"), ==, i % 7 == 3 ? "error" : "ok");
    }
}

/* A German locale of our own, since few computers have one; FALSE where it cannot be made. */
static gboolean
make_german (void)
{
  g_autofree char *path = cli_path ("de_DE.UTF-8"), *out = NULL, *err = NULL;
  const char *argv[] = { "localedef", "-i", "de_DE", "-f", "UTF-8", path, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, NULL, NULL);
  return g_file_test (path, G_FILE_TEST_IS_DIR);
}

/* Files have decimal points, whatever the language; the table speaks to people. */
static void
test_locale (void)
{
  g_autofree char *folder = g_strconcat ("LOCPATH=", cli_folder (), NULL);
  const char *const environment[] = { "LC_ALL=de_DE.UTF-8", folder, NULL };
  const char *const csv[] = { "predict", "-f", "csv", image, NULL }, *const table[] = { "predict", image, NULL };
  g_autoptr (CliRun) run = NULL, shown = NULL, plain = cli_run ("predict", "-f", "csv", image, NULL);
  g_autoptr (GPtrArray) german = NULL, english = cli_parse_csv (plain->out);

  if (!make_german ())
    {
      g_test_skip ("localedef has no German here");
      return;
    }
  run = cli_run_full (NULL, environment, csv);
  shown = cli_run_full (NULL, environment, table);
  german = cli_parse_csv (run->out);
  for (guint i = 0; i < ((GPtrArray *) english->pdata[0])->len; i++)
    if (i != 16) /* ms */
      g_assert_cmpstr (((GPtrArray *) german->pdata[1])->pdata[i], ==, ((GPtrArray *) english->pdata[1])->pdata[i]);
  g_assert_nonnull (strstr (shown->out, " 0,")); /* so it was German indeed */
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.jpg", 600, 450, 1);
  g_test_add_func ("/cli/predict/jsonl", test_jsonl);
  g_test_add_func ("/cli/predict/json", test_json);
  g_test_add_func ("/cli/predict/round-trip", test_round_trip);
  g_test_add_func ("/cli/predict/csv", test_csv);
  g_test_add_func ("/cli/predict/table", test_table);
  g_test_add_func ("/cli/predict/table-long-name", test_table_long_name);
  g_test_add_func ("/cli/predict/table-ascii", test_table_ascii);
  g_test_add_func ("/cli/predict/research-line", test_research_line);
  g_test_add_func ("/cli/predict/stdin", test_stdin);
  g_test_add_func ("/cli/predict/levels-agree", test_levels_agree);
  g_test_add_func ("/cli/predict/order", test_order);
  g_test_add_func ("/cli/predict/locale", test_locale);
  status = g_test_run ();
  g_free (image);
  cli_fixture_clear ();
  return status;
}
