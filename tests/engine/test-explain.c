/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* Explanations against PyTorch's in double precision (tests/fixtures/make_explain_fixtures.py): every method on five
 * nets, in one view and in eight, with planes and with rows taken for planes. Linked with the engine's objects, because
 * it reads safetensors. */

#include "config.h"

#include <math.h>
#include <string.h>

#include <derm.h>

#include "expected.h"

#define TOLERANCE 1e-4 /* of the largest value of the map */

typedef struct {
  DermSafetensors *expected;
  DermClassifier *classifier;
  DermInput *input;
} Case;

static int
number_of (Case *c, const char *key)
{
  return atoi (derm_safetensors_get_metadata (c->expected, key));
}

static DermClassifier *
open_classifier (const char *model_name, const char *isa)
{
  g_autofree char *file = g_strconcat ("nn-", model_name, ".safetensors", NULL);
  g_autofree char *path = g_str_equal (model_name, "skincnn")
                              ? derm_data_path ("model/skincnn.safetensors")
                              : g_test_build_filename (G_TEST_DIST, "fixtures", file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);
  DermClassifier *classifier;

  g_assert_no_error (error);
  classifier = derm_classifier_new (model, isa, 2, &error);
  g_assert_no_error (error);
  return classifier;
}

static DermInput *
make_input (Case *c)
{
  DermModel *model = derm_classifier_get_model (c->classifier);
  DermRecipe *own = derm_model_get_recipe (model);
  gboolean is_rows = g_str_equal (derm_safetensors_get_metadata (c->expected, "layout"), "rows");
  g_autoptr (DermRecipe) packed = derm_recipe_with_layout (own, is_rows ? DERM_LAYOUT_ROWS : DERM_LAYOUT_PLANES);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermRecipe) recipe = derm_recipe_with_views (packed, number_of (c, "views"), &error);
  gsize n;
  const float *values = expected_get (c->expected, "image", &n);
  g_autofree guint8 *pixels = g_new (guint8, n);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;
  DermInput *input;

  g_assert_no_error (error);
  for (gsize i = 0; i < n; i++)
    pixels[i] = (guint8) values[i];
  bytes = g_bytes_new (pixels, n);
  image = derm_image_new_from_pixels (bytes, derm_recipe_get_width (recipe), derm_recipe_get_height (recipe), "noise",
                                      &error);
  g_assert_no_error (error);
  input = derm_input_new (image, recipe, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (derm_input_get_rgb (input), n, pixels, n); /* no resizing changed it */
  return input;
}

static Case *
case_new (const char *name)
{
  g_autofree char *file = g_strconcat ("explain-", name, ".safetensors", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", file, NULL);
  Case *c = g_new0 (Case, 1);

  c->expected = expected_open (path);
  c->classifier = open_classifier (derm_safetensors_get_metadata (c->expected, "model"), NULL);
  /* expectations of another file: run make_explain_fixtures.py again */
  g_assert_cmpstr (derm_safetensors_get_metadata (c->expected, "model_sha256"), ==,
                   derm_model_get_sha256 (derm_classifier_get_model (c->classifier)));
  c->input = make_input (c);
  return c;
}

static void
case_free (Case *c)
{
  derm_safetensors_free (c->expected);
  g_object_unref (c->classifier);
  g_object_unref (c->input);
  g_free (c);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Case, case_free)

static DermExplainOptions *
make_options (Case *c, DermMethod method, DermTarget target)
{
  DermExplainOptions *options = derm_explain_options_new (method);

  options->target = target;
  options->class_index = number_of (c, "class_index");
  options->patch = number_of (c, "patch");
  options->steps = number_of (c, "steps");
  options->copies = number_of (c, "copies");
  options->noise = g_ascii_strtod (derm_safetensors_get_metadata (c->expected, "noise"), NULL);
  options->seed = (guint) number_of (c, "seed");
  if (method == DERM_METHOD_OCCLUSION)
    options->baseline = target == DERM_TARGET_SCORE ? DERM_BASELINE_MEAN : DERM_BASELINE_BLUR;
  return options;
}

static DermExplanation *
explain (DermClassifier *classifier, DermInput *input, const DermExplainOptions *options)
{
  g_autoptr (DermExplainer) explainer = derm_explainer_new (classifier, input, options);
  g_autoptr (GError) error = NULL;
  DermExplanation *explanation = derm_explainer_run (explainer, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (derm_explanation_is_final (explanation));
  return explanation;
}

static void
check (Case *c, DermMethod method, DermTarget target)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", derm_method_get_id (method), derm_target_get_id (target));
  g_autofree char *value_name = g_strconcat ("value.", derm_target_get_id (target), NULL);
  g_autoptr (DermExplainOptions) options = make_options (c, method, target);
  g_autoptr (DermExplanation) explanation = explain (c->classifier, c->input, options);
  gsize n, n_value;
  const float *expected = expected_get (c->expected, name, &n),
              *value = expected_get (c->expected, value_name, &n_value);
  int n_values;
  const float *map = derm_explanation_get_map (explanation, &n_values);

  g_assert_cmpuint (n, ==, (gsize) n_values);
  g_assert_cmpfloat_with_epsilon (derm_explanation_get_base (explanation), (double) *value, 1e-5);
  expected_check_within (map, expected, &(ExpectedSpan){ n, 1, TOLERANCE }, name);
  if (method == DERM_METHOD_GRADCAM)
    g_assert_cmpint (derm_explanation_get_options (explanation)->layer, ==, number_of (c, "layer"));
  if (method == DERM_METHOD_INTEGRATED)
    g_assert_cmpfloat_with_epsilon (derm_explanation_get_completeness_error (explanation),
                                    (double) *expected_get (c->expected, "completeness", &n), 1e-5);
}

static void
test_methods (gconstpointer name)
{
  g_autoptr (Case) c = case_new (name);

  check (c, DERM_METHOD_OCCLUSION, DERM_TARGET_LOGIT);
  check (c, DERM_METHOD_OCCLUSION, DERM_TARGET_SCORE);
  check (c, DERM_METHOD_GRADIENT, DERM_TARGET_LOGIT);
  check (c, DERM_METHOD_GRADIENT, DERM_TARGET_SCORE);
  check (c, DERM_METHOD_INTEGRATED, DERM_TARGET_SCORE);
  check (c, DERM_METHOD_SMOOTHGRAD, DERM_TARGET_LOGIT);
  check (c, DERM_METHOD_GRADCAM, DERM_TARGET_SCORE);
}

/* The same bits on every level and for any number of threads. */
static void
test_levels (gconstpointer name)
{
  static const char *const levels[] = { "plain", "avx2", "avx512", "neon" };
  g_autoptr (Case) c = case_new (name);
  DermModel *model = derm_classifier_get_model (c->classifier);

  for (int method = 0; method < DERM_N_METHODS; method++)
    {
      g_autoptr (DermExplainOptions) options = make_options (c, (DermMethod) method, DERM_TARGET_SCORE);
      g_autoptr (DermExplanation) expected = explain (c->classifier, c->input, options);
      int n;
      const float *map = derm_explanation_get_map (expected, &n);

      for (gsize i = 0; i < G_N_ELEMENTS (levels); i++)
        {
          g_autoptr (DermClassifier) other = derm_classifier_new (model, levels[i], (int) i + 1, NULL);
          g_autoptr (DermExplanation) explanation = other != NULL ? explain (other, c->input, options) : NULL;

          if (explanation != NULL)
            g_assert_cmpmem (derm_explanation_get_map (explanation, NULL), (gsize) n * sizeof *map, map,
                             (gsize) n * sizeof *map);
        }
    }
}

/* ---- a network whose decisive pixels are known ---- */

enum { SIDE = 16, PIXEL_X = 5, PIXEL_Y = 9 };

/* One red pixel on a ground of that grey. */
static DermInput *
plant (DermClassifier *classifier, guint8 grey)
{
  g_autofree guint8 *pixels = g_malloc (3 * SIDE * SIDE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;

  memset (pixels, grey, 3 * SIDE * SIDE);
  pixels[3 * (PIXEL_Y * SIDE + PIXEL_X)] = 255;
  bytes = g_bytes_new (pixels, 3 * SIDE * SIDE);
  image = derm_image_new_from_pixels (bytes, SIDE, SIDE, "planted", NULL);
  return derm_input_new (image, derm_model_get_recipe (derm_classifier_get_model (classifier)), NULL);
}

static DermClassifier *
open_planted (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "fixtures", "explain-planted.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_from_file (path, &error);

  g_assert_no_error (error);
  return derm_classifier_new (model, NULL, 1, NULL);
}

/* Each method finds it, speaking for the first class and against the second. */
static void
test_planted (void)
{
  g_autoptr (DermClassifier) classifier = open_planted ();
  g_autoptr (DermInput) input = plant (classifier, 40);

  for (int method = 0; method < DERM_N_METHODS; method++)
    for (int class = 0; class < 2; class ++)
      {
        g_autoptr (DermExplainOptions) options = derm_explain_options_new ((DermMethod) method);
        g_autoptr (DermExplanation) explanation = NULL;
        int x, y, patch[4];

        options->class_index = class;
        explanation = explain (classifier, input, options);
        derm_explanation_find_strongest (explanation, class == 0, &x, &y);
        if (derm_explanation_get_patch (explanation, x, y, patch))
          {
            g_assert_true (PIXEL_X >= patch[0] && PIXEL_X < patch[0] + patch[2]);
            g_assert_true (PIXEL_Y >= patch[1] && PIXEL_Y < patch[1] + patch[3]);
          }
        else
          g_assert_cmpint (100 * x + y, ==,
                           100 * (PIXEL_X * derm_explanation_get_width (explanation) / SIDE)
                               + PIXEL_Y * derm_explanation_get_height (explanation) / SIDE);
      }
}

/* On black, gradient × input is not 0 at the red pixel alone, whatever the weights: random ones give the same map, and
 * that is seen. */
static void
test_caught (void)
{
  g_autoptr (DermClassifier) classifier = open_planted ();
  g_autoptr (DermInput) input = plant (classifier, 0);
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (DERM_METHOD_GRADIENT);
  g_autoptr (DermExplainer) explainer = derm_explainer_new (classifier, input, options);
  g_autoptr (DermExplanation) explanation = derm_explainer_run (explainer, NULL, NULL);
  g_autofree double *agreements = derm_explainer_check_weights (explainer, explanation, 10, NULL, NULL, NULL);
  double highest = -1;

  for (int i = 0; i < 10; i++)
    highest = fmax (highest, agreements[i]);
  g_assert_cmpfloat (highest, >, 0.999);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "odd", "square64", "plain", "half", "skincnn", "rows", "rows8" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strconcat ("/explain/methods/", names[i], NULL);

      g_test_add_data_func (path, names[i], test_methods);
    }
  g_test_add_func ("/explain/planted", test_planted);
  g_test_add_func ("/explain/caught", test_caught);
  g_test_add_data_func ("/explain/levels/odd", "odd", test_levels);
  g_test_add_data_func ("/explain/levels/rows", "rows", test_levels);
  return g_test_run ();
}
