/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-row.h"
#include "ui-fixture.h"

/* The images as tiles: how large they are, and what that leaves of the window. Some tests are of the list, too: what is
 * opened is seen in either. */

#define N_IMAGES 7
#define N_MORE 200
#define LARGEST 384

static LensStrip *
get_strip (FixtureFolder *fixture)
{
  return lens_browser_get_strip (lens_window_get_browser (fixture->window));
}

static GtkWidget *
get_view (FixtureFolder *fixture)
{
  return lens_strip_get_view (get_strip (fixture));
}

static void
set_size (FixtureFolder *fixture, int size)
{
  g_object_set (get_strip (fixture), "tile-size", size, NULL);
  fixture_run_for (200);
}

static int
get_size (FixtureFolder *fixture)
{
  int size;

  g_object_get (get_strip (fixture), "tile-size", &size, NULL);

  return size;
}

static void
show_grid (FixtureFolder *fixture)
{
  fixture_change_list (fixture->window, "grid", g_variant_new_boolean (TRUE));
  fixture_run_for (300);
}

/* The place of an image's tile or row, NULL if it is not there; bounds: in the view. */
static GtkWidget *
find_place (FixtureFolder *fixture, LensItem *item, graphene_rect_t *bounds)
{
  for (GtkWidget *place = gtk_widget_get_first_child (get_view (fixture)); place != NULL;
       place = gtk_widget_get_next_sibling (place))
    {
      GtkWidget *row = gtk_widget_get_first_child (place);

      if (row != NULL && lens_row_get_item (LENS_ROW (row)) == item && gtk_widget_get_child_visible (place)
          && gtk_widget_compute_bounds (row, get_view (fixture), bounds))
        return place;
    }

  return NULL;
}

/* Tiles in the first row, and how wide the first of them is. */
static guint
count_columns (FixtureFolder *fixture, float *width)
{
  graphene_rect_t first, bounds;
  guint n = 0;

  for (guint i = 0; i < N_IMAGES; i++)
    {
      g_autoptr (LensItem) item = g_list_model_get_item (fixture_items_of (fixture->window), i);

      if (find_place (fixture, item, i == 0 ? &first : &bounds) == NULL)
        continue;
      n += i == 0 || bounds.origin.y == first.origin.y;
    }
  *width = first.size.width;

  return n;
}

/* There are as many columns as there is room for, and the tiles share out all of it. */
static void
test_columns (FixtureFolder *fixture, gconstpointer data)
{
  static const int sizes[] = { 96, 192, LARGEST };
  guint n, n_before = G_MAXUINT;
  float width, width_before = 0;

  show_grid (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      set_size (fixture, sizes[i]);
      n = count_columns (fixture, &width);
      g_assert_cmpuint (n, >=, 1);
      g_assert_cmpuint (n, <, n_before);
      g_assert_cmpfloat (width, >, width_before);
      g_assert_cmpfloat (width, >=, sizes[i]);
      g_assert_cmpfloat (n * (width + 16), >=, gtk_widget_get_width (get_view (fixture)) - 16);
      n_before = n;
      width_before = width;
    }
}

static gboolean
has_tile (gpointer item)
{
  return lens_item_get_tile (item) != NULL;
}

/* A large tile has a picture with as many pixels as it is wide; a small one needs none of its own. */
static void
test_sharp (FixtureFolder *fixture, gconstpointer data)
{
  g_autoptr (LensItem) first = g_list_model_get_item (fixture_items_of (fixture->window), 0);
  float width;

  show_grid (fixture);
  g_assert_null (lens_item_get_tile (first));
  set_size (fixture, 300);
  count_columns (fixture, &width);
  fixture_wait (has_tile, first, "a sharp picture");
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (lens_item_get_tile (first)), >=, (int) width);
  set_size (fixture, 96);
  g_assert_null (lens_item_get_tile (first));
}

/* However large the tiles are, the results keep their width and are in the window. */
static void
test_results_stay (FixtureFolder *fixture, gconstpointer data)
{
  GtkWidget *result = GTK_WIDGET (lens_window_get_result (fixture->window));
  int width = gtk_widget_get_width (result);
  graphene_rect_t bounds;

  show_grid (fixture);
  for (int size = 96; size <= LARGEST; size += 96)
    {
      set_size (fixture, size);
      g_assert_cmpint (gtk_widget_get_width (result), ==, width);
      g_assert_true (gtk_widget_compute_bounds (result, GTK_WIDGET (fixture->window), &bounds));
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, gtk_widget_get_width (GTK_WIDGET (fixture->window)));
    }
}

/* As GTK does with the key that triggers it. */
static void
press (GtkWidget *view, const char *key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (view);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      guint n = GTK_IS_SHORTCUT_CONTROLLER (controller) ? g_list_model_get_n_items (G_LIST_MODEL (controller)) : 0;

      for (guint place = 0; place < n; place++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), place);
          g_autofree char *keys = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_has_prefix (keys, key))
            {
              g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, view, NULL));
              return;
            }
        }
    }
  g_assert_not_reached ();
}

/* Ctrl and plus are the grid's: the image is not zoomed by them. */
static void
test_keys (FixtureFolder *fixture, gconstpointer data)
{
  LensPicture *picture = lens_canvas_get_picture (lens_window_get_canvas (fixture->window));

  show_grid (fixture);
  lens_strip_focus (get_strip (fixture), 0);
  press (get_view (fixture), "<Control>plus");
  press (get_view (fixture), "<Control>plus");
  g_assert_cmpint (get_size (fixture), ==, 96 + 2 * 24);
  press (get_view (fixture), "<Control>minus");
  g_assert_cmpint (get_size (fixture), ==, 96 + 24);
  for (int i = 0; i < 3; i++)
    press (get_view (fixture), "<Control>minus");
  g_assert_cmpint (get_size (fixture), ==, 96);
  g_assert_true (lens_picture_is_fit (picture));
}

typedef struct {
  FixtureFolder *fixture;
  LensItem *item;
} Sought;

static gboolean
is_seen (gpointer data)
{
  const Sought *sought = data;
  graphene_rect_t bounds;

  return find_place (sought->fixture, sought->item, &bounds) != NULL && bounds.origin.y >= -1.0f
         && bounds.origin.y + bounds.size.height <= (float) gtk_widget_get_height (get_view (sought->fixture)) + 1.0f;
}

static void
assert_seen (FixtureFolder *fixture, LensItem *item)
{
  g_assert_true (
      lens_selection_get_current_item (lens_browser_get_selection (lens_window_get_browser (fixture->window))) == item);
  fixture_wait (is_seen, &(Sought){ fixture, item }, "what was opened to be in sight");
}

/* What is dropped or pasted into a long list is selected and seen there, whatever the order; so is what was there. */
static void
check_opened (FixtureFolder *fixture, gboolean is_grid, const char *order)
{
  g_autoptr (GPtrArray) many = fixture_pasted (N_MORE);
  g_autoptr (GPtrArray) more = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (DermImage) image = fixture_image (40, 30, N_MORE + 1);

  fixture_change_list (fixture->window, "order", g_variant_new_string (order));
  fixture_change_list (fixture->window, "grid", g_variant_new_boolean (is_grid));
  fixture_open (fixture->window, many);
  fixture_wait_idle (fixture->window);
  g_ptr_array_add (more, lens_item_new_for_image (image));
  fixture_open (fixture->window, more);
  fixture_wait_idle (fixture->window);
  fixture_run_for (600); /* also when all have been sorted again */
  assert_seen (fixture, more->pdata[0]);
  g_ptr_array_set_size (more, 0);
  g_ptr_array_add (more, g_object_ref (many->pdata[N_MORE / 3]));
  fixture_open (fixture->window, more);
  fixture_wait_idle (fixture->window);
  fixture_run_for (600);
  assert_seen (fixture, more->pdata[0]);
}

static void
test_opened_in_list (FixtureFolder *fixture, gconstpointer data)
{
  check_opened (fixture, FALSE, "opened");
}

static void
test_opened_in_grid (FixtureFolder *fixture, gconstpointer data)
{
  check_opened (fixture, TRUE, "opened");
}

static void
test_opened_in_sorted_list (FixtureFolder *fixture, gconstpointer data)
{
  check_opened (fixture, FALSE, "score");
}

static void
test_opened_in_sorted_grid (FixtureFolder *fixture, gconstpointer data)
{
  check_opened (fixture, TRUE, "score");
}

#define add(path, test)                                                                                                \
  g_test_add (path, FixtureFolder, GINT_TO_POINTER (N_IMAGES), fixture_set_up_folder, test, fixture_tear_down_folder)

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  add ("/grid/columns", test_columns);
  add ("/grid/sharp", test_sharp);
  add ("/grid/results-stay", test_results_stay);
  add ("/grid/keys", test_keys);
  add ("/grid/opened/list", test_opened_in_list);
  add ("/grid/opened/grid", test_opened_in_grid);
  add ("/grid/opened/sorted-list", test_opened_in_sorted_list);
  add ("/grid/opened/sorted-grid", test_opened_in_sorted_grid);

  return g_test_run ();
}
