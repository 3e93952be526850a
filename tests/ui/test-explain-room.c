/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "explaining-fixture.h"
#include "lens-explain-card.h"
#include "lens-explain-legend.h"
#include "lens-explain-map.h"
#include "lens-explained-words.h"
#include "ui-fixture.h"

typedef struct {
  LensWindow *window;
  LensSession *session;
  LensExplaining *explaining;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window_with_explanation ();
  fixture->session = lens_window_get_session (fixture->window);
  fixture->explaining = lens_session_get_explaining (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static GtkWidget *
get_legend (Fixture *fixture)
{
  return fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_EXPLAIN_LEGEND);
}

static LensExplainMap *
get_map (Fixture *fixture)
{
  return LENS_EXPLAIN_MAP (fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_EXPLAIN_MAP));
}

static LensReadout *
get_readout (Fixture *fixture)
{
  return lens_session_get_readout (fixture->session);
}

/* The map lies over original and input, and the pane says what it says. */
static void
test_shown (Fixture *fixture, gconstpointer data)
{
  LensLayer *layer = lens_explain_map_get_layer (get_map (fixture));

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (get_map (fixture))));
  g_assert_true (lens_layer_is_grey (layer));
  g_assert_true (lens_readout_get_layer (get_readout (fixture)) == layer);
  g_assert_nonnull (strstr (lens_readout_get_sentence (get_readout (fixture)), "<b>"));
  g_assert_nonnull (strstr (lens_readout_get_footer (get_readout (fixture)), "passes"));
  fixture_activate (fixture->window, "aspect", "image");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (get_map (fixture))));
  g_assert_null (lens_readout_get_layer (get_readout (fixture)));
  g_assert_null (lens_readout_get_sentence (get_readout (fixture)));
}

/* Arrows ask about a cell; all scores with its patch hidden stand beside those of the image. */
static void
test_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (get_map (fixture));
  const float *hidden;
  const double *values;
  int x, y, n, n_hidden;

  g_assert_null (lens_readout_get_values (get_readout (fixture), &n));
  fixture_press (map, GDK_KEY_Right, 0);
  g_assert_true (lens_explaining_get_cursor (fixture->explaining, &x, &y));
  lens_explaining_set_cursor (fixture->explaining, 3, 5);
  fixture_press (map, GDK_KEY_Right, 0);
  fixture_press (map, GDK_KEY_Down, GDK_SHIFT_MASK);
  lens_explaining_get_cursor (fixture->explaining, &x, &y);
  g_assert_cmpint (x, ==, 4);
  g_assert_cmpint (y, ==, 9);
  fixture_press (map, GDK_KEY_End, 0);
  lens_explaining_get_cursor (fixture->explaining, &x, &y);
  g_assert_cmpint (x, ==, 27);

  values = lens_readout_get_values (get_readout (fixture), &n);
  hidden = derm_explanation_get_hidden (lens_explaining_get_map (fixture->explaining), x, y, &n_hidden);
  g_assert_cmpint (n, ==, n_hidden);
  for (int i = 0; i < n; i++)
    g_assert_cmpfloat (values[i], ==, (double) hidden[i]);
  g_assert_cmpint (lens_readout_get_kind (get_readout (fixture)), ==, LENS_READOUT_ARROW);
}

/* The keys win over a pointer that rests, which is told again with every layout, and lose to one that is moved. */
static void
test_last_device (Fixture *fixture, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (get_map (fixture));
  LensPicture *picture = lens_explain_map_get_picture (get_map (fixture));
  int width = derm_image_get_width (lens_shown_get_image (lens_session_get_shown (fixture->session)));
  int height = derm_image_get_height (lens_shown_get_image (lens_session_get_shown (fixture->session)));
  int x, y, pointed_x, pointed_y;

  g_signal_emit_by_name (picture, "pointed-at", width / 2, height / 2);
  g_assert_true (lens_explaining_get_cursor (fixture->explaining, &pointed_x, &pointed_y));
  fixture_press (map, GDK_KEY_Right, 0);
  g_signal_emit_by_name (picture, "pointed-at", width / 2, height / 2);
  g_assert_true (lens_explaining_get_cursor (fixture->explaining, &x, &y));
  g_assert_cmpint (x, ==, pointed_x + 1);
  g_assert_cmpint (y, ==, pointed_y);
  g_signal_emit_by_name (picture, "pointed-at", width / 2, height / 2 + 1);
  lens_explaining_get_cursor (fixture->explaining, &x, &y);
  g_assert_cmpint (x, ==, pointed_x);
}

static void
on_layer (LensLayer *layer, gboolean *was_seen)
{
  *was_seen |= !lens_layer_is_grey (layer);
}

/* The image is seen as it is while Space is down, and not after. */
static void
test_space (Fixture *fixture, gconstpointer data)
{
  LensLayer *layer = lens_explain_map_get_layer (get_map (fixture));
  gboolean was_seen = FALSE;

  g_signal_connect (layer, "changed", G_CALLBACK (on_layer), &was_seen);
  fixture_press (GTK_WIDGET (get_map (fixture)), GDK_KEY_space, 0);
  g_signal_handlers_disconnect_by_data (layer, &was_seen);
  g_assert_true (was_seen);
  g_assert_true (lens_layer_is_grey (layer));
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card = fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_EXPLAIN_CARD);

  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (card)));
  card = gtk_widget_get_next_sibling (card);
  g_signal_emit_by_name (card, "clicked");
  g_assert_cmpint (lens_explaining_get_method (fixture->explaining), ==, DERM_METHOD_GRADIENT);
  fixture_wait (fixture_is_explained, fixture->explaining, "the other map");
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (card)));
  g_assert_false (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (gtk_widget_get_prev_sibling (card))));
  g_signal_emit_by_name (card, "clicked"); /* a second time: it stays */
  g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (card)));
}

/* However many cards have room, the chosen one is seen whole, also when it was chosen before they were laid out. */
static void
test_chosen_card (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card, *scroller;
  graphene_rect_t at;

  fixture_activate (fixture->window, "aspect", "image");
  lens_explaining_set_method (fixture->explaining, DERM_METHOD_GRADCAM);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 900);
  fixture_run_for (300);
  fixture_activate (fixture->window, "aspect", "explain");
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of cells");
  fixture_run_for (300);
  card = fixture_find (GTK_WIDGET (fixture->window), LENS_TYPE_EXPLAIN_CARD);
  while (!gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (card)))
    card = gtk_widget_get_next_sibling (card);
  scroller = gtk_widget_get_ancestor (card, GTK_TYPE_SCROLLED_WINDOW);
  g_assert_true (gtk_widget_compute_bounds (card, scroller, &at));
  g_assert_cmpfloat ((double) at.origin.x, >=, -1.0);
  g_assert_cmpfloat ((double) (at.origin.x + at.size.width), <=, gtk_widget_get_width (scroller) + 1.0);
}

/* The same part of the image is seen in both. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  LensPicture *picture = lens_explain_map_get_picture (get_map (fixture));
  LensPicture *original = lens_canvas_get_picture (lens_window_get_canvas (fixture->window));
  LensPictureView here, there;

  fixture_activate (fixture->window, "zoom-in", NULL);
  fixture_activate (fixture->window, "zoom-in", NULL);
  g_assert_false (lens_picture_is_fit (picture));
  lens_picture_get_view (picture, &here);
  fixture_activate (fixture->window, "aspect", "image");
  fixture_run_for (50);
  lens_picture_get_view (original, &there);
  g_assert_false (there.is_fit);
  g_assert_cmpfloat_with_epsilon (there.zoom, here.zoom, 0.05); /* the pictures are not equally large */
  g_assert_cmpfloat_with_epsilon (there.x, here.x, 1e-3);
}

/* The map of an edited input lies on the image as it was: both remark and footer say so. */
static void
test_edited (Fixture *fixture, gconstpointer data)
{
  const guint8 green[3] = { 0, 255, 0 };
  const char *remark = lens_readout_get_remark (get_readout (fixture));
  g_autofree char *aloud = NULL;

  g_assert_false (fixture_says (get_legend (fixture), "Edited"));
  g_assert_true (remark == NULL || strstr (remark, "edited input") == NULL);
  fixture_activate (fixture->window, "aspect", "pixels");
  fixture_wait_idle (fixture->window);
  lens_edits_fill (lens_session_get_edits (fixture->session), green, 14, 14);
  fixture_wait_idle (fixture->window);
  fixture_activate (fixture->window, "aspect", "explain");
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of the edited input");
  g_assert_nonnull (strstr (lens_readout_get_remark (get_readout (fixture)), "edited input"));
  aloud = lens_explained_dup_aloud (fixture->explaining);
  g_assert_nonnull (strstr (aloud, "edited input"));
  gtk_test_accessible_assert_property (lens_explain_map_get_picture (get_map (fixture)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       aloud);
  fixture_run_for (50);
  g_assert_true (fixture_says (get_legend (fixture), "Edited"));
  g_assert_nonnull (strstr (fixture_provenance (fixture->window), ", then edited"));
}

/* The frame of a crop says what part of the image the map is of; it is changed in Image only. */
static void
test_crop (Fixture *fixture, gconstpointer data)
{
  GtkWidget *cropper = GTK_WIDGET (lens_picture_get_cropper (lens_explain_map_get_picture (get_map (fixture))));

  g_assert_false (gtk_widget_get_mapped (cropper));
  fixture_activate (fixture->window, "aspect", "image");
  lens_crops_set_on (lens_session_get_crops (fixture->session), TRUE);
  fixture_wait_idle (fixture->window);
  fixture_activate (fixture->window, "aspect", "explain");
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of the crop");
  g_assert_true (gtk_widget_get_mapped (cropper));
  g_assert_true (lens_crop_equal (lens_cropper_get_crop (LENS_CROPPER (cropper)),
                                  lens_crops_get_crop (lens_session_get_crops (fixture->session))));
  g_assert_false (gtk_widget_grab_focus (cropper));
  g_assert_false (gtk_widget_get_can_target (cropper));
}

typedef struct {
  GtkWidget *legend;
  int done;      /* its least width with a final map */
  int n_refined; /* how often it was measured while one was made */
} Widths;

static int
get_least_width (GtkWidget *widget)
{
  int least;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);

  return least;
}

static void
on_refined (LensExplaining *explaining, Widths *widths)
{
  if (lens_explaining_get_state (explaining) != LENS_EXPLAINING_REFINING)
    return;
  g_assert_cmpint (get_least_width (widths->legend), ==, widths->done);
  widths->n_refined++;
}

/* What is said of the work takes no room from the panes. */
static void
test_width (Fixture *fixture, gconstpointer data)
{
  DermExplainOptions options = *lens_explaining_get_options (fixture->explaining);
  Widths widths = { .legend = get_legend (fixture) };

  widths.done = get_least_width (widths.legend);
  g_signal_connect_after (fixture->explaining, "changed", G_CALLBACK (on_refined), &widths);
  options.views = 0; /* all */
  lens_explaining_set_options (fixture->explaining, &options);
  fixture_wait (fixture_is_explained, fixture->explaining, "the map of all views");
  g_signal_handlers_disconnect_by_data (fixture->explaining, &widths);
  g_assert_cmpint (widths.n_refined, >, 0);
}

/* In the large type of a presentation all of it has room on a small projector. */
static void
test_present (Fixture *fixture, gconstpointer data)
{
  lens_session_set_presenting (fixture->session, TRUE);
  fixture_run_for (200);
  g_assert_cmpint (get_least_width (gtk_window_get_child (GTK_WINDOW (fixture->window))), <=, 1024);
  lens_session_set_presenting (fixture->session, FALSE);
}

/* A class that is chosen anywhere is explained. */
static void
test_class (Fixture *fixture, gconstpointer data)
{
  int class = lens_explaining_get_class (fixture->explaining);
  GActionGroup *actions = G_ACTION_GROUP (fixture->window);

  g_action_group_activate_action (actions, "explain-class-step", g_variant_new_int32 (1));
  g_assert_cmpint (lens_session_get_class (fixture->session), ==, (class + 1) % 7);
  g_assert_cmpint (derm_explanation_get_options (lens_explaining_get_map (fixture->explaining))->class_index, ==,
                   (class + 1) % 7);
  g_action_group_activate_action (actions, "explain-setting-step", g_variant_new_int32 (1));
  g_assert_cmpint (lens_explaining_get_options (fixture->explaining)->patch, ==, 6);
}

/* What is saved is the map, not the result. */
static void
test_save (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("explain-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "map.json", NULL), *text = NULL, *expected = NULL;

  fixture_save_figure (fixture->window, path);
  fixture_wait (fixture_has_saved, fixture->window, "the file");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  expected = derm_explanation_format_json (lens_explaining_get_map (fixture->explaining));
  g_assert_cmpstr (g_strchomp (text), ==, g_strchomp (expected));
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
add (const char *path, void (*test) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);

  add ("/explain-room/shown", test_shown);
  add ("/explain-room/keys", test_keys);
  add ("/explain-room/last-device", test_last_device);
  add ("/explain-room/space", test_space);
  add ("/explain-room/cards", test_cards);
  add ("/explain-room/chosen-card", test_chosen_card);
  add ("/explain-room/zoom", test_zoom);
  add ("/explain-room/edited", test_edited);
  add ("/explain-room/crop", test_crop);
  add ("/explain-room/width", test_width);
  add ("/explain-room/present", test_present);
  add ("/explain-room/class", test_class);
  add ("/explain-room/save", test_save);

  return g_test_run ();
}
