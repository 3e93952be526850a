/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-result-words.h"
#include "lens-row-words.h"
#include "ui-fixture.h"

/* An image that should not be trusted, in the real window: the reason, grey bars, and the way past it. */

/* A tiny image, and one that is large enough. */
static LensWindow *
open_both (void)
{
  LensWindow *window = fixture_window ();
  g_autoptr (DermImage) tiny = fixture_image (20, 20, 1), other = fixture_image (60, 45, 2);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, lens_item_new_for_image (tiny));
  g_ptr_array_add (items, lens_item_new_for_image (other));
  fixture_open (window, items);
  fixture_wait_idle (window);
  return window;
}

/* Sentence, button, bars and action say the same of the image on screen: while something speaks against it the sentence
 * says that first, and has no class in bold. */
static void
assert_gate (LensWindow *window, gboolean is_trusted)
{
  LensResult *result = lens_window_get_result (window);
  DermPrediction *prediction = lens_bars_get_prediction (lens_result_get_bars (result));
  DermGate gate = derm_prediction_get_gate (prediction);
  g_autofree char *markup = lens_result_words_answer (prediction, is_trusted);
  g_autofree char *words = derm_gate_describe (gate);

  g_assert_true ((lens_result_get_trust_button (result) != NULL) == (gate != 0 && !is_trusted));
  g_assert_true ((strstr (markup, "<b>") != NULL) == (gate == 0));
  if ((gate & DERM_GATE_OUTSIDE) != 0)
    g_assert_true (g_str_has_prefix (lens_result_get_text (result), "May show no lesion: "));
  else if (gate != 0)
    g_assert_true (g_str_has_prefix (lens_result_get_text (result), words));
  g_assert_true (lens_bars_is_muted (lens_result_get_bars (result)) == (gate != 0 && !is_trusted));
  g_assert_true (fixture_is_enabled (window, "trust-image") == (gate != 0 && !is_trusted));
  g_assert_true (lens_item_is_doubtful (fixture_shown (window)) == (gate != 0 && !is_trusted));
}

static gboolean
is_trusted (gpointer window)
{
  return lens_item_is_trusted (fixture_shown (window));
}

static void
test_override (void)
{
  LensWindow *window = open_both ();
  LensResult *result = lens_window_get_result (window);
  GtkWidget *button = lens_result_get_trust_button (result);

  g_assert_nonnull (strstr (lens_result_get_text (result), "The image is tiny: "));
  assert_gate (window, FALSE);
  g_assert_true (gtk_widget_grab_focus (button));
  gtk_widget_activate (button); /* as Return and Space do */
  fixture_wait (is_trusted, window, "the scores");
  assert_gate (window, TRUE);
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (window)));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) != button);

  fixture_activate (window, "next", NULL);
  fixture_wait_idle (window);
  assert_gate (window, FALSE);
  fixture_activate (window, "previous", NULL);
  fixture_wait_idle (window);
  assert_gate (window, TRUE); /* it is remembered */
  fixture_close_window (window);
}

/* A cup of tea: that comes first, then what the highest score would be. */
static void
test_words (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *path = derm_data_path ("samples/drawn-08-tea.jpg");
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_result_get_text (lens_window_get_result (window)), ==,
                   "May show no lesion: unlike the training images. Highest score: Benign keratosis, 0.46.");
  assert_gate (window, FALSE);
  fixture_close_window (window);
}

static void
assert_row (LensItem *item, const char *verdict, const char *short_verdict)
{
  g_autofree char *full = lens_row_format_verdict (item), *less = lens_row_format_short_verdict (item);

  g_assert_cmpstr (full, ==, verdict);
  g_assert_cmpstr (less, ==, short_verdict);
}

/* In a row that is too narrow a sign stands for what speaks against the answer, and the bar for the score. */
static void
test_row (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *path = derm_data_path ("samples/drawn-08-tea.jpg");
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  assert_row (fixture_shown (window), "bkl 0.46 · unlike training", "bkl 0.46 ⚠");
  lens_item_set_truth (fixture_shown (window), "bcc");
  assert_row (fixture_shown (window), "bkl 0.46 ≠ bcc · unlike training", "bkl 0.46 ≠ bcc ⚠");
  lens_item_set_note (fixture_shown (window), LENS_FLAG_NONE, "mel", NULL);
  assert_row (fixture_shown (window), "bkl 0.46 ≠ bcc → mel · unlike training", "bkl ≠ bcc → mel ⚠");
  lens_item_set_edited (fixture_shown (window), TRUE);
  assert_row (fixture_shown (window), "bkl 0.46 ≠ bcc → mel · edited · unlike training", "bkl ≠ bcc → mel ⚠ ▦");
  fixture_close_window (window);
}

/* An image that is large enough is not taken for the one before it. */
static void
test_other (void)
{
  LensWindow *window = open_both ();
  DermPrediction *prediction;

  fixture_activate (window, "next", NULL);
  fixture_wait_idle (window);
  prediction = lens_bars_get_prediction (lens_result_get_bars (lens_window_get_result (window)));
  g_assert_cmpint (derm_prediction_get_gate (prediction) & DERM_GATE_TINY, ==, 0);
  assert_gate (window, FALSE);
  fixture_close_window (window);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/result-gate/override", test_override);
  g_test_add_func ("/result-gate/words", test_words);
  g_test_add_func ("/result-gate/row", test_row);
  g_test_add_func ("/result-gate/other", test_other);
  return g_test_run ();
}
