/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-explain-card.h"
#include "lens-explain-legend.h"
#include "lens-explain-tag.h"
#include "lens-explained-words.h"
#include "ui-fixture.h"

/* How maps are scaled, and what is said of that. */

typedef struct {
  LensWindow *window;
  LensExplaining *explaining;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window_with_explanation ();
  fixture->explaining = lens_session_get_explaining (lens_window_get_session (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static GtkWidget *
get_legend (Fixture *fixture)
{
  return fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_EXPLAIN_LEGEND);
}

/* (transfer full) The map of a class for which nothing has an effect. */
static DermExplanation *
dup_flat_map (Fixture *fixture)
{
  DermExplanation *map = lens_explaining_get_map (fixture->explaining);

  for (int i = 0; i < derm_explanation_get_n_classes (map); i++)
    {
      g_autoptr (DermExplanation) other = derm_explanation_with_class (map, i);

      if (lens_explaining_says_nothing (other))
        return g_steal_pointer (&other);
    }
  g_assert_not_reached ();
}

static gboolean
is_grey (GtkWidget *card)
{
  GtkWidget *picture = fixture_find (card, GTK_TYPE_DRAWING_AREA);
  cairo_surface_t *surface = fixture_draw (picture);
  gboolean is_all_grey = TRUE;

  for (int y = 0; y < gtk_widget_get_height (picture); y++)
    for (int x = 0; x < gtk_widget_get_width (picture); x++)
      {
        guint32 pixel = fixture_pixel (surface, x, y);

        is_all_grey = is_all_grey && (pixel >> 16) == (pixel & 0xff) && (pixel >> 16) == (pixel >> 8 & 0xff);
      }
  cairo_surface_destroy (surface);

  return is_all_grey;
}

/* A small map that says nothing has no colour, and says why; another has all of it. */
static void
test_flat_card (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermExplanation) flat = dup_flat_map (fixture);
  GtkWidget *card = lens_explain_card_new ("Occlusion"), *window;

  lens_explain_card_set (LENS_EXPLAIN_CARD (card), flat, "says nothing", FALSE);
  window = fixture_show (card, 120, 150);
  fixture_run_for (50);
  g_assert_true (is_grey (card));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (card), "by less than 0.01"));
  lens_explain_card_set (LENS_EXPLAIN_CARD (card), lens_explaining_get_map (fixture->explaining), "chosen", FALSE);
  fixture_run_for (50);
  g_assert_false (is_grey (card));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (card), "largest value"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_ended (gpointer explaining)
{
  return !lens_explaining_is_working (explaining);
}

/* A method that failed says so, chosen or not; what never comes is not waited for. */
static void
test_failed_card (Fixture *fixture, gconstpointer data)
{
  DermExplainOptions options = *lens_explaining_get_options (fixture->explaining);
  GtkWidget *card = fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_EXPLAIN_CARD);

  options.patch = 99;
  lens_explaining_set_options (fixture->explaining, &options);
  fixture_wait (has_ended, fixture->explaining, "the failure");
  fixture_run_for (50);
  g_assert_true (fixture_says (card, "failed"));
  while (gtk_widget_get_next_sibling (card) != NULL)
    card = gtk_widget_get_next_sibling (card);
  g_assert_true (fixture_says (card, "Random weights"));
  g_assert_false (fixture_says (card, "…"));
}

/* No tag covers the other. */
static void
test_tags (void)
{
  const GdkRectangle other = { 100, 50, 80, 20 };
  GdkRectangle apart = { 100, 90, 80, 20 }, close = { 120, 45, 90, 20 }, low = { 120, 55, 90, 20 };

  lens_explain_tag_part (&apart, &other, 200);
  g_assert_cmpint (apart.y, ==, 90);
  lens_explain_tag_part (&close, &other, 200);
  g_assert_cmpint (close.x, ==, 120);
  g_assert_cmpint (close.y, ==, 70);
  lens_explain_tag_part (&low, &other, 80);
  g_assert_cmpint (low.y, ==, 30);
}

/* What a locked scale leaves out is said below its end, and nothing moves for it. */
static void
test_beyond (Fixture *fixture, gconstpointer data)
{
  g_autoptr (DermExplanation) flat = dup_flat_map (fixture);
  int class = lens_explaining_get_class (fixture->explaining), height = gtk_widget_get_height (get_legend (fixture));

  lens_explaining_set_class (fixture->explaining, derm_explanation_get_options (flat)->class_index);
  lens_explaining_set_locked (fixture->explaining, TRUE);
  lens_explaining_set_class (fixture->explaining, class);
  fixture_run_for (50);
  g_assert_true (fixture_says (get_legend (fixture), "beyond the scale: +"));
  g_assert_cmpint (gtk_widget_get_height (get_legend (fixture)), ==, height);
  lens_explaining_set_locked (fixture->explaining, FALSE);
  g_assert_false (fixture_says (get_legend (fixture), "beyond"));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);

  g_test_add ("/explain-scale/flat-card", Fixture, NULL, set_up, test_flat_card, tear_down);
  g_test_add ("/explain-scale/failed-card", Fixture, NULL, set_up, test_failed_card, tear_down);
  g_test_add_func ("/explain-scale/tags", test_tags);
  g_test_add ("/explain-scale/beyond", Fixture, NULL, set_up, test_beyond, tear_down);

  return g_test_run ();
}
