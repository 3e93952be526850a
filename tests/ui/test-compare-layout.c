/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include "lens-compare.h"
#include "lens-pair.h"
#include "lens-settings.h"
#include "pair-fixture.h"

/* Where things stand while two, or all recipes, are compared: in windows of several sizes, and with larger text. */

#define FRAME 20 /* that a window without a window manager draws around itself */

typedef struct {
  int width, height, list_width;
  double text_scale;
} Case;

typedef struct {
  LensWindow *window;
  int width; /* that it is to have */
} Fixture;

static gboolean
has_width (gpointer data)
{
  Fixture *fixture = data;

  return abs (gtk_widget_get_width (GTK_WIDGET (fixture->window)) - fixture->width) <= FRAME;
}

static void
settle (void)
{
  fixture_run_for (150);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  g_autoptr (GSettings) settings = lens_settings_new ();
  g_autofree char *first = fixture_sample (1), *second = fixture_sample (2), *third = fixture_sample (3);
  g_autoptr (GPtrArray) items = fixture_items (first, second, third, NULL);

  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (96 * 1024 * c->text_scale), NULL);
  g_settings_set_int (settings, "window-width", c->width);
  g_settings_set_int (settings, "window-height", c->height);
  g_settings_set_int (settings, "list-width", c->list_width);
  g_settings_reset (settings, "result-width");
  g_settings_reset (settings, "show-list");
  fixture->window = lens_window_new (NULL, fixture_classifier (), NULL);
  fixture->width = c->width;
  lens_window_remember (fixture->window, settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  fixture_open (fixture->window, items);
  fixture_wait_idle (fixture->window);
  fixture_wait (has_width, fixture, "the window's width");
  settle ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fixture_close_window (fixture->window);
  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
}

/* ---- the list ---- */

static int
list_width (Fixture *fixture)
{
  GtkWidget *browser = GTK_WIDGET (lens_window_get_browser (fixture->window));

  settle ();

  return gtk_widget_get_width (
      gtk_paned_get_start_child (GTK_PANED (gtk_widget_get_ancestor (browser, GTK_TYPE_PANED))));
}

/* It stays as wide as it is when a comparison is entered, goes on, and is left. */
static void
test_list (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[]
      = { "pin", "next", "next", "back", "compare-recipes", "next", "back", "compare-with-recipe", "back" };
  int before = list_width (fixture);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      fixture_run_action (fixture->window, steps[i],
                          g_str_equal (steps[i], "compare-with-recipe") ? "published" : NULL);
      g_assert_cmpint (list_width (fixture), ==, before);
    }
}

/* ---- originals ---- */

/* Each original is drawn at least as wide and as high as the network's input below it, and both of them alike. */
static void
test_originals (Fixture *fixture, gconstpointer data)
{
  LensPair *pair = lens_window_get_pair (fixture->window);

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  settle ();
  for (int i = 0; i < 2; i++)
    {
      LensPicture *picture = fixture_side_picture (pair, i);
      DermImage *image = lens_picture_get_image (picture);
      GtkWidget *grid = GTK_WIDGET (lens_pair_side_get_grid (lens_pair_get_side (pair, i)));
      double zoom = lens_picture_get_zoom (picture);

      g_assert_true (lens_picture_is_fit (picture));
      g_assert_cmpfloat (zoom * derm_image_get_width (image), >=, gtk_widget_get_width (grid));
      g_assert_cmpfloat (zoom * derm_image_get_height (image), >=, gtk_widget_get_height (grid));
    }
  /* one may be a pixel wider */
  g_assert_cmpfloat_with_epsilon (lens_picture_get_zoom (fixture_side_picture (pair, 0)),
                                  lens_picture_get_zoom (fixture_side_picture (pair, 1)), 0.01);
}

/* ---- rows ---- */

static graphene_rect_t
get_place (GtkWidget *widget, GtkWidget *inside)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (widget, inside, &place));

  return place;
}

static void
open_model (Fixture *fixture)
{
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  fixture_open_model (fixture->window, file);
  fixture_wait_idle (fixture->window);
}

/* Cards that begin at one height have every row at one height, as high as in the others. */
static guint
assert_aligned (LensCompare *compare, LensRecipeCard *card, LensRecipeCard *other)
{
  graphene_rect_t place = get_place (GTK_WIDGET (card), GTK_WIDGET (compare));
  graphene_rect_t beside = get_place (GTK_WIDGET (other), GTK_WIDGET (compare));
  GtkWidget *row;
  guint n_rows = 0;

  if (place.origin.y != beside.origin.y)
    return 0;
  for (guint i = 0; (row = lens_recipe_card_get_row (card, i)) != NULL; i++)
    {
      GtkWidget *same = lens_recipe_card_get_row (other, i);
      graphene_rect_t a = get_place (row, GTK_WIDGET (compare)), b = get_place (same, GTK_WIDGET (compare));

      g_assert_true (gtk_widget_get_visible (row) == gtk_widget_get_visible (same));
      if (!gtk_widget_get_visible (row))
        continue;
      g_assert_cmpfloat (a.origin.y, ==, b.origin.y);
      g_assert_cmpfloat (a.size.height, ==, b.size.height);
      g_assert_cmpfloat (a.size.width, >, 0);
      n_rows++;
    }

  return n_rows;
}

/* Each row of scores is of one class in all cards, whatever the recipe's numbering; what a recipe has is there. */
static void
assert_same_things (LensRecipeCard *card, LensRecipeCard *other)
{
  LensBars *bars = lens_recipe_card_get_bars (card), *others = lens_recipe_card_get_bars (other);
  DermRecipe *recipe = lens_recipe_card_get_recipe (card);
  g_auto (GStrv) parameters = derm_recipe_list_parameters (recipe);
  guint n = 0;

  for (int row = 0; row < 7; row++)
    g_assert_cmpstr (
        derm_prediction_get_label (lens_bars_get_prediction (bars), lens_bars_get_class_of_row (bars, row)), ==,
        derm_prediction_get_label (lens_bars_get_prediction (others), lens_bars_get_class_of_row (others, row)));
  for (int i = 0; i < LENS_RECIPE_N_ROWS; i++)
    if (*lens_recipe_card_get_parameters (card)[i] != '\0')
      g_assert_cmpstr (lens_recipe_card_get_parameters (card)[i], ==, parameters[n++]);
  g_assert_cmpuint (n, ==, g_strv_length (parameters));
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  const Case *c = data;
  LensCompare *compare = lens_window_get_compare (fixture->window);
  guint n_aligned = 0;

  open_model (fixture);
  fixture_run_action (fixture->window, "compare-recipes", NULL);
  settle ();
  g_assert_cmpuint (lens_compare_get_n_cards (compare), >=, 4);
  for (guint i = 1; i < lens_compare_get_n_cards (compare); i++)
    {
      guint n = assert_aligned (compare, lens_compare_get_card (compare, i - 1), lens_compare_get_card (compare, i));

      g_assert_true (n == 0 || n > 8);
      n_aligned += n > 0;
      assert_same_things (lens_compare_get_card (compare, i - 1), lens_compare_get_card (compare, i));
    }
  if (c->width >= 900)
    g_assert_cmpuint (n_aligned, >, 0);
  else
    g_assert_cmpuint (n_aligned, ==, 0); /* all below each other */
}

/* Also two recipes with other numberings; the third row of bars is what B has more than A. */
static void
test_sides (Fixture *fixture, gconstpointer data)
{
  LensPair *pair = lens_window_get_pair (fixture->window);
  LensBars *bars[] = { lens_pair_side_get_bars (lens_pair_get_side (pair, 0)),
                       lens_pair_side_get_bars (lens_pair_get_side (pair, 1)), lens_pair_get_difference_bars (pair) };
  graphene_rect_t places[2];

  fixture_run_action (fixture->window, "compare-with-recipe", "as-trained");
  settle ();
  for (int i = 0; i < 3; i++)
    for (int row = 0; row < 7; row++)
      g_assert_cmpstr (
          derm_prediction_get_label (lens_bars_get_prediction (bars[i]), lens_bars_get_class_of_row (bars[i], row)), ==,
          derm_prediction_get_label (lens_bars_get_prediction (bars[0]), row));
  g_assert_cmpint (lens_bars_get_class_of_row (bars[0], 4), !=, lens_bars_get_class_of_row (bars[1], 4));
  for (int i = 0; i < 2; i++)
    places[i] = get_place (GTK_WIDGET (bars[i]), GTK_WIDGET (pair));
  g_assert_cmpfloat (places[0].origin.y, ==, places[1].origin.y);
  for (int i = 0; i < 2; i++)
    places[i] = get_place (GTK_WIDGET (fixture_side_picture (pair, i)), GTK_WIDGET (pair));
  g_assert_cmpfloat (places[0].origin.y, ==, places[1].origin.y);
  g_assert_cmpfloat (places[0].size.height, ==, places[1].size.height);
}

int
main (int argc, char *argv[])
{
  /* where wishes for the list cannot be met, too */
  static const Case cases[] = { { 900, 900, 400, 1 },   { 1000, 700, 212, 1 },  { 1280, 800, 212, 1 },
                                { 1920, 1080, 500, 1 }, { 1400, 1000, 212, 2 }, { 400, 900, 212, 1 } };
  static const struct {
    const char *name;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[]
      = { { "originals", test_originals }, { "cards", test_cards }, { "sides", test_sides }, { "list", test_list } };

  fixture_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint k = 0; k < G_N_ELEMENTS (tests); k++)
      {
        const Case *c = &cases[i];
        g_autofree char *path = g_strdup_printf ("/compare-layout/%s/%dx%d-%d-%g", tests[k].name, c->width, c->height,
                                                 c->list_width, c->text_scale);

        if (c->width < 500 && (tests[k].run == test_list || tests[k].run == test_sides))
          continue; /* the list lies over it all, and one side stands below the other */
        g_test_add (path, Fixture, c, set_up, tests[k].run, tear_down);
      }

  return g_test_run ();
}
