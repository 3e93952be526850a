/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "explaining-fixture.h"
#include "lens-explained-words.h"

static void
test_numbers (void)
{
  const struct {
    double value, scale;
    const char *text;
  } cases[] = {
    { 0.24, 0.27, "+0.24" },    { -0.27, 0.27, "−0.27" }, { 0.0, 0.27, "0.00" },  { -0.001, 0.27, "0.00" },
    { 0.0123, 0.02, "+0.012" }, { 3.14159, 5.0, "+3.1" }, { -12.3, 12.3, "−12" }, { 0.00025, 0.0004, "+0.00025" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lens_explained_format (cases[i].value, cases[i].scale);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

typedef ExplainingFixture Fixture;

/* It names the patch whose hiding changes the score most, and what the score is then. */
static void
test_sentence (Fixture *fixture, gconstpointer data)
{
  DermExplanation *map = lens_explaining_get_map (fixture->explaining);
  g_autofree char *sentence = lens_explained_dup_sentence (fixture->explaining), *expected = NULL;
  int x, y, against_x, against_y, patch[4], n;
  float is_for = derm_explanation_find_strongest (map, TRUE, &x, &y);
  float against = derm_explanation_find_strongest (map, FALSE, &against_x, &against_y);
  const float *hidden;

  if (-against > is_for)
    {
      x = against_x;
      y = against_y;
    }
  derm_explanation_get_patch (map, x, y, patch);
  hidden = derm_explanation_get_hidden (map, x, y, &n);
  expected = g_strdup_printf ("with the patch at x\u00a0%d, y\u00a0%d hidden its score is %.2f instead of %.2f.",
                              patch[0], patch[1], (double) hidden[lens_explaining_get_class (fixture->explaining)],
                              derm_explanation_get_base (map));
  g_assert_nonnull (strstr (sentence, expected));
  g_assert_nonnull (strstr (sentence, -against > is_for ? "against" : "for"));
}

static void
test_cell (Fixture *fixture, gconstpointer data)
{
  DermExplanation *map = lens_explaining_get_map (fixture->explaining);
  g_autofree char *cell = lens_explained_dup_cell (fixture->explaining, 12, 13), *expected = NULL;
  int n;
  const float *hidden = derm_explanation_get_hidden (map, 12, 13, &n);

  expected = g_strdup_printf ("x 11–14, y 12–15   hidden: %s %.2f → %.2f", derm_explanation_get_label (map),
                              derm_explanation_get_base (map),
                              (double) hidden[lens_explaining_get_class (fixture->explaining)]);
  g_assert_cmpstr (cell, ==, expected);
  g_assert_null (lens_explained_dup_cell (fixture->explaining, 28, 0));

  lens_explaining_set_method (fixture->explaining, DERM_METHOD_GRADCAM);
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of cells");
  g_free (cell);
  cell = lens_explained_dup_cell (fixture->explaining, 1, 6);
  g_assert_true (g_str_has_prefix (cell, "x 4–7, y 24–27 "));
}

static void
on_partial (LensExplaining *explaining, int *n_partial)
{
  DermExplanation *map = lens_explaining_get_map (explaining);
  g_autofree char *sentence = lens_explained_dup_sentence (explaining), *cell = NULL, *aloud = NULL;

  if (lens_explaining_get_state (explaining) != LENS_EXPLAINING_REFINING)
    return;
  cell = lens_explained_dup_cell (explaining, 12, 13);
  aloud = lens_explained_dup_aloud (explaining);
  g_assert_false (derm_explanation_is_final (map));
  g_assert_null (sentence);
  g_assert_null (strstr (cell, "→"));
  g_assert_null (strstr (aloud, " to "));
  ++*n_partial;
}

/* Scores of fewer views than those of the image are not said beside them. */
static void
test_partial (Fixture *fixture, gconstpointer data)
{
  DermExplainOptions options = *lens_explaining_get_options (fixture->explaining);
  g_autofree char *sentence = NULL;
  int n_partial = 0;

  g_signal_connect (fixture->explaining, "changed", G_CALLBACK (on_partial), &n_partial);
  options.views = 0; /* all */
  lens_explaining_set_options (fixture->explaining, &options);
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of all views");
  g_signal_handlers_disconnect_by_data (fixture->explaining, &n_partial);
  sentence = lens_explained_dup_sentence (fixture->explaining);
  g_assert_nonnull (sentence);
  g_assert_cmpint (n_partial, >, 0);
}

static void
test_aloud (Fixture *fixture, gconstpointer data)
{
  g_autofree char *aloud = lens_explained_dup_aloud (fixture->explaining);

  g_assert_true (g_str_has_prefix (aloud, "Occlusion, "));
  g_assert_nonnull (strstr (aloud, "Strongest for: x"));
  g_assert_null (strstr (aloud, "<"));
}

/* The class whose map is the weakest. */
static int
find_weakest (LensExplaining *explaining)
{
  DermExplanation *map = lens_explaining_get_map (explaining);
  double least = G_MAXDOUBLE;
  int weakest = -1;

  for (int i = 0; i < derm_explanation_get_n_classes (map); i++)
    {
      g_autoptr (DermExplanation) other = derm_explanation_with_class (map, i);

      if (derm_explanation_get_scale (other) < least)
        {
          least = derm_explanation_get_scale (other);
          weakest = i;
        }
    }

  return weakest;
}

/* What a locked scale leaves out is said with its numbers, also to those who do not see it. */
static void
test_beyond (Fixture *fixture, gconstpointer data)
{
  int class = lens_explaining_get_class (fixture->explaining), x, y;
  g_autofree char *none = lens_explained_dup_beyond (fixture->explaining, TRUE), *low = NULL, *high = NULL,
                  *aloud = NULL;
  g_autofree char *number = NULL;
  DermExplanation *map;
  double locked;

  g_assert_null (none);
  lens_explaining_set_class (fixture->explaining, find_weakest (fixture->explaining));
  lens_explaining_set_locked (fixture->explaining, TRUE);
  locked = lens_explaining_get_scale (fixture->explaining);
  none = lens_explained_dup_beyond (fixture->explaining, TRUE);
  g_assert_null (none);

  lens_explaining_set_class (fixture->explaining, class);
  g_assert_cmpfloat (lens_explaining_get_scale (fixture->explaining), ==, locked);
  map = lens_explaining_get_map (fixture->explaining);
  number = lens_explained_format ((double) derm_explanation_find_strongest (map, FALSE, &x, &y), locked);
  low = lens_explained_dup_beyond (fixture->explaining, FALSE);
  high = lens_explained_dup_beyond (fixture->explaining, TRUE);
  aloud = lens_explained_dup_aloud (fixture->explaining);
  g_assert_true (g_str_has_prefix (low, "beyond the scale: −"));
  g_assert_true (g_str_has_suffix (low, number));
  g_assert_true (g_str_has_prefix (high, "beyond the scale: +"));
  g_assert_nonnull (strstr (aloud, low));
  g_assert_nonnull (strstr (aloud, high));

  lens_explaining_set_locked (fixture->explaining, FALSE);
  none = lens_explained_dup_beyond (fixture->explaining, TRUE);
  g_assert_null (none);
}

/* A map of any method that says nothing is known as such, and why. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  DermExplanation *map = lens_explaining_get_map (fixture->explaining);
  g_autoptr (DermExplanation) weakest = derm_explanation_with_class (map, find_weakest (fixture->explaining));
  g_autofree char *words = lens_explained_dup_flat (map);

  g_assert_false (lens_explaining_says_nothing (map));
  g_assert_false (lens_explaining_says_nothing (NULL));
  g_assert_null (words);
  g_assert_true (lens_explaining_says_nothing (weakest));
  words = lens_explained_dup_flat (weakest);
  g_assert_true (g_str_has_prefix (words, "Hiding any 4 × 4 patch changes "));
  g_assert_true (g_str_has_suffix (words, "by less than 0.01."));
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  g_test_add_func ("/explained-words/numbers", test_numbers);
  g_test_add ("/explained-words/sentence", Fixture, NULL, fixture_set_up_explained, test_sentence,
              fixture_tear_down_explaining);
  g_test_add ("/explained-words/partial", Fixture, NULL, fixture_set_up_explained, test_partial,
              fixture_tear_down_explaining);
  g_test_add ("/explained-words/cell", Fixture, NULL, fixture_set_up_explained, test_cell,
              fixture_tear_down_explaining);
  g_test_add ("/explained-words/beyond", Fixture, NULL, fixture_set_up_explained, test_beyond,
              fixture_tear_down_explaining);
  g_test_add ("/explained-words/nothing", Fixture, NULL, fixture_set_up_explained, test_nothing,
              fixture_tear_down_explaining);
  g_test_add ("/explained-words/aloud", Fixture, NULL, fixture_set_up_explained, test_aloud,
              fixture_tear_down_explaining);

  return g_test_run ();
}
