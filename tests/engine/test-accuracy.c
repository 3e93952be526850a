/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* The pass of the bundled model against the plain loops, whose sums are in double, over 1,000 inputs: crops of the
 * drawn samples and noise. Linked with the engine's objects, because it looks inside. */

#include "config.h"

#include <math.h>

#include <derm.h>

#include "model-internal.h"

enum { N_INPUTS = 1000, N_VALUES = 3 * 28 * 28, N_CLASSES = 7 };

#define TOLERANCE 2e-5  /* max |difference| / max |logit| of an input */
#define CLEAR_LEAD 1e-4 /* between the first and the second logit */

typedef struct {
  DermModel *model;
  float *values, *expected; /* owned */
} Set;

static void
compute_expected (gpointer index, gpointer data)
{
  Set *set = data;
  int i = GPOINTER_TO_INT (index) - 1;

  g_assert_true (nn_reference_forward (derm_model_get_net (set->model), set->values + i * N_VALUES,
                                       set->expected + i * N_CLASSES));
}

static void
fill_noise (GRand *random, float *values)
{
  for (int k = 0; k < N_VALUES; k++)
    values[k] = (float) g_rand_int_range (random, 0, 256) / 255.0f;
}

/* Nine of ten are crops of the samples, the others noise. */
static void
fill_inputs (Set *set)
{
  g_autofree char *folder = derm_data_path ("samples");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) images = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".jpg"))
      {
        g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);

        g_ptr_array_add (images, derm_image_new_from_file (file, NULL, NULL));
      }
  g_assert_cmpuint (images->len, >=, 7);
  for (int i = 0; i < N_INPUTS; i++)
    {
      double x = g_rand_double_range (random, 0, 0.6), y = g_rand_double_range (random, 0, 0.6);
      const double crop[]
          = { x, y, x + g_rand_double_range (random, 0.1, 0.4), y + g_rand_double_range (random, 0.1, 0.4) };
      g_autoptr (DermRecipe) recipe = derm_recipe_with_crop (derm_model_get_recipe (set->model), crop);
      g_autoptr (DermInput) input = derm_input_new (images->pdata[(guint) i % images->len], recipe, NULL);

      if (i % 10 == 9)
        fill_noise (random, set->values + i * N_VALUES);
      else
        derm_input_fill (input, 0, set->values + i * N_VALUES);
    }
}

static int
find_top (const float *logits, int except)
{
  int top = -1;

  for (int i = 0; i < N_CLASSES; i++)
    if (i != except && (top < 0 || logits[i] > logits[top]))
      top = i;
  return top;
}

static void
test_bundled (void)
{
  g_autoptr (DermModel) model = derm_model_new_bundled (NULL);
  g_autofree float *values = g_new (float, N_INPUTS *N_VALUES), *expected = g_new (float, N_INPUTS *N_CLASSES);
  g_autofree float *logits = g_new (float, N_INPUTS *N_CLASSES);
  Set set = { model, values, expected };
  GThreadPool *pool = g_thread_pool_new (compute_expected, &set, (int) g_get_num_processors (), FALSE, NULL);
  NnPlan *plan = nn_plan_new (derm_model_get_net (model), nn_level_detect (), NULL, 0);
  NnScratch *scratch = nn_scratch_new (plan);
  double worst = 0;
  int n_clear = 0;

  fill_inputs (&set);
  for (int i = 0; i < N_INPUTS; i++)
    g_thread_pool_push (pool, GINT_TO_POINTER (i + 1), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
  nn_forward (plan, scratch, N_INPUTS, values, logits);
  for (int i = 0; i < N_INPUTS; i++)
    {
      const float *want = expected + i * N_CLASSES, *got = logits + i * N_CLASSES;
      int top = find_top (want, -1);
      double largest = 0, error = 0;

      for (int k = 0; k < N_CLASSES; k++)
        {
          largest = fmax (largest, fabs ((double) want[k]));
          error = fmax (error, fabs ((double) want[k] - (double) got[k]));
        }
      worst = fmax (worst, error / largest);
      if ((double) want[top] - (double) want[find_top (want, top)] <= CLEAR_LEAD)
        continue;
      n_clear++;
      g_assert_cmpint (find_top (got, -1), ==, top);
    }
  g_test_message ("%d inputs: largest relative error %.3g; the same top class in all %d with a clear lead", N_INPUTS,
                  worst, n_clear);
  g_assert_cmpfloat (worst, <=, TOLERANCE);
  g_assert_cmpint (n_clear, >, N_INPUTS / 2);
  nn_scratch_free (scratch);
  nn_plan_free (plan);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/accuracy/bundled", test_bundled);
  return g_test_run ();
}
