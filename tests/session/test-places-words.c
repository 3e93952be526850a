/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "lens-places-words.h"
#include "session-fixture.h"

/* What is said of the places of images. */

static gboolean
is_settled (gpointer places)
{
  LensPlacesState state = lens_places_get_state (places);

  return state == LENS_PLACES_DONE || state == LENS_PLACES_FEW || state == LENS_PLACES_REFUSED;
}

static LensPlaces *
look (FixtureSession *fixture)
{
  LensPlaces *places = lens_session_get_places (fixture->session);

  lens_session_set_aspect (fixture->session, LENS_ASPECT_ATLAS);
  fixture_wait (is_settled, places, "the places");

  return places;
}

/* Nothing before there is a map; then the answers of the nearest images, whose numbers add up. */
static void
test_remark (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *before = lens_places_dup_remark (fixture->session), *remark = NULL, *footer = NULL, *with = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_assert_null (before);
  look (fixture);
  remark = lens_places_dup_remark (fixture->session);
  footer = lens_places_dup_footer (fixture->session);
  g_assert_true (g_str_has_prefix (remark, "Of its 4 nearest images: "));
  g_assert_nonnull (strstr (remark, "empty space means nothing"));
  g_assert_null (strstr (remark, "lasso"));
  g_assert_nonnull (strstr (footer, "% of the variation"));
  g_ptr_array_add (items, g_object_ref (fixture_item_at (fixture->session, 0)));
  lens_session_set_lasso (fixture->session, items, FALSE);
  with = lens_places_dup_remark (fixture->session);
  g_assert_nonnull (strstr (with, "The lasso holds 1 "));
}

static void
test_states (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *before = lens_places_dup_state (fixture->session), *after = NULL, *progress = NULL;

  g_assert_nonnull (before);
  look (fixture);
  after = lens_places_dup_state (fixture->session);
  progress = lens_places_dup_progress (fixture->session);
  g_assert_null (after);
  g_assert_null (progress);
}

/* All images with their classes, and the current one with its nearest. */
static void
test_aloud (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = look (fixture);
  g_autofree char *all = lens_places_dup_aloud (fixture->session);
  g_autofree char *one = lens_places_dup_image_aloud (fixture->session);
  g_auto (GStrv) classes = lens_places_list_classes (places);
  g_auto (GStrv) parts = g_strsplit (one, "distance", -1);

  g_assert_true (g_str_has_prefix (all, "5 images."));
  for (guint i = 0; classes[i] != NULL; i++)
    g_assert_nonnull (strstr (all, classes[i]));
  g_assert_true (g_str_has_prefix (one, fixture_shown_name (fixture->session)));
  g_assert_cmpuint (g_strv_length (parts), ==, 5);
}

static void
test_class (FixtureSession *fixture, gconstpointer data)
{
  LensPlaces *places = look (fixture);
  g_autofree char *known = lens_places_dup_class (fixture->session, "mel");
  g_autofree char *none = lens_places_dup_class (fixture->session, ""), *flag = NULL;

  g_assert_cmpstr (known, ==, "mel");
  g_assert_cmpstr (none, !=, "");
  lens_places_set_colour (places, LENS_PLACES_BY_FLAG);
  flag = lens_places_dup_class (fixture->session, lens_flag_get_id (LENS_FLAG_POOR));
  g_assert_cmpstr (flag, ==, lens_flag_get_name (LENS_FLAG_POOR));
}

static void
test_few (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *state = NULL, *aloud = NULL;

  look (fixture);
  state = lens_places_dup_state (fixture->session);
  aloud = lens_places_dup_aloud (fixture->session);
  g_assert_cmpstr (state, ==, "A map needs three images or more.");
  g_assert_cmpstr (aloud, ==, state);
}

int
main (int argc, char **argv)
{
  const struct {
    const char *path;
    int n_images;
    void (*test) (FixtureSession *, gconstpointer);
  } tests[] = {
    { "/places-words/remark", 5, test_remark }, { "/places-words/states", 5, test_states },
    { "/places-words/aloud", 5, test_aloud },   { "/places-words/class", 5, test_class },
    { "/places-words/few", 2, test_few },
  };

  fixture_init_session (&argc, &argv);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, FixtureSession, GINT_TO_POINTER (tests[i].n_images), fixture_set_up_session,
                tests[i].test, fixture_tear_down_session);

  return g_test_run ();
}
