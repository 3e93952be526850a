/* SPDX-FileCopyrightText: The Dermlens developers
 * SPDX-License-Identifier: MIT */

/* bench-explain THREADS ISA: for each name of a contest that comes on standard input, how many milliseconds an
 * explanation of one input by the bundled model takes. "full" is occlusion of all eight views, "first-map" what passes
 * before its coarse map is there; "whole-passes" is the occlusion of one view without what it saves, every pass from
 * the input on; all others are of one view. */

#include "classifier-internal.h"

#include <derm.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *name;
  DermMethod method;
  int views; /* 0: all */
} Contest;

static const Contest contests[] = {
  { "occlusion", DERM_METHOD_OCCLUSION, 1 },   { "first-map", DERM_METHOD_OCCLUSION, 0 },
  { "full", DERM_METHOD_OCCLUSION, 0 },        { "gradient", DERM_METHOD_GRADIENT, 1 },
  { "integrated", DERM_METHOD_INTEGRATED, 1 }, { "smoothgrad", DERM_METHOD_SMOOTHGRAD, 1 },
  { "gradcam", DERM_METHOD_GRADCAM, 1 },
};

enum { SIDE = 28, PATCH = 4 };

/* When the first map is there. */
static void
on_partial (DermExplainer *explainer, DermExplanation *partial, double share, gint64 *first)
{
  if (*first == 0)
    *first = g_get_monotonic_time ();
}

static DermInput *
make_input (DermModel *model)
{
  g_autofree guint8 *pixels = g_new (guint8, 3 * SIDE * SIDE);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DermImage) image = NULL;

  for (int i = 0; i < 3 * SIDE * SIDE; i++)
    pixels[i] = (guint8) ((i * 7919) >> 3);
  bytes = g_bytes_new (pixels, 3 * SIDE * SIDE);
  image = derm_image_new_from_pixels (bytes, SIDE, SIDE, "pattern", NULL);
  return derm_input_new (image, derm_model_get_recipe (model), NULL);
}

/* The patch of one cell is black, in planes. */
static void
fill_row (int cell, float *values, gpointer data)
{
  int left = MAX (cell % SIDE - 1, 0), right = MIN (cell % SIDE - 1 + PATCH, SIDE);
  int top = MAX (cell / SIDE - 1, 0), bottom = MIN (cell / SIDE - 1 + PATCH, SIDE);

  memcpy (values, data, 3 * SIDE * SIDE * sizeof *values);
  for (int row = 0; row < 3 * SIDE; row++)
    if (row % SIDE >= top && row % SIDE < bottom)
      memset (values + row * SIDE + left, 0, (gsize) (right - left) * sizeof *values);
}

/* Milliseconds that whole passes of all cells take. */
static double
pass_whole (DermClassifier *classifier, DermInput *input)
{
  g_autofree float *values = g_new (float, 3 * SIDE * SIDE), *outputs = NULL;
  int n_outputs = derm_model_get_n_classes (derm_classifier_get_model (classifier));
  const DermRows rows = { SIDE * SIDE, fill_row, values, NULL };
  g_autoptr (GError) error = NULL;
  gint64 start;

  outputs = g_new (float, (gsize) rows.n_rows *n_outputs);
  for (int i = 0; i < 3 * SIDE * SIDE; i++) /* as bytes over 255, in planes */
    values[i % 3 * SIDE * SIDE + i / 3] = (float) derm_input_get_rgb (input)[i] / 255;
  start = g_get_monotonic_time ();
  if (!derm_classifier_pass_rows (classifier, &rows, outputs, NULL, &error))
    g_error ("%s", error->message);
  return (double) (g_get_monotonic_time () - start) / 1000;
}

/* Milliseconds. */
static double
run_contest (DermClassifier *classifier, DermInput *input, const Contest *contest)
{
  g_autoptr (DermExplainOptions) options = derm_explain_options_new (contest->method);
  g_autoptr (DermExplainer) explainer = NULL;
  g_autoptr (DermExplanation) explanation = NULL;
  g_autoptr (GError) error = NULL;
  gint64 first = 0, start, end;

  options->views = contest->views;
  options->class_index = 0;
  explainer = derm_explainer_new (classifier, input, options);
  g_signal_connect (explainer, "partial", G_CALLBACK (on_partial), &first);
  start = g_get_monotonic_time ();
  explanation = derm_explainer_run (explainer, NULL, &error);
  end = g_get_monotonic_time ();
  if (explanation == NULL)
    g_error ("%s", error->message);
  return (double) ((g_str_equal (contest->name, "first-map") ? first : end) - start) / 1000;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DermModel) model = derm_model_new_bundled (&error);
  g_autoptr (DermClassifier) classifier = NULL;
  g_autoptr (DermInput) input = NULL;
  char line[80];

  if (argc != 3)
    g_error ("bench-explain THREADS ISA");
  if (model != NULL)
    classifier = derm_classifier_new (model, argv[2], atoi (argv[1]), &error);
  if (classifier == NULL)
    g_error ("%s", error->message);
  input = make_input (model);
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      g_strchomp (line);
      if (g_str_equal (line, "whole-passes"))
        printf ("%.3f\n", pass_whole (classifier, input));
      for (gsize i = 0; i < G_N_ELEMENTS (contests); i++)
        if (g_str_equal (line, contests[i].name))
          printf ("%.3f\n", run_contest (classifier, input, &contests[i]));
      fflush (stdout);
    }
  return 0;
}
