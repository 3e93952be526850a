/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "random-steps.h"
#include "ui-fixture.h"

/* Random steps in the whole window, with images that are opened and read: as in test-browser-random.c, but by the
 * window's own actions. */

#define N_STEPS 400
#define N_FILES 7
#define IDLE_EVERY 40 /* steps */

static const struct {
  const char *name, *argument;
} actions[] = { { "remove", NULL },   { "undo", NULL },   { "redo", NULL }, { "next", NULL },
                { "previous", NULL }, { "flag", "poor" }, { "flag", "" },   { "label", "df" } };

static void
take_step (FixtureFolder *fixture, GRand *rand, guint i)
{
  guint kind = random_pick (rand, N_RANDOM_STEPS + G_N_ELEMENTS (actions));
  guint action = kind - N_RANDOM_STEPS;

  random_note (i, kind < N_RANDOM_STEPS ? random_step_name ((RandomStep) kind) : actions[action].name);
  if (kind < N_RANDOM_STEPS)
    random_step (lens_window_get_browser (fixture->window), rand, (RandomStep) kind);
  else
    g_action_group_activate_action (G_ACTION_GROUP (fixture->window), actions[action].name,
                                    actions[action].argument != NULL ? g_variant_new_string (actions[action].argument)
                                                                     : NULL);
}

/* When nothing is left to do, the current image is on screen, or the filter hides what is there. */
static void
check (FixtureFolder *fixture)
{
  LensBrowser *browser = lens_window_get_browser (fixture->window);
  LensItem *current = lens_selection_get_current_item (lens_browser_get_selection (browser));

  fixture_wait_idle (fixture->window);
  if (current != NULL)
    g_assert_true (fixture_shown (fixture->window) == current);
}

static void
test_steps (FixtureFolder *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = random_begin ();
  guint n = random_number ("RANDOM_STEPS", N_STEPS);

  for (guint i = 0; i < n; i++)
    {
      take_step (fixture, rand, i);
      random_run (10);
      if (i % IDLE_EVERY == 0)
        check (fixture);
    }
  check (fixture);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/window-random/steps", FixtureFolder, GINT_TO_POINTER (N_FILES), fixture_set_up_folder, test_steps,
              fixture_tear_down_folder);

  return g_test_run ();
}
