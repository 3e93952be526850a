/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* A filter as a value, and the words that are looked for. */

#define N 4

typedef struct {
  GListStore *items;
  LensVocabulary *vocabulary;
  LensFilter *filter;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const labels[] = { "akiec", "mel", "nv", NULL };
  static const char *const titles[] = { "Actinic keratoses", "Melanoma", "Melanocytic nevi", NULL };
  g_autoptr (GPtrArray) items = fixture_items ("/study/train/one/Photo 1.jpg", "/study/train/two/Photo 2.jpg",
                                               "/study/test/Photo 12.jpg", "/study/test/H\303\244rchen.png", NULL);

  fixture->items = g_list_store_new (LENS_TYPE_ITEM);
  for (guint i = 0; i < N; i++)
    g_list_store_append (fixture->items, items->pdata[i]);
  fixture->vocabulary = lens_vocabulary_new (G_LIST_MODEL (fixture->items));
  lens_vocabulary_set_classes (fixture->vocabulary, labels, titles);
  fixture->filter = lens_filter_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lens_filter_free (fixture->filter);
  lens_vocabulary_free (fixture->vocabulary);
  g_object_unref (fixture->items);
}

static LensItem *
item (Fixture *fixture, guint place)
{
  g_autoptr (LensItem) at = g_list_model_get_item (G_LIST_MODEL (fixture->items), place);

  return at; /* the list holds it */
}

static void
assert_found (Fixture *fixture, const char *text, const char *places)
{
  g_autoptr (GString) found = g_string_new (NULL);

  lens_filter_set_text (fixture->filter, text);
  for (guint i = 0; i < N; i++)
    if (lens_filter_matches (fixture->filter, item (fixture, i), fixture->vocabulary))
      g_string_append_printf (found, "%u", i);
  if (!g_str_equal (found->str, places))
    g_test_message ("looked for %s", text);
  g_assert_cmpstr (found->str, ==, places);
}

/* ---- words ---- */

/* All of them, in any order, whatever their case; quotes keep them together. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  lens_item_set_note (item (fixture, 1), LENS_FLAG_NONE, NULL, "hair, two of them");
  assert_found (fixture, NULL, "0123");
  assert_found (fixture, "", "0123");
  assert_found (fixture, "   ", "0123");
  assert_found (fixture, "PHOTO", "012");
  assert_found (fixture, "2 photo", "12");
  assert_found (fixture, "\"photo 2\"", "1");
  assert_found (fixture, "\"photo 2", "1"); /* still being typed */
  assert_found (fixture, "\"\"", "0123");
  assert_found (fixture, "  hair   photo ", "1");
  assert_found (fixture, "hair elsewhere", "");
  assert_found (fixture, "ha\xcc\x88rchen", "3"); /* decomposed */
  assert_found (fixture, "\xff", "");             /* not UTF-8: is searched for, and not found */
}

/* Below the folder that all are in: its own name says nothing. */
static void
test_folders (Fixture *fixture, gconstpointer data)
{
  assert_found (fixture, "train", "01");
  assert_found (fixture, "train/two", "1");
  assert_found (fixture, "study", "");
  assert_found (fixture, "test photo", "2");
}

/* A code is that class; "mel" is not in "Melanocytic". Other words may be anywhere in the names. */
static void
test_classes (Fixture *fixture, gconstpointer data)
{
  lens_item_set_truth (item (fixture, 0), "mel");
  lens_item_set_truth (item (fixture, 1), "nv");
  lens_item_set_note (item (fixture, 2), LENS_FLAG_NONE, "akiec", NULL);
  assert_found (fixture, "mel", "0");
  assert_found (fixture, "MEL", "0");
  assert_found (fixture, "mela", "01");
  assert_found (fixture, "melanoma", "0");
  assert_found (fixture, "nevi photo", "1");
  assert_found (fixture, "keratoses", "2");       /* as somebody labelled it */
  lens_item_set_truth (item (fixture, 0), "scc"); /* a class that the model does not have */
  assert_found (fixture, "scc", "0");
}

/* The class that leads is found as well. */
static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) prediction = fixture_prediction (1);
  const char *label = derm_prediction_get_label (prediction, derm_prediction_get_top (prediction));

  lens_item_succeed (item (fixture, 3), NULL, prediction);
  assert_found (fixture, label, "3");
}

/* ---- conditions ---- */

static void
add (Fixture *fixture, LensAbout about, const char *value)
{
  g_autoptr (LensCondition) condition = lens_condition_new_value ((LensTopic){ about, NULL }, value);

  lens_filter_add (fixture->filter, condition);
}

/* One about each topic, in their order. */
static void
test_add (Fixture *fixture, gconstpointer data)
{
  LensTopic truth = { LENS_ABOUT_TRUTH, NULL }, flag = { LENS_ABOUT_FLAG, "" };

  add (fixture, LENS_ABOUT_TRUTH, "mel");
  add (fixture, LENS_ABOUT_FLAG, "poor");
  add (fixture, LENS_ABOUT_TRUTH, "nv");
  g_assert_cmpuint (lens_filter_get_n_conditions (fixture->filter), ==, 2);
  g_assert_true (lens_condition_has_value (lens_filter_get_condition (fixture->filter, 0), "nv"));
  g_assert_false (lens_condition_has_value (lens_filter_find (fixture->filter, truth), "mel"));
  g_assert_true (lens_filter_remove (fixture->filter, flag));
  g_assert_false (lens_filter_remove (fixture->filter, flag));
  g_assert_false (lens_filter_is_empty (fixture->filter));
  g_assert_true (lens_filter_remove (fixture->filter, truth));
  g_assert_true (lens_filter_is_empty (fixture->filter));
}

/* All must hold; without what is said of one topic the others do. */
static void
test_but (Fixture *fixture, gconstpointer data)
{
  LensTopic truth = { LENS_ABOUT_TRUTH, NULL }, flag = { LENS_ABOUT_FLAG, NULL };

  lens_item_set_truth (item (fixture, 0), "mel");
  add (fixture, LENS_ABOUT_TRUTH, "mel");
  add (fixture, LENS_ABOUT_FLAG, "poor");
  g_assert_false (lens_filter_matches (fixture->filter, item (fixture, 0), fixture->vocabulary));
  g_assert_true (lens_filter_matches_but (fixture->filter, flag, item (fixture, 0), fixture->vocabulary));
  g_assert_false (lens_filter_matches_but (fixture->filter, truth, item (fixture, 0), fixture->vocabulary));
  lens_item_set_note (item (fixture, 0), LENS_FLAG_POOR, NULL, NULL);
  g_assert_true (lens_filter_matches (fixture->filter, item (fixture, 0), fixture->vocabulary));
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LensFilter) copy = NULL;
  g_autofree char *text = g_strdup ("photo");

  lens_filter_set_text (fixture->filter, text);
  text[0] = 'x';
  add (fixture, LENS_ABOUT_TRUTH, "mel");
  copy = lens_filter_copy (fixture->filter);
  g_assert_true (lens_filter_is_equal (copy, fixture->filter));
  g_assert_cmpstr (lens_filter_get_text (copy), ==, "photo");
  add (fixture, LENS_ABOUT_TRUTH, "nv");
  g_assert_false (lens_filter_is_equal (copy, fixture->filter));
  add (fixture, LENS_ABOUT_TRUTH, "mel");
  lens_filter_set_text (copy, NULL);
  g_assert_false (lens_filter_is_equal (copy, fixture->filter));
}

static void
test_format (Fixture *fixture, gconstpointer data)
{
  g_autofree char *empty = lens_filter_format (fixture->filter, FALSE), *all = NULL, *hidden = NULL;

  g_assert_cmpstr (empty, ==, "");
  add (fixture, LENS_ABOUT_TRUTH, "mel");
  add (fixture, LENS_ABOUT_FOLDER, "/home/ann");
  lens_filter_set_text (fixture->filter, "a \"b c\"");
  all = lens_filter_format (fixture->filter, FALSE);
  hidden = lens_filter_format (fixture->filter, TRUE);
  g_assert_cmpstr (all, ==, "truth=mel; folder=/home/ann; text=\"a \"\"b c\"\"\"");
  g_assert_cmpstr (hidden, ==, "truth=mel; folder; text");
}

#define add_test(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add_test ("/filter/words", test_words);
  add_test ("/filter/folders", test_folders);
  add_test ("/filter/classes", test_classes);
  add_test ("/filter/answers", test_answers);
  add_test ("/filter/add", test_add);
  add_test ("/filter/but", test_but);
  add_test ("/filter/copy", test_copy);
  add_test ("/filter/format", test_format);

  return g_test_run ();
}
