/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Models: what a good file says, recipes, layers, and the bundled one. */

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "model-fixture.h"

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = model_open_header (model_good_header, &error);
  g_autoptr (GByteArray) file = model_build (model_good_header);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, file->data, file->len);
  g_autoptr (DermRecipe) found = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (derm_model_get_sha256 (model), ==, sha256);
  g_assert_cmpstr (derm_model_get_name (model), ==, "Tiny");
  g_assert_cmpstr (derm_model_get_version (model), ==, "0.5");
  g_assert_cmpstr (derm_model_get_card (model, "licence"), ==, "CC0");
  g_assert_null (derm_model_get_card (model, "citation"));
  g_assert_cmpint (derm_model_get_n_classes (model), ==, 2);
  g_assert_cmpstr (derm_model_get_label (model, 0), ==, "mel");
  g_assert_cmpstr (derm_model_get_class_name (model, 1), ==, "Other");
  g_assert_cmpint (derm_model_get_group (model, 0), ==, DERM_GROUP_MALIGNANT);
  g_assert_cmpint (derm_model_get_group (model, 1), ==, DERM_GROUP_UNKNOWN);
  found = derm_model_find_recipe (model, "tiny", &error);
  g_assert_true (found == derm_model_get_recipe (model));
  g_assert_cmpint (derm_recipe_get_layout (found), ==, DERM_LAYOUT_ROWS);
  g_assert_null (derm_model_find_recipe (model, "nope", &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_nonnull (strstr (error->message, "tiny"));
}

/* What a file may say besides, and what is so where it does not. */
static void
test_outputs (void)
{
  g_autofree char *header = model_replace ("\"card\":", CALIBRATION ("[2,0.5]", "[-1,3]", "0.02"));
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "recipe.safetensors", NULL);
  g_autoptr (DermModel) plain = model_open_header (model_good_header, NULL);
  g_autoptr (DermModel) calibrated = model_open_header (header, NULL);
  g_autoptr (DermModel) full = derm_model_new_from_file (path, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_model_get_calibration (plain));
  g_assert_null (derm_model_get_shares (plain));
  g_assert_cmpint (derm_recipe_get_views (derm_model_get_recipe (plain)), ==, 1);
  g_assert_true (derm_model_check_decision (plain, DERM_DECISION_LIKELY, NULL));
  g_assert_false (derm_model_check_decision (plain, DERM_DECISION_BALANCED, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_assert_cmpstr (derm_model_get_calibration (calibrated), ==, "x");
  g_assert_cmpfloat (derm_model_get_calibration_error (calibrated), ==, 0.02);
  g_assert_cmpint (derm_recipe_get_views (derm_model_get_recipe (full)), ==, 8);
  g_assert_cmpstr (derm_recipe_get_name (derm_model_get_recipe (full)), ==, "fixture-recipe");
  g_assert_cmpfloat (derm_model_get_shares (full)[0], ==, 0.67);
  g_assert_true (derm_model_check_decision (full, DERM_DECISION_BALANCED, NULL));
}

/* The named recipes are offered where their labels mean something. */
static void
test_recipes (void)
{
  g_autoptr (DermModel) tiny = model_open_header (model_good_header, NULL);
  g_autoptr (DermModel) bundled = derm_model_new_bundled (NULL);
  g_autoptr (GPtrArray) few = derm_model_list_recipes (tiny), all = derm_model_list_recipes (bundled);
  g_autoptr (DermRecipe) published = derm_model_find_recipe (bundled, "published", NULL);
  g_autoptr (DermRecipe) trained = derm_model_find_recipe (bundled, "as-trained", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (few->len, ==, 1);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_true (all->pdata[0] == derm_model_get_recipe (bundled));
  g_assert_cmpint (derm_recipe_get_filter (published), ==, DERM_FILTER_BICUBIC);
  g_assert_cmpint (derm_recipe_get_layout (published), ==, DERM_LAYOUT_PLANES);
  g_assert_cmpstr (derm_recipe_get_labels_id (published), ==, "published");
  g_assert_cmpint (derm_recipe_get_orientation (published), ==, DERM_ORIENTATION_IGNORE);
  g_assert_cmpint (derm_recipe_get_orientation (trained), ==, DERM_ORIENTATION_APPLY);
  g_assert_cmpint (derm_recipe_get_orientation (all->pdata[0]), ==, DERM_ORIENTATION_APPLY);
  g_assert_cmpint (derm_recipe_get_filter (trained), ==, DERM_FILTER_LANCZOS);
  g_assert_cmpint (derm_recipe_get_layout (trained), ==, DERM_LAYOUT_ROWS);
  g_assert_cmpstr (derm_recipe_get_labels_id (trained), ==, "csv");
  g_assert_cmpstr (derm_recipe_get_name (trained), ==, "as-trained");
  g_assert_cmpstr (derm_model_get_label_in (bundled, trained, 6), ==, "mel");
  g_assert_cmpstr (derm_model_get_class_name_in (bundled, trained, 4), ==, "Melanocytic nevi");
  g_assert_true (derm_model_check_recipe (bundled, trained, NULL));
  g_assert_false (derm_model_check_recipe (tiny, trained, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_RECIPE);
  g_clear_error (&error);
  g_assert_null (derm_model_find_recipe (bundled, "nope", &error));
  g_assert_nonnull (strstr (error->message, "published, as-trained"));
}

static void
test_layers (void)
{
  g_autoptr (DermModel) model = model_open_header (model_good_header, NULL);
  g_autofree char *conv = NULL;
  g_autofree char *linear = NULL;
  guint64 n_parameters, n_macs;
  int shape[3];

  g_assert_cmpint (derm_model_get_n_layers (model), ==, 4);
  conv = derm_model_describe_layer (model, 0, shape, &n_parameters, &n_macs);
  g_assert_cmpstr (conv, ==, "conv 3×3, 3 -> 2");
  g_assert_cmpint (shape[0] * 100 + shape[1] * 10 + shape[2], ==, 244);
  g_assert_cmpuint (n_parameters, ==, 56);
  g_assert_cmpuint (n_macs, ==, 2 * 3 * 9 * 16);
  linear = derm_model_describe_layer (model, 3, NULL, NULL, NULL);
  g_assert_cmpstr (linear, ==, "linear, 32 -> 2");
  g_assert_cmpuint (derm_model_get_n_parameters (model), ==, N_FLOATS);
  g_assert_cmpuint (derm_model_get_n_macs (model), ==, 2 * 3 * 9 * 16 + 64);
}

static void
check_no_file (const char *path, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (derm_model_new_from_file (path, &error));
  g_assert_error (error, G_FILE_ERROR, code);
}

static void
test_no_file (void)
{
  g_autofree char *gone = g_build_filename (model_folder, "gone", NULL);
  g_autofree char *fifo = g_build_filename (model_folder, "fifo", NULL);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  check_no_file (gone, G_FILE_ERROR_NOENT);
  check_no_file (model_folder, G_FILE_ERROR_ISDIR);
  check_no_file (fifo, G_FILE_ERROR_INVAL);
  check_no_file ("/dev/zero", G_FILE_ERROR_INVAL);
  g_remove (fifo);
}

static void
test_bundled (void)
{
  const char *const labels[] = { "akiec", "bcc", "bkl", "df", "mel", "nv", "vasc" };
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);

  g_assert_no_error (error);
  g_assert_cmpint (derm_model_get_n_classes (model), ==, 7);
  for (int i = 0; i < 7; i++)
    g_assert_cmpstr (derm_model_get_label (model, i), ==, labels[i]);
  g_assert_cmpuint (derm_model_get_n_parameters (model), ==, 1273671);
  g_assert_cmpint (derm_recipe_get_width (derm_model_get_recipe (model)), ==, 28);
  g_assert_cmpstr (derm_group_get_sign (derm_model_get_group (model, 4)), ==, "▲");
}

/* What the first linear layer reads; a network without one has no features, and one with too many keeps none. */
static void
test_features (void)
{
  const gsize n_floats = 2 * 3 * 9 + 2; /* of the convolution alone */
  g_autoptr (GString) header = g_string_new (model_good_header);
  g_autoptr (GByteArray) file = NULL;
  g_autoptr (DermModel) good = NULL, model = NULL;
  g_autoptr (GError) error = NULL;
  char *tensors;

  good = model_open_header (model_good_header, &error);
  g_assert_no_error (error);
  g_assert_cmpint (derm_model_get_n_features (good), ==, 32);
  g_assert_true (derm_model_check_features (good, NULL));
  g_string_replace (header,
                    "{\\\"op\\\":\\\"flatten\\\"},{\\\"op\\\":\\\"linear\\\",\\\"name\\\":\\\"g\\\",\\\"out\\\":2}",
                    "{\\\"op\\\":\\\"avgpool\\\",\\\"out\\\":1},{\\\"op\\\":\\\"flatten\\\"}", 1);
  tensors = strstr (header->str, ",\"g.weight\"");
  g_string_truncate (header, (gsize) (tensors - header->str));
  g_string_append_c (header, '}');
  file = model_build (header->str);
  g_byte_array_set_size (file, (guint) (8 + header->len + n_floats * sizeof (float)));
  model = model_open_bytes (file->data, file->len, &error);
  g_assert_no_error (error);
  g_assert_cmpint (derm_model_get_n_features (model), ==, 0);
  g_assert_false (derm_model_check_features (model, &error));
  g_assert_error (error, DERM_ERROR, DERM_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, "linear layer"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  model_fixture_init ();
  g_test_add_func ("/model/features", test_features);
  g_test_add_func ("/model/good", test_good);
  g_test_add_func ("/model/outputs", test_outputs);
  g_test_add_func ("/model/recipes", test_recipes);
  g_test_add_func ("/model/layers", test_layers);
  g_test_add_func ("/model/no-file", test_no_file);
  g_test_add_func ("/model/bundled", test_bundled);
  status = g_test_run ();
  model_fixture_clear ();
  return status;
}
