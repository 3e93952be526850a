/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "session-fixture.h"

static LensItem *
item_of (const char *address)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (address);

  return lens_item_new_for_file (file);
}

static void
test_file (void)
{
  g_autofree char *sample = fixture_sample (1);
  g_autoptr (LensItem) item = item_of ("/nowhere/mole 1.jpg");
  g_autoptr (LensItem) drawn = item_of (sample);

  g_assert_cmpstr (lens_item_get_name (item), ==, "mole 1.jpg");
  g_assert_true (g_file_equal (lens_item_get_file (item), lens_item_get_key (item)));
  g_assert_null (lens_item_get_image (item));
  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_WAITING);
  g_assert_null (lens_item_get_prediction (item));
  g_assert_null (lens_item_get_thumbnail (item));
  g_assert_null (lens_item_get_error (item));
  g_assert_false (lens_item_is_sample (item));
  g_assert_true (lens_item_is_sample (drawn));
}

/* Names come from the address alone, whatever it is. */
static void
test_names (void)
{
  static const struct {
    const char *address, *name;
  } cases[] = { { "/nowhere/Gr\xc3\xbc\xc3\x9f"
                  "e.png",
                  "Grüße.png" },
                { "file:///a%20b/c%20d.png", "c d.png" },
                { "https://example.org/photos/one.jpg", "one.jpg" },
                { "/", "/" } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LensItem) item = item_of (cases[i].address);

      g_assert_cmpstr (lens_item_get_name (item), ==, cases[i].name);
    }
  {
    g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/\xff.png");
    g_autoptr (LensItem) item = lens_item_new_for_file (file);

    g_assert_true (g_utf8_validate (lens_item_get_name (item), -1, NULL));
    g_assert_true (g_str_has_suffix (lens_item_get_name (item), ".png"));
  }
}

/* The same pixels are the same image, also in another item; one pixel or another shape makes another image. */
static void
test_key_of_pixels (void)
{
  g_autoptr (DermImage) image = fixture_image (40, 30, 1), same = fixture_image (40, 30, 1);
  g_autoptr (DermImage) other = fixture_image (40, 30, 2), turned = fixture_image (30, 40, 1);
  g_autoptr (LensItem) a = lens_item_new_for_image (image), b = lens_item_new_for_image (same);
  g_autoptr (LensItem) c = lens_item_new_for_image (other), d = lens_item_new_for_image (turned);

  g_assert_null (lens_item_get_file (a));
  g_assert_true (lens_item_get_image (a) == image);
  g_assert_true (g_file_has_uri_scheme (lens_item_get_key (a), LENS_ITEM_HASH_SCHEME));
  g_assert_true (g_file_equal (lens_item_get_key (a), lens_item_get_key (b)));
  g_assert_false (g_file_equal (lens_item_get_key (a), lens_item_get_key (c)));
  g_assert_false (g_file_equal (lens_item_get_key (a), lens_item_get_key (d)));
}

static void
test_sort_key (void)
{
  static const char *const names[] = { "/a/photo 1.jpg", "/a/photo 2.jpg", "/a/photo 10.jpg", "/a/photo 100.jpg" };

  for (gsize i = 1; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LensItem) a = item_of (names[i - 1]), b = item_of (names[i]);

      g_assert_cmpstr (lens_item_get_sort_key (a), <, lens_item_get_sort_key (b));
    }
}

/* What changes nothing is not told. */
static void
test_note (void)
{
  GString *told = fixture_told ();
  g_autoptr (LensItem) item = item_of ("/nowhere/a.jpg");

  fixture_listen (item, "changed", told, "changed");
  lens_item_set_note (item, LENS_FLAG_NONE, NULL, NULL);
  fixture_assert_told (told, "");
  lens_item_set_note (item, LENS_FLAG_POOR, "mel", "hair");
  lens_item_set_note (item, LENS_FLAG_POOR, "mel", "hair");
  fixture_assert_told (told, "changed ");
  g_assert_cmpint (lens_item_get_flag (item), ==, LENS_FLAG_POOR);
  g_assert_cmpstr (lens_item_get_label (item), ==, "mel");
  g_assert_cmpstr (lens_item_get_text (item), ==, "hair");
  lens_item_set_note (item, LENS_FLAG_POOR, NULL, "hair");
  g_assert_null (lens_item_get_label (item));
  fixture_assert_told (told, "changed ");
}

static void
test_truth (void)
{
  GString *told = fixture_told ();
  g_autoptr (DermPrediction) prediction = fixture_prediction (1);
  int top = derm_prediction_get_top (prediction);
  g_autofree char *right = g_ascii_strup (derm_prediction_get_label (prediction, top), -1);
  const char *wrong = derm_prediction_get_label (prediction, (top + 1) % derm_prediction_get_n_classes (prediction));
  g_autoptr (LensItem) item = item_of ("/nowhere/a.jpg");

  lens_item_set_truth (item, wrong);
  g_assert_false (lens_item_is_wrong (item)); /* nobody knows yet */
  lens_item_succeed (item, NULL, prediction);
  g_assert_true (lens_item_is_wrong (item));
  fixture_listen (item, "changed", told, "changed");
  lens_item_set_truth (item, right); /* whatever the case of its letters */
  g_assert_false (lens_item_is_wrong (item));
  lens_item_set_truth (item, right);
  fixture_assert_told (told, "changed ");
  lens_item_set_truth (item, NULL);
  g_assert_false (lens_item_is_wrong (item));
  g_assert_null (lens_item_get_truth (item));
  fixture_assert_told (told, "changed ");
}

/* A tiny image is doubtful until the user wants its scores, and then for good. */
static void
test_trust (void)
{
  DermRecipe *recipe = derm_model_get_recipe (derm_classifier_get_model (fixture_classifier ()));
  GString *told = fixture_told ();
  g_autoptr (DermImage) tiny = fixture_image (20, 20, 1);
  g_autoptr (DermInput) input = derm_input_new (tiny, recipe, NULL);
  g_autoptr (DermPrediction) prediction = derm_classifier_predict (fixture_classifier (), input, NULL);
  g_autoptr (LensItem) item = lens_item_new_for_image (tiny);

  g_assert_false (lens_item_is_doubtful (item));
  lens_item_succeed (item, NULL, prediction);
  g_assert_true (lens_item_is_doubtful (item));
  fixture_listen (item, "changed", told, "changed");
  lens_item_trust (item);
  lens_item_trust (item);
  fixture_assert_told (told, "changed ");
  g_assert_true (lens_item_is_trusted (item));
  g_assert_false (lens_item_is_doubtful (item));
  lens_item_reset (item);
  lens_item_succeed (item, NULL, prediction);
  g_assert_false (lens_item_is_doubtful (item));
}

static void
test_succeed (void)
{
  g_autoptr (DermPrediction) first = fixture_prediction (1), second = fixture_prediction (2);
  g_autoptr (DermImage) small = fixture_image (12, 9, 3);
  g_autoptr (LensItem) item = item_of ("/nowhere/a.jpg");
  GdkPaintable *thumbnail;

  lens_item_succeed (item, small, first);
  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_DONE);
  thumbnail = lens_item_get_thumbnail (item);
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (thumbnail), ==, 12);
  g_assert_cmpint (gdk_paintable_get_intrinsic_height (thumbnail), ==, 9);
  lens_item_succeed (item, NULL, second); /* the thumbnail stays */
  g_assert_true (lens_item_get_thumbnail (item) == thumbnail);
  g_assert_true (lens_item_get_prediction (item) == second);
  lens_item_reset (item); /* so does what is known, until it is known anew */
  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_WAITING);
  g_assert_true (lens_item_get_prediction (item) == second);
  lens_item_drop_thumbnail (item);
  g_assert_null (lens_item_get_thumbnail (item));
}

/* Nothing of an image that has failed is kept, and only the first reason is news. */
static void
test_fail (void)
{
  GString *told = fixture_told ();
  g_autoptr (GError) broken = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "it is broken");
  g_autoptr (GError) gone = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "it is gone");
  g_autoptr (DermPrediction) prediction = fixture_prediction (1);
  g_autoptr (DermImage) small = fixture_image (12, 9, 3);
  g_autoptr (LensItem) item = item_of ("/nowhere/a.jpg");

  lens_item_succeed (item, small, prediction);
  fixture_listen (item, "changed", told, "changed");
  g_assert_true (lens_item_fail (item, broken));
  g_assert_false (lens_item_fail (item, gone));
  fixture_assert_told (told, "changed ");
  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_FAILED);
  g_assert_cmpstr (lens_item_get_error (item), ==, "it is broken");
  g_assert_null (lens_item_get_prediction (item));
  g_assert_null (lens_item_get_thumbnail (item));
  lens_item_reset (item); /* it is opened again */
  g_assert_null (lens_item_get_error (item));
  g_assert_true (lens_item_fail (item, gone));
  g_assert_cmpstr (lens_item_get_error (item), ==, "it is gone");
}

/* A file that has gone since it was read leaves what was known of it, until it is to be read again. */
static void
test_gone (void)
{
  GString *told = fixture_told ();
  g_autoptr (GError) gone = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "it is gone");
  g_autoptr (DermPrediction) prediction = fixture_prediction (1);
  g_autoptr (DermImage) small = fixture_image (12, 9, 3);
  g_autoptr (LensItem) item = item_of ("/nowhere/a.jpg");

  lens_item_succeed (item, small, prediction);
  g_assert_false (lens_item_is_gone (item));
  fixture_listen (item, "changed", told, "changed");
  g_assert_true (lens_item_fail (item, gone));
  g_assert_false (lens_item_fail (item, gone));
  fixture_assert_told (told, "changed ");
  g_assert_true (lens_item_is_gone (item));
  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_DONE);
  g_assert_true (lens_item_get_prediction (item) == prediction);
  g_assert_nonnull (lens_item_get_thumbnail (item));
  g_assert_cmpstr (lens_item_get_error (item), ==, "it is gone");
  lens_item_succeed (item, NULL, prediction); /* it is back */
  g_assert_false (lens_item_is_gone (item));
  g_assert_null (lens_item_get_error (item));
  lens_item_reset (item); /* another model: the score would be an old one */
  g_assert_true (lens_item_fail (item, gone));
  g_assert_false (lens_item_is_gone (item));
  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_FAILED);
  g_assert_null (lens_item_get_prediction (item));
}

/* The system's words for a folder would not say what to do. */
static void
test_folder (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "Is a directory");
  g_autoptr (LensItem) item = item_of ("/nowhere/folder");

  lens_item_fail (item, error);
  g_assert_nonnull (strstr (lens_item_get_error (item), "open the images in it instead"));
}

static void
test_viewers (void)
{
  g_autoptr (LensItem) item = item_of ("/nowhere/a.jpg");

  g_assert_false (lens_item_is_viewed (item));
  lens_item_add_viewer (item);
  lens_item_add_viewer (item); /* list and grid */
  lens_item_remove_viewer (item);
  g_assert_true (lens_item_is_viewed (item));
  lens_item_remove_viewer (item);
  g_assert_false (lens_item_is_viewed (item));
}

int
main (int argc, char *argv[])
{
  fixture_init_session (&argc, &argv);
  g_test_add_func ("/item/file", test_file);
  g_test_add_func ("/item/names", test_names);
  g_test_add_func ("/item/key-of-pixels", test_key_of_pixels);
  g_test_add_func ("/item/sort-key", test_sort_key);
  g_test_add_func ("/item/note", test_note);
  g_test_add_func ("/item/truth", test_truth);
  g_test_add_func ("/item/trust", test_trust);
  g_test_add_func ("/item/succeed", test_succeed);
  g_test_add_func ("/item/fail", test_fail);
  g_test_add_func ("/item/gone", test_gone);
  g_test_add_func ("/item/folder", test_folder);
  g_test_add_func ("/item/viewers", test_viewers);

  return g_test_run ();
}
