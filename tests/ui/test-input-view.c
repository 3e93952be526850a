/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-input-cells.h"
#include "ui-fixture.h"

/* What the network gets, in the window: read cell by cell, and copied. */

typedef struct {
  LensWindow *window;
  LensInputGrid *grid;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = fixture_window_with_samples ();
  fixture->grid = lens_input_view_get_grid (lens_result_get_input_view (lens_window_get_result (fixture->window)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
}

static DermInput *
shown_input (Fixture *fixture)
{
  return lens_input_view_get_input (lens_result_get_input_view (lens_window_get_result (fixture->window)));
}

static GtkWidget *
find_cell (LensInputGrid *grid)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (grid)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_focus (child))
      return child;

  return NULL;
}

/* The arrow keys move the cursor, and the cell that gets the focus says its value. */
static void
test_input_cursor (Fixture *fixture, gconstpointer data)
{
  LensInputGrid *grid = fixture->grid;
  const guint moves[] = { GDK_KEY_Right, GDK_KEY_Down, GDK_KEY_Down, GDK_KEY_End, GDK_KEY_Right, GDK_KEY_Home };
  const int places[][2] = { { 1, 0 }, { 1, 1 }, { 1, 2 }, { 27, 2 }, { 27, 2 }, { 0, 2 } };

  gtk_widget_child_focus (GTK_WIDGET (grid), GTK_DIR_TAB_FORWARD);
  g_assert_nonnull (find_cell (grid));
  gtk_test_accessible_assert_role (grid, GTK_ACCESSIBLE_ROLE_GRID);
  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *wrong = NULL;
      int column, row;

      fixture_press (GTK_WIDGET (grid), moves[i], 0);
      g_assert_true (lens_input_grid_get_cursor (grid, &column, &row));
      g_assert_cmpint (column, ==, places[i][0]);
      g_assert_cmpint (row, ==, places[i][1]);
      text = lens_input_cells_dup_text (shown_input (fixture), DERM_INPUT_VIEW_COLOR, column, row);
      gtk_test_accessible_assert_role (find_cell (grid), GTK_ACCESSIBLE_ROLE_GRID_CELL);
      wrong
          = gtk_test_accessible_check_property (GTK_ACCESSIBLE (find_cell (grid)), GTK_ACCESSIBLE_PROPERTY_LABEL, text);
      g_assert_null (wrong);
    }
}

static void
move_pointer (LensInputGrid *grid, double x, double y)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (grid));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", x, y);
    }
}

static gboolean
has_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;

  return FALSE;
}

static void
assert_tells (Fixture *fixture, int column, int row)
{
  g_autofree char *text = lens_input_cells_dup_text (shown_input (fixture), DERM_INPUT_VIEW_COLOR, column, row);

  if (!has_label (GTK_WIDGET (lens_window_get_result (fixture->window)), text))
    g_error ("the result does not say %s", text);
}

/* The pixel that pointer or keys went to last, whichever it was; and the same pixel of the next image. */
static void
test_value (Fixture *fixture, gconstpointer data)
{
  LensInputGrid *grid = fixture->grid;
  double cell = gtk_widget_get_width (GTK_WIDGET (grid)) / 28.0;

  move_pointer (grid, 20.5 * cell, 12.5 * cell);
  assert_tells (fixture, 20, 12);
  gtk_widget_child_focus (GTK_WIDGET (grid), GTK_DIR_TAB_FORWARD);
  assert_tells (fixture, 0, 0);
  fixture_press (GTK_WIDGET (grid), GDK_KEY_Right, 0);
  assert_tells (fixture, 1, 0);
  move_pointer (grid, 20.5 * cell, 12.5 * cell); /* it rests */
  assert_tells (fixture, 1, 0);
  fixture_run_action (fixture->window, "next", NULL);
  assert_tells (fixture, 1, 0);
  move_pointer (grid, 21.5 * cell, 12.5 * cell);
  assert_tells (fixture, 21, 12);
  fixture_run_action (fixture->window, "previous", NULL);
  assert_tells (fixture, 21, 12);
  fixture_press (GTK_WIDGET (grid), GDK_KEY_Down, 0);
  assert_tells (fixture, 1, 1);
}

/* What is copied has the input's very colours. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  LensInputGrid *grid = fixture->grid;
  g_autoptr (GdkTexture) texture = lens_input_grid_make_texture (grid);
  int side = gdk_texture_get_width (texture);
  g_autofree guint32 *pixels = g_new (guint32, side * side);
  const guint8 *rgb = derm_input_get_rgb (shown_input (fixture));

  g_assert_cmpint (side, ==, 448);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, side);
  gdk_texture_download (texture, (guchar *) pixels, (gsize) side * 4);
  for (int y = 0; y < side; y++)
    for (int x = 0; x < side; x++)
      {
        const guint8 *p = rgb + 3 * (y / 16 * 28 + x / 16);

        g_assert_cmphex (pixels[y * side + x] & 0xffffff, ==, (guint32) p[0] << 16 | (guint32) p[1] << 8 | p[2]);
      }
  fixture_activate (fixture->window, "copy-input", NULL);
  g_assert_true (gdk_content_formats_contain_gtype (
      gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window))), GDK_TYPE_TEXTURE));
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add ("/input-view/cursor", Fixture, NULL, set_up, test_input_cursor, tear_down);
  g_test_add ("/input-view/value", Fixture, NULL, set_up, test_value, tear_down);
  g_test_add ("/input-view/copy", Fixture, NULL, set_up, test_copy, tear_down);

  return g_test_run ();
}
