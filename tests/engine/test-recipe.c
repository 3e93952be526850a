/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <derm.h>
#include <glib/gstdio.h>
#include <string.h>

static void
test_ids (void)
{
  for (int i = DERM_FILTER_NEAREST; i <= DERM_FILTER_LANCZOS; i++)
    {
      DermFilter filter;

      g_assert_true (derm_filter_from_id (derm_filter_get_id ((DermFilter) i), &filter));
      g_assert_cmpint (filter, ==, i);
    }
  for (int i = DERM_LAYOUT_PLANES; i <= DERM_LAYOUT_ROWS; i++)
    {
      DermLayout layout;

      g_assert_true (derm_layout_from_id (derm_layout_get_id ((DermLayout) i), &layout));
      g_assert_cmpint (layout, ==, i);
    }
}

static void
test_unknown_ids (void)
{
  DermFilter filter;
  DermLayout layout;

  g_assert_false (derm_filter_from_id ("Bicubic", &filter));
  g_assert_false (derm_filter_from_id ("", &filter));
  g_assert_false (derm_filter_from_id (NULL, &filter));
  g_assert_false (derm_layout_from_id ("hwc", &layout));
  g_assert_false (derm_layout_from_id (NULL, &layout));
}

static void
test_fields (void)
{
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("r", 28, 30, DERM_FILTER_LANCZOS, DERM_LAYOUT_ROWS, 127.5);

  g_assert_cmpstr (derm_recipe_get_name (recipe), ==, "r");
  g_assert_cmpint (derm_recipe_get_width (recipe), ==, 28);
  g_assert_cmpint (derm_recipe_get_height (recipe), ==, 30);
  g_assert_cmpint (derm_recipe_get_filter (recipe), ==, DERM_FILTER_LANCZOS);
  g_assert_cmpint (derm_recipe_get_layout (recipe), ==, DERM_LAYOUT_ROWS);
  g_assert_cmpfloat (derm_recipe_get_scale (recipe), ==, 127.5);
  g_assert_null (derm_recipe_get_crop (recipe));
}

static void
test_crop (void)
{
  const double crop[4] = { -0.5, 0.25, 0.75, 7 };
  g_autoptr (DermRecipe) recipe = derm_recipe_new ("r", 28, 28, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  g_autoptr (DermRecipe) cropped = derm_recipe_with_crop (recipe, crop);
  g_autoptr (DermRecipe) whole = derm_recipe_with_crop (cropped, NULL);
  const double *got = derm_recipe_get_crop (cropped);

  g_assert_null (derm_recipe_get_crop (recipe)); /* it is immutable */
  g_assert_cmpfloat (got[0], ==, 0);
  g_assert_cmpfloat (got[1], ==, 0.25);
  g_assert_cmpfloat (got[2], ==, 0.75);
  g_assert_cmpfloat (got[3], ==, 1);
  g_assert_cmpstr (derm_recipe_get_name (cropped), ==, "r");
  g_assert_cmpint (derm_recipe_get_filter (cropped), ==, DERM_FILTER_BOX);
  g_assert_null (derm_recipe_get_crop (whole));
}

static DermRecipe *
named (void)
{
  return derm_recipe_new ("base", 28, 28, DERM_FILTER_BICUBIC, DERM_LAYOUT_PLANES, 255);
}

/* The name tells what is other than in the named recipe, and nothing that was put back. */
static void
test_names (void)
{
  g_autoptr (DermRecipe) base = named ();
  g_autoptr (DermRecipe) filter = derm_recipe_with_filter (base, DERM_FILTER_LANCZOS);
  g_autoptr (DermRecipe) layout = derm_recipe_with_layout (filter, DERM_LAYOUT_ROWS);
  g_autoptr (DermRecipe) labels = derm_recipe_with_labels (layout, derm_labels_csv (), NULL);
  g_autoptr (DermRecipe) views = derm_recipe_with_views (labels, 8, NULL);
  g_autoptr (DermRecipe) back = derm_recipe_with_filter (filter, DERM_FILTER_BICUBIC);
  g_autoptr (DermRecipe) own = derm_recipe_with_name (views, "own");
  g_autoptr (DermRecipe) one = derm_recipe_with_views (own, 1, NULL);
  g_autoptr (DermRecipe) none = derm_recipe_with_labels (own, NULL, NULL);
  g_autofree char *words = derm_recipe_describe (own);

  g_assert_cmpstr (derm_recipe_get_name (base), ==, "base");
  g_assert_cmpstr (derm_recipe_get_name (filter), ==, "base+lanczos");
  g_assert_cmpstr (derm_recipe_get_name (views), ==, "base+lanczos+rows+csv-labels+8views");
  g_assert_cmpstr (derm_recipe_get_name (back), ==, "base");
  g_assert_cmpstr (derm_recipe_get_name (one), ==, "own+1view");
  g_assert_cmpstr (derm_recipe_get_name (none), ==, "own+model-labels");
  g_assert_cmpint (derm_recipe_get_views (own), ==, 8);
  g_assert_cmpint (derm_recipe_get_views (base), ==, 1);
  g_assert_cmpstr (derm_recipe_get_labels (own)[4], ==, "nv");
  g_assert_null (derm_recipe_get_labels (base));
  g_assert_cmpstr (words, ==, "28 × 28, lanczos, ÷ 255, rows, 8 views, labels: csv");
}

static void
test_orientation (void)
{
  g_autoptr (DermRecipe) base = named ();
  g_autoptr (DermRecipe) ignoring = derm_recipe_with_orientation (base, DERM_ORIENTATION_IGNORE);
  g_autoptr (DermRecipe) filtered = derm_recipe_with_filter (ignoring, DERM_FILTER_LANCZOS);
  g_autoptr (DermRecipe) own = derm_recipe_with_name (ignoring, "own");
  g_autoptr (DermRecipe) back = derm_recipe_with_orientation (ignoring, DERM_ORIENTATION_APPLY);
  g_autoptr (DermRecipe) changed = derm_recipe_with_orientation (own, DERM_ORIENTATION_APPLY);
  g_autofree char *words = derm_recipe_describe (ignoring);
  DermOrientation orientation = DERM_ORIENTATION_APPLY;

  g_assert_cmpint (derm_recipe_get_orientation (base), ==, DERM_ORIENTATION_APPLY);
  g_assert_cmpint (derm_recipe_get_orientation (filtered), ==, DERM_ORIENTATION_IGNORE);
  g_assert_cmpstr (derm_recipe_get_name (filtered), ==, "base+ignore-orientation+lanczos");
  g_assert_cmpstr (derm_recipe_get_name (back), ==, "base");
  g_assert_cmpstr (derm_recipe_get_name (changed), ==, "own+apply-orientation");
  g_assert_cmpstr (words, ==, "28 × 28, bicubic, ÷ 255, planes, 1 view, labels: model, EXIF orientation ignored");
  g_assert_true (derm_orientation_from_id (derm_orientation_get_id (DERM_ORIENTATION_IGNORE), &orientation));
  g_assert_cmpint (orientation, ==, DERM_ORIENTATION_IGNORE);
  g_assert_false (derm_orientation_from_id ("yes", &orientation));
}

/* What a crop is made of stays, and the other way round. */
static void
test_crop_keeps_the_rest (void)
{
  const double crop[4] = { 0, 0.25, 0.5, 1 };
  g_autoptr (DermRecipe) base = named ();
  g_autoptr (DermRecipe) viewed = derm_recipe_with_views (base, 8, NULL);
  g_autoptr (DermRecipe) cropped = derm_recipe_with_crop (viewed, crop);
  g_autoptr (DermRecipe) changed = derm_recipe_with_layout (cropped, DERM_LAYOUT_ROWS);

  g_assert_cmpstr (derm_recipe_get_name (cropped), ==, "base+8views");
  g_assert_cmpint (derm_recipe_get_views (cropped), ==, 8);
  g_assert_cmpstr (derm_recipe_get_name (changed), ==, "base+rows+8views");
  g_assert_cmpfloat (derm_recipe_get_crop (changed)[2], ==, 0.5);
}

static void
test_refused (void)
{
  const int numbers[] = { 0, 2, 7, 9, -8 };
  g_autoptr (DermRecipe) base = named ();
  g_autoptr (DermRecipe) oblong = derm_recipe_new ("o", 28, 30, DERM_FILTER_BOX, DERM_LAYOUT_PLANES, 255);
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_null (derm_recipe_with_views (base, numbers[i], &error));
      g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
      g_clear_error (&error);
    }
  g_assert_null (derm_recipe_with_views (oblong, 8, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "28 × 30"));
}

static void
check_labels (const char *text, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) labels = derm_labels_from_text (text, &error);
  g_autofree char *joined = labels != NULL ? g_strjoinv (" ", labels) : NULL;

  g_test_message ("%s", error != NULL ? error->message : joined);
  g_assert_cmpstr (joined, ==, wanted);
  g_assert_true ((joined == NULL) == (error != NULL));
}

static void
test_labels (void)
{
  g_autoptr (DermRecipe) base = named ();
  const char *const own[] = { "b", "a", NULL }, *const twice[] = { "a", "a", NULL }, *const none[] = { NULL };
  g_autoptr (DermRecipe) recipe = derm_recipe_with_labels (base, own, NULL);
  g_autofree char *endless = g_strnfill (101, 'x');

  g_assert_cmpstr (derm_recipe_get_labels_id (base), ==, "model");
  g_assert_cmpstr (derm_recipe_get_labels_id (recipe), ==, "own");
  g_assert_null (derm_recipe_with_labels (base, twice, NULL));
  g_assert_null (derm_recipe_with_labels (base, none, NULL));
  check_labels ("published", "akiec bcc bkl df mel nv vasc");
  check_labels ("csv", "akiec bcc bkl df nv vasc mel");
  check_labels ("b, a ,c", "b a c");
  check_labels ("", NULL);
  check_labels ("a,,b", NULL);
  check_labels ("a,b,a", NULL);
  check_labels ("a,b\nc", NULL);
  check_labels ("a,\xff", NULL);
  check_labels (endless, NULL);
  check_labels ("/nowhere/labels.json", NULL);
  check_labels ("/.json", NULL);
}

static void
test_labels_json (void)
{
  static const struct {
    const char *text, *labels;
  } cases[] = {
    { "{\"0\": \"akiec\", \"1\": \"bcc\"}", "akiec bcc" },
    { "{\"1\": \"bcc\", \"0\": \"akiec\"}", "akiec bcc" },
    { "[\"x\", \"y\"]", "x y" },
    { "{\"0\": \"a\", \"2\": \"b\"}", NULL },
    { "{\"0\": \"a\", \"00\": \"b\"}", NULL },
    { "{\"0\": \"a\", \"0\": \"b\"}", NULL },
    { "{\"0\": 7}", NULL },
    { "{\"akiec\": 0}", NULL },
    { "[\"a\", null]", NULL },
    { "[]", NULL },
    { "7", NULL },
    { "", NULL },
    { "[\"a\"", NULL },
    { "[[\"a\"]]", NULL },
  };
  g_autofree char *folder = g_dir_make_tmp ("dermlens-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "labels.json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (g_file_set_contents (path, cases[i].text, -1, NULL));
      check_labels (path, cases[i].labels);
    }
  g_remove (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/ids", test_ids);
  g_test_add_func ("/recipe/unknown-ids", test_unknown_ids);
  g_test_add_func ("/recipe/fields", test_fields);
  g_test_add_func ("/recipe/crop", test_crop);
  g_test_add_func ("/recipe/names", test_names);
  g_test_add_func ("/recipe/orientation", test_orientation);
  g_test_add_func ("/recipe/crop-keeps-the-rest", test_crop_keeps_the_rest);
  g_test_add_func ("/recipe/refused", test_refused);
  g_test_add_func ("/recipe/labels", test_labels);
  g_test_add_func ("/recipe/labels-json", test_labels_json);
  return g_test_run ();
}
