/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* bench-load ROUNDS: what it takes to have the bundled model ready. Prints for each round the nanoseconds of mapping
 * and checking the file, of packing the weights for this CPU, of the first pass, and of the file's SHA-256 (which only
 * results for machines need). Round 0 is the only one that pays for the libraries' own beginnings. */

#include <derm.h>
#include <stdio.h>
#include <stdlib.h>

static gint64
now_ns (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return 1000000000 * (gint64) now.tv_sec + now.tv_nsec;
}

static DermInput *
make_input (DermRecipe *recipe)
{
  gsize size = 3 * (gsize) derm_recipe_get_width (recipe) * (gsize) derm_recipe_get_height (recipe);
  g_autoptr (GBytes) pixels = g_bytes_new_take (g_malloc0 (size), size);
  g_autoptr (DermImage) image = derm_image_new_from_pixels (pixels, derm_recipe_get_width (recipe),
                                                            derm_recipe_get_height (recipe), "black", NULL);

  return derm_input_new (image, recipe, NULL);
}

static gboolean
run_round (GError **error)
{
  g_autoptr (DermModel) model = NULL;
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermInput) input = NULL;
  g_autoptr (DermPrediction) prediction = NULL;
  gint64 times[6];

  times[0] = now_ns ();
  model = derm_model_new_bundled (error);
  if (model == NULL)
    return FALSE;
  times[1] = now_ns ();
  classifier = derm_classifier_new (model, NULL, 1, error);
  if (classifier == NULL)
    return FALSE;
  times[2] = now_ns ();
  input = make_input (derm_model_get_recipe (model));
  times[3] = now_ns ();
  prediction = derm_classifier_predict (classifier, input, error);
  if (prediction == NULL)
    return FALSE;
  times[4] = now_ns ();
  derm_model_get_sha256 (model);
  times[5] = now_ns ();
  printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", times[1] - times[0],
          times[2] - times[1], times[4] - times[3], times[5] - times[4]);
  return TRUE;
}

int
main (int argc, char *argv[])
{
  int rounds = argc == 2 ? atoi (argv[1]) : 0;

  if (rounds < 1)
    {
      fprintf (stderr, "usage: bench-load ROUNDS\n");
      return 1;
    }
  for (int i = 0; i < rounds; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!run_round (&error))
        {
          fprintf (stderr, "bench-load: %s\n", error->message);
          return 1;
        }
    }
  return 0;
}
