/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* derm similar: which images of a folder are nearest to one. */

enum { N_IMAGES = 5 };

static char *image, *folder;

static void
assert_usage (CliRun *run)
{
  g_assert_cmpint (run->status, ==, 1);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_cmpuint (strlen (run->err), >, 10);
}

static void
test_usage (void)
{
  g_autofree char *csv = cli_path ("s.csv"), *txt = cli_path ("s.txt");
  g_autoptr (CliRun) no_image = cli_run ("similar", "--in", folder, NULL);
  g_autoptr (CliRun) no_folder = cli_run ("similar", image, NULL),
                     none = cli_run ("similar", image, "--in", image, NULL);
  g_autoptr (CliRun) number = cli_run ("similar", image, "--in", folder, "-k", "0", NULL);
  g_autoptr (CliRun) format = cli_run ("similar", image, "--in", folder, "-f", "xml", NULL);
  g_autoptr (CliRun) both = cli_run ("similar", image, "--in", folder, "-f", "csv", "-o", csv, NULL);
  g_autoptr (CliRun) ending = cli_run ("similar", image, "--in", folder, "-o", txt, NULL);

  assert_usage (no_image);
  assert_usage (no_folder);
  assert_usage (none);
  assert_usage (number);
  assert_usage (format);
  assert_usage (both);
  assert_usage (ending);
}

/* A copy comes first, at distance 0; distances rise; the image itself is not among them. */
static void
test_csv (void)
{
  g_autoptr (CliRun) run = cli_run ("similar", image, "--in", folder, "-f", "csv", NULL);
  g_autoptr (GPtrArray) rows = cli_parse_csv (run->out);
  g_autofree char *copy = cli_path ("folder/copy.png");
  GPtrArray *first;
  double before = 0;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (rows->len, ==, 1 + N_IMAGES);
  first = rows->pdata[1];
  g_assert_cmpstr (first->pdata[1], ==, copy);
  g_assert_cmpstr (first->pdata[2], ==, "0");
  for (guint i = 1; i < rows->len; i++)
    {
      GPtrArray *row = rows->pdata[i];
      double distance = g_ascii_strtod (row->pdata[2], NULL);

      g_assert_cmpfloat (distance, >=, before);
      g_assert_cmpstr (row->pdata[1], !=, image);
      before = distance;
    }
  g_assert_cmpfloat (before, >, 0);
}

static void
test_json (void)
{
  g_autofree char *path = cli_path ("s.json");
  g_autoptr (CliRun) run = cli_run ("similar", image, "--in", folder, "-k", "3", "-o", path, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *similar;

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpstr (run->out, ==, "");
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  cli_assert_string (parser, "kind", "similar");
  cli_assert_string (parser, "file", image);
  similar = json_object_get_array_member (cli_object (parser), "similar");
  g_assert_cmpuint (json_array_get_length (similar), ==, 3);
}

static void
test_table (void)
{
  g_autoptr (CliRun) run = cli_run ("similar", image, "--in", folder, NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + N_IMAGES + 1);
  g_assert_nonnull (strstr (lines[1], "copy.png"));
  g_assert_nonnull (strstr (lines[1], "0.0000"));
}

/* A broken image in the folder is told; a folder without another image is an error. */
static void
test_failures (void)
{
  g_autofree char *alone = cli_path ("alone"), *broken = NULL, *path = NULL;
  g_autoptr (CliRun) run = NULL, empty = NULL, missing = NULL;

  g_assert_cmpint (g_mkdir (alone, 0777), ==, 0);
  empty = cli_run ("similar", image, "--in", alone, NULL);
  g_assert_cmpint (empty->status, ==, 3);
  broken = cli_make_file ("alone/broken.png", "no image", 8);
  path = cli_make_image ("alone/one.png", 40, 40, 9);
  run = cli_run ("similar", image, "--in", alone, NULL);
  g_assert_cmpint (run->status, ==, 3);
  g_assert_nonnull (strstr (run->out, "one.png"));
  g_assert_nonnull (strstr (run->err, "broken.png"));
  missing = cli_run ("similar", "missing.png", "--in", folder, NULL);
  g_assert_cmpint (missing->status, ==, 3);
  g_assert_cmpstr (missing->out, ==, "");
}

static void
make_folder (void)
{
  g_autofree char *copy = cli_path ("folder/copy.png"), *content = NULL;
  gsize length;

  folder = cli_path ("folder");
  g_assert_cmpint (g_mkdir (folder, 0777), ==, 0);
  image = cli_make_image ("folder/image.png", 120, 90, 1);
  g_assert_true (g_file_get_contents (image, &content, &length, NULL));
  g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
  for (guint32 seed = 2; seed <= N_IMAGES; seed++)
    {
      g_autofree char *name = g_strdup_printf ("folder/%u.png", seed);

      g_free (cli_make_image (name, 120, 90, seed));
    }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  make_folder ();
  g_test_add_func ("/cli-similar/usage", test_usage);
  g_test_add_func ("/cli-similar/csv", test_csv);
  g_test_add_func ("/cli-similar/json", test_json);
  g_test_add_func ("/cli-similar/table", test_table);
  g_test_add_func ("/cli-similar/failures", test_failures);
  status = g_test_run ();
  g_free (image);
  g_free (folder);
  cli_fixture_clear ();
  return status;
}
