/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "random-steps.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "browser-fixture.h"

#define SEED 13

static char doing[200]; /* printed if the program ends here */
static guint seed;

static void
on_crash (int number)
{
  if (write (STDERR_FILENO, doing, strlen (doing)) < 0)
    _exit (1);
  signal (number, SIG_DFL);
  raise (number);
}

guint
random_number (const char *variable, guint otherwise)
{
  const char *text = g_getenv (variable);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : otherwise;
}

GRand *
random_begin (void)
{
  seed = random_number ("RANDOM_SEED", SEED);
  signal (SIGSEGV, on_crash);
  signal (SIGABRT, on_crash);
  signal (SIGTRAP, on_crash);

  return g_rand_new_with_seed (seed);
}

void
random_note (guint step, const char *what)
{
  g_snprintf (doing, sizeof doing, "\nRANDOM_SEED=%u, step %u: %s\n", seed, step, what);
}

guint
random_pick (GRand *rand, guint n)
{
  return n > 0 ? (guint) g_rand_int_range (rand, 0, (gint32) n) : 0;
}

#define PICK_ONE(rand, array) array[random_pick (rand, G_N_ELEMENTS (array))]

void
random_run (guint n)
{
  for (guint i = 0; i < n && g_main_context_pending (NULL); i++)
    g_main_context_iteration (NULL, FALSE);
}

static const char *const texts[] = { "", "", "zzzz", "1", "2", "photo", "image 1", ".jpg", "3." };

static void
search (LensBrowser *browser, GRand *rand)
{
  fixture_search (browser, PICK_ONE (rand, texts));
}

static void
filter (LensBrowser *browser, GRand *rand)
{
  static const char *const labels[] = { "", "mel", "nv", "df", "bcc" };
  static const char *const flags[] = { "", "poor", "wrong" };
  static const char *const verdicts[] = { LENS_VERDICT_RIGHT, LENS_VERDICT_WRONG };
  const struct {
    LensAbout about;
    const char *value;
  } choices[] = { { LENS_ABOUT_ANSWER, PICK_ONE (rand, labels) },
                  { LENS_ABOUT_TRUTH, PICK_ONE (rand, labels) },
                  { LENS_ABOUT_FLAG, PICK_ONE (rand, flags) },
                  { LENS_ABOUT_VERDICT, PICK_ONE (rand, verdicts) } };
  guint kind = random_pick (rand, G_N_ELEMENTS (choices) + 1);
  LensView *view = lens_browser_get_view (browser);
  g_autoptr (LensCondition) condition = NULL;

  if (kind == G_N_ELEMENTS (choices))
    {
      lens_browser_reset_filter (browser);
      return;
    }
  condition = lens_condition_new_value ((LensTopic){ choices[kind].about, NULL }, choices[kind].value);
  if (random_pick (rand, 3) == 0)
    lens_view_remove_condition (view, lens_condition_get_topic (condition));
  else
    lens_view_add_condition (view, condition);
}

static void
order (LensBrowser *browser, GRand *rand)
{
  static const char *const orders[]
      = { "opened", "name", "class", "score", "margin", "entropy", "wrong", "flagged", "date" };
  GActionGroup *actions = lens_browser_get_actions (browser);

  if (random_pick (rand, 3) == 0)
    g_action_group_change_action_state (actions, "reverse", g_variant_new_boolean (random_pick (rand, 2) == 0));
  else
    g_action_group_change_action_state (actions, "order", g_variant_new_string (PICK_ONE (rand, orders)));
}

static void
show (LensBrowser *browser, GRand *rand)
{
  GActionGroup *actions = lens_browser_get_actions (browser);

  if (random_pick (rand, 4) == 0)
    lens_browser_set_narrow (browser, random_pick (rand, 2) == 0);
  else
    g_action_group_change_action_state (actions, "grid", g_variant_new_boolean (random_pick (rand, 2) == 0));
}

/* Also from places where there is nothing. */
static void
choose (LensBrowser *browser, GRand *rand)
{
  LensSelection *selection = lens_browser_get_selection (browser);
  GtkSelectionModel *model = GTK_SELECTION_MODEL (selection);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (model)), kind = random_pick (rand, 8),
        place = random_pick (rand, n + 1);
  guint length = place < n ? 1 + random_pick (rand, n - place) : 1;

  if (kind == 0)
    gtk_selection_model_select_item (model, place, FALSE);
  else if (kind == 1)
    gtk_selection_model_unselect_item (model, place);
  else if (kind == 2)
    gtk_selection_model_select_range (model, place, length, random_pick (rand, 2) == 0);
  else if (kind == 3)
    gtk_selection_model_unselect_range (model, place, length);
  else if (kind == 4)
    g_action_group_activate_action (lens_browser_get_actions (browser), "select-all", NULL);
  else if (kind == 5)
    g_action_group_activate_action (lens_browser_get_actions (browser), "select-one", NULL);
  else
    lens_selection_set_current (selection, place);
}

typedef struct {
  GtkAdjustment *adjustment; /* borrowed */
  double part;
  gboolean is_done;
} Scroll;

static void
on_painted (GdkFrameClock *clock, Scroll *scroll)
{
  gtk_adjustment_set_value (scroll->adjustment, scroll->part * gtk_adjustment_get_upper (scroll->adjustment));
  scroll->is_done = TRUE;
}

static gboolean
is_done (gpointer data)
{
  return ((Scroll *) data)->is_done;
}

/* In a frame, as a user does: a list that has not been laid out since it changed warns when it is scrolled. */
static void
scroll_view (GtkWidget *view, GRand *rand)
{
  Scroll scroll = { gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)), g_rand_double (rand), FALSE };
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view);
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &scroll);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT | GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  fixture_wait (is_done, &scroll, "a frame");
  g_signal_handler_disconnect (clock, id);
}

/* As the pointer and the keys do. */
static void
use_view (LensBrowser *browser, GRand *rand)
{
  LensStrip *strip = lens_browser_get_strip (browser);
  GtkWidget *view = lens_strip_get_view (strip);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (lens_browser_get_selection (browser)));
  guint kind = random_pick (rand, 5), place = random_pick (rand, n);

  if (kind == 0 && n > 0)
    gtk_widget_activate_action (view, "list.select-item", "(ubb)", place, random_pick (rand, 2) == 0,
                                random_pick (rand, 2) == 0);
  else if (kind == 1)
    lens_strip_focus (strip, place);
  else if (kind == 2 && n > 0)
    scroll_view (view, rand);
  else if (kind == 3)
    lens_browser_scroll_to (browser, place);
  else
    gtk_widget_child_focus (view, random_pick (rand, 2) == 0 ? GTK_DIR_DOWN : GTK_DIR_UP);
}

void
random_step (LensBrowser *browser, GRand *rand, RandomStep step)
{
  static void (*const steps[N_RANDOM_STEPS]) (LensBrowser * browser, GRand * rand)
      = { search, filter, order, show, choose, use_view };

  steps[step](browser, rand);
}

const char *
random_step_name (RandomStep step)
{
  static const char *const names[N_RANDOM_STEPS] = { "search", "filter", "order", "show", "choose", "use the view" };

  return names[step];
}
