/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-cell-panel.h"
#include "lens-cell-sums.h"
#include "lens-field-layer.h"
#include "lens-net-view.h"
#include "lens-net-words.h"
#include "lens-number-grid.h"
#include "ui-fixture.h"

/* The network laid open, in the window: keys and pointer, what a screen reader hears, and how fast a cell's panel is
 * there. */

typedef struct {
  LensWindow *window;
  LensSession *session;
  LensPass *pass;
  GtkWidget *view;
} Fixture;

static GtkWidget *
find (Fixture *fixture, GType type)
{
  GtkWidget *widget = fixture_find (GTK_WIDGET (fixture->window), type);

  g_assert_nonnull (widget);

  return widget;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window_with_samples ();
  fixture->session = lens_window_get_session (fixture->window);
  fixture->pass = lens_session_get_pass (fixture->session);
  lens_session_set_aspect (fixture->session, LENS_ASPECT_NETWORK);
  fixture_wait_idle (fixture->window);
  fixture->view = find (fixture, LENS_TYPE_NET_VIEW); /* it is made when it is looked at */
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

/* Opens conv 2 by its key's action, and chooses the largest value of its first map by Enter. */
static void
choose_first (Fixture *fixture)
{
  fixture_run_action (fixture->window, "next-layer", NULL);
  fixture_run_action (fixture->window, "next-layer", NULL);
  gtk_widget_child_focus (fixture->view, GTK_DIR_TAB_FORWARD);
  fixture_press (fixture->view, GDK_KEY_Return, 0);
}

static void
assert_label (gpointer widget, const char *expected)
{
  g_autofree char *wrong
      = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, expected);

  g_assert_cmpstr (wrong, ==, NULL);
}

static GtkWidget *
find_focus (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_focus (child))
      return child;

  return NULL;
}

/* Arrows go from cell to cell, by four, from map to map; the cell that gets the focus says its place and value. */
static void
test_cursor (Fixture *fixture, gconstpointer data)
{
  const LensNetStep *step;
  DermCell cell;

  choose_first (fixture);
  g_assert_cmpint (lens_pass_get_open (fixture->pass), ==, 3);
  step = lens_pass_get_step (fixture->pass, 3);
  cell = (DermCell){ step->shown, lens_pass_get_cell (fixture->pass)->channel, 3, 3 };
  lens_pass_move (fixture->pass, &cell);
  fixture_press (fixture->view, GDK_KEY_Right, 0);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->column, ==, 4);
  fixture_press (fixture->view, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->row, ==, 7);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->channel, ==, cell.channel);
  fixture_press (fixture->view, GDK_KEY_End, 0);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->column, ==, 13);
  fixture_press (fixture->view, GDK_KEY_Right, 0); /* over the edge */
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->channel, !=, cell.channel);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->column, ==, 0);
  cell = *lens_pass_get_cell (fixture->pass);
  {
    g_autofree char *name = lens_net_dup_cell (step, &cell);
    g_autofree char *value
        = lens_net_format ((double) derm_activations_get_value (lens_pass_get_activations (fixture->pass), &cell));
    g_autofree char *words = g_strdup_printf ("%s: %s", name, value);

    g_assert_nonnull (find_focus (fixture->view));
    assert_label (find_focus (fixture->view), words);
  }
  fixture_press (fixture->view, GDK_KEY_Left, GDK_CONTROL_MASK); /* a map back */
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->column, ==, 0);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->channel, !=, cell.channel);
}

/* The whole says the open layer and one of its maps. */
static void
test_summary (Fixture *fixture, gconstpointer data)
{
  DermActivations *activations = lens_pass_get_activations (fixture->pass);
  const LensNetStep *step = lens_pass_get_step (fixture->pass, 3);
  g_autofree int *maps = lens_net_step_list_maps (step, activations, TRUE);
  g_autofree char *summary = lens_net_dup_summary (activations, step, maps[0]);

  gtk_test_accessible_assert_role (fixture->view, GTK_ACCESSIBLE_ROLE_GRID);
  lens_pass_open (fixture->pass, 3);
  assert_label (fixture->view, summary);
  g_assert_true (g_str_has_prefix (summary, "conv 2, 64 maps, 14 by 14. Map "));
}

static void
click (GtkWidget *widget, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_CLICK (controller))
        g_signal_emit_by_name (controller, "pressed", 1, x, y);
    }
}

/* A map of another layer: that layer is open then, and the cell chosen; words above a column only open it. */
static void
test_click (Fixture *fixture, gconstpointer data)
{
  const LensNetLayout *layout = lens_net_view_get_layout (LENS_NET_VIEW (fixture->view));
  const LensNetColumn *column = lens_net_layout_get (layout, 5);
  g_autofree int *maps = lens_net_step_list_maps (column->step, lens_pass_get_activations (fixture->pass), TRUE);
  GdkRectangle box;

  lens_net_layout_get_box (layout, column, 2, &box);
  click (fixture->view, box.x + 2 * column->cell + 1, box.y + 4 * column->cell + 1);
  g_assert_cmpint (lens_pass_get_open (fixture->pass), ==, 5);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->channel, ==, maps[2]);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->column, ==, 2);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->row, ==, 4);
  layout = lens_net_view_get_layout (LENS_NET_VIEW (fixture->view));
  click (fixture->view, lens_net_layout_get (layout, 2)->x + 2, layout->name_top + 2);
  g_assert_cmpint (lens_pass_get_open (fixture->pass), ==, 2);
  g_assert_null (lens_pass_get_cell (fixture->pass));
}

/* The panel comes with the cell; Down chooses another sum, Enter goes to its map, and back again. Escape closes the
 * panel first, then the view. */
static void
test_panel (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel = find (fixture, LENS_TYPE_CELL_PANEL), *list;
  GtkListBoxRow *row;
  const LensAccount *account;
  DermCell cell;
  int source;

  g_assert_false (gtk_widget_get_visible (panel));
  choose_first (fixture);
  g_assert_true (gtk_widget_get_visible (panel));
  account = lens_pass_get_account (fixture->pass);
  cell = account->cell;
  g_assert_cmpint (account->kind, ==, LENS_ACCOUNT_CONV);
  list = fixture_find (fixture_find (panel, LENS_TYPE_CELL_SUMS), GTK_TYPE_LIST_BOX);
  row = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
  g_assert_cmpint (gtk_list_box_row_get_index (row), ==, 0);
  {
    g_autofree char *sum = lens_net_format_signed (lens_account_get_part (account, 0)->sum);
    g_autofree char *words = g_strdup_printf ("map %d: %s", lens_account_get_part (account, 0)->from.channel, sum);

    assert_label (row, words);
  }
  gtk_list_box_select_row (GTK_LIST_BOX (list), gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  g_assert_cmpint (lens_pass_get_part (fixture->pass), ==, 1);
  source = lens_account_get_part (account, 1)->from.channel;
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 1));
  g_assert_cmpint (lens_pass_get_open (fixture->pass), ==, 2);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->channel, ==, source);
  fixture_run_action (fixture->window, "previous-cell", NULL);
  g_assert_cmpint (lens_pass_get_open (fixture->pass), ==, 3);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->channel, ==, cell.channel);
  fixture_run_action (fixture->window, "leave", NULL);
  g_assert_null (lens_pass_get_cell (fixture->pass));
  g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_NETWORK);
  fixture_run_action (fixture->window, "leave", NULL);
  g_assert_cmpint (lens_session_get_aspect (fixture->session), ==, LENS_ASPECT_IMAGE);
}

/* Of a dense layer the twelve largest, in two lists that are one for the keys. */
static void
test_dense (Fixture *fixture, gconstpointer data)
{
  GtkWidget *sums = find (fixture, LENS_TYPE_CELL_SUMS);
  GtkListBox *first = GTK_LIST_BOX (gtk_widget_get_first_child (sums));
  GtkListBox *second = GTK_LIST_BOX (gtk_widget_get_next_sibling (GTK_WIDGET (first)));
  gboolean is_handled;

  choose_first (fixture);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (second)));
  lens_pass_choose (fixture->pass, &(DermCell){ lens_pass_get_step (fixture->pass, 12)->shown, 7, 0, 0 });
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (second)));
  gtk_list_box_select_row (first, gtk_list_box_get_row_at_index (first, 8));
  g_assert_cmpint (lens_pass_get_part (fixture->pass), ==, 8);
  g_signal_emit_by_name (first, "keynav-failed", GTK_DIR_DOWN, &is_handled);
  g_assert_true (is_handled);
  g_assert_cmpint (lens_pass_get_part (fixture->pass), ==, 9);
  g_assert_null (gtk_list_box_get_selected_row (first));
  g_assert_true (gtk_list_box_get_selected_row (second) == gtk_list_box_get_row_at_index (second, 0));
  g_signal_emit_by_name (second, "keynav-failed", GTK_DIR_UP, &is_handled);
  g_assert_cmpint (lens_pass_get_part (fixture->pass), ==, 8);
}

/* A click into the values goes to that very cell of the layer before. */
static void
test_values (Fixture *fixture, gconstpointer data)
{
  LensNumberGrid *grid = LENS_NUMBER_GRID (find (fixture, LENS_TYPE_NUMBER_GRID));
  DermCell cell;
  int source;

  lens_pass_choose (fixture->pass, &(DermCell){ lens_pass_get_step (fixture->pass, 3)->shown, 26, 8, 4 });
  source = lens_account_get_part (lens_pass_get_account (fixture->pass), 0)->from.channel;
  g_signal_emit_by_name (grid, "cell-pressed", 2);
  cell = *lens_pass_get_cell (fixture->pass);
  g_assert_cmpint (cell.layer, ==, lens_pass_get_step (fixture->pass, 2)->shown);
  g_assert_cmpint (cell.channel, ==, source);
  g_assert_cmpint (cell.row, ==, 7);
  g_assert_cmpint (cell.column, ==, 5);
  g_signal_emit_by_name (grid, "cell-pressed", 3); /* the last of the four that a pool compares */
  g_assert_cmpint (lens_pass_get_open (fixture->pass), ==, 1);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->row, ==, 15);
  g_assert_cmpint (lens_pass_get_cell (fixture->pass)->column, ==, 11);
}

/* What the cell sees is over the input, as long as this is what the middle shows; the view's own logit is told. */
static void
test_readout (Fixture *fixture, gconstpointer data)
{
  LensReadout *readout = lens_session_get_readout (fixture->session);

  g_assert_nonnull (lens_readout_get_remark (readout));
  g_assert_nonnull (strstr (lens_readout_get_remark (readout), "8 views"));
  g_assert_nonnull (strstr (lens_readout_get_remark (readout), ", the answer, is "));
  lens_session_set_class (fixture->session, 3);
  g_assert_nonnull (strstr (lens_readout_get_remark (readout), "logit for df, the class chosen in Explain, is "));
  lens_session_set_class (fixture->session, -1);
  g_assert_nonnull (strstr (lens_readout_get_remark (readout), ", the answer, is "));
  g_assert_null (lens_readout_get_layer (readout));
  choose_first (fixture);
  g_assert_true (LENS_IS_FIELD_LAYER (lens_readout_get_layer (readout)));
  lens_session_step (fixture->session, 1);
  fixture_wait_idle (fixture->window);
  g_assert_true (LENS_IS_FIELD_LAYER (lens_readout_get_layer (readout)));
  lens_session_set_aspect (fixture->session, LENS_ASPECT_IMAGE);
  g_assert_null (lens_readout_get_layer (readout));
  g_assert_null (lens_readout_get_remark (readout));
  g_assert_false (fixture_is_enabled (fixture->window, "next-layer"));
  lens_session_set_aspect (fixture->session, LENS_ASPECT_NETWORK);
  g_assert_true (LENS_IS_FIELD_LAYER (lens_readout_get_layer (readout)));
}

/* What is saved as numbers is the open layer. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL), *path = g_build_filename (folder, "layer.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  lens_pass_open (fixture->pass, 3);
  fixture_save_figure (fixture->window, path);
  fixture_wait (fixture_has_saved, fixture->window, "the numbers");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  rows = g_strsplit (text, "\n", -1);
  g_assert_cmpstr (rows[0], ==, "channel,x,y,value");
  g_assert_cmpuint (g_strv_length (rows), ==, 64 * 14 * 14 + 2);
  fixture_remove_folder (g_steal_pointer (&folder));
}

static void
on_painted (GdkFrameClock *clock, gboolean *is_painted)
{
  *is_painted = TRUE;
}

static gboolean
is_set (gpointer flag)
{
  return *(gboolean *) flag;
}

/* Microseconds of work until a cell of that layer is chosen, and until the next frame is drawn. */
static void
measure (Fixture *fixture, int step, gint64 *chosen, gint64 *drawn)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->view);
  gint64 begin = fixture_thread_time ();
  gboolean is_painted = FALSE;
  gulong id;

  lens_pass_choose (fixture->pass, &(DermCell){ lens_pass_get_step (fixture->pass, step)->shown, 2, 0, 0 });
  *chosen = fixture_thread_time () - begin;
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (on_painted), &is_painted);
  fixture_wait (is_set, &is_painted, "a frame");
  g_signal_handler_disconnect (clock, id);
  *drawn = fixture_thread_time () - begin;
}

/* In every layer a cell's account and panel are made within a frame. Drawing the window is told besides: without a
 * graphics card that is the computer's own work. */
static void
test_speed (Fixture *fixture, gconstpointer data)
{
  gint64 slowest = 0, slowest_drawn = 0;

  for (int step = 1; step < lens_pass_get_n_steps (fixture->pass); step++)
    {
      gint64 chosen, drawn;

      lens_pass_choose (fixture->pass, &(DermCell){ lens_pass_get_step (fixture->pass, step)->shown, 1, 0, 0 });
      fixture_run_for (60);
      measure (fixture, step, &chosen, &drawn);
      slowest = MAX (slowest, chosen);
      slowest_drawn = MAX (slowest_drawn, drawn);
    }
  g_test_message ("the slowest panel took %.1f ms, with the frame drawn %.1f ms", (double) slowest / 1000,
                  (double) slowest_drawn / 1000);
  g_assert_cmpint (slowest, <, 16000 * fixture_patience ());
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/network/cursor", test_cursor);
  ADD ("/network/summary", test_summary);
  ADD ("/network/click", test_click);
  ADD ("/network/panel", test_panel);
  ADD ("/network/dense", test_dense);
  ADD ("/network/values", test_values);
  ADD ("/network/readout", test_readout);
  ADD ("/network/numbers", test_numbers);
  ADD ("/network/speed", test_speed);

  return g_test_run ();
}
