/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "cli-fixture.h"

#include <string.h>

/* derm lessons as a process. */

static void
test_list (void)
{
  g_autoptr (CliRun) run = cli_run ("lessons", NULL);
  g_auto (GStrv) lines = g_strsplit (run->out, "\n", -1);

  g_assert_cmpint (run->status, ==, 0);
  g_assert_cmpuint (g_strv_length (lines), ==, 9); /* eight, and the end */
  g_assert_true (g_str_has_prefix (lines[3], "lesson-04.ini"));
  g_assert_nonnull (strstr (lines[3], "One image, two orders"));
}

static void
test_check (void)
{
  static const char good[] = "[Lesson]\nTitle=Good\n[Claim a]\nOf=model width\nIs=28\n[Text]\nText={a}\n";
  static const char wrong[] = "[Lesson]\nTitle=Wrong\n[Claim a]\nOf=model width\nIs=29\n[Text]\nText={a}\n";
  static const char bad[] = "[Lesson]\nTitle=Bad\n[Text]\nView=Explian\nText=a\n";
  g_autofree char *good_path = cli_make_file ("good.ini", good, sizeof good - 1);
  g_autofree char *wrong_path = cli_make_file ("wrong.ini", wrong, sizeof wrong - 1);
  g_autofree char *bad_path = cli_make_file ("bad.ini", bad, sizeof bad - 1);
  g_autoptr (CliRun) right = cli_run ("lessons", "--check", good_path, NULL);
  g_autoptr (CliRun) all = cli_run ("lessons", "--check", bad_path, good_path, wrong_path, NULL);
  g_autoptr (CliRun) missing = cli_run ("lessons", "missing.ini", NULL);
  g_autoptr (CliRun) model = cli_run ("lessons", "--check", "--model", bad_path, good_path, NULL);

  g_assert_cmpint (right->status, ==, 0);
  g_assert_cmpstr (right->err, ==, "");
  g_assert_nonnull (strstr (right->out, "1 claim "));
  g_assert_cmpint (all->status, ==, 3);
  g_assert_nonnull (strstr (all->err, "bad.ini, line 4: no view is called “Explian”."));
  g_assert_nonnull (strstr (all->err, "wrong.ini, line 3: “a” is 28, not 29 within 0.5."));
  g_assert_nonnull (strstr (all->out, "Good"));
  g_assert_null (strstr (all->out, "Wrong"));
  g_assert_cmpint (missing->status, ==, 3);
  g_assert_nonnull (strstr (missing->err, "missing.ini"));
  g_assert_cmpint (model->status, ==, 2);
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE); /* the user's own lessons are not these */
  g_test_init (&argc, &argv, NULL);
  cli_fixture_init ();
  g_test_add_func ("/cli-lessons/list", test_list);
  g_test_add_func ("/cli-lessons/check", test_check);
  status = g_test_run ();
  cli_fixture_clear ();
  return status;
}
