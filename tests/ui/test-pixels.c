/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-pixel-card.h"
#include "lens-pixel-grid.h"
#include "lens-pixel-place.h"
#include "lens-pixel-strip.h"
#include "lens-save-edited.h"
#include "ui-fixture.h"

/* The input is painted on in the window, by keys and actions. */

typedef struct {
  LensWindow *window;
  LensSession *session;
  LensEdits *edits;
  GtkWidget *grid, *strip;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window_with_samples ();
  fixture->session = lens_window_get_session (fixture->window);
  fixture->edits = lens_session_get_edits (fixture->session);
  fixture_run_action (fixture->window, "aspect", "pixels");
  fixture->grid = fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_PIXEL_GRID);
  fixture->strip = fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_PIXEL_STRIP);
  gtk_widget_grab_focus (gtk_widget_get_first_child (fixture->grid));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static void
press (Fixture *fixture, guint key, GdkModifierType state)
{
  fixture_press (fixture->grid, key, state);
}

/* A stroke of four by two pixels in the middle. */
static void
paint (Fixture *fixture)
{
  press (fixture, GDK_KEY_Right, 0);
  press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Right, 0);
  press (fixture, GDK_KEY_Right, 0);
  press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  fixture_wait_idle (fixture->window);
}

static guint
count_cards (Fixture *fixture)
{
  guint n = 0;
  GtkWidget *card = fixture_find (fixture->strip, LENS_TYPE_PIXEL_CARD);

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    n++;

  return n;
}

static GtkWidget *
get_card (Fixture *fixture, guint place)
{
  GtkWidget *card = fixture_find (fixture->strip, LENS_TYPE_PIXEL_CARD);

  for (guint i = 0; i < place; i++)
    card = gtk_widget_get_next_sibling (card);

  return card;
}

/* By keys alone: dabs, a line, and the untouched pixels for as long as Space is held. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  LensBrush *brush = lens_session_get_brush (fixture->session);
  GString *told = fixture_told ();
  int x, y;

  g_assert_true (lens_brush_get_cursor (brush, &x, &y));
  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Down, 0);
  g_assert_true (lens_brush_get_cursor (brush, &x, &y));
  g_assert_cmpint (x, ==, 4);
  g_assert_cmpint (y, ==, 15);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 4);
  press (fixture, GDK_KEY_Up, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_Right, GDK_SHIFT_MASK);
  g_assert_true (lens_edits_is_painting (fixture->edits));
  fixture_activate (fixture->window, "leave", NULL); /* the line, not the aspect */
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 4);
  g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_PIXELS);
  paint (fixture);
  g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 3);
  fixture_listen (brush, "notify::is-revealing", told, "revealing");
  press (fixture, GDK_KEY_space, 0); /* and released */
  fixture_assert_told (told, "revealing revealing ");
  g_assert_false (lens_brush_is_revealing (brush));
  fixture_run_action (fixture->window, "undo", NULL);
  fixture_run_action (fixture->window, "undo", NULL);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
}

/* What is drawn is what is painted: the pixel in the middle of the first stroke has the colour of the brush. */
static void
test_drawn (Fixture *fixture, gconstpointer data)
{
  DermImage *image = lens_shown_get_image (lens_session_get_shown (fixture->session));
  LensPixelPlace place;
  graphene_rect_t box;
  cairo_surface_t *surface;

  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Return, 0);
  press (fixture, GDK_KEY_End, 0);
  for (int is_original = 0; is_original < 2; is_original++)
    {
      lens_brush_set_original (lens_session_get_brush (fixture->session), is_original);
      fixture_wait_idle (fixture->window);
      g_assert_true (lens_pixel_place_find (fixture->session, is_original ? image : NULL,
                                            gtk_widget_get_width (fixture->grid), gtk_widget_get_height (fixture->grid),
                                            &place));
      lens_pixel_place_get_box (&place, 0, 14, 1, &box);
      surface = fixture_draw (fixture->grid);
      g_assert_cmphex (fixture_pixel (surface, (int) (box.origin.x + box.size.width / 2),
                                      (int) (box.origin.y + box.size.height / 2)),
                       ==, 0x483a82);
      lens_pixel_place_get_box (&place, 3, 14, 1, &box); /* beside the stroke */
      g_assert_cmphex (fixture_pixel (surface, (int) (box.origin.x + box.size.width / 2),
                                      (int) (box.origin.y + box.size.height / 2)),
                       !=, 0x483a82);
      cairo_surface_destroy (surface);
    }
}

/* A stroke on the original is seen where it was made, is thinner than a pixel of the input, and has sizes of its own.
 */
static void
test_original (Fixture *fixture, gconstpointer data)
{
  LensBrush *brush = lens_session_get_brush (fixture->session);
  LensPixelPlace place;
  graphene_rect_t box;
  cairo_surface_t *surface;

  g_assert_cmpint (lens_brush_get_size (brush), ==, 2);
  lens_brush_set_original (brush, TRUE);
  g_assert_cmpint (lens_brush_get_size (brush), ==, 8);
  press (fixture, GDK_KEY_Right, 0); /* the cursor appears */
  press (fixture, GDK_KEY_Home, 0);
  press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  press (fixture, GDK_KEY_End, 0);
  press (fixture, GDK_KEY_Return, GDK_SHIFT_MASK);
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (count_cards (fixture), ==, 2);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), >=, 28);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), <=, 4 * 28); /* of those that have a part in it */
  lens_brush_point_nowhere (brush);
  g_assert_true (lens_pixel_place_find (fixture->session, lens_brush_get_original (brush),
                                        gtk_widget_get_width (fixture->grid), gtk_widget_get_height (fixture->grid),
                                        &place));
  lens_pixel_place_get_mark (&place, 100, derm_image_get_height (lens_brush_get_original (brush)) / 2, 1, &box);
  surface = fixture_draw (fixture->grid);
  g_assert_cmphex (fixture_pixel (surface, (int) box.origin.x, (int) box.origin.y), ==, 0x483a82);
  g_assert_cmphex (fixture_pixel (surface, (int) box.origin.x, (int) box.origin.y + 20), !=, 0x483a82);
  cairo_surface_destroy (surface);
  fixture_run_action (fixture->window, "undo", NULL);
  surface = fixture_draw (fixture->grid);
  g_assert_cmphex (fixture_pixel (surface, (int) box.origin.x, (int) box.origin.y), !=, 0x483a82);
  cairo_surface_destroy (surface);
}

/* Each step has a card; the one that is pressed is where the input is. */
static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_cards (fixture), ==, 1);
  paint (fixture);
  press (fixture, GDK_KEY_Down, GDK_SHIFT_MASK);
  paint (fixture);
  g_assert_cmpuint (count_cards (fixture), ==, 3);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_card (fixture, 2))));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_card (fixture, 0)), TRUE);
  fixture_wait_idle (fixture->window);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), ==, 0);
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_card (fixture, 2))));
  g_assert_cmpuint (count_cards (fixture), ==, 3);
  fixture_run_action (fixture->window, "undo", NULL);
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (get_card (fixture, 2))));
  fixture_run_action (fixture->window, "untouched", NULL);
  g_assert_cmpuint (count_cards (fixture), ==, 4);
  g_assert_false (fixture_is_enabled (fixture->window, "untouched"));
}

/* The result says that it is of an edited input, in every place; and says nothing of it any more when it is undone. */
static void
test_said (Fixture *fixture, gconstpointer data)
{
  LensResult *result = lens_window_get_result (fixture->window);
  g_autofree char *steps = NULL, *after = NULL, *other = NULL;
  LensReadout *readout = lens_session_get_readout (fixture->session);
  int n = 0;

  paint (fixture);
  steps = lens_result_dup_steps (result);
  g_assert_nonnull (strstr (steps, "Edited"));
  g_assert_nonnull (strstr (fixture_provenance (fixture->window), "edited input"));
  g_assert_nonnull (lens_readout_get_values (readout, &n));
  g_assert_cmpint (n, ==, 7);
  g_assert_cmpstr (lens_readout_get_sentence (readout), !=, NULL);
  g_assert_nonnull (strstr (lens_readout_get_remark (readout), "never changed"));
  fixture_run_action (fixture->window, "aspect", "image");
  g_assert_null (lens_readout_get_values (readout, &n));
  other = lens_result_dup_steps (result);
  g_assert_nonnull (strstr (other, "Edited"));
  fixture_run_action (fixture->window, "undo", NULL);
  after = lens_result_dup_steps (result);
  g_assert_null (strstr (after, "Edited"));
  g_assert_null (strstr (fixture_provenance (fixture->window), "edited input"));
}

/* Tools, by their actions, which are there in this aspect only. */
static void
test_tools (Fixture *fixture, gconstpointer data)
{
  LensBrush *brush = lens_session_get_brush (fixture->session);

  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "pixels-tool", g_variant_new_string ("fill"));
  g_assert_cmpint (lens_brush_get_tool (brush), ==, LENS_TOOL_FILL);
  press (fixture, GDK_KEY_Return, 0);
  g_assert_cmpuint (lens_edits_count_changed (fixture->edits), >, 0);
  fixture_press (gtk_widget_get_ancestor (fixture->grid, g_type_from_name ("LensPixels")), GDK_KEY_bracketright, 0);
  g_assert_cmpint (lens_brush_get_size (brush), ==, 3);
  fixture_run_action (fixture->window, "aspect", "image");
  g_assert_false (fixture_is_enabled (fixture->window, "pixels-tool"));
  g_assert_false (fixture_is_enabled (fixture->window, "smallest-change"));
}

/* The button that stops the search takes the place of the one that begins it, and the keyboard with it. */
static void
test_smallest (Fixture *fixture, gconstpointer data)
{
  GtkWidget *choice = fixture_find (fixture->strip, GTK_TYPE_MENU_BUTTON),
            *spinner = fixture_find (fixture->strip, GTK_TYPE_SPINNER);
  GtkWidget *stop = gtk_widget_get_last_child (gtk_widget_get_parent (spinner));
  LensSmallest *smallest = lens_session_get_smallest (fixture->session);

  for (int by_key = 0; by_key < 2; by_key++)
    {
      gtk_widget_grab_focus (choice);
      lens_smallest_start (smallest, -1);
      g_assert_true (lens_smallest_is_running (smallest));
      g_assert_true (gtk_widget_get_mapped (stop));
      g_assert_false (gtk_widget_get_visible (choice));
      g_assert_true (gtk_spinner_get_spinning (GTK_SPINNER (spinner)));
      g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == stop);
      if (by_key)
        fixture_activate (fixture->window, "leave", NULL);
      else
        g_signal_emit_by_name (stop, "clicked");
      g_assert_false (lens_smallest_is_running (smallest));
      g_assert_true (gtk_widget_get_mapped (choice));
      g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), choice));
      fixture_wait_idle (fixture->window);
      g_assert_cmpuint (lens_edits_get_n_steps (fixture->edits), ==, 1);
    }
}

/* The file of an image is never written to; what is saved is a picture of 28 × 28 pixels and a file of scores. */
static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("pixels-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "copy.png", NULL);
  g_autofree char *json_path = g_build_filename (folder, "copy.json", NULL);
  g_autofree char *json = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DermImage) image = NULL;

  paint (fixture);
  lens_save_edited (fixture->session, path);
  fixture_wait (fixture_has_saved, fixture->window, "the edited input");
  image = derm_image_new_from_file (file, NULL, NULL);
  g_assert_cmpint (derm_image_get_width (image), ==, 28);
  g_assert_cmpmem (g_bytes_get_data (derm_image_get_pixels (image), NULL), 3 * 28 * 28,
                   lens_edits_get_rgb (fixture->edits), 3 * 28 * 28);
  g_assert_true (g_file_get_contents (json_path, &json, NULL, NULL));
  g_assert_nonnull (strstr (json, "\"is_edited\":true"));
  g_assert_nonnull (strstr (json, "\"untouched\":{"));
  fixture_remove_folder (g_steal_pointer (&folder));
}

/* What this thread works for a movement of the brush, in two frames at most: that with the stroke, and that with the
 * bars. */
static void
test_speed (Fixture *fixture, gconstpointer data)
{
  LensBrush *brush = lens_session_get_brush (fixture->session);
  gint64 begin, work, worst = 0, total = 0;

  lens_brush_point_at (brush, 2, 2);
  lens_brush_press (brush);
  fixture_wait_idle (fixture->window);
  for (int i = 0; i < 20; i++)
    {
      begin = fixture_thread_time ();
      lens_brush_drag_to (brush, 3 + i, 3 + i);
      fixture_wait_idle (fixture->window);
      work = fixture_thread_time () - begin;
      worst = MAX (worst, work);
      total += work;
    }
  lens_brush_release (brush);
  g_test_message ("%.1f ms of work a movement, %.1f at most", (double) total / 20000, (double) worst / 1000);
  g_assert_cmpint (total / 20, <, 2 * 16700 * fixture_patience ());
}

#define add(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  add ("/pixels/keys", test_keys);
  add ("/pixels/drawn", test_drawn);
  add ("/pixels/original", test_original);
  add ("/pixels/cards", test_cards);
  add ("/pixels/said", test_said);
  add ("/pixels/tools", test_tools);
  add ("/pixels/smallest", test_smallest);
  add ("/pixels/save", test_save);
  add ("/pixels/speed", test_speed);

  return g_test_run ();
}
