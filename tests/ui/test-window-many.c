/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>

#include "ui-fixture.h"

/* Many images in one window: it answers while they are read, and does not keep them. */

#define N_MANY 500
#define MAX_GAP (100 * 1000) /* microseconds between two turns of the main loop */

typedef struct {
  gint64 last, widest;      /* microseconds between two turns */
  gint64 last_cpu, busiest; /* and this thread's part of them */
} Pulse;

static gboolean
on_pulse (gpointer data)
{
  Pulse *pulse = data;
  gint64 now = g_get_monotonic_time (), cpu = fixture_thread_time ();

  pulse->busiest = MAX (pulse->busiest, cpu - pulse->last_cpu);
  pulse->last_cpu = cpu;
  pulse->widest = MAX (pulse->widest, now - pulse->last);
  pulse->last = now;

  return G_SOURCE_CONTINUE;
}

static GPtrArray *
make_many (const char *folder)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (int i = 0; i < N_MANY; i++)
    {
      g_autofree char *target = fixture_sample (i % 7 + 1);
      g_autofree char *name = g_strdup_printf ("image-%03d.jpg", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GFile) link = g_file_new_for_path (path);
      g_autoptr (GError) error = NULL;

      g_file_make_symbolic_link (link, target, NULL, &error);
      g_assert_no_error (error);
      g_ptr_array_add (items, lens_item_new_for_file (link));
    }

  return items;
}

static void
test_many (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autoptr (GPtrArray) items = make_many (folder);
  gint64 before = fixture_peak_memory (), began = g_get_monotonic_time ();
  Pulse pulse = { began, 0, fixture_thread_time (), 0 };
  guint id = g_timeout_add (16, on_pulse, &pulse);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_source_remove (id);

  g_test_message ("%d images in %.2f s, longest gap %.1f ms (%.1f ms of work), %" G_GINT64_FORMAT
                  " MB more at the peak",
                  N_MANY, (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC, (double) pulse.widest / 1000.0,
                  (double) pulse.busiest / 1000.0, (fixture_peak_memory () - before) / 1024);
  g_assert_cmpint (pulse.busiest, <, MAX_GAP);
  g_assert_cmpint (pulse.widest, <, fixture_patience () * 5 * MAX_GAP); /* the machine may have other work too */
  g_assert_cmpint (fixture_peak_memory () - before, <, 150 * 1024);     /* decoded, they would be 400 MB */
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (window)), ==, N_MANY);
  for (guint i = 0; i < items->len; i++)
    {
      LensItem *item = g_ptr_array_index (items, i);

      g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_DONE);
      g_assert_cmpint (gdk_paintable_get_intrinsic_width (lens_item_get_thumbnail (item)), <=, 128);
      g_unlink (g_file_peek_path (lens_item_get_file (item)));
    }
  g_rmdir (folder);
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/window-many/open", test_many);

  return g_test_run ();
}
