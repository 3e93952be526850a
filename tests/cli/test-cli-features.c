/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* derm features: files for NumPy and for spreadsheets, folders, and images that cannot be used. */

enum { N_FEATURES = 256 };

static char *image, *other;

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
  g_autofree char *path = cli_path ("f.npy"), *txt = cli_path ("f.txt");
  g_autoptr (CliRun) none = cli_run ("features", "-o", path, NULL), no_output = cli_run ("features", image, NULL);
  g_autoptr (CliRun) ending = cli_run ("features", image, "-o", txt, NULL);
  g_autoptr (CliRun) twice = cli_run ("features", "-", "-", "-o", path, NULL);
  g_autoptr (CliRun) threads = cli_run ("features", "-t", "-1", image, "-o", path, NULL);

  assert_usage (none);
  assert_usage (no_output);
  assert_usage (ending);
  assert_usage (twice);
  assert_usage (threads);
}

/* The floats of the file; fails the test on another shape. */
static float *
read_npy (const char *path, guint n_images)
{
  g_autofree char *content = NULL, *shape = g_strdup_printf ("(%u, %d)", n_images, N_FEATURES);
  gsize length, size = sizeof (float) * N_FEATURES * n_images;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, size + 10);
  g_assert_nonnull (strstr (content + 10, shape));
  g_assert_cmpuint ((length - size) % 64, ==, 0);
  return g_memdup2 (content + length - size, size);
}

/* An image has the same numbers alone, with others, from standard input and at every level. */
static void
test_npy (void)
{
  g_autofree char *path = cli_path ("a.npy"), *beside = cli_path ("a.npy.json");
  g_autoptr (CliRun) alone = cli_run ("features", image, "-o", path, NULL);
  g_autofree float *values = read_npy (path, 1), *both = NULL, *plain = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (CliRun) together = cli_run ("features", other, image, "-t", "2", "-o", path, NULL), level = NULL;
  JsonArray *rows;

  g_assert_cmpint (alone->status, ==, 0);
  g_assert_cmpint (together->status, ==, 0);
  both = read_npy (path, 2);
  g_assert_cmpmem (both + N_FEATURES, N_FEATURES * sizeof (float), values, N_FEATURES * sizeof (float));
  g_assert_true (memcmp (both, values, N_FEATURES * sizeof (float)) != 0);
  g_assert_true (json_parser_load_from_file (parser, beside, NULL));
  rows = json_object_get_array_member (cli_object (parser), "rows");
  cli_assert_string (parser, "kind", "features");
  g_assert_cmpuint (json_array_get_length (rows), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (rows, 1), "file"), ==, image);
  level = cli_run ("features", "--isa", "plain", image, "-o", path, NULL);
  g_assert_cmpint (level->status, ==, 0);
  plain = read_npy (path, 1);
  g_assert_cmpmem (plain, N_FEATURES * sizeof (float), values, N_FEATURES * sizeof (float));
}

/* A folder with one below it; a broken image is told, the others are written. */
static void
test_csv (void)
{
  g_autofree char *folder = cli_path ("set"), *below = cli_path ("set/below"), *path = cli_path ("set.csv");
  g_autofree char *content = NULL, *first = NULL, *second = NULL, *broken = NULL,
                  *wanted = cli_path ("set/below/2.png");
  g_autoptr (CliRun) run = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  GPtrArray *head, *last;

  g_assert_cmpint (g_mkdir_with_parents (below, 0777), ==, 0);
  first = cli_make_image ("set/1.png", 60, 50, 3);
  second = cli_make_image ("set/below/2.png", 60, 50, 4);
  broken = cli_make_file ("set/3.png", "no image", 8);
  run = cli_run ("features", folder, "-o", path, NULL);
  g_assert_cmpint (run->status, ==, 3);
  g_assert_nonnull (strstr (run->err, "3.png"));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  rows = cli_parse_csv (content);
  g_assert_cmpuint (rows->len, ==, 3);
  head = rows->pdata[0];
  last = rows->pdata[2];
  g_assert_cmpuint (head->len, ==, 2 + N_FEATURES);
  g_assert_cmpstr (head->pdata[2], ==, "feature_0");
  g_assert_cmpuint (last->len, ==, 2 + N_FEATURES);
  g_assert_cmpstr (last->pdata[0], ==, wanted);
}

/* Nothing is left of a file that could not be written, and nothing is written if no image could be used. */
static void
test_failures (void)
{
  g_autofree char *nowhere = cli_path ("nowhere/f.npy"), *missing = cli_path ("missing.png"),
                  *path = cli_path ("m.npy");
  g_autoptr (CliRun) output = cli_run ("features", image, "-o", nowhere, NULL);
  g_autoptr (CliRun) images = cli_run ("features", missing, "-o", path, NULL);

  g_assert_cmpint (output->status, ==, 4);
  g_assert_cmpint (images->status, ==, 3);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  image = cli_make_image ("image.png", 120, 90, 1);
  other = cli_make_image ("other.png", 90, 90, 2);
  g_test_add_func ("/cli-features/usage", test_usage);
  g_test_add_func ("/cli-features/npy", test_npy);
  g_test_add_func ("/cli-features/csv", test_csv);
  g_test_add_func ("/cli-features/failures", test_failures);
  status = g_test_run ();
  g_free (image);
  g_free (other);
  cli_fixture_clear ();
  return status;
}
