/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* Shards of derm predict, joined by derm merge: what one run writes, byte for byte. */

enum { N_IMAGES = 23, N_SHARDS = 4 };

static char *model, *truth;

static void
make_list (void)
{
  g_autoptr (GString) list = g_string_new (NULL), table = g_string_new ("image_id,dx\n");
  g_autofree char *broken = cli_make_file ("broken.png", "no image", 8), *path = NULL;

  for (guint i = 0; i < N_IMAGES; i++)
    {
      g_autofree char *name = g_strdup_printf ("image-%u.png", i), *image = cli_make_image (name, 40, 30, i + 1);

      g_string_append_printf (list, "%s\n", name);
      g_string_append_printf (table, "image-%u,%s\n", i, i % 3 == 0 ? "mel" : "nv");
      if (i == 9)
        g_string_append (list, "broken.png\nmissing.png\n");
    }
  path = cli_make_file ("list", list->str, list->len);
  truth = cli_make_file ("truth.csv", table->str, table->len);
}

/* The time of the pass is never the same, and all else is. */
static const char *
choose_fields (const char *format)
{
  return g_str_equal (format, "csv") ? "evaluate,file_index,file_size,mel" : "evaluate,file_index,file_sha256";
}

static void
predict (const char *format, const char *recipe, const char *shard, const char *output)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (CliRun) run = NULL;
  g_auto (GStrv) arguments = NULL;

  g_strv_builder_add_many (builder, "predict", "-q", "-m", model, "-f", format, "--fields", choose_fields (format),
                           "-r", recipe, "--files-from", "list", "-o", output, NULL);
  if (shard != NULL)
    g_strv_builder_add_many (builder, "--resume", "--shard", shard, NULL);
  arguments = g_strv_builder_end (builder);
  run = cli_run_full (NULL, NULL, (const char *const *) arguments);
  g_test_message ("%s: %s", output, run->err);
  g_assert_true (run->status == 3 || (shard != NULL && run->status == 0)); /* two images cannot be used */
}

static void
remove_run (const char *name)
{
  g_autofree char *path = cli_path (name), *run = g_strconcat (path, ".run", NULL);

  g_unlink (path);
  g_unlink (run);
}

static void
predict_all (const char *format, const char *recipe)
{
  remove_run ("whole");
  predict (format, recipe, NULL, "whole");
  for (guint i = 1; i <= N_SHARDS; i++)
    {
      g_autofree char *name = g_strdup_printf ("s%u", i), *shard = g_strdup_printf ("%u/%d", i, N_SHARDS);

      remove_run (name);
      predict (format, recipe, shard, name);
    }
}

static void
assert_same_file (const char *name, const char *expected)
{
  g_autofree char *path = cli_path (name), *other_path = cli_path (expected), *text = NULL, *other = NULL;
  gsize length, other_length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_true (g_file_get_contents (other_path, &other, &other_length, NULL));
  g_test_message ("%s and %s", name, expected);
  g_assert_cmpmem (text, length, other, other_length);
}

static void
check_joined (const char *format, const char *recipe)
{
  g_autoptr (CliRun) run = NULL;

  predict_all (format, recipe);
  run = cli_run ("merge", "--replace", "-o", "out", "s1", "s2", "s3", "s4", NULL);
  g_assert_cmpstr (run->err, ==, "Shards: 4. Images: 25. Failed: 2.\n");
  g_assert_cmpint (run->status, ==, 3);
  assert_same_file ("out", "whole");
  assert_same_file ("out.run", "whole.run");
}

static void
test_joined (void)
{
  check_joined ("csv", "published");
  check_joined ("jsonl", "published");
  check_joined ("csv", "all"); /* several rows for each image */
  check_joined ("jsonl", "all");
}

/* A shard of another model, recipe or list is told by the run itself. */
static void
test_other (void)
{
  g_autofree char *shorter = NULL, *list = cli_path ("list"), *names = NULL;
  g_autoptr (CliRun) recipe = NULL, other_list = NULL;

  predict_all ("jsonl", "published");
  remove_run ("s3");
  predict ("jsonl", "as-trained", "3/4", "s3");
  recipe = cli_run ("merge", "-o", "refused", "s1", "s2", "s3", "s4", NULL);
  g_assert_cmpint (recipe->status, ==, 1);
  g_assert_nonnull (strstr (recipe->err, "s3: another recipe than in s1"));
  remove_run ("s3");
  g_assert_true (g_file_get_contents (list, &names, NULL, NULL));
  shorter = cli_make_file ("list", names, (gsize) (strrchr (names, '-') - names) - strlen ("image"));
  predict ("jsonl", "published", "3/4", "s3");
  g_assert_true (g_file_set_contents (list, names, -1, NULL));
  other_list = cli_run ("merge", "-o", "refused", "s1", "s2", "s3", "s4", NULL);
  g_assert_cmpint (other_list->status, ==, 1);
  g_assert_nonnull (strstr (other_list->err, "s3: it is of another list of images than s1"));
}

/* One command joins and evaluates, as derm evaluate does. */
static void
test_evaluated (void)
{
  static const char *const formats[] = { "csv", "jsonl" };

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (CliRun) run = NULL, evaluated = NULL;

      predict_all (formats[i], "published");
      run = cli_run ("merge", "-q", "--replace", "-o", "out", "-m", model, "--truth", truth, "s4", "s2", "s3", "s1",
                     NULL);
      evaluated = cli_run ("evaluate", "-q", "-m", model, "--set", "out", "--truth", truth, NULL);
      g_test_message ("%s", run->err);
      g_assert_cmpint (run->status, ==, 3); /* two images cannot be used */
      g_assert_nonnull (strstr (run->out, "accuracy"));
      g_assert_cmpstr (run->out, ==, evaluated->out);
      g_assert_cmpstr (run->err, ==, evaluated->err);
    }
}

/* A report takes the place of nothing that is read, and of no rows of a run. */
static void
test_not_replaced (void)
{
  static const char *const cases[][3] = { { "-o", "s1", "would replace s1, which is read" },
                                          { "-o", "truth.csv", "truth.csv, which is read" },
                                          { "--fit-calibration", "truth.csv", "truth.csv, which is read" },
                                          { "-o", "s2", "s2 belongs to a run" },
                                          { "-o", "s2.run", "s2.run belongs to a run" } };

  predict_all ("jsonl", "published");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = cli_path (cases[i][1]), *before = NULL, *after = NULL;
      g_autoptr (CliRun) run = NULL;

      g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
      run = cli_run ("evaluate", "-q", "-m", model, "--set", "s1", "--truth", truth, cases[i][0], cases[i][1], NULL);
      g_test_message ("%s", run->err);
      g_assert_cmpint (run->status, ==, 1);
      g_assert_nonnull (strstr (run->err, cases[i][2]));
      g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
      g_assert_cmpstr (after, ==, before);
    }
}

/* What keeps rows from being evaluated is said before they are joined. */
static void
test_not_evaluated (void)
{
  g_autofree char *others = cli_make_file ("others.csv", "image_id,dx\nelsewhere,mel\n", 26), *out = cli_path ("not");
  g_autofree char *late = cli_make_file ("late.csv", "image_id,dx\nimage-3,mel\n", 24); /* of the last shard only */
  const char *const cases[][3] = { { "none.csv", "none.csv: ", "no such file" },
                                   { ".", ".: ", "folder" },
                                   { "others.csv", "others.csv: no image of the set has a class there", "" } };
  g_autoptr (CliRun) few = NULL, of_last = NULL;

  predict_all ("csv", "published");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CliRun) run
          = cli_run ("merge", "-o", "not", "-m", model, "--truth", cases[i][0], "s1", "s2", "s3", "s4", NULL);

      g_test_message ("%s", run->err);
      g_assert_cmpint (run->status, ==, 1);
      g_assert_nonnull (strstr (run->err, cases[i][1]));
      g_assert_nonnull (strstr (run->err, cases[i][2]));
      g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
    }
  of_last = cli_run ("merge", "-o", "not", "-m", model, "--truth", "late.csv", "s1", "s2", "s3", "s4", NULL);
  g_assert_cmpint (of_last->status, ==, 3);
  remove_run ("not");
  remove_run ("few");
  few = cli_run ("predict", "-q", "-m", model, "-f", "csv", "--fields", "file,label", "--files-from", "list", "--shard",
                 "1/1", "-o", "few", NULL);
  g_clear_pointer (&few, cli_run_free);
  few = cli_run ("merge", "-o", "not", "-m", model, "--truth", truth, "few", NULL);
  g_assert_cmpint (few->status, ==, 1);
  g_assert_nonnull (strstr (few->err, "derm predict --fields evaluate"));
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  model = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  make_list ();
  g_test_add_func ("/cli-shards/joined", test_joined);
  g_test_add_func ("/cli-shards/other", test_other);
  g_test_add_func ("/cli-shards/evaluated", test_evaluated);
  g_test_add_func ("/cli-shards/not-replaced", test_not_replaced);
  g_test_add_func ("/cli-shards/not-evaluated", test_not_evaluated);
  status = g_test_run ();
  cli_fixture_clear ();
  g_free (model);
  g_free (truth);
  return status;
}
