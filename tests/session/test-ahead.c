/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>

#include "session-fixture.h"

/* Images that are read before anybody asks for them. The session has photo 1.jpg, 2, 3, 4, 10. */

static LensAhead *
get_ahead (FixtureSession *fixture)
{
  return lens_shown_get_ahead (lens_session_get_shown (fixture->session));
}

static gboolean
is_done (gpointer ahead)
{
  return !lens_ahead_is_reading (ahead);
}

static void
wait_ahead (FixtureSession *fixture)
{
  fixture_wait_session (fixture->session);
  fixture_wait (is_done, get_ahead (fixture), "what is read ahead");
}

static gboolean
is_held (FixtureSession *fixture, LensItem *item)
{
  g_autoptr (DermImage) image = NULL;
  g_autoptr (DermPrediction) prediction = NULL;

  return lens_ahead_find (get_ahead (fixture), item, &image, &prediction);
}

/* Which of the view's images are held: "x" each, in its order. */
static void
assert_held (FixtureSession *fixture, const char *expected)
{
  guint n = g_list_model_get_n_items (lens_view_get_model (lens_session_get_view (fixture->session)));
  g_autoptr (GString) held = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_c (held, is_held (fixture, fixture_item_at (fixture->session, i)) ? 'x' : '-');
  g_assert_cmpstr (held->str, ==, expected);
}

static void
select_place (FixtureSession *fixture, guint place)
{
  lens_session_select (fixture->session, place);
  wait_ahead (fixture);
}

/* The neighbours and the image itself are held, and nothing else, wherever the user goes. */
static void
test_neighbours (FixtureSession *fixture, gconstpointer data)
{
  wait_ahead (fixture);
  assert_held (fixture, "xx---");
  select_place (fixture, 3);
  assert_held (fixture, "--xxx");
  select_place (fixture, 1);
  assert_held (fixture, "xxx--");
  select_place (fixture, 4);
  assert_held (fixture, "---xx");
}

/* What has been read ahead is on screen when the function returns, with the scores that it has when it is opened. */
static void
test_at_once (FixtureSession *fixture, gconstpointer data)
{
  LensShown *shown = lens_session_get_shown (fixture->session);
  LensItem *item = fixture_item_at (fixture->session, 1);
  g_autoptr (DermPrediction) plain = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (lens_item_get_file (item), NULL, NULL);
  DermRecipe *recipe = lens_reading_get_recipe (lens_session_get_reading (fixture->session));

  wait_ahead (fixture);
  lens_session_step (fixture->session, 1);
  g_assert_false (lens_shown_is_opening (shown));
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 2.jpg");
  g_assert_true (lens_shown_get_prediction (shown) == lens_item_get_prediction (item));
  g_assert_true (g_bytes_equal (derm_image_get_pixels (image), derm_image_get_pixels (lens_shown_get_image (shown))));
  input = derm_input_new (image, recipe, NULL);
  plain = derm_classifier_predict (fixture_classifier (), input, NULL);
  for (int i = 0; i < derm_prediction_get_n_classes (plain); i++)
    g_assert_cmpfloat (derm_prediction_get_calibrated (plain)[i], ==,
                       derm_prediction_get_calibrated (lens_shown_get_prediction (shown))[i]);
  wait_ahead (fixture);
  lens_session_step (fixture->session, -1); /* what was on screen before is there, too */
  g_assert_false (lens_shown_is_opening (shown));
  g_assert_cmpstr (fixture_shown_name (fixture->session), ==, "photo 1.jpg");
}

static gboolean
has_two (gpointer view)
{
  return g_list_model_get_n_items (lens_view_get_model (view)) == 2;
}

/* The neighbours are those of the list as it is sorted and filtered now. */
static void
test_in_view (FixtureSession *fixture, gconstpointer data)
{
  LensView *view = lens_session_get_view (fixture->session);

  lens_view_set_order (view, LENS_ORDER_NAME, TRUE); /* 10, 4, 3, 2, 1 */
  wait_ahead (fixture);
  assert_held (fixture, "---xx");
  lens_view_set_order (view, LENS_ORDER_OPENED, FALSE);
  lens_view_set_text (view, "\"photo 1\""); /* 1, 10; a folder may have a 1, too */
  fixture_wait (has_two, view, "what the text finds");
  wait_ahead (fixture);
  assert_held (fixture, "xx");
  lens_view_set_text (view, NULL);
  wait_ahead (fixture);
  assert_held (fixture, "xx---");
}

/* A file that was written anew since it was read ahead is read again. */
static void
test_rewritten (FixtureSession *fixture, gconstpointer data)
{
  LensItem *item = fixture_item_at (fixture->session, 1);
  g_autofree char *path = g_file_get_path (lens_item_get_file (item)), *sample = fixture_sample (5), *content = NULL;
  gsize length;

  wait_ahead (fixture);
  g_assert_true (is_held (fixture, item));
  g_assert_true (g_file_get_contents (sample, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  g_assert_false (is_held (fixture, item));
  select_place (fixture, 1);
  g_assert_cmpuint (derm_image_get_n_bytes (lens_shown_get_image (lens_session_get_shown (fixture->session))), ==,
                    length);
}

/* Another recipe, another crop, another model: nothing that was read before is shown. */
static void
test_reading (FixtureSession *fixture, gconstpointer data)
{
  LensReading *reading = lens_session_get_reading (fixture->session);
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (lens_reading_get_recipe (reading), DERM_FILTER_BOX);
  LensCrops *crops = lens_session_get_crops (fixture->session);
  DermInput *input;

  wait_ahead (fixture);
  lens_reading_set_recipe (reading, box);
  assert_held (fixture, "-----");
  wait_ahead (fixture);
  assert_held (fixture, "xx---");
  lens_session_step (fixture->session, 1);
  input = lens_shown_get_input (lens_session_get_shown (fixture->session));
  g_assert_cmpint (derm_recipe_get_filter (derm_input_get_recipe (input)), ==, DERM_FILTER_BOX);
  lens_crops_commit (crops, &(LensCrop){ 5, 5, 20, 20 });
  g_assert_false (is_held (fixture, fixture_item_at (fixture->session, 1)));
  select_place (fixture, 0);
  select_place (fixture, 1);
  input = lens_shown_get_input (lens_session_get_shown (fixture->session));
  g_assert_nonnull (derm_recipe_get_crop (derm_input_get_recipe (input)));
}

/* Nothing is told of a neighbour that cannot be read until it is opened. */
static void
test_broken (FixtureSession *fixture, gconstpointer data)
{
  g_autofree char *path = g_file_get_path (lens_item_get_file (fixture_item_at (fixture->session, 1)));

  select_place (fixture, 4);
  g_assert_cmpint (g_unlink (path), ==, 0);
  select_place (fixture, 0);
  assert_held (fixture, "x----");
  g_assert_false (lens_item_is_gone (fixture_item_at (fixture->session, 1)));
  select_place (fixture, 1);
  g_assert_true (lens_item_is_gone (fixture_item_at (fixture->session, 1)));
}

/* What is asked for stops what is read ahead; closed, nothing is held. */
static void
test_stop (FixtureSession *fixture, gconstpointer data)
{
  LensAhead *ahead = get_ahead (fixture);

  lens_session_select (fixture->session, 4);
  g_assert_false (lens_ahead_is_reading (ahead));
  wait_ahead (fixture);
  lens_session_close (fixture->session);
  g_assert_false (lens_ahead_is_reading (ahead));
  g_assert_cmpuint (lens_ahead_get_n_bytes (ahead), ==, 0);
}

static LensItem *
write_image (FixtureSession *fixture, const char *name, int width, int height)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  gdk_pixbuf_fill (pixbuf, 0x80604000);
  g_assert_true (gdk_pixbuf_save (pixbuf, path, "png", NULL, NULL));

  return lens_item_new_for_file (file);
}

/* Of large images as many are held as there is room for, the first that are wanted. */
static void
test_memory (FixtureSession *fixture, gconstpointer data)
{
  LensAhead *ahead = get_ahead (fixture);
  LensItem *items[3];

  wait_ahead (fixture);
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("large %d.png", i);

      items[i] = write_image (fixture, name, 5000, 2800); /* 40 MiB each */
    }
  lens_ahead_want (ahead, items, 3);
  fixture_wait (is_done, ahead, "large images");
  g_assert_true (is_held (fixture, items[0]));
  g_assert_true (is_held (fixture, items[1]));
  g_assert_false (is_held (fixture, items[2]));
  g_assert_cmpuint (lens_ahead_get_n_bytes (ahead), <=, LENS_AHEAD_MAX_BYTES);
  for (int i = 0; i < 3; i++)
    g_object_unref (items[i]);
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureSession, GUINT_TO_POINTER (5), fixture_set_up_session, test, fixture_tear_down_session)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/ahead/neighbours", test_neighbours);
  add ("/ahead/at-once", test_at_once);
  add ("/ahead/in-view", test_in_view);
  add ("/ahead/rewritten", test_rewritten);
  add ("/ahead/reading", test_reading);
  add ("/ahead/broken", test_broken);
  add ("/ahead/stop", test_stop);
  add ("/ahead/memory", test_memory);

  return g_test_run ();
}
