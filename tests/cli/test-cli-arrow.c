/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <string.h>

/* Arrow and Parquet: where Dermlens was built without, as Debian's is, it says so before anything is written. What is
 * in them: make check-arrow. */

static gboolean
has_arrow (void)
{
  return g_strcmp0 (g_getenv ("HAS_ARROW"), "yes") == 0;
}

static void
assert_missing (const CliRun *run)
{
  g_assert_cmpint (run->status, ==, 1);
  g_assert_nonnull (strstr (run->err, "arrow-glib and parquet-glib"));
  g_assert_nonnull (strstr (run->err, "libderm-arrow"));
  g_assert_cmpuint (run->out_length, ==, 0);
}

static void
test_predict (void)
{
  g_autofree char *image = cli_make_image ("one.png", 40, 30, 1);
  g_autoptr (CliRun) stream = cli_run ("predict", "--format", "arrow", image, NULL);
  g_autoptr (CliRun) parquet = cli_run ("predict", "-f", "parquet", "--fields", "file,mel", "-r", "all", image, NULL);

  if (!has_arrow ())
    {
      assert_missing (stream);
      assert_missing (parquet);
      return;
    }
  g_assert_cmpint (stream->status, ==, 0);
  g_assert_cmpmem (stream->out, 4, "\xff\xff\xff\xff", 4); /* a message of the stream format */
  g_assert_cmpint (parquet->status, ==, 0);
  g_assert_cmpmem (parquet->out, 4, "PAR1", 4);
  g_assert_cmpmem (parquet->out + parquet->out_length - 4, 4, "PAR1", 4);
}

static void
test_merge (void)
{
  g_autofree char *image = cli_make_image ("two.png", 40, 30, 2), *output = cli_path ("rows.arrow"), *content = NULL;
  g_autofree char *journal = cli_path ("rows.arrow.run");
  g_autoptr (CliRun) made = cli_run ("predict", "-f", "csv", "--output", "rows.csv", image, NULL);
  g_autoptr (CliRun) merged = cli_run ("merge", "--format", "arrow", "--output", "rows.arrow", "rows.csv", NULL);

  g_assert_cmpint (made->status, ==, 0);
  g_assert_false (g_file_test (journal, G_FILE_TEST_EXISTS));
  if (!has_arrow ())
    {
      assert_missing (merged);
      g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
      return;
    }
  g_assert_cmpint (merged->status, ==, 0);
  g_assert_true (g_file_get_contents (output, &content, NULL, NULL));
  g_assert_cmpmem (content, 6, "ARROW1", 6);
}

static void
assert_refused (const char *words, const char *reason)
{
  g_auto (GStrv) arguments = g_strsplit (words, " ", -1);
  g_autoptr (CliRun) run = cli_run_full (NULL, NULL, (const char *const *) arguments);

  g_assert_cmpint (run->status, ==, 1);
  if (strstr (run->err, reason) == NULL)
    g_error ("%s: %s", words, run->err);
}

static void
test_refused (void)
{
  assert_refused ("predict -f feather x.png", "arrow, parquet or published");
  assert_refused ("predict -f parquet --output rows.parquet x.png", "derm merge");
  assert_refused ("merge -f csv -o all.csv a.csv", "“csv” is not a format: arrow or parquet");
  assert_refused ("merge -f parquet --truth truth.csv -o all.parquet a.csv", "no --format");
  assert_refused ("merge -f parquet --replace -o all.parquet a.csv", "remove the earlier parquet file");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  g_test_add_func ("/cli/arrow/predict", test_predict);
  g_test_add_func ("/cli/arrow/merge", test_merge);
  g_test_add_func ("/cli/arrow/refused", test_refused);
  status = g_test_run ();
  cli_fixture_clear ();
  return status;
}
