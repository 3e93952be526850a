/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-learn.h"
#include "lens-lesson-page.h"
#include "lens-lesson-words.h"
#include "ui-fixture.h"

/* The pane of lessons: a lesson played by its buttons, and what is covered everywhere meanwhile. */

static LensSession *
session_of (FixtureFolder *f)
{
  return lens_window_get_session (f->window);
}

static LensLessons *
lessons_of (FixtureFolder *f)
{
  return lens_session_get_lessons (session_of (f));
}

/* The first label with these words, wherever it is; NULL. */
static GtkWidget *
find_label (GtkWidget *widget, const char *words)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, words);

  return found;
}

static GtkWidget *
learn_of (FixtureFolder *f)
{
  return fixture_find (GTK_WIDGET (f->window), LENS_TYPE_LEARN);
}

static gboolean
is_seen (FixtureFolder *f, const char *words)
{
  return find_label (learn_of (f), words) != NULL;
}

static void
press (FixtureFolder *f, const char *words)
{
  GtkWidget *button = gtk_widget_get_ancestor (find_label (learn_of (f), words), GTK_TYPE_BUTTON);

  g_assert_true (gtk_widget_is_sensitive (button));
  gtk_widget_activate (button);
  fixture_run_for (300); /* a button is pressed for a while */
  fixture_wait_idle (f->window);
}

/* The answer with exactly these words. */
static void
mark (FixtureFolder *f, const char *words)
{
  GtkWidget *answer = fixture_find (learn_of (f), GTK_TYPE_CHECK_BUTTON);

  while (answer != NULL
         && strcmp (gtk_label_get_text (GTK_LABEL (gtk_check_button_get_child (GTK_CHECK_BUTTON (answer)))), words)
                != 0)
    answer = gtk_widget_get_next_sibling (answer);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (answer), TRUE);
}

static void
begin (FixtureFolder *f, guint index)
{
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1280, 800);
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.learn", NULL);
  fixture_wait_idle (f->window);
  lens_lessons_choose (lessons_of (f), index);
  fixture_wait_idle (f->window);
  fixture_run_for (100);
}

static void
test_play (FixtureFolder *f, gconstpointer data)
{
  begin (f, 3);
  g_assert_true (is_seen (f, "Lesson 4 of 8"));
  g_assert_true (is_seen (f, "One image, two orders"));
  g_assert_true (is_seen (f, "Question 1 of 3"));
  g_assert_false (is_seen (f, "They only change places."));
  mark (f, "no");
  press (f, "Show the Answer");
  g_assert_true (is_seen (f, "You said “no”. That is right. They only change places."));
  g_assert_true (is_seen (f, "✓"));
  g_assert_true (is_seen (f, "1 of 1 guess right. Kept on this computer only."));
  mark (f, "mel, as before");
  press (f, "Show the Answer");
  g_assert_true (is_seen (f, "You said “mel, as before”. nv, with 0.93."));
  g_assert_true (is_seen (f, "✗"));
  press (f, "Continue");
  press (f, "Skip");
  g_assert_true (is_seen (f, "The network learns from rows as well as it can"));
  g_assert_false (is_seen (f, "You said “no, they can be good”"));
  press (f, "Start Again");
  g_assert_true (is_seen (f, "Question 1 of 3"));
  lens_lessons_choose (lessons_of (f), 4);
  g_assert_true (is_seen (f, "Swapped labels"));
}

/* Without a guess there is nothing to be shown for it. */
static void
test_buttons (FixtureFolder *f, gconstpointer data)
{
  GtkWidget *show;

  begin (f, 0);
  show = gtk_widget_get_ancestor (find_label (learn_of (f), "Show the Answer"), GTK_TYPE_BUTTON);
  g_assert_false (gtk_widget_get_sensitive (show));
  mark (f, "784");
  g_assert_true (gtk_widget_get_sensitive (show));
  press (f, "All Lessons");
  g_assert_true (is_seen (f, "0 of 3 questions answered"));
  press (f, "All Lessons");
  g_assert_true (is_seen (f, "Question 1 of 2"));
}

/* Scores, key sentence and copies of what is asked about. */
static void
test_covered (FixtureFolder *f, gconstpointer data)
{
  LensResult *result = lens_window_get_result (f->window);
  LensBars *bars = lens_result_get_bars (result);
  GAction *copy = g_action_map_lookup_action (G_ACTION_MAP (f->window), "copy-text");

  begin (f, 7);
  g_assert_true (lens_bars_is_covered (bars));
  g_assert_false (lens_bars_is_muted (bars)); /* which would tell that it is outside */
  g_assert_cmpfloat (lens_bars_get_shown_score (bars, 5), ==, 0.0);
  g_assert_cmpstr (lens_result_get_text (result), ==, "Covered until you have guessed.");
  g_assert_false (g_action_get_enabled (copy));
  press (f, "Skip");
  fixture_run_for (500);
  g_assert_false (lens_bars_is_covered (bars));
  g_assert_true (lens_bars_is_muted (bars));
  g_assert_cmpfloat (lens_bars_get_shown_score (bars, 5), >, 0.9);
  g_assert_nonnull (strstr (lens_result_get_text (result), "Melanocytic nevi"));
  g_assert_true (g_action_get_enabled (copy));
}

/* In a comparison only the recipe that the question is about. */
static void
test_covered_card (FixtureFolder *f, gconstpointer data)
{
  LensCompare *compare = lens_window_get_compare (f->window);

  begin (f, 3);
  g_assert_cmpuint (lens_compare_get_n_cards (compare), ==, 2);
  g_assert_false (lens_bars_is_covered (lens_recipe_card_get_bars (lens_compare_get_card (compare, 0))));
  g_assert_true (lens_bars_is_covered (lens_recipe_card_get_bars (lens_compare_get_card (compare, 1))));
  g_assert_nonnull (find_label (GTK_WIDGET (compare), "Covered until you have guessed."));
  g_assert_null (find_label (GTK_WIDGET (compare), "Use This Recipe")); /* the model's list has not all of them */
  g_assert_null (find_label (GTK_WIDGET (compare), "Compare in Detail"));
  press (f, "Skip");
  press (f, "Skip");
  g_assert_false (lens_bars_is_covered (lens_recipe_card_get_bars (lens_compare_get_card (compare, 1))));
  g_assert_null (find_label (GTK_WIDGET (compare), "Covered until you have guessed."));
}

static GtkWidget *
scroller_of (FixtureFolder *f)
{
  return gtk_widget_get_ancestor (fixture_find (learn_of (f), LENS_TYPE_LESSON_PAGE), GTK_TYPE_SCROLLED_WINDOW);
}

/* Where what came last begins and ends below the upper edge of the page, and how high the page is, once that stays. */
static double
find_last (FixtureFolder *f, double *top, double *bottom)
{
  LensLessonPage *lesson = LENS_LESSON_PAGE (fixture_find (learn_of (f), LENS_TYPE_LESSON_PAGE));
  GtkWidget *scroller = scroller_of (f);
  double before = NAN;

  fixture_wait_idle (f->window);
  for (int wait = 0; wait < 50; wait++)
    {
      fixture_run_for (200);
      if (!lens_lesson_page_find_last (lesson, scroller, top, bottom))
        continue;
      if (*top == before)
        break;
      before = *top;
    }

  return gtk_adjustment_get_page_size (gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller)));
}

/* A clicker goes on when all of the step has been on screen, and begins the next where it begins. */
static void
test_turn (FixtureFolder *f, gconstpointer data)
{
  double top, bottom, page;
  int n_scrolled = 0;

  begin (f, 3);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1000, 520);
  lens_session_set_presenting (session_of (f), TRUE);
  fixture_run_for (300);
  lens_lessons_choose (lessons_of (f), 3);
  lens_lessons_restart (lessons_of (f)); /* what was guessed is kept */
  for (int i = 0; i < 40 && lens_lessons_get_index (lessons_of (f)) == 3; i++)
    {
      int step = lens_lessons_get_step (lessons_of (f));
      gboolean is_asking = lens_lessons_is_asking (lessons_of (f));

      page = find_last (f, &top, &bottom);
      lens_session_turn_page (session_of (f), 1);
      if (lens_lessons_get_step (lessons_of (f)) == step && lens_lessons_is_asking (lessons_of (f)) == is_asking)
        {
          n_scrolled++;
          g_assert_cmpfloat (bottom, >, page);
          continue;
        }
      g_assert_cmpfloat (bottom, <=, page + 1.0);
      page = find_last (f, &top, &bottom);
      g_assert_cmpfloat (top, >=, -1.0);
      g_assert_cmpfloat (top, <, page);
      g_assert_true (bottom <= page + 1.0 || top <= 20.0);
    }
  g_assert_cmpuint (lens_lessons_get_index (lessons_of (f)), ==, 4);
  g_assert_cmpint (n_scrolled, >, 0);
}

/* What the lesson sets up does not take the keys away from it. */
static void
test_focus (FixtureFolder *f, gconstpointer data)
{
  GtkWidget *focus;

  begin (f, 0);
  lens_lessons_choose (lessons_of (f), 3);
  fixture_wait_idle (f->window);
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_assert_true (gtk_widget_is_ancestor (focus, learn_of (f)));
  g_assert_true (GTK_IS_CHECK_BUTTON (focus));
  gtk_widget_child_focus (GTK_WIDGET (f->window), GTK_DIR_TAB_BACKWARD); /* and out of it again */
  focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (focus), ==, "Next Lesson");
}

static void
test_markup (void)
{
  g_autofree char *bold = lens_lesson_words_markup ("a **b** <c> **d");

  g_assert_cmpstr (bold, ==, "a <b>b</b> &lt;c&gt; d");
}

int
main (int argc, char **argv)
{
  g_setenv ("XDG_DATA_HOME", "/nowhere", TRUE); /* the user's own lessons are not these */
  fixture_init (&argc, &argv);
  g_test_add_func ("/learn/markup", test_markup);
#define ADD(path, func)                                                                                                \
  g_test_add ("/learn/" path, FixtureFolder, GUINT_TO_POINTER (2), fixture_set_up_folder, func,                        \
              fixture_tear_down_folder)
  ADD ("play", test_play);
  ADD ("buttons", test_buttons);
  ADD ("covered", test_covered);
  ADD ("covered-card", test_covered_card);
  ADD ("focus", test_focus);
  ADD ("turn", test_turn);

  return g_test_run ();
}
