/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-timed-bar.h"
#include "lens-stopwatch.h"
#include "lens-transfer.h"
#include "ui-fixture.h"

#define N_MANY 500
#define MAX_GAP (100 * 1000) /* microseconds between two turns of the main loop */

static void
activate (LensWindow *window, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), action, NULL);
}

static gboolean
is_enabled (LensWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

static void
assert_shown (LensWindow *window, const char *name)
{
  LensItem *shown = fixture_shown (window);

  g_assert_nonnull (shown);
  g_assert_cmpstr (lens_item_get_name (shown), ==, name);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (window)), ==, name);
}

static void
test_empty (void)
{
  LensWindow *window = fixture_window ();

  g_assert_cmpstr (lens_window_get_page (window), ==, "empty");
  g_assert_null (fixture_error (window));
  g_assert_true (is_enabled (window, "open"));
  g_assert_false (is_enabled (window, "next"));
  g_assert_false (is_enabled (window, "zoom-in"));
  fixture_close_window (window);
}

static void
test_one (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);
  g_autofree char *steps = NULL;
  DermPrediction *prediction;
  DermInput *input;

  fixture_open (window, items);
  fixture_wait_idle (window);

  assert_shown (window, "drawn-01.jpg");
  g_assert_cmpstr (lens_window_get_page (window), ==, "image");
  prediction = lens_item_get_prediction (fixture_shown (window));
  g_assert_nonnull (prediction);
  input = lens_input_view_get_input (lens_result_get_input_view (lens_window_get_result (window)));
  g_assert_cmpstr (derm_input_get_sha256 (input), ==, derm_input_get_sha256 (derm_prediction_get_input (prediction)));
  g_assert_cmpuint (strlen (lens_result_get_text (lens_window_get_result (window))), >, 10);
  steps = lens_result_dup_steps (lens_window_get_result (window));
  g_assert_cmpstr (steps, ==, "JPEG › RGB › Squeezed 4:3 → 1:1 › Bicubic 28 › ÷ 255 › Planes › 8 views");
  g_assert_true (lens_item_is_sample (fixture_shown (window)));
  g_assert_true (is_enabled (window, "zoom-in"));
  fixture_close_window (window);
}

static void
test_step (void)
{
  LensWindow *window = fixture_window_with_samples ();

  assert_shown (window, "drawn-01.jpg");
  g_assert_false (is_enabled (window, "previous"));
  activate (window, "next");
  fixture_wait_idle (window);
  assert_shown (window, "drawn-02.jpg");
  g_assert_false (is_enabled (window, "next"));
  activate (window, "next"); /* beyond the end */
  activate (window, "previous");
  fixture_wait_idle (window);
  assert_shown (window, "drawn-01.jpg");
  fixture_close_window (window);
}

static void
test_again (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autoptr (GPtrArray) both = fixture_items (a, b, NULL);
  g_autoptr (GPtrArray) second = fixture_items (b, b, NULL);

  fixture_open (window, both);
  fixture_wait_idle (window);
  fixture_open (window, second);
  fixture_wait_idle (window);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (window)), ==, 2);
  assert_shown (window, "drawn-02.jpg");
  fixture_close_window (window);
}

/* Broken files are named with their reason; what works is shown and stays. */
static void
test_errors (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *text = g_build_filename (folder, "text.png", NULL);
  g_autofree char *gone = g_build_filename (folder, "gone.jpg", NULL);
  g_autofree char *good = fixture_sample (3);
  g_autoptr (GPtrArray) items = fixture_items (text, gone, good, NULL);
  g_autoptr (GPtrArray) broken = fixture_items (text, NULL);

  g_assert_true (g_file_set_contents (text, "no image", -1, NULL));
  fixture_open (window, items);
  fixture_wait_idle (window);

  assert_shown (window, "drawn-03.jpg");
  g_assert_nonnull (strstr (fixture_error (window), "2 files"));

  fixture_open (window, broken); /* alone: the bar says so, the good one stays */
  fixture_wait_idle (window);
  assert_shown (window, "drawn-03.jpg");
  g_assert_true (g_str_has_prefix (fixture_error (window), "text.png: "));

  fixture_show_error (window, "Clipboard", "nothing in it"); /* no image: it is not counted */
  g_assert_cmpstr (fixture_error (window), ==, "Clipboard: nothing in it");

  g_unlink (text);
  g_rmdir (folder);
  fixture_close_window (window);
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);

  return found;
}

static void
assert_in (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in “%s”", part, text);
}

/* All that was refused is counted, whatever it is and whenever that is found, and all of it can be read. */
static void
test_refused (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *folder = g_dir_make_tmp ("dermlens-XXXXXX", NULL);
  g_autofree char *text = g_build_filename (folder, "text.png", NULL);
  g_autofree char *words = g_build_filename (folder, "words.txt", NULL);
  g_autofree char *good = fixture_sample (3);
  g_autoptr (GPtrArray) items = fixture_items (text, words, "/nowhere/one.jpg", good, "/nowhere/two.jpg", NULL);
  GtkWidget *button, *popover, *label;
  GtkWidget *content = gtk_window_get_child (GTK_WINDOW (window));

  g_assert_true (g_file_set_contents (text, "no image", -1, NULL));
  g_assert_true (g_file_set_contents (words, "no image either", -1, NULL));
  fixture_open (window, items);
  fixture_wait_idle (window);
  assert_in (fixture_error (window), "4 files");

  button = find_widget (find_widget (content, GTK_TYPE_INFO_BAR), GTK_TYPE_MENU_BUTTON);
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  fixture_run_for (100);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  label = find_widget (popover, GTK_TYPE_LABEL);
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "text.png: ");
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "words.txt: ");
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "one.jpg: ");
  assert_in (gtk_label_get_text (GTK_LABEL (label)), "two.jpg: ");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  fixture_run_for (500);

  fixture_show_error (window, "Clipboard", "nothing in it");
  g_assert_false (gtk_widget_get_visible (button));
  g_unlink (text);
  g_unlink (words);
  g_rmdir (folder);
  fixture_close_window (window);
}

/* Words of which nothing must be done leave by themselves, but not from under somebody's hand. */
static void
test_calm (void)
{
  GtkWidget *bar = gtk_info_bar_new (), *label = gtk_label_new (""), *other = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *window, *button;

  button = gtk_info_bar_add_button (GTK_INFO_BAR (bar), "Undo", 1);
  gtk_info_bar_add_child (GTK_INFO_BAR (bar), label);
  gtk_info_bar_set_revealed (GTK_INFO_BAR (bar), FALSE);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), other);
  window = fixture_show (box, 400, 200);

  lens_timed_bar_show (GTK_INFO_BAR (bar), GTK_LABEL (label), "done", 0);
  fixture_run_for (1600);
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, "done");

  gtk_widget_grab_focus (button);
  lens_timed_bar_show (GTK_INFO_BAR (bar), GTK_LABEL (label), "done", 1);
  fixture_run_for (2500);
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
  gtk_widget_grab_focus (other);
  fixture_run_for (2500);
  g_assert_false (gtk_info_bar_get_revealed (GTK_INFO_BAR (bar)));
  lens_timed_bar_show (GTK_INFO_BAR (bar), GTK_LABEL (label), "closed meanwhile", 1);
  gtk_window_destroy (GTK_WINDOW (window));
  fixture_run_for (1600);
}

/* Only work that lasted, and that nobody stopped, is worth a word when it ends. */
static void
test_run (void)
{
  LensStopwatch run = { 0 };

  g_assert_false (lens_stopwatch_update (&run, FALSE, 1));
  g_assert_false (lens_stopwatch_update (&run, TRUE, 1 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&run, TRUE, 5 * G_USEC_PER_SEC));
  g_assert_true (lens_stopwatch_update (&run, FALSE, 12 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&run, FALSE, 40 * G_USEC_PER_SEC)); /* once */
  g_assert_false (lens_stopwatch_update (&run, TRUE, 41 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&run, FALSE, 44 * G_USEC_PER_SEC));
  g_assert_false (lens_stopwatch_update (&run, TRUE, 50 * G_USEC_PER_SEC));
  lens_stopwatch_stop (&run);
  g_assert_false (lens_stopwatch_update (&run, FALSE, 90 * G_USEC_PER_SEC));
}

static void
test_only_broken (void)
{
  LensWindow *window = fixture_window ();
  g_autoptr (GPtrArray) items = fixture_items ("/nowhere/at-all.png", NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_window_get_page (window), ==, "failed");
  g_assert_true (g_str_has_prefix (fixture_error (window), "at-all.png: "));
  g_assert_null (lens_picture_get_image (lens_canvas_get_picture (lens_window_get_canvas (window))));
  g_assert_cmpstr (lens_result_get_text (lens_window_get_result (window)), ==, "");
  g_assert_false (gtk_widget_is_visible (GTK_WIDGET (lens_result_get_bars (lens_window_get_result (window)))));
  fixture_close_window (window);
}

static gboolean
is_stacked (LensWindow *window)
{
  graphene_rect_t image, result;

  return gtk_widget_compute_bounds (GTK_WIDGET (lens_window_get_canvas (window)), GTK_WIDGET (window), &image)
         && gtk_widget_compute_bounds (GTK_WIDGET (lens_window_get_result (window)), GTK_WIDGET (window), &result)
         && result.origin.y >= image.origin.y + image.size.height;
}

/* In a small window with a banner the whole image is seen, and that there is something below it. */
static void
test_small (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *good = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (good, "/nowhere/at-all.png", NULL);
  GtkWidget *canvas = GTK_WIDGET (lens_window_get_canvas (window));
  graphene_rect_t image, result;

  gtk_window_set_default_size (GTK_WINDOW (window), 500, 400);
  fixture_open (window, items);
  fixture_wait_idle (window);
  for (int i = 0; i < 100 && !is_stacked (window); i++)
    fixture_run_for (100);

  g_assert_nonnull (fixture_error (window));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 500);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window)), <=, 400);
  g_assert_true (gtk_widget_compute_bounds (canvas, GTK_WIDGET (window), &image));
  g_assert_true (
      gtk_widget_compute_bounds (GTK_WIDGET (lens_window_get_result (window)), GTK_WIDGET (window), &result));
  g_assert_cmpfloat (image.size.height, >=, 150);
  g_assert_cmpfloat (result.origin.y, >=, image.origin.y + image.size.height);
  g_assert_cmpfloat (result.origin.y, <, 330);
  fixture_close_window (window);
}

static void
on_title (GtkWindow *window, GParamSpec *pspec, GPtrArray *titles)
{
  g_ptr_array_add (titles, g_strdup (gtk_window_get_title (window)));
}

/* The second of two that follow at once is shown, the first never. */
static void
test_late_result_is_dropped (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *a = fixture_sample (1);
  g_autofree char *b = fixture_sample (2);
  g_autoptr (GPtrArray) titles = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (window, "notify::title", G_CALLBACK (on_title), titles);
  for (int i = 0; i < 20; i++)
    {
      g_autoptr (GPtrArray) first = fixture_items (a, NULL);
      g_autoptr (GPtrArray) second = fixture_items (b, NULL);

      fixture_open (window, first);
      if (i % 2) /* some of them have begun, some are done but not yet told */
        g_usleep (1000u * (guint) i);
      fixture_open (window, second);
      fixture_wait_idle (window);
      assert_shown (window, "drawn-02.jpg");
    }
  for (guint i = 0; i < titles->len; i++)
    g_assert_cmpstr (g_ptr_array_index (titles, i), !=, "drawn-01.jpg");
  g_assert_cmpuint (titles->len, >, 0);
  fixture_close_window (window);
}

static void
test_close_during_work (void)
{
  for (guint ms = 0; ms < 60; ms += 10)
    {
      LensWindow *window = fixture_window ();
      g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

      for (int i = 1; i <= 7; i++)
        {
          g_autofree char *path = fixture_sample (i);
          g_autoptr (GFile) file = g_file_new_for_path (path);

          g_ptr_array_add (items, lens_item_new_for_file (file));
        }
      fixture_open (window, items);
      if (ms > 0)
        fixture_run_for (ms);
      fixture_close_window (window);
    }
}

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

static void
test_no_model (void)
{
  LensWindow *window = lens_window_new (NULL, NULL, "the file is not there");
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (path, NULL);

  gtk_window_present (GTK_WINDOW (window));
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_window_get_page (window), ==, "no-model");
  g_assert_false (is_enabled (window, "open"));
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (window)), ==, 0);
  fixture_close_window (window);
}

static void
test_text (void)
{
  g_autoptr (GPtrArray) none = lens_transfer_parse_text ("no file here\nnor: here");
  g_autoptr (GPtrArray) two = lens_transfer_parse_text ("copy\r\nfile:///a%20b/one.png\r\n/two.png\r\n");

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpstr (lens_item_get_name (g_ptr_array_index (two, 0)), ==, "one.png");
  g_assert_cmpstr (lens_item_get_name (g_ptr_array_index (two, 1)), ==, "two.png");
}

/* A pasted picture becomes the very pixels that were copied; transparency is dropped. */
static void
test_texture (void)
{
  const guint8 rgba[] = { 1, 2, 3, 255, 250, 128, 0, 255, 200, 100, 50, 128 };
  const guint8 rgb[] = { 1, 2, 3, 250, 128, 0, 200, 100, 50 };
  g_autoptr (GBytes) bytes = g_bytes_new_static (rgba, sizeof rgba);
  g_autoptr (GdkTexture) texture = gdk_memory_texture_new (3, 1, GDK_MEMORY_R8G8B8A8, bytes, sizeof rgba);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = lens_transfer_image_from_texture (texture, "pasted", &error);
  const guint8 *pixels;

  g_assert_no_error (error);
  pixels = g_bytes_get_data (derm_image_get_pixels (image), NULL);
  g_assert_cmpmem (pixels, 6, rgb, 6);
  for (int c = 6; c < 9; c++) /* multiplied by its alpha and back: a rounding apart */
    g_assert_cmpint (ABS (pixels[c] - rgb[c]), <=, 1);
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/window/empty", test_empty);
  g_test_add_func ("/window/one", test_one);
  g_test_add_func ("/window/step", test_step);
  g_test_add_func ("/window/again", test_again);
  g_test_add_func ("/window/errors", test_errors);
  g_test_add_func ("/window/refused", test_refused);
  g_test_add_func ("/window/calm", test_calm);
  g_test_add_func ("/window/run", test_run);
  g_test_add_func ("/window/only-broken", test_only_broken);
  g_test_add_func ("/window/small", test_small);
  g_test_add_func ("/window/late-result-is-dropped", test_late_result_is_dropped);
  g_test_add_func ("/window/close-during-work", test_close_during_work);
  g_test_add_func ("/window/many", test_many);
  g_test_add_func ("/window/no-model", test_no_model);
  g_test_add_func ("/transfer/text", test_text);
  g_test_add_func ("/transfer/texture", test_texture);

  return g_test_run ();
}
