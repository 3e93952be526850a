/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "session-fixture.h"

typedef struct {
  int *value;
  int before, after;
} Step;

typedef struct {
  LensHistory *history; /* borrowed */
  guint64 seen;
} Serials;

static int n_freed;

static void
on_step (gboolean is_undo, gpointer data)
{
  Step *step = data;

  *step->value = is_undo ? step->before : step->after;
}

static void
step_free (gpointer data)
{
  n_freed++;
  g_free (data);
}

static void
set_value (LensHistory *history, int *value, int after)
{
  Step *step = g_new (Step, 1);

  *step = (Step){ value, *value, after };
  *value = after;
  lens_history_push (history, on_step, step, step_free);
}

static void
test_undo_and_redo (void)
{
  g_autoptr (LensHistory) history = lens_history_new ();
  int value = 0;

  lens_history_undo (history);
  for (int i = 1; i <= 3; i++)
    set_value (history, &value, i);
  g_assert_false (lens_history_can_redo (history));
  for (int i = 2; i >= 0; i--)
    {
      lens_history_undo (history);
      g_assert_cmpint (value, ==, i);
    }
  g_assert_false (lens_history_can_undo (history));
  lens_history_redo (history);
  lens_history_redo (history);
  g_assert_cmpint (value, ==, 2);
  set_value (history, &value, 9); /* the third can no longer be redone */
  g_assert_false (lens_history_can_redo (history));
  lens_history_undo (history);
  g_assert_cmpint (value, ==, 2);
  lens_history_clear (history);
  g_assert_false (lens_history_can_undo (history) || lens_history_can_redo (history));
}

/* Once for each change that there is, and not when there was nothing to do. */
static void
test_changed (void)
{
  GString *told = fixture_told ();
  g_autoptr (LensHistory) history = lens_history_new ();
  int value = 0;

  fixture_listen (history, "changed", told, "changed");
  lens_history_undo (history);
  lens_history_redo (history);
  fixture_assert_told (told, "");
  g_assert_cmpuint (lens_history_get_serial (history), ==, 0);
  set_value (history, &value, 1);
  fixture_assert_told (told, "changed ");
  lens_history_undo (history);
  lens_history_undo (history);
  fixture_assert_told (told, "changed ");
  lens_history_redo (history);
  lens_history_redo (history);
  fixture_assert_told (told, "changed ");
  g_assert_cmpuint (lens_history_get_serial (history), ==, 3);
  lens_history_clear (history);
  fixture_assert_told (told, "changed ");
  g_assert_cmpuint (lens_history_get_serial (history), ==, 4);
}

/* Whoever tells of a step while it is undone tells the number that it has afterwards. */
static void
on_serial_step (gboolean is_undo, gpointer data)
{
  Serials *serials = data;

  serials->seen = lens_history_get_serial (serials->history);
}

static void
test_serial (void)
{
  g_autoptr (LensHistory) history = lens_history_new ();
  Serials serials = { history, 0 };

  lens_history_push (history, on_serial_step, &serials, NULL);
  lens_history_undo (history);
  g_assert_cmpuint (serials.seen, ==, lens_history_get_serial (history));
  lens_history_redo (history);
  g_assert_cmpuint (serials.seen, ==, lens_history_get_serial (history));
  lens_history_forget (history, on_serial_step, &serials);
  g_assert_cmpuint (serials.seen, <, lens_history_get_serial (history));
}

/* What can never be done again is given up at once, each step exactly once. */
static void
test_freed (void)
{
  LensHistory *history = lens_history_new ();
  int value = 0;

  n_freed = 0;
  for (int i = 1; i <= 5; i++)
    set_value (history, &value, i);
  for (int i = 0; i < 3; i++)
    lens_history_undo (history);
  g_assert_cmpint (n_freed, ==, 0);
  set_value (history, &value, 9);
  g_assert_cmpint (n_freed, ==, 3);
  lens_history_clear (history);
  g_assert_cmpint (n_freed, ==, 6);
  set_value (history, &value, 10);
  g_object_unref (history);
  g_assert_cmpint (n_freed, ==, 7);
}

/* A step without data has nothing to free. */
static void
on_step_alone (gboolean is_undo, gpointer data)
{
  g_assert_null (data);
  n_freed += is_undo ? 1 : 10;
}

static void
test_no_data (void)
{
  g_autoptr (LensHistory) history = lens_history_new ();

  n_freed = 0;
  lens_history_push (history, on_step_alone, NULL, NULL);
  lens_history_undo (history);
  lens_history_redo (history);
  g_assert_cmpint (n_freed, ==, 11);
}

/* The oldest of more than a thousand steps are forgotten; the others keep their order. */
static void
test_many (void)
{
  g_autoptr (LensHistory) history = lens_history_new ();
  int value = 0, n_undone = 0;

  n_freed = 0;
  for (int i = 1; i <= 1200; i++)
    set_value (history, &value, i);
  g_assert_cmpint (n_freed, ==, 200);
  for (; lens_history_can_undo (history); n_undone++)
    lens_history_undo (history);
  g_assert_cmpint (n_undone, ==, 1000);
  g_assert_cmpint (value, ==, 200);
  while (lens_history_can_redo (history))
    lens_history_redo (history);
  g_assert_cmpint (value, ==, 1200);
}

/* Steps that nothing can undo any more go from among the others, done and undone. */
static void
test_forget (void)
{
  g_autoptr (LensHistory) history = lens_history_new ();
  int value = 0;

  n_freed = 0;
  lens_history_push (history, on_step_alone, NULL, NULL);
  set_value (history, &value, 1);
  lens_history_push (history, on_step_alone, NULL, NULL);
  set_value (history, &value, 2);
  lens_history_push (history, on_step_alone, NULL, NULL);
  lens_history_undo (history);
  lens_history_undo (history);
  g_assert_cmpint (value, ==, 1);
  lens_history_forget (history, on_step_alone, &value); /* those have other data */
  g_assert_true (lens_history_can_redo (history));
  lens_history_forget (history, on_step_alone, NULL);
  lens_history_redo (history);
  g_assert_cmpint (value, ==, 2);
  g_assert_false (lens_history_can_redo (history));
  lens_history_undo (history);
  lens_history_undo (history);
  g_assert_cmpint (value, ==, 0);
  g_assert_false (lens_history_can_undo (history));
  g_assert_cmpint (n_freed, ==, 1); /* undone once, by undo */
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/history/undo-and-redo", test_undo_and_redo);
  g_test_add_func ("/history/changed", test_changed);
  g_test_add_func ("/history/serial", test_serial);
  g_test_add_func ("/history/freed", test_freed);
  g_test_add_func ("/history/no-data", test_no_data);
  g_test_add_func ("/history/many", test_many);
  g_test_add_func ("/history/forget", test_forget);

  return g_test_run ();
}
