/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* The pass of the image on screen and no other. */

static LensPass *
get_pass (FixtureSession *fixture)
{
  return lens_session_get_pass (fixture->session);
}

static void
assert_pass_of_shown (FixtureSession *fixture)
{
  DermActivations *activations = lens_pass_get_activations (get_pass (fixture));
  LensShown *shown = lens_session_get_shown (fixture->session);

  g_assert_nonnull (activations);
  g_assert_true (derm_activations_get_input (activations) == lens_shown_get_input (shown));
  g_assert_cmpint (derm_activations_get_view (activations), ==, lens_pass_get_view (get_pass (fixture)));
}

/* Nothing is computed until somebody looks; then what is on screen, with the numbers of the prediction. */
static void
test_active (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  DermPrediction *prediction = lens_shown_get_prediction (lens_session_get_shown (fixture->session));
  gsize n;

  g_assert_null (lens_pass_get_activations (pass));
  g_assert_cmpint (lens_pass_get_n_steps (pass), ==, 0);
  lens_pass_set_active (pass, TRUE);
  g_assert_false (lens_session_is_idle (fixture->session));
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_assert_cmpint (lens_pass_get_n_steps (pass), ==, 17);
  g_assert_cmpint (lens_pass_get_open (pass), ==, 1);
  derm_activations_get_values (lens_pass_get_activations (pass), lens_pass_get_step (pass, 16)->shown, NULL, &n);
  g_assert_cmpint ((int) n, ==, derm_model_get_n_classes (derm_prediction_get_model (prediction)));
  lens_pass_set_active (pass, FALSE);
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture); /* it is still true */
  lens_session_step (fixture->session, 1);
  fixture_wait_session (fixture->session);
  g_assert_null (lens_pass_get_activations (pass));
}

static void
on_activations (LensPass *pass, GParamSpec *pspec, FixtureSession *fixture)
{
  if (lens_pass_get_activations (pass) != NULL)
    assert_pass_of_shown (fixture);
}

/* However fast images and views are changed: what is there is of the image on screen, and the last one comes. */
static void
test_late (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  gulong id = g_signal_connect (pass, "notify::activations", G_CALLBACK (on_activations), fixture);

  lens_pass_set_active (pass, TRUE);
  for (int i = 0; i < 12; i++)
    {
      lens_session_step (fixture->session, i % 4 < 2 ? 1 : -1);
      lens_pass_set_view (pass, i % lens_pass_get_n_views (pass));
      if (i % 3 == 0)
        fixture_run_for (1);
    }
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_signal_handler_disconnect (pass, id);
}

/* Eight views are eight passes; a recipe with one leaves the first. */
static void
test_views (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  LensReading *reading = lens_session_get_reading (fixture->session);
  g_autoptr (DermRecipe) one = NULL;
  gsize n;
  float first;

  lens_pass_set_active (pass, TRUE);
  fixture_wait_session (fixture->session);
  g_assert_cmpint (lens_pass_get_n_views (pass), ==, 8);
  first = derm_activations_get_values (lens_pass_get_activations (pass), 0, NULL, &n)[40];
  lens_pass_set_view (pass, 5);
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_assert_cmpfloat (derm_activations_get_values (lens_pass_get_activations (pass), 0, NULL, &n)[40], !=, first);
  lens_pass_set_view (pass, 99);
  g_assert_cmpint (lens_pass_get_view (pass), ==, 7);
  one = derm_recipe_with_views (lens_reading_get_recipe (reading), 1, NULL);
  lens_reading_set_recipe (reading, one);
  fixture_wait_session (fixture->session);
  g_assert_cmpint (lens_pass_get_view (pass), ==, 0);
  assert_pass_of_shown (fixture);
}

/* Another network: its own layers, and none of the cells that were chosen. */
static void
test_model (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  g_autofree char *path = fixture_model_path ("nn-half.safetensors");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lens_pass_set_active (pass, TRUE);
  fixture_wait_session (fixture->session);
  lens_pass_choose (pass, &(DermCell){ lens_pass_get_step (pass, 12)->shown, 200, 0, 0 });
  g_assert_cmpint (lens_pass_get_open (pass), ==, 12);
  lens_session_open_model (fixture->session, file);
  fixture_wait_session (fixture->session);
  assert_pass_of_shown (fixture);
  g_assert_cmpint (lens_pass_get_n_steps (pass), ==, 8);
  g_assert_cmpint (lens_pass_get_open (pass), ==, 1);
  g_assert_null (lens_pass_get_cell (pass));
  g_assert_false (lens_pass_can_go (pass, -1));
}

static gboolean
has_stopped (gpointer pass)
{
  return !lens_pass_is_playing (pass);
}

/* One layer after the other up to the last; once more from the beginning. */
static void
test_play (FixtureSession *fixture, gconstpointer data)
{
  LensPass *pass = get_pass (fixture);
  GString *told = fixture_told ();

  lens_pass_set_active (pass, TRUE);
  fixture_wait_session (fixture->session);
  lens_pass_set_seconds (pass, 0.01);
  g_assert_cmpfloat (lens_pass_get_seconds (pass), ==, LENS_PASS_MIN_SECONDS);
  lens_pass_open (pass, 14);
  fixture_listen (pass, "notify::open", told, "open");
  lens_pass_set_playing (pass, TRUE);
  g_assert_true (lens_pass_is_playing (pass));
  fixture_wait (has_stopped, pass, "the last layer");
  g_assert_cmpint (lens_pass_get_open (pass), ==, 16);
  fixture_assert_told (told, "open open ");
  lens_pass_set_playing (pass, TRUE);
  g_assert_cmpint (lens_pass_get_open (pass), ==, 0);
  lens_pass_set_active (pass, FALSE);
  g_assert_false (lens_pass_is_playing (pass));
}

int
main (int argc, char **argv)
{
  fixture_init_session (&argc, &argv);

#define ADD(path, n, test)                                                                                             \
  g_test_add (path, FixtureSession, GUINT_TO_POINTER (n), fixture_set_up_session, test, fixture_tear_down_session)
  ADD ("/pass/active", 2, test_active);
  ADD ("/pass/late", 4, test_late);
  ADD ("/pass/views", 1, test_views);
  ADD ("/pass/model", 1, test_model);
  ADD ("/pass/play", 1, test_play);

  return g_test_run ();
}
