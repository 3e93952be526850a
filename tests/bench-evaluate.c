/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* bench-evaluate TABLE: for each line on standard input, "figures" or "intervals", how many milliseconds all figures of
 * the table take, or the intervals of them all by 2,000 rounds. TABLE: 32-bit numbers: images, classes; then the truth
 * and the lesion of each image; then a float for each score. */

#include <derm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static DermEvaluationSet *
read_set (const char *path)
{
  g_autofree char *data = NULL;
  gsize size;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  DermEvaluationSet *set;
  const gint32 *numbers;
  const float *scores;
  guint n, n_classes;

  if (!g_file_get_contents (path, &data, &size, &error))
    g_error ("%s", error->message);
  numbers = (const gint32 *) data;
  n = (guint) numbers[0];
  n_classes = (guint) numbers[1];
  scores = (const float *) (numbers + 2 + 2 * n);
  for (guint k = 0; k < n_classes; k++)
    g_ptr_array_add (labels, g_strdup_printf ("class-%u", k));
  g_ptr_array_add (labels, NULL);
  set = derm_evaluation_set_new ((const char *const *) labels->pdata, &error);
  for (guint i = 0; set != NULL && i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i), *lesion = g_strdup_printf ("%d", numbers[2 + n + i]);

      if (!derm_evaluation_set_add_scores (set, name, numbers[2 + i], scores + (gsize) i * n_classes, (int) n_classes,
                                           &error))
        break;
      derm_evaluation_set_set_lesion (set, i, lesion);
    }
  if (error != NULL)
    g_error ("%s", error->message);

  return set;
}

int
main (int argc, char *argv[])
{
  g_autoptr (DermEvaluationSet) set = NULL;
  char line[32];

  if (argc != 2)
    return EXIT_FAILURE;
  set = read_set (argv[1]);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (DermEvaluation) evaluation = derm_evaluation_new (set);
      g_autoptr (DermIntervals) intervals = NULL;

      if (strncmp (line, "intervals", strlen ("intervals")) == 0)
        {
          start = g_get_monotonic_time ();
          intervals = derm_intervals_new (evaluation, DERM_INTERVAL_ROUNDS, DERM_INTERVAL_SEED, NULL, NULL);
        }
      printf ("%.3f\n", (double) (g_get_monotonic_time () - start) / 1000);
      fflush (stdout);
    }

  return EXIT_SUCCESS;
}
