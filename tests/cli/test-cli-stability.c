/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <string.h>

/* derm stability as a process. */

static char *image;

static void
test_usage (void)
{
  g_autoptr (CliRun) nothing = cli_run ("stability", NULL);
  g_autoptr (CliRun) two = cli_run ("stability", image, image, "-o", "a.csv", NULL);
  g_autoptr (CliRun) ending = cli_run ("stability", image, "-o", "a.png", NULL);
  g_autoptr (CliRun) decision = cli_run ("stability", image, "-d", "lucky", NULL);
  g_autoptr (CliRun) all = cli_run ("stability", image, "--recipe", "all", NULL);
  g_autoptr (CliRun) itself = cli_run ("stability", "a.json", "-o", "a.json", NULL);

  g_assert_cmpint (nothing->status, ==, 1);
  g_assert_cmpint (two->status, ==, 1);
  g_assert_cmpint (ending->status, ==, 1);
  g_assert_nonnull (strstr (ending->err, ".json or .csv"));
  g_assert_cmpint (decision->status, ==, 1);
  g_assert_nonnull (strstr (decision->err, "“lucky” is not a decision"));
  g_assert_cmpint (all->status, ==, 1);
  g_assert_cmpint (itself->status, !=, 0);
}

/* An image that cannot be read does not keep the next back. */
static void
test_words (void)
{
  g_autoptr (CliRun) run = cli_run ("stability", "--views", "1", "missing.png", image, NULL);

  g_assert_cmpint (run->status, ==, 3);
  g_assert_nonnull (strstr (run->err, "missing.png"));
  g_assert_true (g_str_has_prefix (run->out, image));
  g_assert_nonnull (strstr (run->out, "150 disturbances"));
  g_assert_nonnull (strstr (run->out, "highest\n"));
  g_assert_nonnull (strstr (run->out, " of 100\n"));
}

static const char *
get (GPtrArray *rows, guint row, guint column)
{
  return ((GPtrArray *) rows->pdata[row])->pdata[column];
}

/* Each row's label is the class of its highest score, and the first row is what `derm predict` says. */
static void
test_csv (void)
{
  g_autofree char *path = cli_path ("s.csv"), *text = NULL;
  g_autoptr (CliRun) run = cli_run ("stability", "--views", "1", "-o", path, image, NULL);
  g_autoptr (CliRun) predicted = cli_run ("predict", "-q", "-f", "jsonl", "--views", "1", image, NULL);
  g_autoptr (JsonParser) prediction = cli_parse_json (predicted);
  g_autoptr (GPtrArray) rows = NULL;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rows = cli_parse_csv (text);
  g_assert_cmpuint (rows->len, ==, 152);
  g_assert_cmpstr (get (rows, 0, 0), ==, "shake");
  g_assert_cmpstr (get (rows, 1, 0), ==, "none");
  cli_assert_string (prediction, "input_sha256", get (rows, 1, 7));
  cli_assert_string (prediction, "label", get (rows, 1, 8));
  g_assert_cmpstr (get (rows, 2, 1), ==, "-10");
  g_assert_cmpstr (get (rows, 151, 0), ==, "all");
  for (guint row = 1; row < rows->len; row++)
    {
      guint highest = 10;

      for (guint c = 10; c < 17; c++)
        if (g_ascii_strtod (get (rows, row, c), NULL) > g_ascii_strtod (get (rows, row, highest), NULL))
          highest = c;
      g_assert_cmpstr (get (rows, row, 8), ==, get (rows, 0, highest));
    }
}

static void
test_json (void)
{
  g_autofree char *path = cli_path ("s.json"), *other_path = cli_path ("t.json");
  g_autoptr (CliRun) run = cli_run ("stability", "--views", "1", "--seed", "7", "-o", path, image, NULL);
  g_autoptr (CliRun) other = cli_run ("stability", "--views", "1", "-o", other_path, image, NULL);
  g_autoptr (JsonParser) parser = json_parser_new (), other_parser = json_parser_new ();
  JsonArray *disturbed, *other_disturbed;
  JsonObject *object;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpint (other->status, ==, 0);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  g_assert_true (json_parser_load_from_file (other_parser, other_path, NULL));
  object = cli_object (parser);
  cli_assert_string (parser, "kind", "stability");
  cli_assert_string (parser, "of", "image");
  g_assert_cmpint (json_object_get_int_member (object, "seed"), ==, 7);
  g_assert_cmpint (strlen (json_object_get_string_member (object, "model_sha256")), ==, 64);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "bands")), ==, 7);
  disturbed = json_object_get_array_member (object, "disturbed");
  other_disturbed = json_object_get_array_member (cli_object (other_parser), "disturbed");
  g_assert_cmpuint (json_array_get_length (disturbed), ==, 150);
  for (guint i = 0; i < 150; i += 149) /* planned, and drawn by the seed */
    {
      JsonObject *one = json_array_get_object_element (disturbed, i);
      JsonObject *same = json_array_get_object_element (other_disturbed, i);
      double turn = json_object_get_double_member (one, "turn"),
             other_turn = json_object_get_double_member (same, "turn");

      g_assert_true (i == 0 ? turn == other_turn : turn != other_turn);
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.png", 120, 90, 1);
  g_test_add_func ("/cli-stability/usage", test_usage);
  g_test_add_func ("/cli-stability/words", test_words);
  g_test_add_func ("/cli-stability/csv", test_csv);
  g_test_add_func ("/cli-stability/json", test_json);
  status = g_test_run ();
  g_free (image);
  cli_fixture_clear ();
  return status;
}
