/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "ui-fixture.h"

#include <locale.h>
#include <string.h>
#include <time.h>

#include "explaining-fixture.h"

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

LensWindow *
fixture_window_with_explanation (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensExplaining *explaining = lens_session_get_explaining (lens_window_get_session (window));

  fixture_explain_quickly (explaining, 2);
  fixture_wait_idle (window);
  fixture_activate (window, "aspect", "explain");
  fixture_wait (fixture_is_explained, explaining, "the map");
  fixture_run_for (50);

  return window;
}

GtkWidget *
fixture_find (GtkWidget *widget, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = fixture_find (child, type);

  return found;
}

gboolean
fixture_says (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (fixture_says (child, words))
      return TRUE;

  return FALSE;
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
