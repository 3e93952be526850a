/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "derm-fixture.h"
#include "lens-model-name.h"
#include "pair-fixture.h"

/* What the image on screen is compared with: another image, recipe or model, or all recipes at once. */

static void
test_pin (FixturePair *fixture, gconstpointer data)
{
  g_autoptr (DermPrediction) first = fixture_predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) second = fixture_predict_sample (fixture_classifier (), 2, NULL);
  g_autoptr (DermPrediction) third = fixture_predict_sample (fixture_classifier (), 3, NULL);
  GtkWidget *result = GTK_WIDGET (lens_window_get_result (fixture->window));

  g_assert_false (fixture_is_on (fixture->window, "pin"));
  fixture_run_action (fixture->window, "pin", NULL);
  g_assert_true (fixture_is_on (fixture->window, "pin"));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  g_assert_cmpstr (lens_pair_get_text (fixture->pair), ==, ""); /* there is no second one yet */
  g_assert_null (fixture_side_prediction (fixture->pair, 1));
  g_assert_false (gtk_widget_is_visible (result));
  g_assert_false (fixture_is_enabled (fixture->window, "crop"));

  fixture_run_action (fixture->window, "next", NULL);
  fixture_assert_side (fixture->pair, 0, "drawn-01.jpg", first);
  fixture_assert_side (fixture->pair, 1, "drawn-02.jpg", second);
  g_assert_cmpuint (strlen (lens_pair_get_text (fixture->pair)), >, 20);
  fixture_run_action (fixture->window, "next", NULL);
  fixture_assert_side (fixture->pair, 0, "drawn-01.jpg", first);
  fixture_assert_side (fixture->pair, 1, "drawn-03.jpg", third);

  fixture_run_action (fixture->window, "pin", NULL); /* the same key: unpinned */
  g_assert_false (fixture_is_on (fixture->window, "pin"));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
  g_assert_true (gtk_widget_is_visible (result));
  g_assert_cmpstr (lens_item_get_name (fixture_shown (fixture->window)), ==, "drawn-03.jpg");
  g_assert_null (fixture_side_prediction (fixture->pair, 0));

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "back", NULL); /* Escape */
  g_assert_false (fixture_is_on (fixture->window, "pin"));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
}

/* With another recipe both are read anew. */
static void
test_recipe_of_both (FixturePair *fixture, gconstpointer data)
{
  DermRecipe *own = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  g_autoptr (DermRecipe) box = derm_recipe_with_filter (own, DERM_FILTER_BOX);
  g_autoptr (DermPrediction) first = fixture_predict_sample (fixture_classifier (), 1, box);
  g_autoptr (DermPrediction) second = fixture_predict_sample (fixture_classifier (), 2, box);

  fixture_run_action (fixture->window, "pin", NULL);
  fixture_run_action (fixture->window, "next", NULL);
  g_action_group_change_action_state (G_ACTION_GROUP (fixture->window), "filter", g_variant_new_string ("box"));
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_is_on (fixture->window, "pin"));
  fixture_assert_side (fixture->pair, 0, "drawn-01.jpg", first);
  fixture_assert_side (fixture->pair, 1, "drawn-02.jpg", second);
}

/* An image that cannot be opened shows why; the pin waits for the next. */
static void
test_failed_between (FixturePair *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *bad = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("lens-XXXXXX.jpg", &bad, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  items = fixture_items (bad, NULL);
  fixture_run_action (fixture->window, "pin", NULL);
  fixture_open (fixture->window, items); /* the last of the list; the window goes back to a good one */
  fixture_wait_idle (fixture->window);
  g_assert_true (fixture_is_on (fixture->window, "pin"));
  while (fixture_is_enabled (fixture->window, "next"))
    fixture_run_action (fixture->window, "next", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "failed");
  fixture_run_action (fixture->window, "previous", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (fixture->pair, 1)), ==, "drawn-03.jpg");
  remove (bad);
}

static void
test_recipes (FixturePair *fixture, gconstpointer data)
{
  DermModel *model = derm_classifier_get_model (fixture_classifier ());
  g_autoptr (DermRecipe) trained = derm_model_find_recipe (model, "as-trained", NULL);
  g_autoptr (DermPrediction) own = fixture_predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) other = fixture_predict_sample (fixture_classifier (), 1, trained);
  g_autoptr (DermPrediction) other_second = fixture_predict_sample (fixture_classifier (), 2, trained);

  fixture_run_action (fixture->window, "compare-recipes", NULL);
  fixture_run_action (fixture->window, "compare-with-recipe", "as-trained");
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  g_assert_false (fixture_is_on (fixture->window, "pin"));
  fixture_assert_side (fixture->pair, 0, derm_recipe_get_name (derm_model_get_recipe (model)), own);
  fixture_assert_side (fixture->pair, 1, "as-trained", other);
  fixture_run_action (fixture->window, "next", NULL);
  fixture_assert_side (fixture->pair, 1, "as-trained", other_second);
  fixture_run_action (fixture->window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "compare"); /* where it was opened from */
  fixture_run_action (fixture->window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
}

/* (transfer full) A copy of the file in that folder of the test's own. */
static char *
copy_into (const char *folder, const char *path)
{
  g_autofree char *place = fixture_scratch_path (folder), *name = g_path_get_basename (path);
  char *copy = g_build_filename (place, name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  g_file_set_contents (copy, content, (gssize) length, &error);
  g_assert_no_error (error);

  return copy;
}

static void
assert_titles (LensPair *pair, const char *a, const char *b)
{
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (pair, 0)), ==, a);
  g_assert_cmpstr (lens_pair_side_get_title (lens_pair_get_side (pair, 1)), ==, b);
}

/* Two files of one name are told apart by their folders; a presenter's names stay hidden. */
static void
test_names_of_images (void)
{
  g_autofree char *sample = fixture_sample (1);
  g_autofree char *first = copy_into ("left/x", sample), *second = copy_into ("right/x", sample);
  g_autoptr (GPtrArray) items = fixture_items (first, second, NULL);
  LensWindow *window = fixture_window ();
  LensPair *pair = lens_window_get_pair (window);

  fixture_open (window, items);
  fixture_wait_idle (window);
  fixture_run_action (window, "pin", NULL);
  assert_titles (pair, "left/drawn-01.jpg", "");
  fixture_run_action (window, "next", NULL);
  assert_titles (pair, "left/drawn-01.jpg", "right/drawn-01.jpg");
  fixture_run_action (window, "present", NULL);
  assert_titles (pair, "Image 1", "Image 2");
  fixture_close_window (window);
}

/* Pictures without a file have one name all; their places in the list differ. */
static void
test_names_of_pictures (void)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  LensWindow *window = fixture_window ();

  for (int i = 1; i <= 2; i++)
    {
      g_autofree char *sample = fixture_sample (i);
      g_autoptr (GFile) file = g_file_new_for_path (sample);
      g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, NULL);
      g_autoptr (DermImage) pasted
          = derm_image_new_from_pixels (derm_image_get_pixels (image), derm_image_get_width (image),
                                        derm_image_get_height (image), "Pasted picture", NULL);

      g_ptr_array_add (items, lens_item_new_for_image (pasted));
    }
  fixture_open (window, items);
  fixture_wait_idle (window);
  while (fixture_is_enabled (window, "previous"))
    fixture_run_action (window, "previous", NULL);
  fixture_run_action (window, "pin", NULL);
  fixture_run_action (window, "next", NULL);
  assert_titles (lens_window_get_pair (window), "Pasted picture (image 1)", "Pasted picture (image 2)");
  fixture_close_window (window);
}

/* Two files of weights that are called model.pth. */
static void
test_names_of_models (void)
{
  g_autofree char *f16 = fixture_model_path ("torch/f16.pth");
  g_autofree char *first = copy_into ("old", f16), *second = copy_into ("new", f16);
  g_autoptr (GFile) own = g_file_new_for_path (first), other = g_file_new_for_path (second);
  LensWindow *window = fixture_window_with_samples ();

  fixture_open_model (window, own);
  fixture_wait_idle (window);
  fixture_compare_model (window, other);
  fixture_wait_idle (window);
  assert_titles (lens_window_get_pair (window), "old/f16.pth", "new/f16.pth");
  fixture_close_window (window);
}

static void
test_models (FixturePair *fixture, gconstpointer data)
{
  g_autofree char *path = fixture_model_path ("torch/f16.pth");
  g_autofree char *nothing = fixture_sample (1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) no_model = g_file_new_for_path (nothing);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  g_autoptr (DermClassifier) classifier = derm_classifier_new (model, NULL, 1, &error);
  g_autoptr (DermPrediction) own = fixture_predict_sample (fixture_classifier (), 1, NULL);
  g_autoptr (DermPrediction) other = fixture_predict_sample (classifier, 1, NULL);
  g_autofree char *title = lens_model_format_name (derm_classifier_get_model (fixture_classifier ()));
  g_autofree char *other_title = lens_model_format_name (model);

  fixture_compare_model (fixture->window, no_model); /* says why, and nothing else happens */
  fixture_wait_idle (fixture->window);
  g_assert_true (g_str_has_prefix (fixture_error (fixture->window), "drawn-01.jpg: "));
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");

  fixture_compare_model (fixture->window, file);
  fixture_wait_idle (fixture->window);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "pair");
  fixture_assert_side (fixture->pair, 0, title, own);
  fixture_assert_side (fixture->pair, 1, other_title, other);
  g_assert_true (fixture_model (fixture->window) == derm_classifier_get_model (fixture_classifier ()));
  fixture_run_action (fixture->window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (fixture->window), ==, "image");
}

static void
test_cards (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensCompare *compare = lens_window_get_compare (window);

  fixture_run_action (window, "compare-recipes", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "compare");
  g_assert_cmpuint (lens_compare_get_n_cards (compare), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      LensRecipeCard *card = lens_compare_get_card (compare, i);

      g_assert_cmpstr (fixture_recipe_name (lens_recipe_card_get_prediction (card)), ==,
                       derm_recipe_get_name (lens_recipe_card_get_recipe (card)));
    }
  g_assert_cmpmem (derm_prediction_get_logits (lens_recipe_card_get_prediction (lens_compare_get_card (compare, 0))),
                   7 * sizeof (float), derm_prediction_get_logits (fixture_prediction_of (window, 0)),
                   7 * sizeof (float));

  fixture_run_action (window, "filter", "box"); /* none of the named ones: it is shown too */
  g_assert_cmpuint (lens_compare_get_n_cards (compare), ==, 4);
  fixture_run_action (window, "next", NULL); /* another image */
  g_assert_cmpstr (lens_window_get_page (window), ==, "compare");
  g_assert_cmpmem (derm_prediction_get_logits (lens_recipe_card_get_prediction (lens_compare_get_card (compare, 3))),
                   7 * sizeof (float), derm_prediction_get_logits (fixture_prediction_of (window, 1)),
                   7 * sizeof (float));
  fixture_run_action (window, "recipe", "as-trained");
  g_assert_cmpuint (lens_compare_get_n_cards (compare), ==, 3);

  g_assert_true (fixture_is_enabled (window, "back"));
  fixture_run_action (window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "image");
  g_assert_false (fixture_is_enabled (window, "back"));
  fixture_close_window (window);
}

int
main (int argc, char *argv[])
{
  int status;

  fixture_init (&argc, &argv);
  g_test_add ("/compare-actions/pin", FixturePair, NULL, fixture_set_up_pair, test_pin, fixture_tear_down_pair);
  g_test_add ("/compare-actions/recipe-of-both", FixturePair, NULL, fixture_set_up_pair, test_recipe_of_both,
              fixture_tear_down_pair);
  g_test_add ("/compare-actions/failed-between", FixturePair, NULL, fixture_set_up_pair, test_failed_between,
              fixture_tear_down_pair);
  g_test_add ("/compare-actions/recipes", FixturePair, NULL, fixture_set_up_pair, test_recipes, fixture_tear_down_pair);
  g_test_add ("/compare-actions/models", FixturePair, NULL, fixture_set_up_pair, test_models, fixture_tear_down_pair);
  g_test_add_func ("/compare-actions/cards", test_cards);
  g_test_add_func ("/compare-actions/names/images", test_names_of_images);
  g_test_add_func ("/compare-actions/names/pictures", test_names_of_pictures);
  g_test_add_func ("/compare-actions/names/models", test_names_of_models);

  status = g_test_run ();
  fixture_remove_scratch ();
  return status;
}
