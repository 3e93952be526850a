/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <math.h>

#include "session-fixture.h"

/* Where images lie on the atlas: the states, colours, and what is found by a direction or a closed line. */

static LensPlaces *
get_places (FixtureSession *fixture)
{
  return lens_session_get_places (fixture->session);
}

static gboolean
is_done (gpointer places)
{
  return lens_places_get_state (places) == LENS_PLACES_DONE;
}

static void
look (FixtureSession *fixture)
{
  lens_session_set_aspect (fixture->session, LENS_ASPECT_ATLAS);
  fixture_wait (is_done, get_places (fixture), "all places");
}

/* Nothing is worked at before somebody looks; then all images have a place, the same as the engine says. */
static void
test_places (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = get_places (fixture);
  g_autofree double *first = NULL;
  guint n;
  double bounds[4];

  g_assert_cmpint (lens_places_get_state (places), ==, LENS_PLACES_NOTHING);
  g_assert_null (lens_places_get_atlas (places));
  look (fixture);
  g_assert_cmpuint (lens_places_get_n (places), ==, 6);
  first = derm_atlas_list_coordinates (lens_places_get_atlas (places), 0, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (first[i], ==, lens_places_get_x (places)[i]);
      g_assert_cmpint (lens_places_find (places, lens_places_get_item (places, i)), ==, (int) i);
      g_assert_true (lens_places_is_shown (places, i));
    }
  g_assert_true (lens_places_get_bounds (places, bounds));
  g_assert_cmpfloat (bounds[2], >, 0);
  g_assert_cmpfloat (bounds[3], >, 0);
  g_assert_cmpfloat (lens_places_get_share (places), >, 0.3);
  g_assert_cmpfloat (lens_places_get_share (places), <=, 1);
  g_assert_cmpint (lens_places_find (places, NULL), ==, -1);
}

static void
test_axes (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = get_places (fixture);
  g_autofree double *third = NULL;
  int x, y;
  guint n;

  look (fixture);
  lens_places_set_axes (places, 2, 0);
  lens_places_get_axes (places, &x, &y);
  g_assert_cmpint (x, ==, 2);
  g_assert_cmpint (y, ==, 0);
  third = derm_atlas_list_coordinates (lens_places_get_atlas (places), 2, &n);
  g_assert_cmpfloat (lens_places_get_x (places)[3], ==, third[3]);
}

/* Steps go through all pairs that are offered, there and back, and come round to the first. */
static void
test_step_axes (FixtureSession *fixture, gconstpointer data)
{
  static const int pairs[][2] = { { 0, 1 }, { 0, 2 }, { 1, 2 }, { 0, 3 }, { 1, 3 }, { 2, 3 } };
  LensPlaces *places = get_places (fixture);
  int x, y;

  lens_places_step_axes (places, 1); /* nothing is known yet */
  lens_places_get_axes (places, &x, &y);
  g_assert_cmpint (y, ==, 1);
  look (fixture);
  g_assert_cmpint (lens_places_get_n_axes (places), ==, 6);
  for (int i = 1; i <= 12; i++)
    {
      lens_places_step_axes (places, 1);
      lens_places_get_axes (places, &x, &y);
      g_assert_cmpint (x, ==, pairs[i % 6][0]);
      g_assert_cmpint (y, ==, pairs[i % 6][1]);
    }
  lens_places_step_axes (places, -1);
  lens_places_get_axes (places, &x, &y);
  g_assert_cmpint (x, ==, 2);
  g_assert_cmpint (y, ==, 3);
  lens_places_set_axes (places, 0, 4); /* not offered */
  lens_places_step_axes (places, 1);
  lens_places_get_axes (places, &x, &y);
  g_assert_cmpint (x, ==, 0);
  g_assert_cmpint (y, ==, 1);
}

/* An image that comes later gets a place; one that is removed loses it. */
static void
test_changes (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = get_places (fixture);
  g_autoptr (GPtrArray) items = fixture_pasted (2);
  LensItem *item;

  look (fixture);
  lens_session_open (fixture->session, items);
  fixture_wait_session (fixture->session);
  fixture_wait (is_done, places, "all places");
  g_assert_cmpuint (lens_places_get_n (places), ==, 8);
  item = lens_selection_get_current_item (lens_session_get_selection (fixture->session));
  g_assert_cmpint (lens_places_find (places, item), >=, 0);
  lens_session_remove_selected (fixture->session);
  fixture_wait_session (fixture->session);
  fixture_wait (is_done, places, "all places");
  g_assert_cmpuint (lens_places_get_n (places), ==, 7);
}

static gboolean
is_few (gpointer places)
{
  return lens_places_get_state (places) == LENS_PLACES_FEW;
}

static void
test_few (FixtureSession *fixture, gconstpointer data)
{
  lens_session_set_aspect (fixture->session, LENS_ASPECT_ATLAS);
  fixture_wait (is_few, get_places (fixture), "that they are too few");
  lens_session_set_aspect (fixture->session, LENS_ASPECT_IMAGE);
  g_assert_cmpint (lens_places_get_state (get_places (fixture)), ==, LENS_PLACES_NOTHING);
}

static void
test_classes (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = get_places (fixture);
  GString *told = fixture_told ();
  const char *class;
  g_auto (GStrv) classes = NULL, flags = NULL;
  guint n = 0, n_shown = 0;

  look (fixture);
  fixture_listen (places, "settings-changed", told, "settings");
  classes = lens_places_list_classes (places);
  g_assert_cmpuint (g_strv_length (classes), >=, 2);
  class = classes[0];
  lens_places_set_class_shown (places, class, FALSE);
  lens_places_set_class_shown (places, class, FALSE);
  fixture_assert_told (told, "settings ");
  for (guint i = 0; i < lens_places_get_n (places); i++)
    {
      gboolean is_of_class = g_str_equal (lens_places_get_class (places, i), class);

      n += is_of_class;
      n_shown += lens_places_is_shown (places, i);
      g_assert_true (is_of_class != lens_places_is_shown (places, i));
    }
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n + n_shown, ==, lens_places_get_n (places));
  lens_item_set_note (lens_places_get_item (places, 1), LENS_FLAG_POOR, NULL, NULL);
  lens_places_set_colour (places, LENS_PLACES_BY_FLAG);
  g_assert_true (lens_places_is_class_shown (places, class));
  flags = lens_places_list_classes (places);
  g_assert_cmpuint (g_strv_length (flags), ==, 2);
  g_assert_cmpstr (flags[0], ==, lens_flag_get_id (LENS_FLAG_POOR));
  g_assert_cmpstr (flags[1], ==, "");
}

/* From each image arrows lead to others, and a way there and back ends nearby. */
static void
test_towards (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = get_places (fixture);
  const double *x;
  int start, n_moves = 0;

  look (fixture);
  x = lens_places_get_x (places);
  start = lens_places_find_towards (places, -1, 1, 0);
  g_assert_cmpint (start, >=, 0);
  for (int next; (next = lens_places_find_towards (places, start, 1, 0)) >= 0; start = next, n_moves++)
    g_assert_cmpfloat (x[next], >, x[start]);
  for (int next; (next = lens_places_find_towards (places, start, -1, 0)) >= 0; start = next, n_moves++)
    g_assert_cmpfloat (x[next], <, x[start]);
  g_assert_cmpint (n_moves, >, 1);
}

static void
test_within (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = get_places (fixture);
  g_autoptr (GPtrArray) all = NULL, one = NULL, none = NULL;
  double b[4];

  look (fixture);
  g_assert_true (lens_places_get_bounds (places, b));
  {
    double x = lens_places_get_x (places)[2], y = lens_places_get_y (places)[2], e = 1e-6;
    double around[] = { b[0] - 1,        b[1] + 1,        b[0] + b[2] + 1, b[1] + 1,
                        b[0] + b[2] + 1, b[1] - b[3] - 1, b[0] - 1,        b[1] - b[3] - 1 };
    double near[] = { x - e, y - e, x + e, y - e, x, y + e };

    all = lens_places_list_within (places, around, 4);
    one = lens_places_list_within (places, near, 3);
    none = lens_places_list_within (places, near, 2);
  }
  g_assert_cmpuint (all->len, ==, 6);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_true (one->pdata[0] == lens_places_get_item (places, 2));
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_nearest (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = get_places (fixture);
  g_autofree guint *nearest = NULL;
  guint n;

  look (fixture);
  nearest = lens_places_list_nearest (places, 0, &n);
  g_assert_cmpuint (n, ==, 5);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (nearest[i], !=, 0);
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    int n_images;
    void (*test) (FixtureSession *, gconstpointer);
  } tests[] = {
    { "/places/places", 6, test_places },
    { "/places/axes", 6, test_axes },
    { "/places/step-axes", 6, test_step_axes },
    { "/places/changes", 6, test_changes },
    { "/places/few", 2, test_few },
    { "/places/classes", 6, test_classes },
    { "/places/towards", 6, test_towards },
    { "/places/within", 6, test_within },
    { "/places/nearest", 6, test_nearest },
  };

  fixture_init_session (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FixtureSession, GINT_TO_POINTER (tests[i].n_images), fixture_set_up_session,
                tests[i].test, fixture_tear_down_session);

  return g_test_run ();
}
