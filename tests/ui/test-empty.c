/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-empty.h"
#include "ui-fixture.h"

static gboolean
has_samples (gpointer queue)
{
  return lens_queue_get_n_left (queue) > 0;
}

static gboolean
has_none_left (gpointer queue)
{
  return !has_samples (queue);
}

static GtkWidget *
empty_new (LensQueue *queue)
{
  GtkWidget *empty = g_object_ref_sink (g_object_new (LENS_TYPE_EMPTY, NULL));

  lens_empty_load_samples (LENS_EMPTY (empty), queue);

  return empty;
}

static void
test_samples_come (void)
{
  g_autoptr (LensQueue) queue = lens_queue_new (fixture_classifier ());
  GtkWidget *empty = empty_new (queue);

  fixture_wait (has_samples, queue, "samples");
  fixture_wait (has_none_left, queue, "the samples' thumbnails");
  g_object_unref (empty);
}

/* After every number of steps of the main loop: the folder is listed in two of them. */
static void
test_close_while_listing (void)
{
  for (int n_steps = 0; n_steps < 40; n_steps++)
    {
      g_autoptr (LensQueue) queue = lens_queue_new (fixture_classifier ());
      GtkWidget *empty = empty_new (queue);

      for (int i = 0; i < n_steps; i++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (300);
        }
      g_object_run_dispose (G_OBJECT (empty));
      g_object_unref (empty);
      lens_queue_stop (queue);
      fixture_run_for (20); /* a late answer that touches a widget ends the test */
    }
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/empty/samples-come", test_samples_come);
  g_test_add_func ("/empty/close-while-listing", test_close_while_listing);

  return g_test_run ();
}
