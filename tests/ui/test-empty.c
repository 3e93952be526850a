/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-empty.h"
#include "lens-thumb.h"
#include "ui-fixture.h"

static gboolean
has_samples (gpointer session)
{
  return lens_queue_get_n_left (lens_work_get_samples (lens_session_get_work (session))) > 0;
}

static gboolean
has_none_left (gpointer session)
{
  return !has_samples (session);
}

static GtkWidget *
empty_new (LensSession *session)
{
  GtkWidget *empty = g_object_ref_sink (g_object_new (LENS_TYPE_EMPTY, NULL));

  lens_empty_set_session (LENS_EMPTY (empty), session);

  return empty;
}

static void
test_samples_come (void)
{
  g_autoptr (LensSession) session = lens_session_new (fixture_classifier (), NULL);
  GtkWidget *empty = empty_new (session);

  fixture_wait (has_samples, session, "samples");
  fixture_wait (has_none_left, session, "the samples' thumbnails");
  g_object_unref (empty);
}

static GtkWidget *
find (GtkWidget *widget, GType type, guint *n_left)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*n_left)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, n_left);

  return found;
}

/* The one that is chosen is on screen, and all of them are in the list, beside what was there. */
static void
test_choose (void)
{
  g_autoptr (LensSession) session = lens_session_new (fixture_classifier (), NULL);
  GtkWidget *empty = empty_new (session);
  g_autoptr (GPtrArray) pasted = fixture_pasted (2);
  LensCollection *collection = lens_session_get_collection (session);
  guint n = 0;

  fixture_wait (has_samples, session, "samples");
  lens_session_open (session, pasted);
  fixture_wait_session (session);
  while (find (empty, GTK_TYPE_FLOW_BOX_CHILD, &(guint){ n }) != NULL)
    n++;
  g_assert_cmpuint (n, >=, 7);
  gtk_widget_activate (find (empty, GTK_TYPE_FLOW_BOX_CHILD, &(guint){ 2 }));
  fixture_wait_session (session);
  g_assert_cmpuint (lens_collection_get_n_all (collection), ==, 2 + n);
  g_assert_cmpstr (fixture_shown_name (session), ==, "drawn-03.jpg");
  gtk_widget_activate (find (empty, GTK_TYPE_FLOW_BOX_CHILD, &(guint){ 0 }));
  fixture_wait_session (session);
  g_assert_cmpuint (lens_collection_get_n_all (collection), ==, 2 + n);
  g_assert_cmpstr (fixture_shown_name (session), ==, "drawn-01.jpg");
  g_object_unref (empty);
  lens_session_close (session);
}

/* What is about the image: its input, its scores and its notes. */
static void
assert_has_image (LensWindow *window, gboolean has_image)
{
  g_assert_true (gtk_widget_is_visible (GTK_WIDGET (lens_window_get_result (window))) == has_image);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (lens_window_get_note_bar (window))) == has_image);
  g_assert_true (fixture_is_enabled (window, "edit-note") == has_image);
  g_assert_true (fixture_is_enabled (window, "flag") == has_image);
}

/* In place of an image that is open, with a way back to it. */
static void
test_start_page (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *path = fixture_sample (2);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  g_assert_false (fixture_is_enabled (window, "start-page")); /* it is there already */
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_window_get_page (window), ==, "image");
  assert_has_image (window, TRUE);
  fixture_activate (window, "start-page", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "empty");
  assert_has_image (window, FALSE);
  fixture_assert_shown (window, "drawn-02.jpg");
  g_assert_true (fixture_is_enabled (window, "back"));
  fixture_activate (window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "image");
  assert_has_image (window, TRUE);
  g_assert_false (fixture_is_enabled (window, "back"));
  fixture_close_window (window);
}

/* After every number of steps of the main loop: the folder is listed in two of them. */
static void
test_close_while_listing (void)
{
  for (int n_steps = 0; n_steps < 40; n_steps++)
    {
      g_autoptr (LensSession) session = lens_session_new (fixture_classifier (), NULL);
      GtkWidget *empty = empty_new (session);

      for (int i = 0; i < n_steps; i++)
        {
          g_main_context_iteration (NULL, FALSE);
          g_usleep (300);
        }
      g_object_run_dispose (G_OBJECT (empty));
      g_object_unref (empty);
      lens_session_close (session);
      fixture_run_for (20); /* a late answer that touches a widget ends the test */
    }
}

/* 40 × 10 pixels: red, in the middle a green square. */
static GdkPaintable *
wide_picture (void)
{
  guint8 *rgb = g_malloc0 (40 * 10 * 3);
  g_autoptr (GBytes) bytes = g_bytes_new_take (rgb, 40 * 10 * 3);

  for (int i = 0; i < 40 * 10; i++)
    rgb[3 * i + (i % 40 >= 15 && i % 40 < 25)] = 255;

  return GDK_PAINTABLE (gdk_memory_texture_new (40, 10, GDK_MEMORY_R8G8B8, bytes, 3 * 40));
}

/* The middle of the picture fills the place in its own proportions, in its own colours, up to the round corners; also
 * after it has got another size or another picture. */
static void
test_thumb (void)
{
  static const int sizes[][2] = { { 80, 40 }, { 120, 40 } };
  GtkWidget *thumb = lens_thumb_new (sizes[0][0], sizes[0][1]), *window = fixture_show (thumb, 200, 100);
  g_autoptr (GdkPaintable) picture = wide_picture ();
  g_autoptr (GdkPaintable) nothing = gdk_paintable_new_empty (8, 8);
  cairo_surface_t *surface;

  gtk_widget_set_halign (thumb, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (thumb, GTK_ALIGN_CENTER);
  lens_thumb_set_paintable (LENS_THUMB (thumb), picture);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      int width = sizes[i][0], height = sizes[i][1];

      gtk_widget_set_size_request (thumb, width, height);
      fixture_run_for (200);
      g_assert_cmpint (gtk_widget_get_width (thumb), ==, width);
      surface = fixture_draw (thumb);
      g_assert_cmphex (fixture_pixel (surface, width / 2 - 16, height / 2), ==, 0x00ff00); /* four times as large */
      g_assert_cmphex (fixture_pixel (surface, width / 2 + 16, height / 2), ==, 0x00ff00);
      g_assert_cmphex (fixture_pixel (surface, width / 2 - 24, 1), ==, 0xff0000);
      g_assert_cmphex (fixture_pixel (surface, width - 1, height / 2), ==, 0xff0000);
      g_assert_cmphex (fixture_pixel (surface, 0, 0), !=, 0xff0000);
      g_assert_cmphex (fixture_pixel (surface, width - 1, height - 1), !=, 0xff0000);
      cairo_surface_destroy (surface);
    }
  lens_thumb_set_paintable (LENS_THUMB (thumb), nothing);
  surface = fixture_draw (thumb);
  g_assert_cmphex (fixture_pixel (surface, 60, 20), !=, 0x00ff00);
  cairo_surface_destroy (surface);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/empty/samples-come", test_samples_come);
  g_test_add_func ("/empty/choose", test_choose);
  g_test_add_func ("/empty/start-page", test_start_page);
  g_test_add_func ("/empty/thumb", test_thumb);
  g_test_add_func ("/empty/close-while-listing", test_close_while_listing);

  return g_test_run ();
}
