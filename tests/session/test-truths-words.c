/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-truths-words.h"
#include "lens-files.h"
#include "session-fixture.h"

static const char *const labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc", NULL };

/* (transfer full) */
static DermTruth *
truth_of (const char *rows)
{
  g_autofree char *folder = fixture_folder (0);
  g_autofree char *text = g_strconcat ("image_id,dx\n", rows, NULL);
  g_autoptr (GFile) file = fixture_write (folder, "table.csv", text);
  g_autoptr (GError) error = NULL;
  DermTruth *truth = derm_truth_new_from_file (file, labels, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_unlink (g_file_peek_path (file));
  g_rmdir (folder);

  return truth;
}

static void
assert_summary (const char *rows, GPtrArray *items, const char *replaced, const char *expected)
{
  g_autoptr (DermTruth) truth = truth_of (rows);
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/table.csv");
  g_autoptr (GFile) before = replaced != NULL ? g_file_new_for_path (replaced) : NULL;
  g_autofree char *summary = lens_truths_words_summary (truth, items, file, before);

  g_assert_cmpstr (summary, ==, expected);
}

/* Rows with a class; not those without one, nor those of which the class is unknown. */
static void
test_count (void)
{
  g_autoptr (DermTruth) truth = truth_of ("a,mel\nb,\nc,scc\nd,NV\n");

  g_assert_cmpuint (lens_truths_words_count (truth), ==, 2);
}

static void
test_no_image (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  assert_summary ("a,mel\n", none, NULL, "Truth of 1 image from table.csv; no image is open.");
  assert_summary ("a,mel\nb,nv\n", none, NULL, "Truth of 2 images from table.csv; no image is open.");
}

static void
test_summary (void)
{
  g_autoptr (GPtrArray) one = fixture_items ("/a/one.jpg", NULL);
  g_autoptr (GPtrArray) three = fixture_items ("/a/one.jpg", "/a/two.jpg", "/a/three.jpg", NULL);

  assert_summary ("one,mel\n", one, NULL, "Truth for 1 of 1 image from table.csv.");
  assert_summary ("one,mel\nthree,nv\n", three, NULL, "Truth for 2 of 3 images from table.csv.");
  assert_summary ("one,mel\ntwo,\nfour,nv\n", three, NULL,
                  "Truth for 1 of 3 images from table.csv. 1 row names no image of the list.");
  assert_summary ("four,mel\nfive,nv\n", three, NULL,
                  "Truth for 0 of 3 images from table.csv. 2 rows name no image of the list.");
}

/* Two images of one name have one row. */
static void
test_same_name (void)
{
  g_autoptr (GPtrArray) items = fixture_items ("/a/one.jpg", "/b/one.jpg", NULL);

  assert_summary ("one,mel\n", items, NULL, "Truth for 2 of 2 images from table.csv.");
}

static void
test_replaced (void)
{
  g_autoptr (GPtrArray) items = fixture_items ("/a/one.jpg", NULL);

  assert_summary ("one,mel\n", items, "/nowhere/old.csv",
                  "Truth for 1 of 1 image from table.csv. It replaces old.csv.");
  assert_summary ("one,mel\n", items, "/nowhere/table.csv",
                  "Truth for 1 of 1 image from table.csv. It was read again.");
}

/* What was guessed, and what is no class; a code is neither. */
static void
test_remarks (void)
{
  g_autoptr (GPtrArray) one = fixture_items ("/a/one.jpg", NULL);

  assert_summary ("one,mel\ntwo,scc\nthree,scc\n", one, NULL,
                  "Truth for 1 of 1 image from table.csv. Not a class of the model: “scc” (2).");
  assert_summary ("one,Melanoma in situ\n", one, NULL,
                  "Truth for 1 of 1 image from table.csv. Images are named in the column “image_id”, their classes in "
                  "“dx”. Words stand for classes: “Melanoma in situ” = mel (1).");
}

static void
test_problems (void)
{
  g_autoptr (DermTruth) good = truth_of ("a,mel\n"), one = truth_of ("a,mel\nb,\n");
  g_autoptr (DermTruth) two = truth_of ("a,mel\nb,\nc,\n");
  g_autofree char *text_of_one = lens_truths_words_problems (one), *text_of_two = lens_truths_words_problems (two);

  g_assert_null (lens_truths_words_problems (good));
  g_assert_true (g_str_has_prefix (text_of_one, "1 row "));
  g_assert_true (g_str_has_prefix (text_of_two, "2 rows "));
  g_assert_nonnull (strstr (text_of_two, "line 3: ")); /* the first of them */
  g_assert_null (strstr (text_of_two, "line 4: "));
  g_assert_nonnull (strstr (text_of_two, "Ctrl+Shift+T"));
}

static void
test_name (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/\xff.csv");
  g_autofree char *name = lens_file_dup_name (file);

  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (g_str_has_suffix (name, ".csv"));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/truths-words/count", test_count);
  g_test_add_func ("/truths-words/no-image", test_no_image);
  g_test_add_func ("/truths-words/summary", test_summary);
  g_test_add_func ("/truths-words/same-name", test_same_name);
  g_test_add_func ("/truths-words/replaced", test_replaced);
  g_test_add_func ("/truths-words/remarks", test_remarks);
  g_test_add_func ("/truths-words/problems", test_problems);
  g_test_add_func ("/truths-words/name", test_name);

  return g_test_run ();
}
