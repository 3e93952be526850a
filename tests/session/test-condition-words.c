/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "lens-condition-words.h"
#include "session-fixture.h"

/* What a condition says, to people and to other programs. */

static void
assert_formatted (LensCondition *condition, const char *format, const char *hidden, const char *words)
{
  g_autoptr (LensCondition) owned = condition;
  g_autoptr (GListModel) none = G_LIST_MODEL (g_list_store_new (LENS_TYPE_ITEM));
  g_autoptr (LensVocabulary) vocabulary = lens_vocabulary_new (none);
  g_autofree char *formatted = lens_condition_format (condition, FALSE);
  g_autofree char *without = lens_condition_format (condition, TRUE);
  g_autofree char *told = lens_condition_dup_words (condition, vocabulary, FALSE);

  g_assert_cmpstr (formatted, ==, format);
  g_assert_cmpstr (without, ==, hidden != NULL ? hidden : format);
  g_assert_cmpstr (told, ==, words);
}

static void
test_format (void)
{
  g_autoptr (GPtrArray) items = fixture_items ("/a/1.jpg", NULL);
  LensTopic age = { LENS_ABOUT_NUMBER, "age" };

  assert_formatted (
      lens_condition_new ((LensTopic){ LENS_ABOUT_TRUTH, NULL }, (const char *const[]){ "nv", "mel", NULL }),
      "truth=mel,nv", NULL, "Truth: mel, nv");
  assert_formatted (lens_condition_new_value ((LensTopic){ LENS_ABOUT_PAIR, NULL }, lens_pair ("mel", "nv")),
                    "truth>answer=mel>nv", NULL, "mel › nv");
  assert_formatted (lens_condition_new_value ((LensTopic){ LENS_ABOUT_VALUE, "site" }, "a, \"b\""),
                    "column[site]=\"a, \"\"b\"\"\"", NULL, "site: a, \"b\"");
  assert_formatted (lens_condition_new_range (age, 40, 60.5), "column[age]=40..60.5", NULL, "age: 40 – 60.5");
  assert_formatted (lens_condition_new_range (age, -INFINITY, 60), "column[age]=..60", NULL, "age: ≤ 60");
  assert_formatted (lens_condition_new_range ((LensTopic){ LENS_ABOUT_SCORE, "mel" }, 0.2, INFINITY),
                    "score[mel]=0.2..", NULL, "Score of mel: ≥ 0.2");
  assert_formatted (lens_condition_new_value ((LensTopic){ LENS_ABOUT_FOLDER, NULL }, "/home/ann/mel"),
                    "folder=/home/ann/mel", "folder", "Folder: mel");
  assert_formatted (lens_condition_new_items ("photo 1 and like", items), "images=1[photo 1 and like]", "images=1",
                    "photo 1 and like (1)");
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/condition-words/format", test_format);

  return g_test_run ();
}
