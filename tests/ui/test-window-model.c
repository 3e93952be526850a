/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */
#include <glib/gstdio.h>
#include <string.h>

#include "lens-loader.h"
#include "ui-fixture.h"

/* Models in the window: opened, with their recipes, cards and decisions. */

static char *
dup_model_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", name, NULL);
}

static void
open_model (LensWindow *window, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  fixture_open_model (window, file);
  fixture_wait_idle (window);
}

static void
change (LensWindow *window, const char *action, const char *value)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), action, value != NULL ? g_variant_new_string (value) : NULL);
  fixture_wait_idle (window);
}

static gboolean
is_enabled (LensWindow *window, const char *action)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

static void
assert_state (LensWindow *window, const char *action, const char *value)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (window), action);

  g_assert_cmpstr (g_variant_get_string (state, NULL), ==, value);
}

static DermPrediction *
get_prediction (LensWindow *window, guint index)
{
  g_autoptr (LensItem) item = g_list_model_get_item (fixture_items_of (window), index);

  g_assert_cmpint (lens_item_get_state (item), ==, LENS_STATE_DONE);

  return lens_item_get_prediction (item); /* the item stays in the list */
}

static const char *
get_recipe_name (DermPrediction *prediction)
{
  return derm_recipe_get_name (derm_input_get_recipe (derm_prediction_get_input (prediction)));
}

/* Every image of the list is read with that model and recipe. */
static void
assert_all (LensWindow *window, DermModel *model, const char *recipe)
{
  for (guint i = 0; i < g_list_model_get_n_items (fixture_items_of (window)); i++)
    {
      DermPrediction *prediction = get_prediction (window, i);

      g_assert_true (derm_prediction_get_model (prediction) == model);
      g_assert_cmpstr (get_recipe_name (prediction), ==, recipe);
    }
}

static void
test_open (void)
{
  LensWindow *window = fixture_window_with_samples ();
  DermModel *bundled = fixture_model (window);
  g_autofree char *path = dup_model_path ("torch/f16.pth");

  assert_all (window, bundled, "dermlens");
  g_assert_false (is_enabled (window, "bundled-model"));
  g_assert_null (lens_model_bar_get_text (lens_window_get_model_bar (window)));

  open_model (window, path);
  g_assert_null (fixture_error (window));
  g_assert_true (fixture_model (window) != bundled);
  g_assert_cmpstr (derm_model_get_path (fixture_model (window)), ==, path);
  assert_all (window, fixture_model (window), "published");
  g_assert_nonnull (strstr (fixture_provenance (window), "f16.pth · recipe published"));
  g_assert_nonnull (strstr (lens_model_bar_get_text (lens_window_get_model_bar (window)), "“published”"));

  change (window, "bundled-model", NULL);
  g_assert_true (fixture_model (window) == bundled);
  assert_all (window, bundled, "dermlens");
  g_assert_null (lens_model_bar_get_text (lens_window_get_model_bar (window)));
  g_assert_nonnull (strstr (fixture_provenance (window), "SkinCNN"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Dropped together: the model is taken, the images too, and no model is an image. */
static void
test_open_together (void)
{
  LensWindow *window = fixture_window ();
  g_autofree char *image = fixture_sample (1);
  g_autofree char *path = dup_model_path ("torch/f16.pth");
  g_autoptr (GPtrArray) items = fixture_items (path, image, NULL);

  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpuint (items->len, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (fixture_items_of (window)), ==, 1);
  assert_all (window, fixture_model (window), "published");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_error (void)
{
  LensWindow *window = fixture_window_with_samples ();
  DermModel *bundled = fixture_model (window);
  g_autofree char *path = dup_model_path ("torch/hostile-system.pth");
  g_autofree char *good = dup_model_path ("torch/f16.pth");
  g_autoptr (GFile) bad_file = g_file_new_for_path (path);

  open_model (window, path);
  g_assert_true (g_str_has_prefix (fixture_error (window), "hostile-system.pth: "));
  g_assert_true (fixture_model (window) == bundled);
  assert_all (window, bundled, "dermlens");

  open_model (window, "/nowhere/gone.pth");
  g_assert_true (g_str_has_prefix (fixture_error (window), "gone.pth: "));
  g_assert_nonnull (strstr (fixture_error (window), "The answers are still those of "));

  fixture_open_model (window, bad_file); /* the second of two that follow at once counts */
  open_model (window, good);
  g_assert_null (fixture_error (window));
  g_assert_cmpstr (derm_model_get_path (fixture_model (window)), ==, good);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The bundled model is not there: another one makes the window work. */
static void
test_no_model (void)
{
  LensWindow *window = lens_window_new (NULL, NULL, "the file is not there");
  g_autofree char *path = dup_model_path ("torch/f16.pth");
  g_autofree char *image = fixture_sample (1);
  g_autoptr (GPtrArray) items = fixture_items (path, image, NULL);

  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpstr (lens_window_get_page (window), ==, "no-model");
  g_assert_true (is_enabled (window, "open-model"));
  g_assert_false (is_enabled (window, "recipe"));
  fixture_open (window, items);
  fixture_wait_idle (window);
  g_assert_cmpstr (lens_window_get_page (window), ==, "empty");
  g_assert_true (is_enabled (window, "open"));
  g_assert_false (is_enabled (window, "bundled-model"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_recipe (void)
{
  LensWindow *window = fixture_window_with_samples ();
  DermModel *model = fixture_model (window);
  LensResult *result = lens_window_get_result (window);
  g_autofree char *steps = NULL;
  g_autofree char *own = NULL;

  g_assert_false (is_enabled (window, "reset-recipe"));
  change (window, "filter", "lanczos");
  assert_all (window, model, "dermlens+lanczos");
  assert_state (window, "filter", "lanczos");
  change (window, "layout", "rows");
  change (window, "views", "1");
  change (window, "labels", "csv");
  assert_all (window, model, "dermlens+lanczos+rows+csv-labels+1view");
  g_assert_cmpint (derm_prediction_find_label (get_prediction (window, 0), "mel"), ==, 6);
  g_assert_nonnull (strstr (fixture_provenance (window), "recipe dermlens+lanczos+rows+csv-labels+1view"));
  steps = lens_result_dup_steps (result);
  g_assert_cmpstr (steps, ==,
                   "JPEG › RGB › Squeezed 4:3 → 1:1 › ≠ Lanczos 28 › ÷ 255 › ≠ Rows › ≠ 1 view › ≠ Labels: CSV");

  g_assert_true (is_enabled (window, "reset-recipe"));
  change (window, "reset-recipe", NULL);
  assert_all (window, model, "dermlens");
  own = lens_result_dup_steps (result);
  g_assert_cmpstr (own, ==, "JPEG › RGB › Squeezed 4:3 → 1:1 › Bicubic 28 › ÷ 255 › Planes › 8 views");

  change (window, "recipe", "as-trained");
  assert_all (window, model, "as-trained");
  assert_state (window, "recipe", "as-trained");
  assert_state (window, "layout", "rows");
  change (window, "recipe", "no such recipe");
  assert_all (window, model, "as-trained");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The same bytes and the same bits as the engine's, whatever was shown before. */
static void
test_same_as_engine (void)
{
  LensWindow *window = fixture_window_with_samples ();
  DermModel *model = fixture_model (window);
  g_autofree char *path = fixture_sample (1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermImage) image = derm_image_new_from_file (file, NULL, &error);
  g_autoptr (DermRecipe) recipe = derm_model_find_recipe (model, "as-trained", &error);
  g_autoptr (DermInput) input = derm_input_new (image, recipe, &error);
  g_autoptr (DermPrediction) expected = derm_classifier_predict (fixture_classifier (), input, &error);

  g_assert_no_error (error);
  change (window, "recipe", "as-trained");
  g_assert_cmpmem (derm_prediction_get_logits (get_prediction (window, 0)), 7 * sizeof (float),
                   derm_prediction_get_logits (expected), 7 * sizeof (float));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_compare (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensCompare *compare = lens_window_get_compare (window);

  change (window, "compare-recipes", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "compare");
  g_assert_cmpuint (lens_compare_get_n_cards (compare), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      LensRecipeCard *card = lens_compare_get_card (compare, i);

      g_assert_cmpstr (get_recipe_name (lens_recipe_card_get_prediction (card)), ==,
                       derm_recipe_get_name (lens_recipe_card_get_recipe (card)));
    }
  g_assert_cmpmem (derm_prediction_get_logits (lens_recipe_card_get_prediction (lens_compare_get_card (compare, 0))),
                   7 * sizeof (float), derm_prediction_get_logits (get_prediction (window, 0)), 7 * sizeof (float));

  change (window, "filter", "box"); /* none of the named ones: it is shown too */
  g_assert_cmpuint (lens_compare_get_n_cards (compare), ==, 4);
  change (window, "next", NULL); /* another image */
  g_assert_cmpstr (lens_window_get_page (window), ==, "compare");
  g_assert_cmpmem (derm_prediction_get_logits (lens_recipe_card_get_prediction (lens_compare_get_card (compare, 3))),
                   7 * sizeof (float), derm_prediction_get_logits (get_prediction (window, 1)), 7 * sizeof (float));
  change (window, "recipe", "as-trained");
  g_assert_cmpuint (lens_compare_get_n_cards (compare), ==, 3);

  g_assert_true (is_enabled (window, "back"));
  change (window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "image");
  g_assert_false (is_enabled (window, "back"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_card (void)
{
  LensWindow *window = fixture_window ();
  LensModelPage *page = lens_window_get_model_page (window);
  g_autofree char *path = dup_model_path ("torch/f16.pth");
  g_autofree char *bundled = lens_model_page_dup_text (page);
  g_autofree char *bare = NULL;
  DermModel *model = fixture_model (window);
  const char *const keys[] = { "intended_use", "trained_on", "figures", "limits", "licence", "citation" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    g_assert_nonnull (strstr (bundled, derm_model_get_card (model, keys[i])));
  g_assert_nonnull (strstr (bundled, derm_model_get_sha256 (model)));
  g_assert_nonnull (strstr (bundled, "dermlens: 28 × 28"));

  change (window, "model-card", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "model");
  open_model (window, path);
  g_assert_cmpstr (lens_window_get_page (window), ==, "model");
  bare = lens_model_page_dup_text (page);
  g_assert_true (g_str_has_prefix (bare, "f16.pth\n"));
  g_assert_nonnull (strstr (bare, "no card"));
  g_assert_nonnull (strstr (bare, derm_model_get_sha256 (fixture_model (window))));
  change (window, "back", NULL);
  g_assert_cmpstr (lens_window_get_page (window), ==, "empty");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_scores (void)
{
  LensWindow *window = fixture_window_with_samples ();
  LensBars *bars = lens_result_get_bars (lens_window_get_result (window));
  g_autofree char *path = dup_model_path ("recipe.safetensors"); /* it is calibrated */
  DermPrediction *prediction;
  const float *logits;
  float low = G_MAXFLOAT, high = -G_MAXFLOAT;

  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", FALSE, NULL);
  open_model (window, path);
  prediction = get_prediction (window, 0);
  logits = derm_prediction_get_logits (prediction);
  for (int i = 0; i < 7; i++)
    {
      g_assert_cmpfloat (lens_bars_get_shown_score (bars, i), ==, derm_prediction_get_calibrated (prediction)[i]);
      low = MIN (low, logits[i]);
      high = MAX (high, logits[i]);
    }
  change (window, "scores", "scores");
  for (int i = 0; i < 7; i++)
    g_assert_cmpfloat (lens_bars_get_shown_score (bars, i), ==, derm_prediction_get_scores (prediction)[i]);
  change (window, "scores", "logits");
  for (int i = 0; i < 7; i++)
    g_assert_cmpfloat_with_epsilon (lens_bars_get_shown_score (bars, i), (logits[i] - low) / (high - low), 1e-6);
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (window)), "gtk-enable-animations", TRUE, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_decision (void)
{
  LensWindow *window = fixture_window_with_samples ();
  g_autofree char *path = dup_model_path ("recipe.safetensors"); /* it knows shares, and one of them is 1 % */
  g_autofree char *bare = dup_model_path ("torch/f16.pth");
  g_autofree char *likely = NULL;
  DermPrediction *prediction;

  open_model (window, path);
  g_assert_true (is_enabled (window, "decision"));
  prediction = get_prediction (window, 0);
  g_assert_true (derm_prediction_is_disputed (prediction));
  likely = g_strdup_printf ("Likely: %s",
                            derm_prediction_get_class_name (prediction, derm_prediction_get_top (prediction)));
  g_assert_nonnull (strstr (lens_result_get_text (lens_window_get_result (window)), likely));
  g_assert_nonnull (strstr (lens_result_get_text (lens_window_get_result (window)), "Balanced: "));

  change (window, "decision", "balanced");
  assert_state (window, "decision", "balanced");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (derm_prediction_get_decision (get_prediction (window, i)), ==, DERM_DECISION_BALANCED);
  g_assert_nonnull (strstr (lens_result_get_text (lens_window_get_result (window)), likely));

  open_model (window, bare); /* without shares there is one decision only */
  g_assert_false (is_enabled (window, "decision"));
  g_assert_cmpint (derm_prediction_get_decision (get_prediction (window, 0)), ==, DERM_DECISION_LIKELY);
  g_assert_null (strstr (lens_result_get_text (lens_window_get_result (window)), "Balanced: "));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
test_close_during_load (void)
{
  for (guint ms = 0; ms < 40; ms += 10)
    {
      LensWindow *window = fixture_window_with_samples ();
      g_autofree char *path = dup_model_path ("torch/f16.pth");
      g_autoptr (GFile) file = g_file_new_for_path (path);
      gpointer weak = window;

      g_object_add_weak_pointer (G_OBJECT (window), &weak);
      g_action_group_activate_action (G_ACTION_GROUP (window), "compare-recipes", NULL);
      fixture_open_model (window, file);
      if (ms > 0)
        fixture_run_for (ms);
      gtk_window_destroy (GTK_WINDOW (window));
      fixture_wait (is_gone, &weak, "the window to go");
    }
}

static void
test_names (void)
{
  static const struct {
    const char *path;
    gboolean is_model;
  } cases[] = { { "/a/model.pth", TRUE },  { "/a/model.PT", TRUE }, { "/a/m.safetensors", TRUE },
                { "/a/image.jpg", FALSE }, { "/a/pth", FALSE },     { "/", FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (cases[i].path);

      g_assert_cmpint (lens_loader_is_model (file), ==, cases[i].is_model);
    }
}

int
main (int argc, char *argv[])
{
  fixture_init (&argc, &argv);
  g_test_add_func ("/model/open", test_open);
  g_test_add_func ("/model/open-together", test_open_together);
  g_test_add_func ("/model/error", test_error);
  g_test_add_func ("/model/no-model", test_no_model);
  g_test_add_func ("/model/recipe", test_recipe);
  g_test_add_func ("/model/same-as-engine", test_same_as_engine);
  g_test_add_func ("/model/compare", test_compare);
  g_test_add_func ("/model/card", test_card);
  g_test_add_func ("/model/scores", test_scores);
  g_test_add_func ("/model/decision", test_decision);
  g_test_add_func ("/model/close-during-load", test_close_during_load);
  g_test_add_func ("/model/names", test_names);

  return g_test_run ();
}
