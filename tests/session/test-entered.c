/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

/* Whatever was entered and left in whatever order: what is left next is what was entered last. */

#define N_PLACES 5
#define N_STEPS 400

typedef struct {
  LensEntered *entered;
  GString *told;
  GString *left;
} Fixture;

static const char *const places[N_PLACES] = { "work", "crop", "page", "presenting", "list" };

typedef struct {
  Fixture *fixture;
  const char *name;
  gboolean is_gone; /* it cannot be left any more, and nobody has told */
} Place;

static void
leave (gpointer data)
{
  Place *place = data;

  g_string_append_printf (place->fixture->left, "%s ", place->name);
  if (!place->is_gone)
    lens_entered_set (place->fixture->entered, place->name, FALSE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->entered = lens_entered_new ();
  fixture->told = fixture_told ();
  fixture->left = fixture_told ();
  fixture_listen (fixture->entered, "notify::last", fixture->told, "last");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->entered);
}

static void
add_places (Fixture *fixture, Place *all)
{
  for (int i = 0; i < N_PLACES; i++)
    {
      all[i] = (Place){ fixture, places[i], FALSE };
      lens_entered_add (fixture->entered, places[i], leave, &all[i]);
    }
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  Place all[N_PLACES];
  g_autofree char *last = NULL;

  add_places (fixture, all);
  g_assert_null (lens_entered_get_last (fixture->entered));
  lens_entered_leave_last (fixture->entered); /* nothing to leave */
  fixture_assert_told (fixture->told, "");

  lens_entered_set (fixture->entered, "page", TRUE);
  lens_entered_set (fixture->entered, "crop", TRUE);
  lens_entered_set (fixture->entered, "page", TRUE); /* it keeps its place */
  fixture_assert_told (fixture->told, "last last ");
  g_object_get (fixture->entered, "last", &last, NULL);
  g_assert_cmpstr (last, ==, "crop");
  lens_entered_raise (fixture->entered, "page");
  g_assert_cmpstr (lens_entered_get_last (fixture->entered), ==, "page");
  lens_entered_leave_last (fixture->entered);
  lens_entered_leave_last (fixture->entered);
  lens_entered_leave_last (fixture->entered);
  fixture_assert_told (fixture->left, "page crop ");
  g_assert_false (lens_entered_is_in (fixture->entered, "crop"));
}

/* What is gone does not stand in the way. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  Place all[N_PLACES];

  add_places (fixture, all);
  lens_entered_set (fixture->entered, "page", TRUE);
  lens_entered_set (fixture->entered, "work", TRUE);
  all[0].is_gone = TRUE;
  lens_entered_leave_last (fixture->entered);
  g_assert_cmpstr (lens_entered_get_last (fixture->entered), ==, "page");
  lens_entered_leave_last (fixture->entered);
  fixture_assert_told (fixture->left, "work page ");
}

/* Against a plain list of the same. */
static void
test_random (Fixture *fixture, gconstpointer data)
{
  Place all[N_PLACES];
  g_autoptr (GPtrArray) model = g_ptr_array_new ();

  add_places (fixture, all);
  for (int step = 0; step < N_STEPS; step++)
    {
      gpointer name = (gpointer) places[g_test_rand_int_range (0, N_PLACES)];
      int what = g_test_rand_int_range (0, 4);

      if (what == 0) /* Escape */
        {
          const char *last = model->len > 0 ? model->pdata[model->len - 1] : NULL;
          g_autofree char *expected = last != NULL ? g_strdup_printf ("%s ", last) : g_strdup ("");

          lens_entered_leave_last (fixture->entered);
          fixture_assert_told (fixture->left, expected);
          g_ptr_array_set_size (model, model->len > 0 ? (int) model->len - 1 : 0);
        }
      else if (what == 1) /* left by its own key */
        {
          lens_entered_set (fixture->entered, name, FALSE);
          g_ptr_array_remove (model, name);
        }
      else
        {
          lens_entered_set (fixture->entered, name, TRUE);
          if (!g_ptr_array_find (model, name, NULL))
            g_ptr_array_add (model, name);
        }
      g_assert_cmpstr (lens_entered_get_last (fixture->entered), ==,
                       model->len > 0 ? model->pdata[model->len - 1] : NULL);
      for (int i = 0; i < N_PLACES; i++)
        g_assert_true (lens_entered_is_in (fixture->entered, places[i]) == g_ptr_array_find (model, places[i], NULL));
    }
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  add ("/entered/order", test_order);
  add ("/entered/gone", test_gone);
  add ("/entered/random", test_random);

  return g_test_run ();
}
