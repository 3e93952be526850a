/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "browser-fixture.h"
#include "random-steps.h"

/* Thousands of random steps: filter, sort, select, remove, undo, list and grid, results and images that come in, and a
 * listener that asks for something in the middle of a change. Any critical of GTK ends it, with the seed and the step.
 * RANDOM_SEED=N takes other steps, RANDOM_STEPS=N more or fewer. */

#define N_STEPS 10000
#define N_IMAGES 24
#define MAX_IMAGES 60
#define FRAMES_EVERY 25 /* steps */

typedef struct {
  FixtureBrowser browser;
  GRand *rand;
  gboolean is_asking; /* a listener asks for something in the next change */
} Random;

static guint
n_shown (Random *random)
{
  return g_list_model_get_n_items (G_LIST_MODEL (random->browser.selection));
}

static guint
n_items (Random *random)
{
  return g_list_model_get_n_items (G_LIST_MODEL (random->browser.items));
}

/* ---- steps in the browser alone ---- */

static void
take_off (Random *random)
{
  lens_session_remove_selected (random->browser.session);
}

static void
undo (Random *random)
{
  lens_session_undo (random->browser.session);
}

static void
redo (Random *random)
{
  lens_session_redo (random->browser.session);
}

/* Results, notes and truths, for one image; and more images. */
static void
come_in (Random *random)
{
  GRand *rand = random->rand;
  g_autoptr (LensItem) item
      = g_list_model_get_item (G_LIST_MODEL (random->browser.items), random_pick (rand, n_items (random)));
  guint kind = random_pick (rand, 4);

  if (item == NULL || (kind == 3 && n_items (random) < MAX_IMAGES))
    fixture_add_images (&random->browser, 1 + random_pick (rand, 5));
  else if (kind == 0)
    lens_item_set_note (item, random_pick (rand, 2) == 0 ? LENS_FLAG_POOR : LENS_FLAG_WRONG, NULL, NULL);
  else if (kind == 1)
    lens_item_set_truth (item, random_pick (rand, 2) == 0 ? "nv" : "mel");
  else
    fixture_add_result (item, g_rand_int (rand));
  if (random_pick (rand, 3) == 0)
    lens_view_refresh (lens_browser_get_view (random->browser.browser));
  else
    lens_view_touch (lens_browser_get_view (random->browser.browser));
}

/* ---- somebody asks for something in the middle of a change ---- */

static void
begin_asking (Random *random)
{
  random->is_asking = TRUE;
}

static const RandomStep asked[] = { RANDOM_CHOOSE, RANDOM_CHOOSE, RANDOM_SEARCH, RANDOM_ORDER };

static void
ask (Random *random)
{
  if (!random->is_asking)
    return;
  random->is_asking = FALSE;
  if (random_pick (random->rand, 3) == 0)
    lens_browser_scroll_to (random->browser.browser, random_pick (random->rand, MAX_IMAGES));
  else
    random_step (random->browser.browser, random->rand, asked[random_pick (random->rand, G_N_ELEMENTS (asked))]);
}

static void
ask_to_choose (Random *random)
{
  if (random->is_asking)
    random_step (random->browser.browser, random->rand, RANDOM_CHOOSE);
  random->is_asking = FALSE;
}

/* ---- */

static void
set_up (Random *random, gconstpointer data)
{
  fixture_set_up_browser (&random->browser, GINT_TO_POINTER (N_IMAGES));
  random->rand = random_begin ();
  g_signal_connect_swapped (random->browser.items, "items-changed", G_CALLBACK (ask), random);
  g_signal_connect_swapped (random->browser.selection, "items-changed", G_CALLBACK (ask), random);
  g_signal_connect_swapped (random->browser.selection, "selection-changed", G_CALLBACK (ask_to_choose), random);
}

static void
tear_down (Random *random, gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (random->browser.items, random);
  g_signal_handlers_disconnect_by_data (random->browser.selection, random);
  fixture_tear_down_browser (&random->browser, NULL);
  g_rand_free (random->rand);
}

static const struct {
  const char *name;
  void (*take) (Random *random);
} own[]
    = { { "remove", take_off }, { "undo", undo }, { "redo", redo }, { "come in", come_in }, { "ask", begin_asking } };

static void
take_step (Random *random, guint i)
{
  guint kind = random_pick (random->rand, N_RANDOM_STEPS + G_N_ELEMENTS (own));

  random_note (i, kind < N_RANDOM_STEPS ? random_step_name ((RandomStep) kind) : own[kind - N_RANDOM_STEPS].name);
  if (kind < N_RANDOM_STEPS)
    random_step (random->browser.browser, random->rand, (RandomStep) kind);
  else
    own[kind - N_RANDOM_STEPS].take (random);
}

static void
test_steps (Random *random, gconstpointer data)
{
  guint n = random_number ("RANDOM_STEPS", N_STEPS), n_empty = 0;

  for (guint i = 0; i < n; i++)
    {
      take_step (random, i);
      fixture_check_browser (&random->browser);
      n_empty += n_shown (random) == 0;
      random_run (3);
      if (i % FRAMES_EVERY == 0)
        fixture_run_for (20);
    }
  g_assert_true (n < N_STEPS || n_empty > n / 100);
  g_test_message ("%u steps, after %u of them nothing was shown", n, n_empty);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/browser-random/steps", Random, NULL, set_up, test_steps, tear_down);

  return g_test_run ();
}
