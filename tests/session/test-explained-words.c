/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-explained-words.h"
#include "session-fixture.h"

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

typedef struct {
  LensReading *reading;
  LensHistory *history;
  LensCrops *crops;
  LensEdits *edits;
  LensShown *shown;
  LensExplaining *explaining;
} Fixture;

static gboolean
is_done (gpointer explaining)
{
  return lens_explaining_get_state (explaining) == LENS_EXPLAINING_DONE;
}

/* A sample, which has something to say; one view. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_sample (7);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);
  DermExplainOptions options;

  fixture->reading = lens_reading_new (fixture_classifier (), NULL);
  fixture->history = lens_history_new ();
  fixture->crops = lens_crops_new (fixture->reading, fixture->history);
  fixture->edits = lens_edits_new (fixture->reading, fixture->history);
  fixture->shown = lens_shown_new (fixture->reading, fixture->crops, fixture->edits);
  fixture->explaining = lens_explaining_new (fixture->reading, fixture->shown);
  options = *lens_explaining_get_options (fixture->explaining);
  options.views = 1;
  options.steps = options.copies = 2;
  lens_explaining_set_options (fixture->explaining, &options);
  lens_explaining_set_active (fixture->explaining, TRUE);
  lens_shown_open (fixture->shown, items->pdata[0]);
  fixture_wait (is_done, fixture->explaining, "the map");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lens_explaining_close (fixture->explaining);
  g_object_unref (fixture->explaining);
  g_object_unref (fixture->shown);
  g_object_unref (fixture->edits);
  g_object_unref (fixture->crops);
  g_object_unref (fixture->history);
  g_object_unref (fixture->reading);
}

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
  fixture_wait (is_done, fixture->explaining, "the map of cells");
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
  fixture_wait (is_done, fixture->explaining, "the map of all views");
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

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

  g_test_add_func ("/explained-words/numbers", test_numbers);
  g_test_add ("/explained-words/sentence", Fixture, NULL, set_up, test_sentence, tear_down);
  g_test_add ("/explained-words/partial", Fixture, NULL, set_up, test_partial, tear_down);
  g_test_add ("/explained-words/cell", Fixture, NULL, set_up, test_cell, tear_down);
  g_test_add ("/explained-words/aloud", Fixture, NULL, set_up, test_aloud, tear_down);

  return g_test_run ();
}
