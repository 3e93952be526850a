/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-atlas-card.h"
#include "lens-atlas-chart.h"
#include "lens-atlas-groups.h"
#include "lens-atlas-legend.h"
#include "lens-atlas-strip.h"
#include "ui-fixture.h"

/* The atlas in a window: points, keys, the lasso, what stands beside them. */

typedef struct {
  FixtureFolder base;
  LensSession *session;
  LensPlaces *places;
  LensAtlasChart *chart;
} Fixture;

static gboolean
is_settled (gpointer places)
{
  LensPlacesState state = lens_places_get_state (places);

  return state == LENS_PLACES_DONE || state == LENS_PLACES_FEW || state == LENS_PLACES_REFUSED;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up_folder (&fixture->base, data);
  fixture->session = lens_window_get_session (fixture->base.window);
  fixture->places = lens_session_get_places (fixture->session);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_ATLAS);
  fixture_wait (is_settled, fixture->places, "the places");
  fixture_wait_idle (fixture->base.window);
  fixture_run_for (200); /* laid out, and drawn */
  fixture->chart = LENS_ATLAS_CHART (fixture_find (GTK_WIDGET (fixture->base.window), LENS_TYPE_ATLAS_CHART));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_tear_down_folder (&fixture->base, data);
}

static GtkWidget *
find (Fixture *fixture, GType type)
{
  return fixture_find (GTK_WIDGET (fixture->base.window), type);
}

/* Every image is a point, found where it is drawn, in the colour of its class. */
static void
test_points (Fixture *fixture, gconstpointer data)
{
  cairo_surface_t *surface = fixture_draw (GTK_WIDGET (fixture->chart));

  for (guint i = 0; i < 7; i++)
    {
      graphene_point_t point;
      int found;

      g_assert_true (lens_atlas_chart_find_point (fixture->chart, (int) i, &point));
      found = lens_atlas_chart_find_at (fixture->chart, (double) point.x, (double) point.y);
      g_assert_cmpint (found, >=, 0);
      g_assert_cmpuint (fixture_pixel (surface, (int) point.x, (int) point.y), !=, fixture_pixel (surface, 2, 2));
    }
  g_assert_cmpint (lens_atlas_chart_find_at (fixture->chart, -100, -100), ==, -1);
  cairo_surface_destroy (surface);
}

/* What stands beside the scores and below them. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  LensReadout *readout = lens_session_get_readout (fixture->session);

  g_assert_nonnull (strstr (lens_readout_get_remark (readout), "nearest images"));
  g_assert_nonnull (strstr (lens_readout_get_footer (readout), "variation"));
  g_assert_true (fixture_says (find (fixture, LENS_TYPE_ATLAS_STRIP), "Most like"));
  lens_session_step (fixture->session, 1);
  fixture_wait_idle (fixture->base.window);
  g_assert_nonnull (strstr (lens_readout_get_remark (readout), "nearest images"));
  lens_session_set_aspect (fixture->session, LENS_ASPECT_IMAGE);
  g_assert_null (lens_readout_get_remark (readout));
}

/* Arrows go to the nearest image that way, and Space adds it to those that were enclosed; Escape clears these. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *chart = GTK_WIDGET (fixture->chart);
  LensItem *first = lens_selection_get_current_item (lens_session_get_selection (fixture->session)), *second;
  const guint arrows[] = { GDK_KEY_Right, GDK_KEY_Left, GDK_KEY_Up, GDK_KEY_Down };

  for (gsize i = 0; i < G_N_ELEMENTS (arrows); i++)
    {
      fixture_press (chart, arrows[i], 0);
      fixture_wait_idle (fixture->base.window);
      second = lens_selection_get_current_item (lens_session_get_selection (fixture->session));
      if (second != first)
        break;
    }
  g_assert_true (second != first);
  fixture_press (chart, GDK_KEY_space, 0);
  g_assert_cmpuint (fixture_n_listed (fixture->base.window), ==, 1);
  g_assert_true (fixture_listed (fixture->base.window, 0) == second);
  fixture_activate (fixture->base.window, "leave", NULL);
  g_assert_cmpuint (fixture_n_listed (fixture->base.window), ==, 7);
  g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_ATLAS);
  fixture_activate (fixture->base.window, "leave", NULL);
  g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_IMAGE);
}

/* A row of the legend hides its class. */
static void
test_legend (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = gtk_widget_get_first_child (find (fixture, LENS_TYPE_ATLAS_LEGEND));
  g_auto (GStrv) classes = lens_places_list_classes (fixture->places);
  graphene_point_t point;
  guint n_seen = 0;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row), FALSE);
  g_assert_false (lens_places_is_class_shown (fixture->places, classes[0]));
  fixture_run_for (200);
  for (int i = 0; i < 7; i++)
    n_seen += lens_atlas_chart_find_point (fixture->chart, i, &point);
  g_assert_cmpuint (n_seen, <, 7);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row), TRUE);
  g_assert_true (lens_places_is_class_shown (fixture->places, classes[0]));
}

/* A card of the strip shows its image. */
static void
test_strip (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = fixture_find (find (fixture, LENS_TYPE_ATLAS_STRIP), LENS_TYPE_ATLAS_CARD);
  LensItem *item = lens_atlas_card_get_item (LENS_ATLAS_CARD (card));

  g_signal_emit_by_name (gtk_widget_get_ancestor (card, GTK_TYPE_BUTTON), "clicked");
  fixture_wait_idle (fixture->base.window);
  g_assert_true (fixture_shown (fixture->base.window) == item);
}

static void
test_actions (Fixture *fixture, gconstpointer data)
{
  LensWindow *window = fixture->base.window;
  int x, y;

  fixture_activate (window, "atlas-axes", "0,2");
  lens_places_get_axes (fixture->places, &x, &y);
  g_assert_cmpint (y, ==, 2);
  fixture_activate (window, "atlas-axes", "9,1");
  lens_places_get_axes (fixture->places, &x, &y);
  g_assert_cmpint (y, ==, 2);
  g_action_group_activate_action (G_ACTION_GROUP (window), "atlas-axes-step", g_variant_new_int32 (1));
  lens_places_get_axes (fixture->places, &x, &y);
  g_assert_cmpint (x, ==, 1);
  g_assert_cmpint (y, ==, 2);
  fixture_activate (window, "atlas-colour", "flag");
  g_assert_cmpint (lens_places_get_colour (fixture->places), ==, LENS_PLACES_BY_FLAG);
  fixture_activate (window, "atlas-tool", "lasso");
  g_assert_true (lens_places_is_lasso (fixture->places));
  g_assert_false (fixture_is_enabled (window, "atlas-clear"));
  g_assert_true (fixture_is_enabled (window, "similar"));
  fixture_run_action (window, "similar", NULL);
  g_assert_cmpuint (fixture_n_listed (window), ==, 7);
  g_assert_false (lens_view_is_unfiltered (lens_session_get_view (fixture->session)));
}

/* Groups of images that are one can be gone through. */
static void
test_groups (Fixture *fixture, gconstpointer data)
{
  GtkWidget *groups = find (fixture, LENS_TYPE_ATLAS_GROUPS);

  g_assert_false (gtk_widget_get_visible (groups));
  lens_duplicates_find (lens_session_get_duplicates (fixture->session));
  fixture_wait_idle (fixture->base.window);
  g_assert_false (gtk_widget_get_visible (groups)); /* there is none */
}

static void
test_few (Fixture *fixture, gconstpointer data)
{
  g_assert_true (fixture_says (GTK_WIDGET (fixture->base.window), "three images or more"));
  g_assert_false (fixture_is_enabled (fixture->base.window, "atlas-tool"));
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    int n_images;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/atlas-room/points", 7, test_points }, { "/atlas-room/words", 7, test_words },
    { "/atlas-room/keys", 7, test_keys },     { "/atlas-room/legend", 7, test_legend },
    { "/atlas-room/strip", 7, test_strip },   { "/atlas-room/actions", 7, test_actions },
    { "/atlas-room/groups", 7, test_groups }, { "/atlas-room/few", 2, test_few },
  };

  fixture_init (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].n_images), set_up, tests[i].test, tear_down);

  return g_test_run ();
}
