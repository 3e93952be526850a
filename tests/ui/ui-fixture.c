/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>
#include <time.h>

static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE") && strstr (fields[i].value, "gdk_frame_timings_") != NULL)
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
fixture_init (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_log_set_writer_func (write_log, NULL, NULL);
  gtk_disable_setlocale ();
  setlocale (LC_ALL, "en_US.UTF-8");
  gtk_init ();
}

LensWindow *
fixture_window (void)
{
  LensWindow *window = lens_window_new (NULL, fixture_classifier (), NULL);

  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 760);
  gtk_window_present (GTK_WINDOW (window));
  fixture_wait_idle (window);

  return window;
}

LensWindow *
fixture_window_with_samples (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autoptr (GPtrArray) items = fixture_items (a, b, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);

  return window;
}

void
fixture_set_up_folder (FixtureFolder *fixture, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;

  fixture->folder = fixture_folder (GPOINTER_TO_INT (data));
  folder = g_file_new_for_path (fixture->folder);
  fixture->window = fixture_window ();
  fixture_open_folder (fixture->window, folder, FALSE);
  fixture_wait_idle (fixture->window);
}

void
fixture_tear_down_folder (FixtureFolder *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
  fixture_remove_folder (fixture->folder);
}

void
fixture_close_window (LensWindow *window)
{
  gpointer weak = window;

  g_object_add_weak_pointer (G_OBJECT (window), &weak);
  gtk_window_destroy (GTK_WINDOW (window));
  for (int i = 0; i < 200 && weak != NULL; i++)
    fixture_run_for (10);
  g_assert_null (weak);
}

GtkWidget *
fixture_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  fixture_run_for (200);

  return window;
}

static gboolean
is_idle (gpointer data)
{
  return fixture_is_idle (data);
}

void
fixture_wait_idle (LensWindow *window)
{
  fixture_run_for (20);
  fixture_wait (is_idle, window, "the window to finish");
  fixture_run_for (20);
}

cairo_surface_t *
fixture_draw (GtkWidget *widget)
{
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GskRenderNode *node = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  for (int i = 0; i < 50 && node == NULL; i++) /* a widget paintable has nothing before the next frame */
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();

      fixture_run_for (100);
      gdk_paintable_snapshot (paintable, snapshot, width, height);
      node = gtk_snapshot_free_to_node (snapshot);
    }
  g_assert_nonnull (node);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (surface);

  return surface;
}

guint32
fixture_pixel (cairo_surface_t *surface, int x, int y)
{
  const guchar *row = cairo_image_surface_get_data (surface) + (gsize) y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (const void *) row)[x] & 0xffffff;
}

gint64
fixture_peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmHWM:");

  return line != NULL ? g_ascii_strtoll (line + strlen ("VmHWM:"), NULL, 10) : 0;
}

gint64
fixture_thread_time (void)
{
  struct timespec t;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);

  return (gint64) t.tv_sec * G_USEC_PER_SEC + t.tv_nsec / 1000;
}

/* ---- what a window's session says ---- */

static LensShown *
get_shown (LensWindow *window)
{
  return lens_session_get_shown (lens_window_get_session (window));
}

void
fixture_open (LensWindow *window, GPtrArray *items)
{
  lens_session_open (lens_window_get_session (window), items);
}

void
fixture_open_folder (LensWindow *window, GFile *folder, gboolean is_recursive)
{
  lens_session_open_folder (lens_window_get_session (window), folder, is_recursive);
}

void
fixture_open_model (LensWindow *window, GFile *file)
{
  lens_session_open_model (lens_window_get_session (window), file);
}

void
fixture_compare_model (LensWindow *window, GFile *file)
{
  lens_compare_actions_open_model (lens_window_get_compare_actions (window), file);
}

void
fixture_open_truth (LensWindow *window, GFile *file)
{
  lens_truths_open (lens_session_get_truths (lens_window_get_session (window)), file, FALSE);
}

gboolean
fixture_open_notes (LensWindow *window, const char *path)
{
  return lens_session_open_notes (lens_window_get_session (window), path);
}

void
fixture_share_notes (LensWindow *window, LensWindow *other)
{
  lens_session_share_notes (lens_window_get_session (window), lens_window_get_session (other));
}

void
fixture_save_figure (LensWindow *window, const char *path)
{
  lens_save_actions_save_figure (lens_window_get_save_actions (window), path);
}

void
fixture_save_input (LensWindow *window, const char *path)
{
  lens_save_actions_save_input (lens_window_get_save_actions (window), path);
}

void
fixture_export (LensWindow *window, gboolean is_all, const char *path)
{
  lens_save_actions_export (lens_window_get_save_actions (window), is_all, path);
}

void
fixture_show_error (LensWindow *window, const char *name, const char *reason)
{
  lens_messages_show_error (lens_session_get_messages (lens_window_get_session (window)), name, reason);
}

const char *
fixture_error (LensWindow *window)
{
  return lens_messages_get_error (lens_session_get_messages (lens_window_get_session (window)));
}

const char *
fixture_notice (LensWindow *window)
{
  return lens_messages_get_notice (lens_session_get_messages (lens_window_get_session (window)));
}

LensItem *
fixture_shown (LensWindow *window)
{
  return lens_shown_get_item (get_shown (window));
}

GListModel *
fixture_items_of (LensWindow *window)
{
  return G_LIST_MODEL (lens_session_get_collection (lens_window_get_session (window)));
}

DermModel *
fixture_model (LensWindow *window)
{
  return lens_reading_get_model (lens_session_get_reading (lens_window_get_session (window)));
}

gboolean
fixture_is_idle (LensWindow *window)
{
  return lens_session_is_idle (lens_window_get_session (window));
}

gboolean
fixture_is_offering (LensWindow *window)
{
  return lens_offer_bar_is_offering (lens_window_get_offer_bar (window));
}

const char *
fixture_provenance (LensWindow *window)
{
  return lens_footer_get_provenance (lens_window_get_footer (window));
}

gboolean
fixture_shows_research_line (LensWindow *window)
{
  return lens_footer_shows_research_line (lens_window_get_footer (window));
}
